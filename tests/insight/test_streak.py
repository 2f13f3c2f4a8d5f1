"""The streak, case by case."""

import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import heed_zone
from tests.strategies import PROMPT, an_entry, entries
from valley.insight.days import Rules
from valley.insight.streak import (
    Day,
    Repair,
    Standing,
    Streak,
    explain,
    milestone,
    streak,
)
from valley.model import Entry
from valley.workdays import Away, Workdays

WORKDAYS = Workdays.of()
RULES = Rules(WORKDAYS)
NEAR = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def march(day: int, *, on: int = 0, **fields: Any) -> Entry:
    """Make an entry for a day of March 2026, a Sunday the first, written on it or another."""
    written = datetime(2026, 3, on or day, 12, tzinfo=UTC)
    return an_entry(date(2026, 3, day), written_at=written, **fields)


def seen(*entries: Entry, on: int, **settings: Any) -> Streak:
    """Look at the streak on a day of March."""
    return streak(entries, today=date(2026, 3, on), rules=RULES._replace(**settings))


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
    before = streak(map(an_entry, days), today=days[-1], rules=RULES).momentum
    after = streak(map(an_entry, days), today=date(2026, 3, 5), rules=RULES).momentum
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
    assert RULES.in_time(entry) == (state != "backfilled")


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
    assert RULES.in_time(entry) != late


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of Windows cannot be set")
@pytest.mark.parametrize("zone", ["Pacific/Niue", "Europe/Berlin", "Pacific/Kiritimati"])
def test_travel_moves_no_entry(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of the machine today says nothing of a night some time ago."""
    there = timezone(timedelta(hours=9))
    night = datetime(2026, 3, 6, 3, 59, tzinfo=there)
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        heed_zone()
        view = seen(an_entry(date(2026, 3, 4), written_at=night), on=6)
    heed_zone()
    assert states(view) == "dmp"


@PROMPT
@given(st.lists(entries(day=NEAR), max_size=9), NEAR)
def test_no_entry_breaks_the_streak(written: list[Entry], today: date) -> None:
    """Whatever an entry says, and whenever it claims to have been written."""
    view = streak(written, today=today, rules=RULES)
    assert 0 <= view.current <= view.longest <= len({entry.day for entry in written})
    assert 0 <= view.momentum < 100
    assert sum(day.entries for day in view.days) == sum(entry.day <= today for entry in written)


@pytest.mark.parametrize("days", [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000])
def test_a_milestone_is_a_whole_number_of_days(days: int) -> None:
    """It is said as it stands."""
    assert repr(milestone(days - 1, days)) == repr(days)
    assert milestone(days, days + 1) is None
