"""Transaction as they are on the disk under the lock, and as a change wants them to be.

Every row has an `id` and an `updated_at`; a change gives each row it touches a later one than it
had, even where the clock was set back. Transaction are never dropped: one that goes leaves a tombstone.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from tinydb import TinyDB

from valley.errors import DamagedJournal
from valley.model import SHORT_ID
from valley.store import backups, paths, undo_log, volume
from valley.store.folder import Folder
from valley.store.packed import Key, Packed
from valley.store.paths import ARCHIVE
from valley.store.reader import AT_HAND
from valley.store.rows import (
    Row,
    content_of,
    is_deleted,
    is_living,
    precedence,
    stamp_of,
    tombstone,
)
from valley.store.storage import VolumeStorage, open_volume

TICK = timedelta(microseconds=1)
SHOWN = 3  # ids that are named


class Transaction:
    """The rows of the volumes, as they are under the lock and as they shall be.

    Attributes:
        now: The moment that changes are stamped with.
        staged: The rows that are to be written; None for one that is to go without a trace.
        replaced_files: The files that are to be replaced whole, each with its new bytes; None for
            one that is to go. Their former bytes are in `archive/` already.
        written: The volumes as they stand on the disk since `write`.
    """

    def __init__(self, folder: Folder, now: datetime) -> None:
        self.now = now
        self.staged = Packed()
        self.replaced_files: dict[str, bytes | None] = {}
        self.written: dict[str, volume.Tables] = {}
        self._folder = folder
        self._kept: dict[str, str | None] = {}
        self._tidied: dict[str, list[tuple[str, int]]] = {}
        self._volumes: dict[str, TinyDB] = {}
        self._found: dict[tuple[str, str], dict[str, Row]] = {}
        self._standing: dict[tuple[str, str], dict[str, int]] = {}
        self._stamped: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    # Looking

    def volumes(self) -> list[str]:
        """List the volumes there are, years from the first, and `excuses`."""
        found = self._folder.names(volume.FOLDER, "*.json")
        names = [name.removeprefix(f"{volume.FOLDER}/").removesuffix(".json") for name in found]
        return [name for name in names if volume.is_name(name)]

    def tables(self, name: str) -> dict[str, dict[str, Row]]:
        """Return the rows of a volume by table and id, but those without an id of their own.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        names = self._open(name).tables() - {"meta"}
        return {
            table: {row_id: dict(row) for row_id, row in self._stored(name, table).items()}
            for table in names
        }

    def find(self, name: str, table: str, row_id: str) -> Row | None:
        """Return the row as it will be after this change, or None; a tombstone is a row.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        key = Key(name, table, row_id)
        if key in self.staged:
            return self.staged[key]
        row = self._stored(name, table).get(row_id)
        return None if row is None else dict(row)  # writing changes the row itself

    def find_elsewhere(self, name: str, table: str, row_id: str) -> Key | None:
        """Tell in which other volume a row of that id has the last word; None where there is none."""
        found: list[tuple[Any, Key]] = []
        for other in self.volumes():
            with suppress(DamagedJournal):
                row = self.find(other, table, row_id) if other != name else None
                if row is not None:
                    found.append((precedence(row), Key(other, table, row_id)))
        return max(found)[1] if found else None

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
            was: The row it comes from, where that stood in another volume.

        Raises:
            DamagedJournal: The volume must not be written to.
        """
        known = self.find(name, table, row["id"])
        if stamp:
            row = row | {"updated_at": later(self.now, known, was)}
            self._stamped[table, row["id"]].add(name)
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

    def drop(self, name: str, table: str, row_id: str) -> None:
        """Take a row out without a trace; only for one that nobody was ever told of."""
        self.staged[Key(name, table, row_id)] = None

    def replace_file(self, name: str, data: bytes | None) -> None:
        """Replace a file whole, or take it away; what it holds now goes to `archive/` at once.

        Raises:
            DamagedJournal: A link leads out of the folder, so it could not be put back.
            CannotWrite: The disk is full, or the folder is closed.
        """
        for one in (name, f"{ARCHIVE}/{name.rpartition('/')[2]}"):
            if why := paths.leads_astray(self._folder.root, one):
                raise DamagedJournal(f"{why}; nothing was changed.")
        self._kept[name] = self.archive(name)
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
            and self._standing[name, table][doc["id"]] != doc.doc_id
        ]
        if beaten:
            self.archive(volume.file_of(name))
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

    @property
    def are_seen(self) -> bool:
        """Whether a reader sees anything of it; of a later tombstone on an older one nobody does."""
        return bool(self.replaced_files) or any(
            is_living(row) or is_living(self._stored(key.volume, key.table).get(key.id))
            for key, row in self.staged.items()
        )

    def archive(self, name: str) -> str | None:
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
        stem, _, ending = name.rpartition("/")[2].rpartition(".")
        number, kept = 1, f"{ARCHIVE}/{stem}.{self.now.date()}.{ending}"
        while self._folder.exists(kept) and (data is None or not self._says(kept, data)):
            number += 1
            kept = f"{ARCHIVE}/{stem}.{self.now.date()}.{number}.{ending}"
        if data is None:
            self._folder.keep(name, kept)
        elif not self._folder.exists(kept):
            self._folder.write(kept, data)
        return kept

    def _says(self, name: str, data: bytes) -> bool:
        """Tell whether a file holds these bytes."""
        try:
            return self._folder.read(name) == data
        except DamagedJournal:
            return False

    # Writing

    def record(self, what: str) -> undo_log.Record:
        """Say what this change replaces."""
        rows = (
            undo_log.Replaced(*key, self._stored(key.volume, key.table).get(key.id), digest(row))
            for key, row in self.staged.items()
            if row is not None
        )
        replaced = (
            undo_log.ReplacedFile(name, self._kept[name], digest_of(data, name))
            for name, data in self.replaced_files.items()
        )
        return undo_log.Record(self.now, what, tuple(rows), tuple(replaced))

    def write(self, *, daily_copies: bool = True) -> None:
        """Write every volume that has changed, those that gain entries first.

        So an entry that moves is never missing: a reader may meet it twice for a moment, and the
        later of the two counts.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        self._agree_on_stamps()
        gaining = {key.volume for key, row in self.staged.items() if is_living(row)}
        touched = sorted(
            {key.volume for key in self.staged} | self._tidied.keys(),
            key=lambda name: (name not in gaining, name),
        )
        for name in touched if daily_copies else ():
            backups.keep_daily(self._folder, name, self.now.date())
        keys: defaultdict[str, defaultdict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
        for key in self.staged:
            keys[key.volume][key.table].append(key)
        for name in touched:
            database = self._open(name)
            for table, of_table in sorted(keys[name].items()):
                self._apply(database, name, table, of_table)
            for table, number in self._tidied.get(name, ()):
                database.table(table).remove(doc_ids=[number])
            storage = database.storage
            assert isinstance(storage, VolumeStorage)  # noqa: S101  # what open_volume gives
            storage.commit()
            self._let_go(name, storage.read() or {})
        for name, data in self.replaced_files.items():
            if data is None:
                self._folder.remove_surely(name)
            else:
                self._folder.write(name, data)

    def _let_go(self, name: str, tables: volume.Tables) -> None:
        """Keep what the last volumes say now; an import writes forty, too many to hold at once."""
        self.written[name] = tables
        while len(self.written) > AT_HAND:
            del self.written[next(iter(self.written))]
        del self._volumes[name]
        for known in [one for one in self._found if one[0] == name]:
            del self._found[known], self._standing[known]

    def _agree_on_stamps(self) -> None:
        """Let an entry that moves carry the latest of its stamps, so that no tombstone beats it."""
        for (table, row_id), names in self._stamped.items():
            rows = [self.staged[Key(name, table, row_id)] for name in names]
            stamped = [row for row in rows if row is not None]
            latest = max(stamped, key=stamp_of, default=None)
            for name, row in zip(names, rows, strict=True) if len(stamped) > 1 else ():
                if latest and row is not None and not is_deleted(row):
                    stamp = {"updated_at": latest["updated_at"]}
                    self.staged[Key(name, table, row_id)] = row | stamp

    def _apply(self, database: TinyDB, name: str, table: str, keys: Iterable[Key]) -> None:
        """Bring the staged rows of a table into TinyDB's own."""
        staged = {key.id: self.staged[key] for key in keys}
        self._stored(name, table)
        standing = self._standing[name, table]
        numbers = {standing[row_id]: row for row_id, row in staged.items() if row_id in standing}
        rows = database.table(table)

        def swap(doc: Any) -> None:
            new = staged[doc["id"]]
            doc.clear()
            doc.update(new)

        # TinyDB goes through the whole table each time, also for no row at all.
        if changed := [number for number, row in numbers.items() if row is not None]:
            rows.update(swap, doc_ids=changed)
        if dropped := [number for number, row in numbers.items() if row is None]:
            rows.remove(doc_ids=dropped)
        added = [
            row for row_id, row in staged.items() if row_id not in standing and row is not None
        ]
        if added:
            rows.insert_multiple(added)

    def _stored(self, name: str, table: str) -> dict[str, Row]:
        """Return the rows of a table by id, as they are on the disk under the lock.

        Of rows with the same id the later one counts; the other stays where it is.
        """
        if (name, table) not in self._found:
            rows: dict[str, Row] = {}
            standing: dict[str, int] = {}
            tables = self._open(name).storage.read() or {}
            for number, row in tables.get(table, {}).items():
                row_id = row.get("id")
                if not isinstance(row_id, str):
                    continue
                if row_id not in rows or precedence(rows[row_id]) < precedence(row):
                    rows[row_id], standing[row_id] = row, int(number)
            self._found[name, table], self._standing[name, table] = rows, standing
        return self._found[name, table]

    def _open(self, name: str) -> TinyDB:
        if name not in self._volumes:
            self._volumes[name] = open_volume(self._folder, name)
        return self._volumes[name]


