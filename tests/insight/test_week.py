"""The picture of a week: figures, those of the weeks before, terrain, excuses, blame."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.weeks import FRIDAY, MONDAY, day, promise, quarter, setback, win
from valley.insight.promises import Tally
from valley.insight.week import Figures, Week, figures, needed_since, week
from valley.model import Altitude, Entry, EntryKind, Status, Theme, Verdict
from valley.workdays import Away, Workdays

WORKDAYS = Workdays.of("mon-fri")
AFTER = day(-1, 0)
CONCRETE, KEPT, MISSED = Verdict.CONCRETE, Status.KEPT, Status.MISSED


def looked_at(entries: Sequence[Entry], today: date = AFTER, **given: Any) -> Week:
    """Look at the week of MONDAY, once it is over unless told otherwise."""
    return week(entries, monday=MONDAY, today=today, **{"workdays": WORKDAYS} | given)


def test_the_figures_of_a_week() -> None:
    """Each is counted or shared over what it is about."""
    entries = [
        win(day(0, 0)),
        setback(day(0, 0), "own-slow-start", verdict=CONCRETE, status=KEPT, volunteered=True),
        setback(day(0, 1), verdict=CONCRETE, status=MISSED),
        setback(day(0, 2), verdict=Verdict.VAGUE, status=Status.BETTER),
        setback(day(0, 5)),
        win(day(0, 2), kind=EntryKind.NOTE),
    ]
    assert looked_at(entries).figures == Figures(
        logged=3,
        workdays=5,
        wins=1,
        setbacks=4,
        notes=1,
        owned=1 / 4,
        answered=2 / 4,
        volunteered=1 / 3,
        promises=Tally(made=3, kept=1, better=1, missed=1, open=0),
        weeks=1,
        days=4,
    )


def test_where_there_is_nothing_to_share_there_is_no_share() -> None:
    """Nothing of nothing is not 0%."""
    counted = looked_at([win(day(0, 0))]).figures
    assert (counted.owned, counted.answered, counted.volunteered) == (None, None, None)


@pytest.mark.parametrize(("days", "few"), [(2, True), (3, False)])
def test_too_few_days_are_called_few(days: int, few: bool) -> None:
    """Two days are a glimpse."""
    assert looked_at([win(day(0, number)) for number in range(days)]).figures.few is few


def test_the_weeks_before_are_averaged() -> None:
    """Shares are over all of them, so that a thin week weighs little."""
    before = [
        setback(day(1, 0), "own-slow-start"),
        setback(day(2, 0)),
        setback(day(2, 1)),
        win(day(2, 2)),
        win(day(4, 2)),
        promise(day(4, 3), "ring them", KEPT),
        setback(day(5, 2)),  # five weeks back does not count
    ]
    found = looked_at(before).before
    assert found is not None
    assert (found.logged, found.workdays, found.weeks, found.days) == (6 / 4, 5, 4, 6)
    assert (found.wins, found.setbacks, found.owned) == (2 / 4, 4 / 4, 1 / 4)
    assert found.promises == Tally(made=1 / 4, kept=1 / 4)


def test_weeks_before_the_first_entry_do_not_count() -> None:
    """Nor the week it began in, but where that was on its first working day."""
    found = looked_at([win(day(2, 0)), win(day(1, 1))]).before
    assert found is not None
    assert (found.weeks, found.wins, found.few) == (2, 1, True)
    found = looked_at([win(day(2, 1)), win(day(1, 1))]).before
    assert found is not None
    assert found.weeks == 1
    assert looked_at([win(day(0, 1))]).before is None


def test_a_week_away_does_not_count() -> None:
    """It is neither good nor bad."""
    workdays = Workdays.of("mon-fri", away=[Away(day(1, 0), day(1, 6))])
    found = looked_at([win(day(2, 1)), win(day(3, 0))], workdays=workdays).before
    assert found is not None
    assert (found.weeks, found.wins) == (2, 1)
    assert looked_at([], workdays=Workdays.of("mon-fri", away=[Away(MONDAY, day(0, 6))])).is_away


def test_a_week_in_progress_counts_the_days_that_have_come() -> None:
    """And says how many are to come; what is dated later is not there yet."""
    view = looked_at([win(day(0, 0)), win(day(0, 4))], today=day(0, 2))
    assert (view.in_progress, view.to_come) == (True, 2)
    assert (view.figures.logged, view.figures.workdays) == (1, 3)
    assert not looked_at([], today=day(-1, 0)).in_progress
    assert looked_at([], today=FRIDAY).to_come == 0


def test_the_terrain_is_the_lowest_of_each_day() -> None:
    """With its wins beside it."""
    entries = [
        setback(day(0, 0)),
        setback(day(0, 0), verdict=CONCRETE),
        setback(day(0, 1), verdict=CONCRETE, status=KEPT),
        win(day(0, 1)),
        setback(day(0, 2), "own-slow-start"),
        win(day(0, 5)),
    ]
    view = looked_at(entries)
    terrain = view.terrain
    assert [one.lowest for one in terrain[:3]] == [Altitude.VALLEY, Altitude.OUT, Altitude.SLOPE]
    assert [(one.wins, one.setbacks, one.first in view.workdays) for one in terrain] == [
        (0, 2, True),
        (1, 1, True),
        (0, 1, True),
        (0, 0, True),
        (0, 0, True),
        (1, 0, False),
        (0, 0, False),
    ]


def test_what_came_back_is_of_this_week_and_not_for_the_first_time() -> None:
    """Its count is over 90 days, against the 90 before."""
    entries = [
        win(day(26, 1)),
        win(day(14, 1)),
        setback(day(0, 1)),
        setback(day(2, 1)),
        setback(day(3, 1)),
        setback(day(0, 2), "empty-purse"),
        setback(day(2, 2), "full-diary"),
        setback(day(3, 2), "full-diary"),
    ]
    (one,) = looked_at(entries).came_back
    assert (one.excuse, one.count, one.trend) == ("too-dear-today", 3, "up")


@pytest.mark.parametrize(("begun", "trend"), [(178, None), (179, "up"), (400, "up")])
def test_nothing_is_compared_with_a_time_before_the_journal(begun: int, trend: str | None) -> None:
    """It covers the 90 days before the last 90, or there is no trend."""
    old = [win(day(0, 6) - timedelta(days=number)) for number in (begun, 100)]
    (one,) = looked_at([*old, *(setback(day(number, 2)) for number in range(3))]).came_back
    assert one.trend == trend


def weeks_of(*of_weeks: Sequence[Entry]) -> dict[str, str]:
    """Tell what is better or worse in the last of some weeks."""
    return dict(looked_at([entry for entries in of_weeks for entry in entries]).changes)


def setbacks(weeks: int, count: int, *, owned: int) -> list[Entry]:
    """Make so many setbacks of a week, some of them owned."""
    names = ["own-slow-start"] * owned + ["too-dear-today"] * (count - owned)
    return [setback(day(weeks, number % 5), name) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ((4, 0), (4, 3), "better"),
        ((4, 4), (4, 1), "worse"),
        ((4, 1), (4, 2), None),  # one more is none
        ((4, 0), (2, 2), None),  # of two nothing can be told
        ((3, 3), (4, 4), None),
    ],
)
def test_a_share_is_better_or_worse_where_there_is_enough(
    before: tuple[int, int], now: tuple[int, int], word: str | None
) -> None:
    """By two at least, of three at least, as everywhere."""
    told = weeks_of(setbacks(1, before[0], owned=before[1]), setbacks(0, now[0], owned=now[1]))
    assert told.get("owned") == word


def test_nothing_is_better_than_too_little() -> None:
    """Fewer than three days, or three of what is shared, in the weeks before."""
    assert weeks_of(setbacks(1, 2, owned=0), setbacks(0, 4, owned=4)) == {}
    quiet = [win(day(1, number), kind=EntryKind.NOTE) for number in range(3)]
    few = [setback(day(1, 4))]
    assert weeks_of([*quiet, *few], setbacks(0, 4, owned=4)) == {}


def test_more_setbacks_or_plain_days_are_neither() -> None:
    """They are what happened; a promise kept goes by those that ended."""
    kept = [promise(day(0, number), "ring them", KEPT) for number in range(4)]
    missed = [promise(day(1, number), "ring them", MISSED) for number in range(4)]
    told = weeks_of(missed, [*kept, *setbacks(0, 4, owned=0)])
    assert told == {"kept": "better", "answered": "worse"}


def test_a_week_that_goes_on_has_not_fewer_wins_yet() -> None:
    """More can be told at once, fewer when no working day is to come."""
    wins = [win(day(1, number)) for number in range(4)]
    entries = [*wins, win(day(0, 0))]
    assert looked_at(entries, today=day(0, 2)).changes == {}
    assert looked_at(entries, today=FRIDAY).changes == {"wins": "worse", "logged": "worse"}


def test_the_blame_leaves_out_what_is_owned() -> None:
    """To own a reason is not to blame oneself."""
    entries = [
        setback(day(0, 0)),
        setback(day(0, 1)),
        setback(day(0, 1), theme=Theme.TIME),
        setback(day(0, 2), "own-slow-start"),
    ]
    assert looked_at(entries).blamed == ((Theme.PRICE, 2), (Theme.TIME, 1))


def test_entries_long_before_make_no_difference() -> None:
    """What needs no reading is not read."""
    since = needed_since(MONDAY)
    old = [setback(since - timedelta(days=number)) for number in range(1, 30)]
    recent = quarter()
    assert looked_at([*old, *recent]) == looked_at(recent, begun=old[-1].day)


@settings(max_examples=30, deadline=None)
@given(st.lists(strategies.entries(day=st.dates(day(1, 0), day(-1, 6))), max_size=12))
def test_the_figures_of_any_entries_add_up(entries: list[Entry]) -> None:
    """Promises to those made; wins and setbacks to all but the plain notes."""
    counted = figures(entries, [])
    made = counted.promises
    assert made.made == made.kept + made.better + made.missed + made.open
    assert counted.wins + counted.setbacks == sum(e.kind is not EntryKind.NOTE for e in entries)
    for share in (counted.owned, counted.answered, counted.volunteered):
        assert share is None or 0 <= share <= 1
    view = looked_at(entries)
    assert view.figures == figures(list(view.entries), list(WORKDAYS.between(MONDAY, day(0, 6))))
    assert sum(o.wins + o.setbacks + o.notes for o in view.terrain) == len(view.entries)
