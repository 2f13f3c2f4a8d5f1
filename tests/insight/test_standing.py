"""Reading back only as far as the present streak needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import PROMPT, an_entry
from valley.insight.days import Diary, Rules
from valley.insight.streak import Repair, standing, streak
from valley.model import Entry
from valley.workdays import DayKind, Workdays

WORKDAYS = Workdays.of()


class Shelf:
    """Years of entries, and which of them were taken down."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        in_order = sorted(entries, key=lambda entry: entry.day)
        self.volumes = {
            year: list(of_year) for year, of_year in groupby(in_order, lambda one: one.day.year)
        }
        self.read: list[int] = []

    def __call__(self, year: int) -> list[Entry]:
        """Read a year."""
        self.read.append(year)
        return self.volumes[year]


@dataclass(frozen=True)
class History:
    """Some years back from today in stretches: their days, every how many one is, how late."""

    today: date
    logged: bool
    stretches: list[tuple[int, int, int]]

    @property
    def entries(self) -> list[Entry]:
        """The entries it stands for."""
        day = self.today
        entries = [an_entry(day)] if self.logged else []
        for length, every, lag in self.stretches:
            for _ in range(length):
                day -= timedelta(days=1)
                if day.toordinal() % every == 0:
                    written = datetime.combine(day + timedelta(days=lag), time(12), UTC)
                    entries.append(an_entry(day, written_at=written))
        return entries


STRETCHES = st.tuples(
    st.integers(1, 600), st.sampled_from([1, 1, 2, 7, 1000]), st.sampled_from([0, 0, 1, 9])
)
HISTORIES = st.builds(
    History,
    today=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    logged=st.booleans(),
    stretches=st.lists(STRETCHES, max_size=6),
)


@PROMPT
@given(HISTORIES, st.sampled_from([0, 1, 3]))
def test_reading_back_as_far_as_needed_is_enough(history: History, repair_days: int) -> None:
    """The standing from some years is that from all."""
    entries, today = history.entries, history.today
    arguments: dict[str, Any] = {
        "today": today,
        "rules": Rules(WORKDAYS, repair_days),
    }
    whole = streak(entries, **arguments)
    shelf = Shelf(entries)
    part = standing(shelf.volumes, shelf, **arguments)
    assert (part.today, part.current, part.repair) == (whole.today, whole.current, whole.repair)
    assert round(part.momentum, 1) == round(whole.momentum, 1)
    assert part.milestone == whole.milestone
    assert part.done_of_last(20) == whole.done_of_last(20)
    assert part.days == whole.days[len(whole.days) - len(part.days) :]


class Counting(Workdays):
    """Working days that count how often they are asked."""

    asked = 0

    def state(self, day: date) -> DayKind:
        """Tell what a day is."""
        type(self).asked += 1
        return super().state(day)


def asked(first: date, today: date, *, missed: date) -> tuple[int, list[int]]:
    """Count the days looked at, and list the years read, for a journal kept since a day."""
    workdays = Counting(WORKDAYS.patterns)
    shelf = Shelf(an_entry(day) for day in WORKDAYS.between(first, today) if day != missed)
    Counting.asked = 0
    standing(shelf.volumes, shelf, today=today, rules=Rules(workdays))
    return Counting.asked, shelf.read


def test_forty_years_are_answered_as_fast_as_two() -> None:
    """The years before the present streak stay on the shelf."""
    today, missed = date(2026, 3, 4), date(2026, 2, 10)
    looks, read = asked(date(1986, 1, 1), today, missed=missed)
    assert read == [2026, 2025]
    assert looks <= 2 * 2 * 366 + 10
    assert looks == asked(date(2025, 1, 1), today, missed=missed)[0]


def test_forty_years_are_answered_as_fast_as_the_months_since_new_year() -> None:
    """By the end of a year its own volume settles everything."""
    today, missed = date(2026, 12, 30), date(2026, 12, 2)
    looks, read = asked(date(1986, 1, 1), today, missed=missed)
    assert read == [2026]
    assert looks == asked(date(2026, 1, 1), today, missed=missed)[0]


def test_the_first_decimal_of_the_momentum_is_sure() -> None:
    """In weeks of a summer by which the year alone is just about enough to tell."""
    for today in WORKDAYS.between(date(2026, 7, 20), date(2026, 8, 21)):
        days = WORKDAYS.between(date(2025, 1, 1), today)
        kept = [an_entry(day) for day in days if day != date(2026, 6, 24)]
        shelf = Shelf(kept)
        part = standing(shelf.volumes, shelf, today=today, rules=Rules(WORKDAYS))
        whole = streak(kept, today=today, rules=Rules(WORKDAYS))
        assert round(part.momentum, 1) == round(whole.momentum, 1), today


def test_a_streak_of_years_is_read_to_its_beginning() -> None:
    """There is no shorter way to know it."""
    _, read = asked(date(2020, 1, 1), date(2026, 3, 4), missed=date(2022, 5, 5))
    assert read == [2026, 2025, 2024, 2023, 2022]


def test_what_could_be_mended_is_read_to_its_beginning() -> None:
    """The streak that would live reaches behind the years that settle all else."""
    today = date(2026, 12, 30)
    kept = list(WORKDAYS.between(date(2023, 1, 1), date(2026, 12, 28)))
    shelf = Shelf(map(an_entry, kept))
    view = standing(shelf.volumes, shelf, today=today, rules=Rules(WORKDAYS))
    assert view.repair == Repair((date(2026, 12, 29),), today, len(kept) + 1)
    assert view.current == 0


def test_a_streak_that_broke_yesterday_needs_no_year_before() -> None:
    """Where nothing can be mended; the years before it were kept whole."""
    today = date(2026, 12, 30)
    shelf = Shelf(map(an_entry, WORKDAYS.between(date(2023, 1, 1), date(2026, 12, 28))))
    view = standing(shelf.volumes, shelf, today=today, rules=Rules(WORKDAYS, repair_days=0))
    assert (view.current, view.repair, shelf.read) == (0, None, [2026])


def test_years_to_come_stay_closed() -> None:
    """A clock that was ahead left a volume that says nothing of today."""
    shelf = Shelf([an_entry(date(2026, 3, 4)), an_entry(date(2031, 1, 1))])
    view = standing(shelf.volumes, shelf, today=date(2026, 3, 4), rules=Rules(WORKDAYS))
    assert (view.current, shelf.read) == (1, [2026])


def test_most_entries_are_judged_without_looking_at_the_calendar() -> None:
    """An entry written on its day or the next is in time whatever the working days are."""
    diary = Diary(Rules(Counting(WORKDAYS.patterns)), date(2026, 3, 31))
    Counting.asked = 0
    diary.add(
        an_entry(day, written_at=datetime.combine(day + timedelta(days=1), time(12), UTC))
        for day in WORKDAYS.between(date(2026, 3, 1), date(2026, 3, 30))
    )
    assert Counting.asked == 0


def test_days_missed_before_the_first_entry_of_the_years_read_are_days() -> None:
    """They were missed, for there are entries before them that need not be read."""
    today = date(2026, 12, 9)
    entries = [an_entry(date(2020, 1, 7)), *(an_entry(today - timedelta(days=n)) for n in range(2))]
    shelf = Shelf(entries)
    part = standing(shelf.volumes, shelf, today=today, rules=Rules(WORKDAYS))
    assert shelf.read == [2026]
    assert part.done_of_last(20) == (2, 20)
