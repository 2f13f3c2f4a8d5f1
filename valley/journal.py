"""The journal: the one door to what is stored. Takes and returns model values, never rows.

Reading goes volume by volume, from the newest year back, so that a command touches the years it
needs. A volume that is damaged is passed over and remembered in `damaged`; an entry that makes no
sense is passed over and remembered in `broken`. Both stay on the disk as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.model import Entry, Review, Setback, Written
from valley.store import drafts, history, volume
from valley.store.drafts import Draft
from valley.store.folder import Folder
from valley.store.reading import Volumes
from valley.store.rows import (
    Row,
    by_id,
    from_name_row,
    from_review_row,
    from_row,
    has_words,
    to_setback,
    to_written,
)
from valley.store.volume import ENTRIES, NAMES, REVIEWS

# What changes the journal stands in the functions that do: it loads TinyDB, which reading does
# without.
if TYPE_CHECKING:
    from valley.store import backups, doctor, merge, restore, sources
    from valley.store.change import Undoable
    from valley.store.entries import Change
    from valley.store.safe import Unlock
    from valley.store.staged import Rows

EXCUSES = volume.OF_NO_YEAR

T = TypeVar("T")
IN_ORDER = attrgetter("day", "written_at", "id")


class Journal:
    """A journal folder at a moment.

    Args:
        root: The folder; it need not exist before the first change.
        now: The moment changes are stamped with.
        unlock: Gets the key of an encrypted journal.

    Attributes:
        damaged: The volumes and drafts that were passed over, each with place and remedy.
        broken: The entries that reading passed over, as (file, id, why).
        saved: What was written through this door, in words, each with the ids it is about.
    """

    def __init__(self, root: Path, now: datetime, unlock: "Unlock | None" = None) -> None:
        self.folder = Folder(root, unlock)
        self.now = now
        self.broken: list[tuple[str, str, str]] = []
        self.saved: list[str] = []
        self._volumes = Volumes(self.folder, now)
        self.damaged = self._volumes.damaged

    # Reading

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        return self._volumes.years()

    def is_empty(self) -> bool:
        """Return whether nothing was ever written."""
        return not self.years()

    def entries(
        self,
        first: date = date.min,
        last: date = date.max,
        *,
        words: str = "",
        oldest_first: bool = False,
    ) -> Iterator[Entry]:
        """Yield the entries from `first` to `last`, both included, newest first.

        Args:
            first: The first day.
            last: The last day.
            words: What is to stand in one of the texts, in upper or lower case; rows without it
                never become entries, which is most of the work over a whole life.
            oldest_first: The other way round.
        """
        years = [year for year in self.years() if first.year <= year <= last.year]
        if oldest_first:
            years.reverse()
        for year, rows in self._volumes.rows_by_year(years):
            found = (row for row in rows if not words or has_words(row, words))
            yield from self._entries_of(year, found, first, last, oldest_first=oldest_first)

    def written(self, *years: int) -> Iterator[Written]:
        """Yield when the entries of years were written, in any order: all that a streak asks.

        It takes a fifth of the time of the entries themselves, and every check-in looks at a year
        or two.
        """
        yield from self._made(years, to_written)

    def setbacks(self, first: date = date.min) -> Iterator[Setback]:
        """Yield what is counted of the entries that give an excuse, from a day on, in any order.

        It takes a third of the time of the entries themselves.
        """
        years = [year for year in self.years() if first.year <= year]
        found = self._made(years, to_setback, having="excuse")
        return (setback for setback in found if first <= setback.day)

    def find(self, which: str, *, listed_by: str = "valley log") -> Entry:
        """Return the entry whose id starts so.

        Raises:
            NotFound: There is none, and the command that shows which there are is named; or there
                is more than one.
        """
        start = which.strip().casefold()
        found = by_id(
            row
            for year in self.years()
            for row in self._volumes.rows(f"{year:04}", ENTRIES)
            if start and str(row.get("id", "")).startswith(start)
        )
        if not found:
            raise NotFound(f"No entry has the id {which!r}; `{listed_by}` lists them.")
        if len(found) > 1:
            some = ", ".join(sorted(found)[:3])
            raise NotFound(f"{len(found)} entries have ids that start with {which!r}: {some}.")
        ((row_id, row),) = found.items()
        try:
            return from_row(row)
        except InvalidInput as error:
            raise DamagedJournal(
                f"Entry {row_id} is damaged ({error}) and was left as it is; see: valley doctor"
            ) from error

    def picked_for(self, reason: str) -> Entry | None:
        """Return the newest entry, of any year, in which these very words got a name by a person."""
        for year, rows in self._volumes.holding(reason):
            same = [row for row in rows if row.get("reason") == reason and not row.get("guessed")]
            for entry in self._entries_of(year, same, date.min, date.max):
                if entry.excuse:
                    return entry
        return None

    def on(self, day: date) -> Entry:
        """Return the one entry of a day.

        Raises:
            NotFound: The day has none, or more than one.
        """
        found = list(self.entries(day, day))
        if not found:
            raise NotFound(f"There is no entry on {day}; `valley log` lists them.")
        if len(found) > 1:
            ids = ", ".join(entry.short_id for entry in found)
            raise NotFound(f"{day} has {len(found)} entries; name one by its id: {ids}.")
        return found[0]

    def open_promises(self) -> list[Entry]:
        """List the entries whose promise is still open, by due day."""
        from valley.store.promises import open_rows

        rows = open_rows(self.folder, self._volumes)
        found = filter(None, (self._make(f"{year:04}", row, from_row) for year, row in rows))
        return sorted(found, key=lambda entry: (entry.due or date.max, entry.written_at))

    def names(self) -> Mapping[str, str]:
        """Return what excuses were renamed or merged to, old name to new."""
        rows = by_id(self._volumes.rows(EXCUSES, NAMES)).values()
        made = (self._make(EXCUSES, row, from_name_row) for row in rows)
        return dict(filter(None, made))

    def review(self, week: str) -> Review | None:
        """Return the review of a week, `2026-W12`, if there is one."""
        return self._reviews_of(week[:4]).get(week)

    def reviews(self, first: date = date.min, last: date = date.max) -> Iterator[Review]:
        """Yield the reviews of the weeks that begin between two days, newest first."""
        for year in self.years():
            if first.year <= year + 1 and year <= last.year:
                for week, review in sorted(self._reviews_of(f"{year:04}").items(), reverse=True):
                    if first <= date.fromisoformat(f"{week}-1") <= last:
                        yield review

    def draft(self, name: str) -> Draft:
        """Return the draft of a sitting: `review`, or the edit of an entry."""
        return Draft(self.folder, name)

    def unfinished(self, kind: str) -> list[Draft]:
        """List the drafts of the sittings of a kind, `checkin`, that were begun and left.

        One that is damaged is passed over, and remembered in `damaged`.
        """
        found = drafts.loaded(self.folder, kind)
        self.damaged |= {draft.file: draft.damage for draft in found if draft.damage}
        return [draft for draft in found if draft.answers]

    def new_draft(self, kind: str) -> Draft:
        """Return a draft for a sitting that begins, beside those that were left."""
        return drafts.spare(self.folder, kind, self.now)

    def check_writable(self, day: date) -> None:
        """Make sure that the volume of a day can be understood, before anything is asked.

        Raises:
            DamagedJournal: It cannot, and must not be written to.
        """
        self._volumes.tables(f"{day.year:04}")

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
        from valley.store.entries import Change

        with self._change(what) as rows:
            yield Change(rows)

    @contextmanager
    def _change(self, what: str) -> Iterator["Rows"]:
        from valley.store.change import change

        self._volumes.forget()
        with change(self.folder, self.now, what) as rows:
            yield rows
        self._volumes.forget()
        self._volumes.take(rows.written)
        if not rows.is_empty:
            self.saved.append(f"{what}{rows.ids}")

    def changes(self) -> Iterator[history.Record]:
        """Yield the finished changes that are remembered, the newest first."""
        from valley.store.change import recover

        recover(self.folder, self.now)
        for name in history.finished(self.folder):
            record = history.read(self.folder, name)
            if record is not None:
                yield record

    def undoable(self) -> Iterator["Undoable"]:
        """Yield the changes that `undo` can take back, the newest first.

        Raises:
            DamagedJournal: A volume that one of them touched cannot be understood.
        """
        from valley.store.change import preview

        for record in self.changes():
            yield preview(self.folder, self.now, record)

    def undo(self, change: "Undoable | None" = None) -> "Undoable":
        """Take a change back, as a change of its own, and say what was done.

        Args:
            change: The one; by default the last one of which anything can be taken back.

        Raises:
            NotFound: There is nothing to take back.
        """
        from valley.store.change import take_back

        chosen = change or next((one for one in self.undoable() if one.count), None)
        record = history.read(self.folder, chosen.record) if chosen else None
        if record is None:
            raise NotFound("There is nothing to undo.")
        self._volumes.forget()
        done = take_back(self.folder, self.now, record)
        self.saved.append(f"the undo of {done.what}")
        return done

    def merge(self, path: Path | None = None) -> "tuple[merge.Merged, list[sources.Source]]":
        """Take in another copy of the journal, or the conflict files that lie in this one.

        A volume that is damaged, here or there, is passed over and remembered in `damaged`.

        Raises:
            NotFound: There is no journal at that path.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store import merge, sources

        with self._change("the merge") as rows:
            found = sources.of(self.folder, path, self.damaged)
            ours = {}
            for name in rows.volumes():
                try:
                    ours[name] = rows.tables(name)
                except DamagedJournal as error:
                    self.damaged[name] = error
            taken = [source for source in found if not source.copy.keys() & self.damaged.keys()]
            for name in ours:
                rows.tidy(name)
            joined = merge.join([ours, *(source.copy for source in taken)])
            for name, table, row in merge.differences(ours, joined):
                rows.put(name, table, row, stamp=False)
            for source in taken:
                if source.conflict:
                    rows.replace_file(source.conflict, None)
        return merge.count(ours, joined), taken

    # Keeping safe

    def back_up(self) -> list[str]:
        """Copy every volume, and return the names of the copies.

        A volume that is damaged is passed over and remembered in `damaged`.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        from valley.store import backups
        from valley.store.staged import Rows

        copies = []
        with self.folder.locked():
            for name in Rows(self.folder, self.now).volumes():
                try:
                    copies.append(backups.keep_by_hand(self.folder, name, self.now))
                except DamagedJournal as error:
                    self.damaged[name] = error
        self.saved += copies
        return copies

    def copies(self) -> "list[backups.Copy]":
        """List the copies of volumes, newest first."""
        from valley.store import backups

        return backups.copies(self.folder)

    def compare(self, name: str | None) -> "restore.Difference":
        """Return what restoring a copy would do.

        Raises:
            NotFound: There is no such copy.
            DamagedJournal: The copy is damaged.
        """
        from valley.store import restore
        from valley.store.staged import Rows

        copy = restore.choose(self.folder, name)
        return restore.compare(self.folder, Rows(self.folder, self.now), copy)

    def restore(self, copy: "backups.Copy") -> "restore.Difference":
        """Bring a volume back to what a copy says; return what that changed.

        Raises:
            DamagedJournal: The copy is damaged.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store import restore

        with self._change(f"the restore of {copy.name}") as rows:
            return restore.stage(self.folder, rows, copy)

    def check(self) -> "list[doctor.Problem]":
        """Look for whatever is wrong, changing nothing."""
        from valley.store import doctor

        return doctor.check(self.folder)

    def mend(self) -> list[str]:
        """Put right what can be without losing anything; say in words what was done."""
        from valley.store import doctor

        done = doctor.mend(self.folder, self.now)
        self.saved += ["what could be mended"] if done else []
        return done

    # Rows

    def _entries_of(
        self,
        year: int,
        rows: Iterable[Row],
        first: date,
        last: date,
        *,
        oldest_first: bool = False,
    ) -> Iterator[Entry]:
        """Yield the entries of a year between two days in order, each made when it is asked for."""
        start, end = first.isoformat(), last.isoformat()
        by_day: defaultdict[str, list[Row]] = defaultdict(list)
        for row in by_id(rows).values():
            day = str(row.get("day"))
            if start <= day <= end:
                by_day[day].append(row)
        for day in sorted(by_day, reverse=not oldest_first):
            made = (self._make(f"{year:04}", row, from_row) for row in by_day[day])
            yield from sorted(filter(None, made), key=IN_ORDER, reverse=not oldest_first)

    def _made(
        self, years: Iterable[int], make: Callable[[Row], T], *, having: str = ""
    ) -> Iterator[T]:
        """Make something of each row of years."""
        for year, rows in self._volumes.rows_by_year(years):
            wanted = by_id(row for row in rows if not having or row.get(having))
            made = (self._make(f"{year:04}", row, make) for row in wanted.values())
            yield from (one for one in made if one is not None)

    def _make(self, name: str, row: Row, make: Callable[[Row], T]) -> T | None:
        """Make something of a row; one that makes no sense is passed over and remembered."""
        try:
            return make(row)
        except InvalidInput as error:
            self.broken.append((volume.file_of(name), str(row.get("id")), str(error)))
            return None

    def _reviews_of(self, year: str) -> dict[str, Review]:
        """Return the reviews of a year by week."""
        rows = by_id(self._volumes.rows(year, REVIEWS)).values()
        made = (self._make(year, row, from_review_row) for row in rows)
        return {review.week: review for review in made if review is not None}
