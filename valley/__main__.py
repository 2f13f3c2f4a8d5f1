"""Start valley: `valley` and `python -m valley`."""


def main() -> None:
    """Run the command line."""
    from valley.cli.app import app

    app(prog_name="valley")


if __name__ == "__main__":
    main()
