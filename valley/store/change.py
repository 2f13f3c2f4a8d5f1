"""A change of the journal: one read-change-write over the volumes it touches, whole or not at all.

    with change(folder, now, "check-in") as rows:   # the lock is held from here …
        rows.put("2026", "entries", row)
                                                    # … to here, where all is written

Every row has an `id` and an `updated_at`; a change gives each row it touches a later one than it
had, even where the clock was set back. Rows are never dropped: one that goes leaves a tombstone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from tinydb import TinyDB

from valley.errors import DamagedJournal, ValleyError
from valley.store import backups, history
from valley.store.folder import Folder
from valley.store.rows import tombstone
from valley.store.storage import VolumeStorage, open_volume

Row = dict[str, Any]
TICK = timedelta(microseconds=1)
NEVER = datetime.min.replace(tzinfo=UTC)


class Key(NamedTuple):
    """Where a row stands."""

    volume: str
    table: str
    id: str


class Rows:
    """The rows of the volumes, as they are under the lock and as they shall be."""

    def __init__(self, folder: Folder, now: datetime) -> None:
        self._folder = folder
        self._now = now
        self._volumes: dict[str, TinyDB] = {}
        self._found: dict[tuple[str, str], dict[str, Row]] = {}
        self._staged: dict[Key, Row | None] = {}

    @property
    def staged(self) -> dict[Key, Row | None]:
        """The rows that are to be written; None for one that is to go without a trace."""
        return self._staged

    def find(self, volume: str, table: str, row_id: str) -> Row | None:
        """Return the row as it will be after this change, or None; a tombstone is a row.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        key = Key(volume, table, row_id)
        return self._staged[key] if key in self._staged else self._stored(volume, table).get(row_id)

    def put(
        self, volume: str, table: str, row: Row, *, stamp: bool = True, was: Row | None = None
    ) -> None:
        """Put a row in the place of the one with its id.

        Args:
            volume: The volume.
            table: The table.
            row: The row, with an `id`.
            stamp: Give it an `updated_at` of now; else it keeps its own (a row from elsewhere).
            was: The row it comes from, where that stood in another volume.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        known = self.find(volume, table, row["id"])
        if stamp:
            row = row | {"updated_at": later(self._now, known, was)}
        self._staged[Key(volume, table, row["id"])] = row

    def bury(self, volume: str, table: str, row_id: str) -> None:
        """Leave a tombstone in the place of a row.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        self.put(volume, table, tombstone({"id": row_id, "updated_at": ""}))

    def drop(self, volume: str, table: str, row_id: str) -> None:
        """Take a row out without a trace; only for one that nobody was ever told of."""
        self._staged[Key(volume, table, row_id)] = None

    def replaced(self) -> list[history.Replaced]:
        """List what this change replaces."""
        return [
            history.Replaced(*key, self._stored(key.volume, key.table).get(key.id), digest(row))
            for key, row in self._staged.items()
            if row is not None
        ]

    def write(self, *, daily_copies: bool = True) -> None:
        """Write every volume that has changed.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        touched = sorted({key.volume for key in self._staged})
        for volume in touched if daily_copies else ():
            backups.keep_daily(self._folder, volume, self._now.date())
        for volume in touched:
            database = self._open(volume)
            for table in sorted({key.table for key in self._staged if key.volume == volume}):
                self._apply(database, volume, table)
            storage = database.storage
            assert isinstance(storage, VolumeStorage)  # noqa: S101  # what open_volume gives
            storage.commit()

    def _apply(self, database: TinyDB, volume: str, table: str) -> None:
        """Bring the staged rows of a table into TinyDB's own."""
        staged = {
            k.id: r for k, r in self._staged.items() if (k.volume, k.table) == (volume, table)
        }
        rows = database.table(table)
        numbers = {doc.doc_id: staged[doc["id"]] for doc in rows if doc.get("id") in staged}

        def swap(doc: Any) -> None:
            new = staged[doc["id"]]
            doc.clear()
            doc.update(new)

        rows.update(swap, doc_ids=[number for number, new in numbers.items() if new is not None])
        rows.remove(doc_ids=[number for number, new in numbers.items() if new is None])
        stored = self._stored(volume, table)
        added = [row for row_id, row in staged.items() if row_id not in stored and row is not None]
        rows.insert_multiple(added)

    def _stored(self, volume: str, table: str) -> dict[str, Row]:
        """Return the rows of a table by id, as they are on the disk under the lock."""
        if (volume, table) not in self._found:
            rows: dict[str, Row] = {}
            for doc in self._open(volume).table(table):
                other = rows.get(str(doc.get("id")))
                if other is None or stamp_of(other) < stamp_of(doc):
                    rows[str(doc.get("id"))] = dict(doc)
            self._found[volume, table] = rows
        return self._found[volume, table]

    def _open(self, volume: str) -> TinyDB:
        if volume not in self._volumes:
            self._volumes[volume] = open_volume(self._folder, volume)
        return self._volumes[volume]


