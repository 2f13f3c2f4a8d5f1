"""The streak against the design, an independent model, and the clock."""

import time as clock
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.insight.streak_model import Model
from tests.strategies import OFFSETS, an_entry, entries
from valley.insight.days import Diary, Rules
from valley.insight.streak import (
    Day,
    Repair,
    Standing,
    Streak,
    explain,
    is_backfilled,
    milestone,
    standing,
    streak,
)
from valley.model import Entry
from valley.workdays import Away, DayKind, Workdays

WORKDAYS = Workdays.of()
NEAR = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def march(day: int, *, on: int = 0, **fields: Any) -> Entry:
    """Make an entry for a day of March 2026, a Sunday the first, written on it or another."""
    written = datetime(2026, 3, on or day, 12, tzinfo=UTC)
    return an_entry(date(2026, 3, day), written_at=written, **fields)


def seen(*entries: Entry, on: int, **settings: Any) -> Streak:
    """Look at the streak on a day of March."""
    return streak(entries, today=date(2026, 3, on), **{"workdays": WORKDAYS} | settings)


def states(view: Standing) -> str:
    """Write the states in a line, a letter each."""
    return "".join(day.state[0] for day in view.days)


def test_an_empty_journal_is_no_failure() -> None:
    """Nothing was begun, so nothing was missed."""
    view = seen(on=4)
    assert (view.today, view.current, view.longest, view.momentum) == ("pending", 0, 0, 0)
    assert (view.days, view.longest_first, view.repair, view.milestone) == ((), None, None, None)
    assert seen(on=7).today == "rest"


@pytest.mark.parametrize(
    ("written", "on", "wanted"),
    [
        ([2, 3, 4], 4, ("ddd", 3, 14.8)),
        ([5, 6, 9], 9, ("ddrrd", 3, 14.8)),
        ([6, 7, 9], 9, ("drrd", 2, 10.1)),
        ([2, 3, 5, 6], 6, ("ddmdd", 2, 18.7)),
        ([2, 3, 5], 6, ("ddmdp", 1, 14.3)),
        ([10, 11, 16], 16, ("ddaarrd", 3, 14.8)),
        ([2, 3], 8, ("ddmmmrr", 0, 8.6)),
    ],
)
def test_days_are_counted_as_the_design_says(
    written: list[int], on: int, wanted: tuple[str, int, float]
) -> None:
    """Rest and away are neutral, today is pending, a miss breaks and costs a little."""
    workdays = Workdays.of(away=[Away(date(2026, 3, 12), date(2026, 3, 13))])
    view = seen(*map(march, written), on=on, workdays=workdays)
    assert (states(view), view.current, round(view.momentum, 1)) == wanted


def test_a_miss_after_a_good_stretch_costs_five_points() -> None:
    """As the design promises of Loop's formula."""
    days = list(WORKDAYS.between(date(2025, 1, 1), date(2026, 3, 3)))
    before = streak(map(an_entry, days), today=days[-1], workdays=WORKDAYS).momentum
    after = streak(map(an_entry, days), today=date(2026, 3, 5), workdays=WORKDAYS).momentum
    assert before > 99
    assert 5 < before - after < 5.3


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (march(4, on=5), "done"),
        (march(4, on=6), "backfilled"),
        (march(6, on=9), "done"),
        (march(6, on=10), "backfilled"),
    ],
)
def test_an_entry_is_in_time_until_the_next_day_that_counts_ends(entry: Entry, state: str) -> None:
    """Then it is kept, and shown for what it is."""
    days = {day.day: day for day in seen(entry, on=13).days}
    assert days[entry.day] == Day(entry.day, days[entry.day].state, 1)
    assert days[entry.day].state == state
    assert is_backfilled(entry, workdays=WORKDAYS) == (state == "backfilled")


def test_an_entry_in_time_is_not_undone_by_a_late_one() -> None:
    """Nor by the order they come in."""
    for written in [march(4), march(4, on=12)], [march(4, on=12), march(4)]:
        view = seen(*written, on=4)
        assert view.days == (Day(date(2026, 3, 4), view.days[0].state, 2),)
        assert view.today == "done"


def test_a_rest_day_stays_rest_whatever_was_written() -> None:
    """The entry shows in its number."""
    view = seen(march(6), march(7), march(8), on=8)
    assert states(view) == "drr"
    assert [day.entries for day in view.days] == [1, 1, 1]
    assert view.current == 1


