"""A change of the journal: one read-change-write over the volumes it touches, whole or not at all.

    with change(folder, now, "check-in") as rows:   # the lock is held from here …
        rows.put("2026", "entries", row)
                                                    # … to here, where all is written

Its record goes to `history/` first and is closed last (`valley.store.undo_log`): `take_back` undoes
a change that is closed, `roll_back` one that was cut off.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from valley.errors import Busy, CannotWrite, DamagedJournal, ValleyError
from valley.store import paths, undo_log
from valley.store.folder import Folder
from valley.store.rows import is_deleted
from valley.store.transaction import Transaction, digest, digest_of


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change that can be taken back.

    Attributes:
        what: What it was, in words.
        at: When it was made.
        count: How many rows and files would be taken back.
        changed_since: How many of its rows and files were changed since, by a synchronised folder
            or by hand; those stay as they are.
        record: The name of its record.
    """

    what: str
    at: datetime
    count: int
    changed_since: int
    record: str


@contextmanager
def change(folder: Folder, now: datetime, what: str) -> Iterator[Transaction]:
    """Hold the lock, hand out the rows, and write what was put in them.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder, now)
        rows = Transaction(folder, now)
        yield rows
        if not rows.is_empty:
            name = undo_log.begin(folder, rows.record(what))
            end = undo_log.close if rows.are_seen else undo_log.close_for_good
            with _or_roll_back(folder, now):
                rows.write()
                end(folder, name)


def preview(folder: Folder, now: datetime, record: undo_log.Record) -> Undoable:
    """Say what taking a change back would do, without doing it.

    Raises:
        DamagedJournal: A volume that it touches cannot be understood.
    """
    return _reverse(folder, Transaction(folder, now), record)


def take_back(folder: Folder, now: datetime, record: undo_log.Record) -> Undoable:
    """Undo a finished change, as a change of its own; return what was done.

    What was changed since by something that left no record (a synchronised folder) stays.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder, now)
        rows = Transaction(folder, now)
        done = _reverse(folder, rows, record)
        for file in record.files:
            if _is_as_left(folder, file):
                rows.replace_file(file.name, folder.read(file.kept) if file.kept else None)
        if not rows.is_empty:
            name = undo_log.begin(folder, rows.record(f"the undo of {record.what}"))
            with _or_roll_back(folder, now):
                rows.write()
                undo_log.close_for_good(folder, name)
        folder.remove(record.name)
        return done


def recover(folder: Folder, now: datetime) -> None:
    """Roll back a change that was cut off, before its half is read; leave one that still goes on.

    A journal that cannot be written to, or that another valley is writing to, is read as it is.
    """
    if undo_log.unfinished(folder):
        with suppress(Busy, CannotWrite), folder.locked(patience=0):
            roll_back(folder, now)


def roll_back(folder: Folder, now: datetime) -> None:
    """Take back what a change that never finished had written already.

    Only under the lock. The rows get exactly what they had before, so that nothing of the change
    is left; a volume that is damaged by now stays as it is.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    for name in undo_log.unfinished(folder):
        record = undo_log.read(folder, name)
        if record is None:
            continue  # damaged: doctor tells
        by_volume: dict[str, list[undo_log.Replaced]] = {}
        for row in record.rows:
            by_volume.setdefault(row.volume, []).append(row)
        for replaced in by_volume.values():
            with suppress(DamagedJournal):
                _put_back(Transaction(folder, now), replaced)
        for file in record.files:
            if not _is_as_left(folder, file):
                continue
            if file.kept is None:
                folder.remove_surely(file.name)
                continue
            with suppress(DamagedJournal, FileNotFoundError):
                folder.write(file.name, folder.read(file.kept))
        folder.remove_surely(name)


def _put_back(rows: Transaction, replaced: list[undo_log.Replaced]) -> None:
    """Give the rows of one volume what they had before, where they are as the change left them."""
    for row in replaced:
        present = rows.find(row.volume, row.table, row.id)
        if present is None or digest(present) != row.after:
            continue
        if row.before is None:
            rows.drop(row.volume, row.table, row.id)
        else:
            rows.put(row.volume, row.table, row.before, stamp=False)
    if rows.staged:
        rows.write(daily_copies=False)


def _reverse(folder: Folder, rows: Transaction, record: undo_log.Record) -> Undoable:
    """Stage the rows that a change replaced; an entry that stood in two volumes goes as one."""
    by_id: dict[tuple[str, str], list[undo_log.Replaced]] = {}
    for row in record.rows:
        by_id.setdefault((row.table, row.id), []).append(row)
    count = since = 0
    for replaced in by_id.values():
        found = [rows.find(row.volume, row.table, row.id) for row in replaced]
        if any(
            present is None or digest(present) != row.after
            for present, row in zip(found, replaced, strict=True)
        ):
            since += 1
            continue
        count += 1
        for row in replaced:
            if row.before is None or is_deleted(row.before):
                rows.bury(row.volume, row.table, row.id)
            else:
                rows.put(row.volume, row.table, row.before)
    for file in record.files:
        if _is_as_left(folder, file):
            count += 1
        else:
            since += 1
    return Undoable(record.what, record.at, count, since, record.name)


def _is_as_left(folder: Folder, file: undo_log.ReplacedFile) -> bool:
    """Tell whether a file still says what a change made it say, and may be put back.

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


@contextmanager
def _or_roll_back(folder: Folder, now: datetime) -> Iterator[None]:
    """Where writing fails, bring back at once what was written already."""
    try:
        yield
    except BaseException:
        with suppress(ValleyError):  # whoever comes next rolls back what this one cannot
            roll_back(folder, now)
        raise
