"""What a transaction that was cut off had written already, taken back.

A record in the undo log that is still open names it. The rows get exactly what they had before, so
that nothing of it is left. This needs no transaction of its own: whoever reads may do it first.
"""

from contextlib import suppress

from valley.errors import Busy, CannotWrite, DamagedJournal
from valley.store import undo_log, volume
from valley.store.folder import Folder
from valley.store.rows import digest, last_writes


def recover(folder: Folder) -> None:
    """Roll back a transaction that was cut off, before its half is read; leave one that goes on.

    A journal that cannot be written to, or that another valley is writing to, is read as it is.
    """
    if undo_log.unfinished(folder):
        with suppress(Busy, CannotWrite), folder.locked(patience=0):
            roll_back(folder)


def roll_back(folder: Folder) -> None:
    """Take back what a transaction that never finished had written already.

    Only under the lock. A volume that is damaged by now stays as it is.

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
        for touched, replaced in by_volume.items():
            with suppress(DamagedJournal, FileNotFoundError):
                _put_back(folder, touched, replaced)
        for file in filter(lambda one: undo_log.is_as_left(folder, one), record.files):
            if file.kept is None:
                folder.remove_surely(file.name)
                continue
            with suppress(DamagedJournal, FileNotFoundError):
                folder.write(file.name, folder.read(file.kept))
        folder.remove_surely(name)


def _put_back(folder: Folder, name: str, replaced: list[undo_log.Replaced]) -> None:
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