def test_what_can_be_mended_is_said() -> None:
    """The day, until when, and the streak that would live."""
    week = [march(2), march(3), march(4)]
    assert seen(*week, on=6).repair == Repair((date(2026, 3, 5),), date(2026, 3, 6), 4)
    assert seen(*week, march(6), on=6).repair == Repair((date(2026, 3, 5),), date(2026, 3, 6), 5)
    assert seen(*week, march(5), on=8).repair == Repair((date(2026, 3, 6),), date(2026, 3, 9), 5)
    assert seen(*week, on=9).repair == Repair((date(2026, 3, 6),), date(2026, 3, 9), 1)
    assert seen(*week, on=5).repair is None
    assert seen(*week, on=6, repair_days=0).repair is None


def test_two_days_can_be_mended_where_the_setting_says_so() -> None:
    """Both, by the end of the day that is the last for the older one."""
    view = seen(march(2), march(3), on=6, repair_days=2)
    assert view.repair == Repair((date(2026, 3, 4), date(2026, 3, 5)), date(2026, 3, 6), 4)


def test_mending_brings_the_streak_back() -> None:
    """What the repair promised comes true."""
    before = seen(march(2), march(3), march(5), on=5)
    after = seen(march(2), march(3), march(5), march(4, on=5), on=5)
    assert before.repair is not None
    assert (before.current, before.repair.current, after.current) == (1, 4, 4)


def test_the_longest_streak_has_its_days() -> None:
    """Of two equally long it is the later, which may be the present one."""
    view = seen(*map(march, [2, 3, 5, 9, 10, 11, 13]), on=17)
    assert (view.longest, view.longest_first, view.longest_last) == (3, *dates_of_march(9, 11))
    view = seen(*map(march, [2, 3, 5, 6]), on=8)
    assert (view.longest, view.longest_first, view.longest_last) == (2, *dates_of_march(5, 6))


def dates_of_march(*days: int) -> tuple[date, ...]:
    """Make days of March."""
    return tuple(date(2026, 3, day) for day in days)


def test_what_is_still_true_is_told_after_a_break() -> None:
    """Of the last days that count, a pending today aside, and no more than there were."""
    view = seen(*map(march, [2, 3, 5]), on=9)
    assert view.done_of_last(20) == (3, 5)
    assert view.done_of_last(2) == (1, 2)


def test_a_milestone_is_reached_once() -> None:
    """By the entry that completes it, and also when mending jumps over it."""
    fives = [number for number in range(3000) if milestone(number - 1, number)]
    assert fives == [5, 10, 20, 50, 100, 200, 500, 1000, 2000]
    assert (milestone(3, 12), milestone(10, 10), milestone(10, 19)) == (10, None, None)
    assert milestone(60, 0) is None
    week = [march(day) for day in range(2, 7)]
    assert seen(*week, on=6).milestone == 5
    assert seen(*week, on=7).milestone is None
    assert seen(*week[:4], on=5).milestone is None


def test_every_step_can_be_explained() -> None:
    """The last step is what is shown."""
    view = seen(*map(march, [2, 3, 5]), on=7)
    steps = explain(view)
    assert [step.day for step in steps] == list(view.days)
    assert [step.current for step in steps] == [1, 2, 0, 1, 0, 0]
    assert [round(100 * step.momentum, 1) for step in steps] == [5.2, 10.1, 9.6, 14.3, 13.5, 13.5]
    assert 100 * steps[-1].momentum == view.momentum


def test_a_clock_that_was_ahead_breaks_nothing() -> None:
    """Entries of days to come wait, and a time of writing yet to come is late for its day."""
    view = seen(march(3), march(20), march(4, on=25), on=4)
    assert states(view) == "dp"
    assert (view.today, view.current, view.longest) == ("pending", 1, 1)
    assert seen(march(20), on=4).days == ()


def test_an_entry_written_before_its_day_counts() -> None:
    """A clock was behind, or somebody crossed the date line."""
    assert states(seen(march(4, on=3), on=4)) == "d"


@pytest.mark.parametrize("offset", [-11, 0, 14])
@pytest.mark.parametrize(("at", "late"), [("03:59", False), ("04:00", True)])
def test_the_night_is_judged_where_it_was(offset: int, at: str, late: bool) -> None:
    """Wednesday can be written until Friday 04:00, by the clock on the wall."""
    there = ZoneInfo(f"Etc/GMT{-offset:+}")
    moment = datetime.combine(date(2026, 3, 6), time.fromisoformat(at), there)
    entry = an_entry(date(2026, 3, 4), written_at=moment)
    assert is_backfilled(entry, workdays=WORKDAYS) == late


