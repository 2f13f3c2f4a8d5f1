"""Makes all tables that recognition reads, offline, in the order they need: `python -m tests.fit`."""

from tests.fit import actions, calibration, reasons, tables


def main() -> None:
    """Write them all."""
    tables.main()
    actions.main()
    reasons.main()
    calibration.main()


if __name__ == "__main__":
    main()
