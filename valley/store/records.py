"""Rows made into model values; a row that makes no sense is passed over and remembered."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import TypeVar

from valley.errors import DamagedJournal, InvalidInput
from valley.model import Entry, Review, Setback, Written
from valley.store import volume
from valley.store.reader import Reader
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
from valley.store.volume import NAMES, OF_NO_YEAR, REVIEWS

T = TypeVar("T")
IN_ORDER = attrgetter("day", "written_at", "id")


class Records:
    """What the rows of a journal say.

    Args:
        reader: Reads the rows.

    Attributes:
        broken: The rows that were passed over, as (file, id, why).
    """

    def __init__(self, reader: Reader) -> None:
        self.broken: list[tuple[str, str, str]] = []
        self._reader = reader

    def entries(
        self, years: Iterable[int], first: date, last: date, *, words: str, oldest_first: bool
    ) -> Iterator[Entry]:
        """Yield the entries of years between two days that hold words, year by year in order."""
        for year, rows in self._reader.rows_by_year(years):
            found = (row for row in rows if not words or has_words(row, words))
            yield from self._in_order(year, found, first, last, oldest_first=oldest_first)

    def written(self, years: Iterable[int]) -> Iterator[Written]:
        """Yield when the entries of years were written, in any order."""
        return self._each(years, to_written)

    def setbacks(self, years: Iterable[int]) -> Iterator[Setback]:
        """Yield what is counted of the entries of years that give an excuse, in any order."""
        return self._each(years, to_setback, having="excuse")

    def starting_with(self, start: str) -> Iterator[str]:
        """Yield the ids of entries that start so, each as often as it is there."""
        for year in self._reader.years():
            ids = (row.get("id") for row in self._reader.entries(year))
            yield from (one for one in ids if isinstance(one, str) and one.startswith(start))

    def entry(self, row_id: str) -> Entry:
        """Return the entry of an id that is there.

        Raises:
            DamagedJournal: It makes no sense.
        """
        years = self._reader.years()
        rows = (row for year in years for row in self._reader.entries(year))
        try:
            return from_row(by_id(row for row in rows if row.get("id") == row_id)[row_id])
        except InvalidInput as error:
            raise DamagedJournal(
                f"Entry {row_id} is damaged ({error}) and was left as it is; see: valley doctor"
            ) from error

    def picked_for(self, reason: str) -> Iterator[Entry]:
        """Yield the entries in which these very words got a name by a person, newest first."""
        for year, rows in self._reader.holding(reason):
            same = [row for row in rows if row.get("reason") == reason and not row.get("guessed")]
            found = self._in_order(year, same, date.min, date.max, oldest_first=False)
            yield from (entry for entry in found if entry.excuse)

    def open_promises(self) -> list[Entry]:
        """Return the entries of all years whose promise is open, in any order."""
        from valley.store.open_promises import open_rows

        return self._of_rows(open_rows(self._reader))

    def names(self) -> dict[str, str]:
        """Return what excuses were renamed or merged to, old name to new."""
        return dict(self._all(OF_NO_YEAR, NAMES, from_name_row))

    def reviews(self, year: str) -> dict[str, Review]:
        """Return the reviews of a year by week."""
        return {review.week: review for review in self._all(year, REVIEWS, from_review_row)}

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
        self, years: Iterable[int], make: Callable[[Row], T], *, having: str = ""
    ) -> Iterator[T]:
        """Yield what a function makes of each entry of years."""
        for year, rows in self._reader.rows_by_year(years):
            wanted = by_id(row for row in rows if not having or row.get(having))
            made = (self._make(f"{year:04}", row, make) for row in wanted.values())
            yield from (one for one in made if one is not None)

    def _all(self, name: str, table: str, make: Callable[[Row], T]) -> Iterator[T]:
        """Yield what a function makes of each row of a table."""
        rows = by_id(self._reader.rows(name, table)).values()
        made = (self._make(name, row, make) for row in rows)
        return (one for one in made if one is not None)

    def _make(self, name: str, row: Row, make: Callable[[Row], T]) -> T | None:
        """Return what a function makes of a row; one that makes no sense is remembered as broken."""
        try:
            return make(row)
        except InvalidInput as error:
            self.broken.append((volume.file_of(name), str(row.get("id")), str(error)))
            return None