def later(now: datetime, *known: Row | None) -> str:
    """Tell a time of change that is later than the last one of these rows, in ISO form."""
    before = max(stamp_of(row or {}) for row in known)
    if before >= now:
        with suppress(OverflowError):  # a damaged time at the end of the calendar stays the latest
            return (before.astimezone(now.tzinfo) + TICK).isoformat()
        return before.isoformat()
    return now.isoformat()


def digest(row: Row) -> str:
    """Name what a row says, whenever it was changed; by this a change knows its own work again."""
    content = {name: value for name, value in row.items() if name != "updated_at"}
    return _hash(content_of(content).encode())


def digest_of(data: bytes | None, name: str) -> str | None:
    """Name what a file says: of a volume its living rows, of anything else its bytes."""
    if data is None:
        return None
    try:
        _, tables = volume.read(data, volume.name_of(name))
    except volume.NoVolume:
        return _hash(data)
    alive = sorted(
        f"{table} {digest(row)}"
        for table, rows in tables.items()
        for row in rows.values()
        if table != "meta" and not is_deleted(row)
    )
    return _hash("\n".join(alive).encode())


def _hash(data: bytes) -> str:
    return str(_sha256()(data).hexdigest()[:32])


@cache
def _sha256() -> Any:
    """Find SHA-256 where `random` finds its own: hashlib loads OpenSSL, 2 ms of every check-in."""
    for module in ("_sha2", "_sha256"):  # Python 3.12, 3.11
        with suppress(ImportError):
            return import_module(module).sha256
    return import_module("hashlib").sha256