@contextmanager
def change(folder: Folder, now: datetime, what: str) -> Iterator[Rows]:
    """Hold the lock, hand out the rows, and write what was put in them.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder, now)
        rows = Rows(folder, now)
        yield rows
        if rows.staged:
            name = history.begin(folder, now, what, rows.replaced())
            _write_or_roll_back(folder, now, rows)
            history.close(folder, name)


def take_back(folder: Folder, now: datetime, record: history.Record) -> int:
    """Undo a finished change, as a change of its own; return how many rows it changed.

    A row that was changed since by something that left no record (a synchronised folder) stays.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder, now)
        rows = Rows(folder, now)
        for row in record.rows:
            present = rows.find(row.volume, row.table, row.id)
            if present is None or digest(present) != row.after:
                continue
            if row.before is None:
                rows.bury(row.volume, row.table, row.id)
            else:
                rows.put(row.volume, row.table, row.before)
        if rows.staged:
            name = history.begin(folder, now, f"undo of {record.what}", rows.replaced())
            _write_or_roll_back(folder, now, rows)
            folder.remove(name)
        folder.remove(record.name)
        return len(rows.staged)


def roll_back(folder: Folder, now: datetime) -> None:
    """Take back what a change that never finished had written already.

    Only under the lock. The rows get exactly what they had before, so that nothing of the change
    is left; a volume that is damaged by now stays as it is.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    for record in history.unfinished(folder):
        by_volume: dict[str, list[history.Replaced]] = {}
        for row in record.rows:
            by_volume.setdefault(row.volume, []).append(row)
        for replaced in by_volume.values():
            rows = Rows(folder, now)
            try:
                for row in replaced:
                    present = rows.find(row.volume, row.table, row.id)
                    if present is None or digest(present) != row.after:
                        continue
                    if row.before is None:
                        rows.drop(row.volume, row.table, row.id)
                    else:
                        rows.put(row.volume, row.table, row.before, stamp=False)
            except DamagedJournal:
                continue
            rows.write(daily_copies=False)
        folder.remove(record.name)


def later(now: datetime, *known: Row | None) -> str:
    """Tell a time of change that is later than the last one of these rows, in ISO form."""
    before = max(stamp_of(row or {}) for row in known)
    if before >= now:
        now = before.astimezone(now.tzinfo) + TICK
    return now.isoformat()


def digest(row: Row) -> str:
    """Name what a row says, whenever it was changed; by this a change knows its own work again."""
    content = {name: value for name, value in row.items() if name != "updated_at"}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def stamp_of(row: Row) -> datetime:
    """Tell when a row was last changed; the beginning of time where it does not say."""
    try:
        stamp = datetime.fromisoformat(row["updated_at"])
    except (KeyError, TypeError, ValueError):
        return NEVER
    return stamp if stamp.tzinfo else NEVER


def _write_or_roll_back(folder: Folder, now: datetime, rows: Rows) -> None:
    """Write the rows; where that fails, bring back the volumes that were written already."""
    try:
        rows.write()
    except BaseException:
        with suppress(ValleyError):  # the next change rolls back what this one cannot
            roll_back(folder, now)
        raise
