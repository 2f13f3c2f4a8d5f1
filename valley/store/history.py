"""What each change replaced, kept so that it can be taken back, or rolled back after a crash.

A change is written here first, as `history/000007.open.json`, then to its volumes; when all of
them are on the disk it is closed by renaming to `history/000007.json`. A kill in between leaves
the open record, and the next change rolls back what it names. So a change over several volumes
comes whole or not at all, and `valley undo` takes closed records back from the newest.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from valley.store.folder import Folder

FOLDER = "history"
KEEP = 200  # changes that can be taken back
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row that a change replaced.

    Attributes:
        volume: The volume it is in.
        table: The table of that volume.
        id: The row's own id.
        before: The row as it was; None where there was none.
        after: A digest of what the change made of it, by which it is known again.
    """

    volume: str
    table: str
    id: str
    before: dict[str, Any] | None
    after: str


@dataclass(frozen=True, slots=True)
class Record:
    """A change: when, what it was in words, and the rows it replaced."""

    at: datetime
    what: str
    rows: tuple[Replaced, ...]
    name: str = field(default="", compare=False)  # of its file

    @property
    def is_open(self) -> bool:
        """Whether the change was never finished."""
        return self.name.endswith(".open.json")


def begin(folder: Folder, at: datetime, what: str, rows: list[Replaced]) -> str:
    """Write down what is about to be replaced; return the name of the open record.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    names = folder.names(FOLDER, "*.json")
    number = int(names[-1].split("/")[1].split(".")[0]) + 1 if names else 1
    name = f"{FOLDER}/{number:0{DIGITS}}.open.json"
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = [encode([row.volume, row.table, row.id, row.before, row.after]) for row in rows]
    head = f'"at": {encode(at.isoformat())},\n"what": {encode(what)},\n"rows": [\n'
    folder.write(name, ("{\n" + head + ",\n".join(lines) + "\n]\n}\n").encode())
    for old in names[: max(0, len(names) - KEEP)]:
        folder.remove(old)
    return name


def close(folder: Folder, name: str) -> None:
    """Mark a change as finished.

    Raises:
        CannotWrite: The folder is closed.
    """
    folder.rename(name, name.replace(".open.json", ".json"))


def unfinished(folder: Folder) -> list[Record]:
    """Return the changes that a crash cut off, newest first."""
    names = folder.names(FOLDER, "*.open.json")
    return [record for name in reversed(names) if (record := read(folder, name))]


def last(folder: Folder) -> Record | None:
    """Return the newest finished change that can still be taken back."""
    for name in reversed(folder.names(FOLDER, "*.json")):
        record = None if name.endswith(".open.json") else read(folder, name)
        if record:
            return record
    return None


def read(folder: Folder, name: str) -> Record | None:
    """Read a record; one that is damaged cannot be taken back, and counts as none."""
    try:
        whole = json.loads(folder.read(name))
        rows = tuple(Replaced(*row) for row in whole["rows"])
        return Record(datetime.fromisoformat(whole["at"]), str(whole["what"]), rows, name)
    except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
        return None
