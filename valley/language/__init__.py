"""What code knows of a language, as data: a folder each, and no English outside of it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

# Beside this module; importlib.resources would take longer to load than the files do.
FOLDER = Path(__file__).parent / "en"


def use(folder: Path) -> None:
    """Read another language instead, before anything that knows one is imported.

    Raises:
        RuntimeError: Words of a language are known already.
    """
    global FOLDER  # noqa: PLW0603  # there is one language in a process
    if table.cache_info().currsize:
        raise RuntimeError("A language is chosen before its words are read.")
    FOLDER = folder


def page(name: str) -> str:
    """Return the text of a file of the language."""
    return data(name).decode("utf-8").replace("\r\n", "\n")


def data(name: str) -> bytes:
    """Return the bytes of a file of the language."""
    path = FOLDER / name
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # valley runs from a zip file
        from pkgutil import get_data

        return get_data(__name__, f"{FOLDER.name}/{name}") or b""


@cache
def table(name: str) -> Any:
    """Return what stands in a JSON file of the language; nobody changes it."""
    return json.loads(page(f"{name}.json"))


def words(text: str) -> frozenset[str]:
    """Return the words of a list written with spaces between them."""
    return frozenset(text.split())


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of a text file of the language; its lines that start with # are notes."""
    lines = (line for line in page(f"{name}.txt").split("\n") if not line.startswith("#"))
    return tuple(word for line in lines for word in line.split())
