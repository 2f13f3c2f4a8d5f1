"""Undo: a finished transaction taken back by its record in the undo log, as one of its own."""

from datetime import datetime

from valley.reports import Undoable
from valley.store import undo_log
from valley.store.folder import Folder
from valley.store.rows import digest, is_deleted, stamp_of
from valley.store.transaction import Transaction
from valley.store.undo_log import roll_back


def preview(folder: Folder, now: datetime, record: undo_log.Record) -> Undoable:
    """Return what taking a change back would do, without doing it.

    Raises:
        DamagedJournal: A volume that it touches cannot be understood.
    """
    return _stage(folder, Transaction(folder, now), record)


def take_back(folder: Folder, now: datetime, record: undo_log.Record) -> Undoable:
    """Take a finished change back; return what was done.

    What was changed since by something that left no record (a synchronised folder) stays.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder)
        transaction = Transaction(folder, now)
        done = _stage(folder, transaction, record)
        for file in record.files:
            if undo_log.is_as_left(folder, file):
                former = folder.read(file.kept) if file.kept else None
                transaction.replace_file(file.name, former)
        transaction.commit(f"the undo of {record.what}", can_be_undone=False)
        folder.remove(record.name)
        return done


def _stage(folder: Folder, transaction: Transaction, record: undo_log.Record) -> Undoable:
    """Stage the rows that a change replaced; an entry that stood in two volumes goes as one."""
    by_id: dict[tuple[str, str], list[undo_log.Replaced]] = {}
    for row in record.rows:
        by_id.setdefault((row.table, row.id), []).append(row)
    as_left = [undo_log.is_as_left(folder, file) for file in record.files]
    for replaced in by_id.values():
        present = [transaction.find(row.volume, row.table, row.id) for row in replaced]
        now = [row for row in present if row is not None]
        as_left.append([digest(row) for row in now] == [row.after for row in replaced])
        if not as_left[-1]:
            continue
        latest = max(now, key=stamp_of)
        for row in replaced:
            if row.before is None or is_deleted(row.before):
                transaction.bury(row.volume, row.table, row.id)
            else:
                transaction.put(row.volume, row.table, row.before, was=latest)
    count = sum(as_left)
    return Undoable(record.what, record.at, count, len(as_left) - count, record.name)