# ------------------------------------------------------------------------------- the model

PATTERNS: dict[str, Callable[[date], bool]] = {
    "mon-fri": lambda day: day.weekday() < 5,
    "sun-thu": lambda day: day.weekday() in {6, 0, 1, 2, 3},
    "mon,wed,fri": lambda day: day.isoweekday() in {1, 3, 5},
    "mon-sun": lambda _: True,
    "sat": lambda day: day.isoweekday() == 6,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU": lambda day: (day - date(1970, 1, 5)).days % 14 in {0, 1},
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE,SU;DTSTART=2026-03-05": lambda day: (
        (day - date(2026, 3, 2)).days % 21 in {2, 6}
    ),
}
COUNTRIES: dict[tuple[str, str | None] | None, Callable[[date], bool]] = {
    None: lambda _: False,
    ("DE", "BY"): partial(lambda known, day: day in known, holidays.country_holidays("DE", "BY")),
    ("US", None): partial(lambda known, day: day in known, holidays.country_holidays("US")),
}
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]


@dataclass(frozen=True)
class World:
    """The same journal and settings, for `valley` and for the model."""

    model: Model
    workdays: Workdays
    arguments: dict[str, Any] = field(repr=False)

    @property
    def view(self) -> Streak:
        """What `valley` sees."""
        return streak(self.model.entries, **self.arguments)


@st.composite
def worlds(draw: st.DrawFn, *, length: int = 75) -> World:
    """Draw a history of some weeks around a New Year or a change of the clocks."""
    start = draw(st.sampled_from([date(2024, 12, 2), date(2025, 3, 3), date(2025, 9, 29)]))
    days = st.integers(0, length).map(lambda number: start + timedelta(days=number))
    pattern, before = draw(st.sampled_from(list(PATTERNS))), draw(st.sampled_from(list(PATTERNS)))
    changed = draw(st.none() | days)
    away = [
        Away(first, first + timedelta(days=draw(st.integers(0, 12))))
        for first in draw(st.lists(days, max_size=3))
    ]
    country = draw(st.sampled_from(list(COUNTRIES)))
    repair_days, ends = draw(st.sampled_from([1, 1, 1, 0, 2, 3])), draw(st.sampled_from(ENDS))
    today = draw(days)

    lags = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 8, 14, -1])
    zones = OFFSETS | st.sampled_from(ZONES).map(ZoneInfo)
    times = st.sampled_from(
        [ends, (datetime.combine(start, ends) - timedelta(microseconds=1)).time(), time(2, 30)]
    )
    written = [
        an_entry(
            day,
            written_at=datetime.combine(
                day + timedelta(days=draw(lags)), draw(times | st.times()), draw(zones)
            ),
        )
        for day in _mostly(draw(st.lists(days, max_size=25)), start, draw(st.booleans()), length)
    ]
    written = draw(st.permutations(written))

    def worked(day: date) -> bool:
        applied = before if changed and day <= changed else pattern
        return PATTERNS[applied](day) and not COUNTRIES[country](day)

    workdays = Workdays.of(
        pattern,
        before=[(changed, before)] if changed else [],
        away=away,
        country=country[0] if country else None,
        region=country[1] if country else None,
    )
    model = Model(
        written,
        today,
        worked,
        lambda day: any(one.first <= day <= one.last for one in away),
        repair_days,
        ends,
    )
    arguments = {
        "today": today,
        "workdays": workdays,
        "repair_days": repair_days,
        "day_ends_at": ends,
    }
    return World(model, workdays, arguments)


ENDS = [time(4), time(0), time(2, 30), time(11, 59, 59)]


def _mostly(drawn: list[date], start: date, diligent: bool, length: int) -> list[date]:
    """Take the days drawn, or all the others: long streaks with gaps."""
    if not diligent:
        return drawn
    every = [start + timedelta(days=number) for number in range(length)]
    return [day for day in every if day not in drawn]


@settings(deadline=None)
@given(worlds())
def test_the_streak_is_that_of_the_model(world: World) -> None:
    """Any history, pattern, holiday, time away, zone and moment of the day."""
    model, view = world.model, world.view
    assert [(day.day, str(day.state), day.entries) for day in view.days] == model.days()
    assert view.today == model.state(model.today)
    assert view.current == model.current()
    assert (view.longest, view.longest_first, view.longest_last) == model.longest()
    assert view.momentum == pytest.approx(model.momentum(), abs=1e-9)
    repair = view.repair and (view.repair.days, view.repair.until, view.repair.current)
    assert repair == model.repair()
    for entry in model.entries:
        arguments = {name: value for name, value in world.arguments.items() if name != "today"}
        assert is_backfilled(entry, **arguments) == model.late(entry)


