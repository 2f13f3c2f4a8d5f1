"""The journal: the one door to what is stored. Takes and returns model values, never rows.

Reading goes volume by volume, from the newest year back, so that a command touches the years it
needs. A volume that is damaged is passed over and remembered in `damaged`; an entry that makes no
sense is passed over and remembered in `broken`. Both stay on the disk as they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.model import Entry, Review
from valley.store import history, volume
from valley.store.change import Rows, change, take_back
from valley.store.drafts import Draft
from valley.store.folder import Folder
from valley.store.rows import from_row, is_deleted, to_row
from valley.store.storage import open_volume

ENTRIES = "entries"
REVIEWS = "reviews"
EXCUSES = "excuses"  # the volume that holds what belongs to no year
NAMES = "names"


class Journal:
    """A journal folder at a moment.

    Args:
        root: The folder; it need not exist before the first change.
        now: The moment changes are stamped with.

    Attributes:
        damaged: The volumes that reading passed over, each with place and remedy.
        broken: The entries that reading passed over, as (file, id, why).
    """

    def __init__(self, root: Path, now: datetime) -> None:
        self.folder = Folder(root)
        self.now = now
        self.damaged: dict[str, DamagedJournal] = {}
        self.broken: list[tuple[str, str, str]] = []
        self._read: dict[str, TinyDB] = {}  # volumes as they were read; forgotten at a change

    # Reading

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        names = self.folder.names(volume.FOLDER, "[0-9][0-9][0-9][0-9].json")
        return sorted((int(Path(name).stem) for name in names), reverse=True)

    def is_empty(self) -> bool:
        """Tell whether nothing was ever written."""
        return not self.years()

    def entries(self, first: date = date.min, last: date = date.max) -> Iterator[Entry]:
        """Yield the entries from `first` to `last`, both included, newest first."""
        for year in self.years():
            if first.year <= year <= last.year:
                yield from self._entries_of(year, first, last)

    def of_year(self, year: int) -> Iterator[Entry]:
        """Yield the entries of a year, newest first."""
        return self._entries_of(year, date.min, date.max)

    def find(self, which: str) -> Entry:
        """Return the entry whose id starts so.

        Raises:
            NotFound: There is none, or more than one.
        """
        start = which.strip().casefold()
        rows = [row for year in self.years() for row in self._rows(str(year), ENTRIES)]
        found = [row for row in rows if start and str(row.get("id", "")).startswith(start)]
        if not found:
            raise NotFound(f"No entry has the id {which!r}; `valley log` lists them.")
        if len({row["id"] for row in found}) > 1:
            some = ", ".join(row["id"] for row in found[:3])
            raise NotFound(f"{len(found)} entries have ids that start with {which!r}: {some}.")
        try:
            return from_row(found[0])
        except InvalidInput as error:
            raise DamagedJournal(f"Entry {found[0]['id']} is damaged: {error}.") from error

    def on(self, day: date) -> Entry:
        """Return the one entry of a day.

        Raises:
            NotFound: The day has none, or more than one.
        """
        found = list(self.entries(day, day))
        if not found:
            raise NotFound(f"There is no entry on {day}; `valley log` lists them.")
        if len(found) > 1:
            ids = ", ".join(entry.id[:8] for entry in found)
            raise NotFound(f"{day} has {len(found)} entries; name one by its id: {ids}.")
        return found[0]

    def open_promises(self) -> list[Entry]:
        """List the entries whose promise is still open, by due day."""
        found = [entry for entry in self.entries() if entry.status == "open"]
        return sorted(found, key=lambda entry: (entry.due or date.max, entry.written_at))

    def names(self) -> Mapping[str, str]:
        """Tell what excuses were renamed or merged to, old name to new."""
        return {row["id"]: row["new"] for row in self._rows(EXCUSES, NAMES) if row.get("new")}

    def review(self, week: str) -> Review | None:
        """Return the review of a week, `2026-W12`, if there is one."""
        found = (row for row in self._rows(week[:4], REVIEWS) if row.get("id") == week)
        return next(map(_review, found), None)

    def reviews(self, first: date = date.min, last: date = date.max) -> Iterator[Review]:
        """Yield the reviews of the weeks that begin between two days, newest first."""
        for year in self.years():
            if first.year <= year + 1 and year <= last.year:
                rows = {str(row["id"]): row for row in self._rows(str(year), REVIEWS)}
                for week, row in sorted(rows.items(), reverse=True):
                    if first <= date.fromisoformat(f"{week}-1") <= last:
                        yield _review(row)

    def draft(self, name: str) -> Draft:
        """Return the draft of a sitting: `checkin` or `review`."""
        return Draft(self.folder, name)

    def check_writable(self, day: date) -> None:
        """Make sure that the volume of a day can be understood, before anything is asked.

        Raises:
            DamagedJournal: It cannot, and must not be written to.
        """
        open_volume(self.folder, str(day.year)).tables()

    # Changing

    @contextmanager
    def change(self, what: str) -> Iterator["Change"]:
        """Change entries under the lock; all is written when the block ends, or nothing.

        Args:
            what: What the change is, in words, for `valley undo`.

        Raises:
            Busy: Another valley holds the lock.
            DamagedJournal: A volume that is touched must not be written to.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        self._read.clear()
        with change(self.folder, self.now, what) as rows:
            yield Change(rows)
        self._read.clear()

    def last_change(self) -> str | None:
        """Say in words what `undo` would take back; None where there is nothing."""
        record = history.last(self.folder)
        return record.what if record else None

    def undo(self) -> str:
        """Take the last change back, as a change of its own, and say what it was.

        Raises:
            NotFound: There is nothing to take back.
        """
        self._read.clear()
        while record := history.last(self.folder):
            if take_back(self.folder, self.now, record):
                return record.what
        raise NotFound("There is nothing to undo.")

    # Rows

    def _rows(self, name: str, table: str) -> list[dict[str, Any]]:
        """Return the live rows of a table, none where the volume is missing or damaged."""
        try:
            if name not in self._read:
                self._read[name] = open_volume(self.folder, name)
            rows = self._read[name].table(table).all()
        except DamagedJournal as error:
            self.damaged[name] = error
            return []
        return [row for row in rows if not is_deleted(row)]

    def _entries_of(self, year: int, first: date, last: date) -> Iterator[Entry]:
        """Yield the entries of a year between two days, newest first."""
        found: dict[str, Entry] = {}
        start, end = first.isoformat(), last.isoformat()
        for row in self._rows(str(year), ENTRIES):
            day = row.get("day")
            if isinstance(day, str) and not start <= day <= end:
                continue
            try:
                entry = from_row(row)
            except InvalidInput as error:
                self.broken.append((volume.file_of(str(year)), str(row.get("id")), str(error)))
                continue
            known = found.get(entry.id)
            if known is None or known.updated_at < entry.updated_at:
                found[entry.id] = entry
        yield from sorted(found.values(), key=newest_first, reverse=True)


