"""A transaction: rows to be written to several volumes, whole or not at all.

    with begin(folder, now, "check-in") as transaction:   # the lock is held from here …
        transaction.put("2026", "entries", row)
                                                          # … to here, where all is written

What it replaces goes to the undo log first, and the record there is closed last: one that is open
was cut off, and is rolled back by whoever comes next (`valley.store.undo_log`).

Every row has an `id` and an `updated_at`; a transaction gives each row it touches a later one than
it had, even where the clock was set back. No row is dropped: one that goes leaves a tombstone.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tinydb import TinyDB

from valley.errors import DamagedJournal, ValleyError
from valley.model import SHORT_ID
from valley.store import backups, paths, undo_log, volume
from valley.store.folder import Folder
from valley.store.paths import ARCHIVE
from valley.store.rows import Row, digest, is_living, last_writes, stamp_of, tombstone
from valley.store.storage import VolumeStorage
from valley.store.undo_log import roll_back

TICK = timedelta(microseconds=1)
SHOWN = 3  # ids that are named


class Key(NamedTuple):
    """Where a row stands."""

    volume: str
    table: str
    id: str


@contextmanager
def begin(folder: Folder, now: datetime, what: str) -> Iterator["Transaction"]:
    """Hold the lock, hand out a transaction, and commit it when the block ends.

    Raises:
        Busy: Another valley holds the lock.
        DamagedJournal: A volume that is touched must not be written to.
        CannotWrite: The disk is full, or the folder is closed; nothing is changed.
    """
    with folder.locked():
        roll_back(folder)
        transaction = Transaction(folder, now)
        yield transaction
        transaction.commit(what)


class Transaction:
    """The rows of the volumes, as they are under the lock and as they shall be.

    Attributes:
        now: The moment that changes are stamped with.
        staged: The rows that are to be written.
        replaced_files: The files that are to be replaced whole, each with its new bytes; None for
            one that is to go. Their former bytes are in `archive/` already.
        written: The volumes as they stand on the disk since `commit`.
    """

    def __init__(self, folder: Folder, now: datetime) -> None:
        self.now = now
        self.staged: dict[Key, Row] = {}
        self.replaced_files: dict[str, bytes | None] = {}
        self.written: dict[str, volume.Tables] = {}
        self._folder = folder
        self._kept: dict[str, str | None] = {}
        self._tidied: dict[str, list[tuple[str, int]]] = {}
        self._volumes: dict[str, TinyDB] = {}
        self._found: dict[tuple[str, str], dict[str, tuple[int, Row]]] = {}

    # Looking

    def tables(self, name: str) -> dict[str, dict[str, Row]]:
        """Return the rows of a volume by table and id, but those without an id of their own.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        names = self._open(name).tables() - {"meta"}
        return {
            table: {row_id: dict(row) for row_id, (_, row) in self._stored(name, table).items()}
            for table in names
        }

    def find(self, name: str, table: str, row_id: str) -> Row | None:
        """Return the row as it will be after this transaction, or None; a tombstone is a row.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        staged = self.staged.get(Key(name, table, row_id))
        return staged or self._as_stored(Key(name, table, row_id))

    def find_elsewhere(self, name: str, table: str, row_id: str) -> Key | None:
        """Return in which other volume a row of that id counts; None where there is none."""
        found: list[tuple[str, Row]] = []
        for other in self._folder.volumes():
            with suppress(DamagedJournal):
                row = self.find(other, table, row_id) if other != name else None
                found += [(other, row)] if row else []
        last = last_writes(found).get(row_id)
        return Key(last[0], table, row_id) if last else None

    # Staging

    def put(
        self, name: str, table: str, row: Row, *, stamp: bool = True, was: Row | None = None
    ) -> None:
        """Put a row in the place of the one with its id.

        Args:
            name: The volume.
            table: The table.
            row: The row, with an `id`.
            stamp: Give it an `updated_at` of now; else it keeps its own (a row from elsewhere).
            was: The row it comes from, where that stood in another volume: so no tombstone that
                stays there is later.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        known = self.find(name, table, row["id"])
        if stamp:
            row = row | {"updated_at": later(self.now, known, was)}
        self.staged[Key(name, table, row["id"])] = row

    def bury(self, name: str, table: str, row_id: str) -> None:
        """Leave a tombstone in the place of a row, if there is none yet.

        One that is there keeps its time: a later one would beat the entry in the year it moved to.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        known = self.find(name, table, row_id)
        if known is None or is_living(known):
            self.put(name, table, tombstone(row_id))

    def replace_file(self, name: str, data: bytes | None) -> None:
        """Replace a file whole, or take it away; what it holds now goes to `archive/` at once.

        Raises:
            DamagedJournal: A link leads out of the folder, so it could not be put back.
            CannotWrite: The disk is full, or the folder is closed.
        """
        for one in (name, f"{ARCHIVE}/{name.rpartition('/')[2]}"):
            if why := paths.leads_astray(self._folder.root, one):
                raise DamagedJournal(f"{why}; nothing was changed.")
        self._kept[name] = self._archive(name)
        self.replaced_files[name] = data

    def tidy(self, name: str) -> None:
        """Take out the rows of a volume that do not count, because their id stands there twice.

        The volume as it was goes to `archive/` at once, so nothing is lost.

        Raises:
            DamagedJournal: The volume must not be written to.
            CannotWrite: The disk is full, or the folder is closed.
        """
        beaten = [
            (table, doc.doc_id)
            for table in self.tables(name)
            for doc in self._open(name).table(table)
            if isinstance(doc.get("id"), str)
            and self._stored(name, table)[doc["id"]][0] != doc.doc_id
        ]
        if beaten:
            self._archive(volume.file_of(name))
            self._tidied[name] = beaten

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.staged or self.replaced_files or self._tidied)

    @property
    def ids(self) -> str:
        """The entries it is about, in brackets: the starts of the first ids, and how many more."""
        ids = list({key.id[:SHORT_ID]: None for key in self.staged if key.table == volume.ENTRIES})
        more = [f"{len(ids) - SHOWN} more"] if len(ids) > SHOWN else []
        return f" ({', '.join([*ids[:SHOWN], *more])})" if ids else ""

    # Writing

    def commit(self, what: str, *, can_be_undone: bool = True) -> None:
        """Write all that is staged, or nothing.

        Args:
            what: What it is, in words.
            can_be_undone: Whether its record stays in the undo log.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        if self.is_empty:
            return
        keep = can_be_undone and self._is_seen
        name = undo_log.begin(self._folder, self._record(what))
        try:
            self._write()
            undo_log.close(self._folder, name, keep=keep)
        except BaseException:
            with suppress(ValleyError):  # whoever comes next rolls back what this one cannot
                roll_back(self._folder)
            raise

    @property
    def _is_seen(self) -> bool:
        """Whether a reader sees anything of it; of a later tombstone on an older one nobody does."""
        return bool(self.replaced_files) or any(
            is_living(row) or is_living(self._as_stored(key)) for key, row in self.staged.items()
        )

    def _record(self, what: str) -> undo_log.Record:
        """Return what is replaced."""
        rows = (
            undo_log.Replaced(*key, self._as_stored(key), digest(row))
            for key, row in self.staged.items()
        )
        replaced = (
            undo_log.ReplacedFile(name, self._kept[name], undo_log.digest_of(data, name))
            for name, data in self.replaced_files.items()
        )
        return undo_log.Record(self.now, what, tuple(rows), tuple(replaced))

    def _write(self) -> None:
        """Write every volume that has changed, those that gain entries first.

        So an entry that moves is never missing: a reader may meet it twice for a moment, and the
        later of the two counts.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        staged: defaultdict[str, defaultdict[str, dict[str, Row]]]
        staged = defaultdict(lambda: defaultdict(dict))
        for key, row in self.staged.items():
            staged[key.volume][key.table][key.id] = row
        gaining = {key.volume for key, row in self.staged.items() if is_living(row)}
        touched = sorted(staged.keys() | self._tidied, key=lambda name: (name not in gaining, name))
        for name in touched:
            backups.keep_daily(self._folder, name, self.now.date())
        for name in touched:
            database = self._open(name)
            for table, rows in sorted(staged[name].items()):
                self._apply(database, name, table, rows)
            for table, number in self._tidied.get(name, ()):
                database.table(table).remove(doc_ids=[number])
            storage = database.storage
            assert isinstance(storage, VolumeStorage)  # noqa: S101  # `_open` gives it one
            self.written[name] = storage.commit()
        for name, data in self.replaced_files.items():
            if data is None:
                self._folder.remove_surely(name)
            else:
                self._folder.write(name, data)

    def _apply(self, database: TinyDB, name: str, table: str, rows: dict[str, Row]) -> None:
        """Bring the staged rows of a table into TinyDB's own."""
        stored = self._stored(name, table)

        def replace(doc: Any) -> None:
            new = rows[doc["id"]]
            doc.clear()
            doc.update(new)

        # TinyDB goes through the whole table each time, also for no row at all.
        if changed := [stored[row_id][0] for row_id in rows if row_id in stored]:
            database.table(table).update(replace, doc_ids=changed)
        if added := [row for row_id, row in rows.items() if row_id not in stored]:
            database.table(table).insert_multiple(added)

    def _as_stored(self, key: Key) -> Row | None:
        """Return a copy of a row on the disk: writing changes the row itself."""
        _, row = self._stored(key.volume, key.table).get(key.id, (0, None))
        return row and dict(row)

    def _stored(self, name: str, table: str) -> dict[str, tuple[int, Row]]:
        """Return the rows of a table by id, as they are on the disk under the lock, numbered.

        Of rows with the same id the later one counts; the other stays where it is.
        """
        if (name, table) not in self._found:
            rows = (self._open(name).storage.read() or {}).get(table, {})
            self._found[name, table] = last_writes((int(at), row) for at, row in rows.items())
        return self._found[name, table]

    def _open(self, name: str) -> TinyDB:
        if name not in self._volumes:
            self._volumes[name] = TinyDB(self._folder, name, storage=VolumeStorage)
        return self._volumes[name]

    def _archive(self, name: str) -> str | None:
        """Keep a copy of a file in `archive/`; return its name, None where there is no file.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        if self._folder.is_odd(name):
            self._folder.set_aside(name)  # there was no file that an undo could bring back
        if not self._folder.exists(name):
            return None
        data: bytes | None = None
        with suppress(DamagedJournal):  # a broken seal: what is there is kept byte for byte
            data = self._folder.read(name)
        for kept in self._folder.archived_as(name, str(self.now.date())):
            if not self._folder.exists(kept):
                if data is None:
                    self._folder.keep(name, kept)
                else:
                    self._folder.write(kept, data)
                return kept
            with suppress(DamagedJournal):
                if data is not None and self._folder.read(kept) == data:
                    return kept
        raise AssertionError  # the names never end


def later(now: datetime, *known: Row | None) -> str:
    """Return a time of change that is later than the last one of these rows, in ISO form."""
    before = max(stamp_of(row or {}) for row in known)
    if before >= now:
        with suppress(OverflowError):  # a damaged time at the end of the calendar stays the latest
            return (before.astimezone(now.tzinfo) + TICK).isoformat()
        return before.isoformat()
    return now.isoformat()
