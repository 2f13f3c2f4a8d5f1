"""Where the labelled texts of the language stand."""

from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def use(folder: Path) -> None:
    """Read the texts of another language, before anything that is fitted to them is imported."""
    global FOLDER  # noqa: PLW0603  # as of the language itself
    FOLDER = folder
