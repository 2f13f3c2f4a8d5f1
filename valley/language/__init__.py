"""What code knows of a language, as data: a folder each, and no English outside of it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

# Beside this module; importlib.resources would take longer to load than the files do.
_FOLDER = Path(__file__).parent / "en"


def page(name: str) -> str:
    """Return the text of a file of the language."""
    return (_FOLDER / name).read_text("utf-8")


@cache
def table(name: str) -> Any:
    """Return what a JSON file of the language holds, read once."""
    return json.loads(page(f"{name}.json"))


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a text file of the language, its lines with `#` left out; read once."""
    lines = (line for line in page(f"{name}.txt").split("\n") if not line.startswith("#"))
    return tuple(word for line in lines for word in line.split())
