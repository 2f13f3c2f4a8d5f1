"""The streak against an independent model."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insight.streak_model import Model
from tests.strategies import OFFSETS, PROMPT, an_entry
from valley.insight.days import Rules
from valley.insight.streak import Streak, streak
from valley.workdays import Away, Workdays

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
def worlds(draw: st.DrawFn, length: int) -> World:
    """Draw a history of some days around a New Year or a change of the clocks."""
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

    late = [0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 8, 14, -1]
    lags = st.sampled_from(draw(st.sampled_from([late, [0]])))
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
        for day in _mostly(
            draw(st.lists(days, max_size=length // 3)), start, draw(st.booleans()), length
        )
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
        "rules": Rules(workdays, repair_days, ends),
    }
    return World(model, workdays, arguments)


ENDS = [time(4), time(0), time(2, 30), time(11, 59, 59)]


def _mostly(drawn: list[date], start: date, diligent: bool, length: int) -> list[date]:
    """Take the days drawn, or all the others: long streaks with gaps."""
    if not diligent:
        return drawn
    every = [start + timedelta(days=number) for number in range(length)]
    return [day for day in every if day not in drawn]


# Days of a history: what goes wrong in a short one is read at a glance, the long ones come after.
LENGTHS = pytest.mark.parametrize("length", [9, 75])


@LENGTHS
@PROMPT
@given(st.data())
def test_the_streak_is_that_of_the_model(length: int, data: st.DataObject) -> None:
    """Any history, pattern, holiday, time away, zone and moment of the day."""
    world = data.draw(worlds(length))
    model, view = world.model, world.view
    assert [(day.day, str(day.state), day.entries) for day in view.days] == model.days()
    assert view.today == model.state(model.today)
    assert view.current == model.current()
    assert (view.longest, view.longest_first, view.longest_last) == model.longest()
    assert view.momentum == pytest.approx(model.momentum(), abs=1e-9)
    repair = view.repair and (view.repair.days, view.repair.until, view.repair.current)
    assert repair == model.repair()
    for entry in model.entries:
        assert world.arguments["rules"].in_time(entry) != model.late(entry)


@LENGTHS
@PROMPT
@given(st.data())
def test_a_journal_read_from_a_file_is_the_same(length: int, data: st.DataObject) -> None:
    """A file keeps the offset and no zone, and that is enough."""
    world = data.draw(worlds(length))
    read = [
        an_entry(entry.day, written_at=datetime.fromisoformat(entry.written_at.isoformat()))
        for entry in world.model.entries
    ]
    assert streak(read, **world.arguments) == world.view