class Change:
    """Entries to be written together."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def fresh(self, entry: Entry) -> Entry:
        """Return the entry as it is now, under the lock.

        Raises:
            NotFound: It was deleted meanwhile.
        """
        row = self._rows.find(str(entry.day.year), ENTRIES, entry.id)
        if row is None or is_deleted(row):
            raise NotFound(f"Entry {entry.id[:8]} was deleted meanwhile.")
        return from_row(row)

    def has(self, entry: Entry) -> bool:
        """Tell whether there is an entry of that id in that year."""
        row = self._rows.find(str(entry.day.year), ENTRIES, entry.id)
        return row is not None and not is_deleted(row)

    def add(self, entry: Entry) -> Entry:
        """Add an entry with the times it has; one that was deleted before comes back as changed now."""
        year = str(entry.day.year)
        deleted = self._rows.find(year, ENTRIES, entry.id) is not None
        self._rows.put(year, ENTRIES, to_row(entry), stamp=deleted)
        return self.fresh(entry)

    def put(self, entry: Entry, *, was: Entry) -> Entry:
        """Put an entry in the place of what it was; return it with its new `updated_at`."""
        year, old_year = str(entry.day.year), str(was.day.year)
        known = self._rows.find(old_year, ENTRIES, was.id)
        self._rows.put(year, ENTRIES, to_row(entry, known), was=known)
        if year != old_year:
            self._rows.bury(old_year, ENTRIES, was.id)
        return self.fresh(entry)

    def delete(self, entry: Entry) -> None:
        """Delete an entry, leaving a tombstone."""
        self._rows.bury(str(entry.day.year), ENTRIES, entry.id)

    def rename(self, old: str, new: str) -> None:
        """Remember that an excuse goes by another name from now on; the entries are not touched."""
        self._rows.put(EXCUSES, NAMES, {"id": old, "new": new})
        if (back := self._rows.find(EXCUSES, NAMES, new)) and not is_deleted(back):
            self._rows.bury(EXCUSES, NAMES, new)

    def add_name(self, old: str, new: str) -> None:
        """Remember a name from elsewhere, unless that excuse goes by a name here already."""
        if self._rows.find(EXCUSES, NAMES, old) is None:
            self._rows.put(EXCUSES, NAMES, {"id": old, "new": new})

    def add_review(self, review: Review) -> None:
        """Add a review with the times it has, unless its week has one."""
        if self._rows.find(review.week[:4], REVIEWS, review.week) is None:
            row = _review_row(review) | {"updated_at": review.updated_at.isoformat()}
            self._rows.put(review.week[:4], REVIEWS, row, stamp=False)

    def put_review(self, review: Review) -> None:
        """Put a review in the place of the one of its week."""
        self._rows.put(review.week[:4], REVIEWS, _review_row(review))


def _review_row(review: Review) -> dict[str, Any]:
    row: dict[str, Any] = {"id": review.week, "written_at": review.written_at.isoformat()}
    if review.focus is not None:
        row["focus"] = review.focus
    if review.answers:
        row["answers"] = [list(pair) for pair in review.answers]
    return row


def _review(row: Mapping[str, Any]) -> Review:
    return Review(
        week=row["id"],
        written_at=datetime.fromisoformat(row["written_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        focus=row.get("focus"),
        answers=tuple((asked, said) for asked, said in row.get("answers", ())),
    )


def newest_first(entry: Entry) -> tuple[date, datetime, str]:
    """Order entries by day, then by when they were written; for sorting in reverse."""
    return entry.day, entry.written_at, entry.id
