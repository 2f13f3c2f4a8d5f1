"""What each change replaced, kept so that it can be taken back, or rolled back after a crash.

A change is written here first, as `history/00000007.open.json`, then to its volumes; when all of
them are on the disk it is closed by renaming to `history/00000007.json`. A kill in between leaves
the open record, and the next valley rolls back what it names. So a change over several volumes
comes whole or not at all, and `valley undo` takes closed records back from the newest.
"""

import json
import re
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from valley.errors import MAKES_NO_SENSE, Busy, CannotWrite, DamagedJournal
from valley.store import paths, volume
from valley.store.folder import Folder
from valley.store.rows import digest, is_deleted, last_writes, short_hash

FOLDER = "history"
KEEP = 200  # changes that can be taken back
DIGITS = 8
LAST = 10**DIGITS - 1  # a number that somebody planted cannot end the counting
OPEN, CLOSED, UNDONE = ".open.json", ".json", ".undone"
_NAME = re.compile(rf"{FOLDER}/(\d{{{DIGITS}}})(\.open)?\.json")  # not what a cloud makes of it


class Replaced(NamedTuple):
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


class ReplacedFile(NamedTuple):
    """A file that a change replaced or took away whole.

    Attributes:
        name: The file, in the journal's folder.
        kept: Where its former bytes are kept; None where there was none.
        after: A digest of what the change put there; None where it took the file away.
    """

    name: str
    kept: str | None
    after: str | None


class Record(NamedTuple):
    """A change: when, what it was in words, the rows and the files it replaced, its own file."""

    at: datetime
    what: str
    rows: tuple[Replaced, ...]
    files: tuple[ReplacedFile, ...] = ()
    name: str = ""


def begin(folder: Folder, record: Record) -> str:
    """Write down what is about to be replaced; return the name of the open record.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    known = names(folder)
    number = int(known[-1].removeprefix(f"{FOLDER}/")[:DIGITS]) + 1 if known else 1
    name = f"{FOLDER}/{min(number, LAST):0{DIGITS}}{OPEN}"
    at = record.at.isoformat()
    whole = {"at": at, "what": record.what, "rows": record.rows, "files": record.files}
    folder.write(name, volume.encode(whole).encode())
    for old in [*known[: max(0, len(known) + 1 - KEEP)], *folder.names(FOLDER, f"*{UNDONE}")]:
        folder.remove(old)
    return name


def close(folder: Folder, name: str, *, keep: bool) -> None:
    """Mark a change as finished, on the disk before it returns.

    Args:
        folder: The journal's folder.
        name: Its record.
        keep: Whether the record stays, so that the change can be taken back.

    Raises:
        CannotWrite: The folder is closed; the change is not finished.
    """
    done = name.replace(OPEN, CLOSED if keep else UNDONE)
    folder.rename(name, done)
    if not keep:
        folder.remove(done)


def names(folder: Folder) -> list[str]:
    """List the files of all records, oldest first."""
    return [name for name in folder.names(FOLDER, f"*{CLOSED}") if _NAME.fullmatch(name)]


def unfinished(folder: Folder) -> list[str]:
    """List the records of changes that a crash cut off, or that go on right now, newest first."""
    return [name for name in reversed(names(folder)) if name.endswith(OPEN)]


def finished(folder: Folder) -> list[str]:
    """List the records of finished changes, newest first."""
    return [name for name in reversed(names(folder)) if not name.endswith(OPEN)]


def read(folder: Folder, name: str) -> Record | None:
    """Read a record; one that is damaged cannot be taken back, and counts as none.

    Raises:
        WrongPassphrase: There is no passphrase, or it does not open the journal.
        DamagedJournal: The journal as a whole cannot be opened.
    """
    folder.layer.key()  # what keeps the journal shut is no fault of the record
    try:
        return _record(folder, json.loads(folder.read(name)), name)
    except (FileNotFoundError, DamagedJournal, *MAKES_NO_SENSE):
        return None


def recover(folder: Folder) -> None:
    """Roll back a transaction that was cut off, before its half is read; leave one that goes on.

    A journal that cannot be written to, or that another valley is writing to, is read as it is.
    """
    if unfinished(folder):
        with suppress(Busy, CannotWrite), folder.locked(patience=0):
            roll_back(folder)


def roll_back(folder: Folder) -> None:
    """Take back what a transaction that never finished had written already.

    Only under the lock. A volume that is damaged by now stays as it is.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    for name in unfinished(folder):
        record = read(folder, name)
        if record is None:
            continue  # damaged: doctor tells
        by_volume: dict[str, list[Replaced]] = {}
        for row in record.rows:
            by_volume.setdefault(row.volume, []).append(row)
        for touched, replaced in by_volume.items():
            with suppress(DamagedJournal, FileNotFoundError):
                _put_back(folder, touched, replaced)
        for file in filter(lambda one: is_as_left(folder, one), record.files):
            if file.kept is None:
                folder.remove_surely(file.name)
                continue
            with suppress(DamagedJournal, FileNotFoundError):
                folder.write(file.name, folder.read(file.kept))
        folder.remove_surely(name)


