"""Where jrnl keeps its journal: told by its own config file, and by nothing else.

That file is YAML as jrnl writes it: a key a line. Only the two shapes it gives a journal are read.
"""

import os
from pathlib import Path

from valley import files

CONFIG = Path("jrnl", "jrnl.yaml")
JOURNALS, DEFAULT, FILE = "journals", "default", "journal"


def named() -> Path | None:
    """Return the file of jrnl's default journal, where its config names one that is there."""
    try:
        chosen = os.environ.get("XDG_CONFIG_HOME")
        folder = Path(chosen) if chosen else Path.home() / ".config"
        text = files.read(folder / CONFIG, files.SMALL).decode()
        told = _default(text)
        path = Path(os.path.expandvars(told)).expanduser() if told else None
        return path if path and path.is_absolute() and path.is_file() else None
    except (OSError, ValueError, RuntimeError):  # none, none of ours, or no home
        return None


def _default(text: str) -> str:
    """Return the default journal's file as a config has it; empty where none is found."""
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        key, colon, value = line.strip().partition(":")
        if not colon or key.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip())
        while above and above[-1][0] >= depth:
            above.pop()
        above.append((depth, key))
        where = [name for _, name in above]
        if where in ([JOURNALS, DEFAULT], [JOURNALS, DEFAULT, FILE]) and value.strip():
            return _bare(value.strip())
    return ""


def _bare(value: str) -> str:
    """Return a value without the quotes it may stand in."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return value
