"""Start valley: `valley` and `python -m valley`."""

import sys


def main() -> None:
    """Run the command line."""
    from valley.cli.glance import quick

    if quick(sys.argv[1:]):
        return
    from valley.cli.app import app

    app(prog_name="valley")


if __name__ == "__main__":
    main()