def is_as_left(folder: Folder, file: ReplacedFile) -> bool:
    """Return whether a file still says what a change made it say, and may be put back.

    A volume that is a link out of the folder may not: its record could come from anybody.
    """
    if not paths.is_inside(folder.root, file.name):
        return False
    try:
        present: bytes | None = folder.read(file.name)
    except FileNotFoundError:
        present = None
    except DamagedJournal:
        return False
    return digest_of(present, file.name) == file.after


def digest_of(data: bytes | None, name: str) -> str | None:
    """Return a digest of what a file says: of a volume its living rows, else its bytes."""
    if data is None:
        return None
    try:
        _, tables = volume.read(data, volume.name_of(name))
    except volume.NoVolume:
        return short_hash(data)
    alive = sorted(
        f"{table} {digest(row)}"
        for table, rows in tables.items()
        for row in rows.values()
        if table != "meta" and not is_deleted(row)
    )
    return short_hash("\n".join(alive).encode())


def _record(folder: Folder, whole: dict[str, Any], name: str) -> Record:
    """Check what a record says, value by value: it may come from anywhere.

    Raises:
        ValueError: A value is none that valley writes, or names a file that is not the journal's.
        TypeError, KeyError, AttributeError: Something is missing, or of another type.
    """
    rows = tuple(Replaced(*row) for row in whole["rows"])
    files = tuple(ReplacedFile(*file) for file in whole.get("files", ()))
    at = datetime.fromisoformat(whole["at"])
    sound = (
        isinstance(whole["what"], str)
        and at.tzinfo is not None
        and all(map(_is_sound, rows))
        and all(_may_be_replaced(folder, file) for file in files)
    )
    if not sound:
        raise ValueError(name)
    return Record(at, whole["what"], rows, files, name)


def _is_sound(row: Replaced) -> bool:
    """Return whether a change can have replaced such a row."""
    if not all(isinstance(text, str) for text in (row.volume, row.table, row.id, row.after)):
        return False
    if not volume.is_name(row.volume) or row.table == "meta":
        return False
    return row.before is None or (isinstance(row.before, dict) and row.before.get("id") == row.id)


def _may_be_replaced(folder: Folder, file: ReplacedFile) -> bool:
    """Return whether a change can have replaced such a file: a volume, or one beside the volumes."""
    named = [(volume.FOLDER, file.name)]
    if file.kept is not None:
        named.append((paths.ARCHIVE, file.kept))
    return (file.after is None or isinstance(file.after, str)) and all(
        name.startswith(f"{place}/") and not paths.leads_astray(folder.root, name)
        for place, name in named
    )


def _put_back(folder: Folder, name: str, replaced: list[Replaced]) -> None:
    """Restore the rows of one volume to what they held before, where they are as they were left."""
    file = volume.file_of(name)
    tables = volume.parse(folder.read(file), name, folder.path(file))
    last = {table: last_writes(rows.items()) for table, rows in tables.items()}
    is_changed = False
    for row in replaced:
        number, present = last.get(row.table, {}).get(row.id, ("", None))
        if present is None or digest(present) != row.after:
            continue
        is_changed = True
        if row.before is None:
            del tables[row.table][number]
        else:
            tables[row.table][number] = row.before
    if is_changed:
        folder.write(file, volume.serialise(tables))
