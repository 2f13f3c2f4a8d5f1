"""Start valley: `valley` and `python -m valley`."""

import atexit
import gc
import sys


def main() -> None:
    """Run the command line."""
    # A run is short and makes no circles worth collecting; looking for them takes 10 % of `valley`
    # and 20 % of a command that reads a whole life, and finds nothing (the peak stays the same).
    # Unless what there is is frozen, the interpreter looks once more as it ends: 15 % of a check-in.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        from valley.cli import streams
        from valley.cli.today import quick

        streams.guard()
        if quick(sys.argv[1:]):
            return
        from valley.cli.app import app
    except KeyboardInterrupt:  # while it was still loading
        sys.exit(130)
    app(prog_name="valley")


if __name__ == "__main__":
    main()
