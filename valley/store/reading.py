"""What a journal says: rows made into model values, as they are asked for.

Reading goes volume by volume, from the newest year back, so that a command touches the years it
needs. A volume that is damaged is passed over and remembered in `damaged`; an entry that makes no
sense is passed over and remembered in `broken`. Both stay on the disk as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.json_values import read_kept
from valley.model import Entry, Review, Setback, Written
from valley.store import volume
from valley.store.folder import Folder
from valley.store.rows import (
    Row,
    by_id,
    from_name_row,
    from_review_row,
    from_row,
    gives_excuse,
    has_words,
    to_setback,
    to_written,
)
from valley.store.volume import NAMES, OF_NO_YEAR, REVIEWS
from valley.store.volumes import Volumes

# The tables are loaded by what reads one: an evening without a mentor does without their pages.
if TYPE_CHECKING:
    from valley.accounts.book import Account, Book
    from valley.kept import Kept
    from valley.store.account_index import Index

T = TypeVar("T")
K = TypeVar("K", bound="Kept")
IN_ORDER = attrgetter("day", "written_at", "id")


class Reading:
    """A journal as it is read.

    Args:
        folder: The journal's folder.

    Attributes:
        damaged: The volumes and drafts that were passed over, each with place and remedy.
        broken: The entries that were passed over, as (file, id, why).
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.broken: list[tuple[str, str, str]] = []
        self._volumes = Volumes(folder)
        self.damaged = self._volumes.damaged

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
            yield from self._in_order(year, found, first, last, oldest_first=oldest_first)

    def written(self, *years: int) -> Iterator[Written]:
        """Yield when the entries of years were written, in any order: all that a streak asks.

        It takes a fifth of the time of the entries themselves, and every check-in looks at a year
        or two.
        """
        return self._each(years, to_written)

    def begun(self, by: date) -> date | None:
        """Return the day of the first entry, or of any up to a day: no year before that is read."""
        first: date | None = None
        years = self.years()
        later = [year for year in reversed(years) if year > by.year]
        for year in (*(year for year in years if year <= by.year), *later):
            if first and (first <= by or year > by.year):
                break
            first = min((one.day for one in self.written(year)), default=first)
        return first

    def setbacks(self, first: date = date.min) -> Iterator[Setback]:
        """Yield what is counted of the entries that give an excuse, from a day on, in any order.

        One that gives it for a promise that was missed is among them.

        It takes a third of the time of the entries themselves.
        """
        years = [year for year in self.years() if first.year <= year]
        found = self._each(years, to_setback, having=gives_excuse)
        return (one for one in found if first <= one.day)

    def find(self, which: str, *, listed_by: str = "valley log") -> Entry:
        """Return the entry whose id starts so.

        Raises:
            NotFound: There is none, and the command that shows which there are is named; or there
                is more than one.
            DamagedJournal: It makes no sense.
        """
        start = which.strip().casefold()
        rows = (row for year in self.years() for row in self._volumes.entries(year))
        named = ((row, row.get("id")) for row in rows if start)
        found = by_id(row for row, one in named if isinstance(one, str) and one.startswith(start))
        if not found:
            raise NotFound(f"No entry has the id {which!r}; `{listed_by}` lists them.")
        if len(found) > 1:
            some = ", ".join(sorted(found)[:3])
            raise NotFound(f"{len(found)} entries have ids that start with {which!r}: {some}.")
        row_id, row = found.popitem()
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
            for entry in self._in_order(year, same, date.min, date.max, oldest_first=False):
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
        from valley.store.open_promises import open_rows

        found = self._of_rows(open_rows(self._volumes))
        return sorted(found, key=lambda entry: (entry.due or date.max, entry.written_at))

    def wins_before_kinds(self) -> list[Entry]:
        """List, oldest first, the entries that are wins only because they give no reason.

        An earlier version wrote them, at a check-in or from another program's file.
        """
        found = self._volumes.rows_by_year(self.years())
        rows = ((year, row) for year, of_year in found for row in by_id(of_year).values())
        old = (one for one in rows if one[1].get("kind") is one[1].get("reason") is None)
        return sorted(self._of_rows(old), key=IN_ORDER)

    def names(self) -> Mapping[str, str]:
        """Return what excuses were renamed or merged to, old name to new."""
        return dict(self._all(OF_NO_YEAR, NAMES, from_name_row))

    def review(self, week: str) -> Review | None:
        """Return the review of a week, `2026-W12`, if there is one."""
        found = (one for one in self._all(week[:4], REVIEWS, from_review_row) if one.week == week)
        return next(found, None)

    def reviews(self, first: date = date.min, last: date = date.max) -> Iterator[Review]:
        """Yield the reviews of the weeks that begin between two days, newest first."""
        for year in self.years():
            if first.year <= year + 1 and year <= last.year:
                found = self._all(f"{year:04}", REVIEWS, from_review_row)
                for review in sorted(found, key=attrgetter("week"), reverse=True):
                    if first <= date.fromisoformat(f"{review.week}-1") <= last:
                        yield review

    def kept(self, kind: type[K], first: date = date.min, last: date = date.max) -> Iterator[K]:
        """Yield the values of a table, in no order; those of a day only from `first` to `last`."""
        from valley.kept import BY_KIND

        table = BY_KIND[kind]
        read = partial(read_kept, table)
        if not table.by_year:
            yield from self._all(OF_NO_YEAR, table.name, read)
            return
        for year in self.years():
            if first.year <= year <= last.year:
                found = self._all(f"{year:04}", table.name, read)
                yield from (one for one in found if first <= one.day <= last)

    @property
    def book(self) -> "Book":
        """The accounts that its entries are about, as the rep corrected them."""
        return self._accounts[1]

    def about(self, account: "Account") -> list[Entry]:
        """List the entries that are about an account, newest first; no others are read."""
        from valley.store import account_index

        index, _ = self._accounts
        try:
            rows = index.rows(self._volumes, account.spellings)
        except account_index.Outdated:
            self._volumes.start_afresh()
            index = account_index.load(self._volumes, afresh=True)
            rows = index.rows(self._volumes, account.spellings)
        found = self._of_rows(rows)
        return sorted(found, key=IN_ORDER, reverse=True)

    @cached_property
    def _accounts(self) -> tuple["Index", "Book"]:
        from valley.accounts.book import Book
        from valley.kept import AccountName
        from valley.store import account_index

        index = account_index.load(self._volumes)
        return index, Book(index.names, self.kept(AccountName))

    def check_writable(self, day: date) -> None:
        """Make sure that the volume of a day can be understood, before anything is asked.

        Raises:
            DamagedJournal: It cannot, and must not be written to.
        """
        self._volumes.tables(f"{day.year:04}")

    def _in_order(
        self, year: int, rows: Iterable[Row], first: date, last: date, *, oldest_first: bool
    ) -> Iterator[Entry]:
        """Yield the entries of a year between two days in order, each made when it is asked for."""
        start, end = first.isoformat(), last.isoformat()
        by_day: defaultdict[str, list[Row]] = defaultdict(list)
        for row in by_id(rows).values():
            day = str(row.get("day"))
            if start <= day <= end:
                by_day[day].append(row)
        for day in sorted(by_day, reverse=not oldest_first):
            made = self._of_rows((year, row) for row in by_day[day])
            yield from sorted(made, key=IN_ORDER, reverse=not oldest_first)

    def _of_rows(self, placed: Iterable[tuple[int, Row]]) -> list[Entry]:
        """Return the entries that rows of years are."""
        return list(filter(None, (self._make(f"{year:04}", row, from_row) for year, row in placed)))

    def _each(
        self,
        years: Iterable[int],
        make: Callable[[Row], T],
        *,
        having: Callable[[Row], bool] = bool,
    ) -> Iterator[T]:
        """Yield what a function makes of each entry of years."""
        for year, rows in self._volumes.rows_by_year(years):
            wanted = by_id(row for row in rows if having(row))
            made = (self._make(f"{year:04}", row, make) for row in wanted.values())
            yield from (one for one in made if one is not None)

    def _all(self, name: str, table: str, make: Callable[[Row], T]) -> Iterator[T]:
        """Yield what a function makes of each row of a table."""
        rows = by_id(self._volumes.rows(name, table)).values()
        made = (self._make(name, row, make) for row in rows)
        return (one for one in made if one is not None)

    def _make(self, name: str, row: Row, make: Callable[[Row], T]) -> T | None:
        """Return what a function makes of a row; one that makes no sense is remembered as broken."""
        try:
            return make(row)
        except InvalidInput as error:
            self.broken.append((volume.file_of(name), str(row.get("id")), str(error)))
            return None