@settings(deadline=None)
@given(worlds())
def test_a_journal_read_from_a_file_is_the_same(world: World) -> None:
    """A file keeps the offset and no zone, and that is enough."""
    read = [
        an_entry(entry.day, written_at=datetime.fromisoformat(entry.written_at.isoformat()))
        for entry in world.model.entries
    ]
    assert streak(read, **world.arguments) == world.view


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the zone of Windows cannot be set")
@pytest.mark.parametrize("zone", [*ZONES, "Pacific/Kiritimati", "Pacific/Niue"])
def test_travel_moves_no_entry(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of the machine today says nothing of a night some time ago."""
    there = timezone(timedelta(hours=9))
    night = datetime(2026, 3, 6, 3, 59, tzinfo=there)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        clock.tzset()
        view = seen(an_entry(date(2026, 3, 4), written_at=night), on=6)
    clock.tzset()
    assert states(view) == "dmp"


@settings(deadline=None)
@given(st.lists(entries(day=NEAR), max_size=9), NEAR)
def test_no_entry_breaks_the_streak(written: list[Entry], today: date) -> None:
    """Whatever an entry says, and whenever it claims to have been written."""
    view = streak(written, today=today, workdays=WORKDAYS)
    assert 0 <= view.current <= view.longest <= len({entry.day for entry in written})
    assert 0 <= view.momentum < 100
    assert sum(day.entries for day in view.days) == sum(entry.day <= today for entry in written)


# -------------------------------------------------------------------- reading as far as needed


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


@st.composite
def long_histories(draw: st.DrawFn) -> tuple[list[Entry], date]:
    """Draw some years, back from today, in stretches: daily, patchy or not at all, late or not."""
    today = day = draw(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
    entries = [an_entry(today)] if draw(st.booleans()) else []
    stretches = st.tuples(
        st.integers(1, 600), st.sampled_from([1, 1, 2, 7, 1000]), st.sampled_from([0, 0, 1, 9])
    )
    for length, every, lag in draw(st.lists(stretches, max_size=6)):
        for _ in range(length):
            day -= timedelta(days=1)
            if day.toordinal() % every == 0:
                written = datetime.combine(day + timedelta(days=lag), time(12), UTC)
                entries.append(an_entry(day, written_at=written))
    return entries, today


@settings(deadline=None)
@given(long_histories(), st.sampled_from([0, 1, 3]))
def test_reading_back_as_far_as_needed_is_enough(
    history: tuple[list[Entry], date], repair_days: int
) -> None:
    """The standing from some years is that from all."""
    entries, today = history
    arguments: dict[str, Any] = {
        "today": today,
        "workdays": WORKDAYS,
        "repair_days": repair_days,
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
    standing(shelf.volumes, shelf, today=today, workdays=workdays)
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


def test_a_streak_of_years_is_read_to_its_beginning() -> None:
    """There is no shorter way to know it."""
    _, read = asked(date(2020, 1, 1), date(2026, 3, 4), missed=date(2022, 5, 5))
    assert read == [2026, 2025, 2024, 2023, 2022]


def test_what_could_be_mended_is_read_to_its_beginning() -> None:
    """The streak that would live reaches behind the years that settle all else."""
    today = date(2026, 12, 30)
    kept = list(WORKDAYS.between(date(2023, 1, 1), date(2026, 12, 28)))
    shelf = Shelf(map(an_entry, kept))
    view = standing(shelf.volumes, shelf, today=today, workdays=WORKDAYS)
    assert view.repair == Repair((date(2026, 12, 29),), today, len(kept) + 1)
    assert view.current == 0


def test_years_to_come_stay_closed() -> None:
    """A clock that was ahead left a volume that says nothing of today."""
    shelf = Shelf([march(4), an_entry(date(2031, 1, 1))])
    view = standing(shelf.volumes, shelf, today=date(2026, 3, 4), workdays=WORKDAYS)
    assert (view.current, shelf.read) == (1, [2026])


def test_most_entries_are_judged_without_looking_at_the_calendar() -> None:
    """An entry written on its day or the next is in time whatever the working days are."""
    diary = Diary(Rules(Counting(WORKDAYS.patterns)), date(2026, 3, 31))
    Counting.asked = 0
    diary.add(march(day, on=day + 1) for day in range(1, 31))
    assert Counting.asked == 0
