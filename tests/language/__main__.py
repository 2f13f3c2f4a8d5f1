"""Starts valley in the language of a folder: `python -m tests.language FOLDER checkin`."""

import sys
from pathlib import Path

from valley import language


def main() -> None:
    """Choose the language, and run valley."""
    language.use(Path(sys.argv.pop(1)))
    from valley.__main__ import main as valley

    valley()


if __name__ == "__main__":
    main()
