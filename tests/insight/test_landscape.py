"""The terrain of some weeks."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.weeks import MONDAY, day, note, promise, quarter, setback, win
from valley.dates import week_name
from valley.insight.landscape import Landscape, landscape
from valley.insight.terrain import SCALE
from valley.model import Entry, EntryKind, Status, Verdict
from valley.workdays import Workdays

SUNDAY = day(0, 6)
OPEN = Status.OPEN
WORKDAYS = Workdays.of("mon-fri")


def surveyed(entries: Sequence[Entry], weeks: int = 3, last: date = SUNDAY) -> Landscape:
    """Look at so many weeks up to that of MONDAY."""
    return landscape(entries, first=day(weeks - 1, 0), last=last, workdays=WORKDAYS)


def thrice(make: Callable[[date], Entry], weeks_back: int) -> list[Entry]:
    """Make an entry on three days of a week."""
    return [make(day(weeks_back, number)) for number in range(3)]


def test_the_altitudes_stand_above_each_other() -> None:
    """From the Valley up to a win."""
    entries = [
        setback(day(0, 0)),
        setback(day(0, 1), verdict=Verdict.VAGUE),
        setback(day(0, 2), verdict=Verdict.CONCRETE),
        promise(day(0, 3), "ring them", Status.KEPT),
        win(day(0, 4)),
    ]
    (week,) = surveyed(entries, 1).weeks
    assert [one.level for one in week.days] == [0, 1, 2, 3, 4]
    assert (week.level, week.middle, week.wins, week.setbacks, week.out) == (2, 2, 1, 4, 1)


def test_a_week_is_higher_or_lower_than_the_last_one_with_an_entry() -> None:
    """A week without one is no step down."""
    entries = [*thrice(setback, 4), *thrice(win, 3), *thrice(win, 1), *thrice(setback, 0)]
    view = surveyed(entries, 5)
    assert [week.level for week in view.weeks] == [0, 4, None, 4, 0]
    assert [week.change for week in view.weeks] == [None, "up", None, "flat", "down"]


def test_a_week_of_two_entries_is_neither_higher_nor_lower() -> None:
    """They are too few to tell; what follows is held against the last week that had enough."""
    entries = [*thrice(win, 3), setback(day(2, 0)), setback(day(2, 1)), *thrice(win, 1)]
    assert [week.change for week in surveyed(entries, 4).weeks] == [None, None, "flat", None]
    one_higher = [*thrice(setback, 1), *thrice(setback, 0)[:2], promise(day(0, 4), "x", OPEN)]
    assert surveyed(one_higher, 2).weeks[-1].change == "up"
    one_higher[-1] = setback(day(0, 4), verdict=Verdict.VAGUE)
    assert surveyed(one_higher, 2).weeks[-1].change == "flat"
    assert surveyed(one_higher, 2).path is None


def test_plain_notes_are_counted_and_have_no_height() -> None:
    """A week of them alone is known, and stands nowhere."""
    (week,) = surveyed([note(day(0, 0)), note(day(0, 1))], 1).weeks
    assert (week.notes, week.level, week.change) == (2, None, None)
    assert [one.is_known for one in week.days] == [True, True, False, False, False]


def test_what_happened_is_the_excuse_given_most_and_the_latest_win() -> None:
    """Of excuses that are even it is the latest."""
    entries = [
        setback(day(0, 0), "empty-purse"),
        setback(day(0, 1), "full-diary"),
        win(day(0, 2), "first"),
        win(day(0, 3), "second"),
    ]
    (week,) = surveyed(entries, 1).weeks
    assert (week.excuse, week.win) == ("full-diary", "second")


def test_the_way_out_goes_from_the_lowest_week_to_the_highest_after_it() -> None:
    """The greatest climb; where there is none, there is no way out to show."""
    climb = [
        *thrice(win, 4),
        *thrice(setback, 3),
        *thrice(lambda on: setback(on, "own-slow-start"), 2),
        *thrice(win, 1),
    ]
    assert surveyed(climb, 5).path == ("2026-W20", "2026-W22")
    assert surveyed([*thrice(win, 1), *thrice(setback, 0)]).path is None
    assert surveyed([setback(day(1, 0)), win(day(0, 0))]).path is None  # too few to tell
    assert surveyed([]).path is None


def test_days_off_are_drawn_where_one_of_them_has_an_entry() -> None:
    """In every week then, so that the weeks stay alike."""
    assert {len(week.days) for week in surveyed([win(day(0, 0))]).weeks} == {5}
    assert {len(week.days) for week in surveyed([win(day(1, 5))]).weeks} == {6}


def test_the_days_to_come_are_not_drawn() -> None:
    """The last week ends today."""
    view = surveyed([win(day(0, 0))], last=day(0, 1))
    assert [one.first for one in view.weeks[-1].days] == [day(0, 0), day(0, 1)]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(strategies.entries(day=st.dates(day(6, 0), day(-2, 6))), max_size=15),
    st.integers(1, 6),
)
def test_the_terrain_of_any_entries_is_that_of_the_weeks_asked_for(
    entries: list[Entry], weeks: int
) -> None:
    """Every entry of them is counted once, and no other."""
    view = surveyed(entries, weeks)
    first = day(weeks - 1, 0)
    shown = [entry for entry in entries if first <= entry.day <= SUNDAY]
    assert len(view.weeks) == weeks
    assert sum(week.wins + week.setbacks + week.notes for week in view.weeks) == len(shown)
    for week in view.weeks:
        of_week = [e for e in shown if week.name == week_name(e.day)]
        levels = [SCALE[e.altitude] for e in of_week if e.kind is not EntryKind.NOTE]
        assert week.change is None or len(levels) >= 3
        assert week.level == (sum(levels) / len(levels) if levels else None)
    if view.path:
        level = {week.name: week.level or 0 for week in view.weeks}
        low, high = view.path
        assert level[high] - level[low] >= 0.5
        assert all(sum(w.heights) >= 3 for w in view.weeks if w.name in view.path)
        assert low < high


def test_a_quarter_climbs() -> None:
    """Its first weeks are vague, its last ones concrete and kept."""
    view = surveyed(quarter(), 12)
    assert len(view.weeks) == 12
    assert view.path is not None
    assert view.weeks[0].first == MONDAY - timedelta(weeks=11)
