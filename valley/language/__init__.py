"""What code knows of a language, as data: a folder each, and no English outside of it."""

from pathlib import Path

# Beside this module; importlib.resources would take longer to load than the files do.
_FOLDER = Path(__file__).parent / "en"


def page(name: str) -> str:
    """Return the text of a file of the language."""
    return (_FOLDER / name).read_text("utf-8")
