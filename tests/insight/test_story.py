"""When something turned in the story of an excuse, and when nothing is said to have."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tests.weeks import FRIDAY, promise, setback
from valley.insight.story import Turn, story
from valley.model import Entry, Status, Theme, Verdict

FIRST = date(2026, 1, 5)
EXCUSE = "too-dear-today"


def on(days: int) -> date:
    """Give the day so many days after the first time."""
    return FIRST + timedelta(days=days)


def turns(
    entries: Sequence[Entry], *, today: date = FRIDAY, logged: int = 0
) -> list[tuple[Turn, date, int]]:
    """Tell what turned when, with so many days logged before today."""
    days = {today - timedelta(days=number) for number in range(logged)}
    found = story(entries, EXCUSE, logged=days, today=today)
    return [(one.turn, one.day, one.days) for one in found]


def test_the_first_time_is_where_it_begins() -> None:
    """And nothing turned since, where it was the only one."""
    assert turns([setback(FIRST)], today=on(3)) == [(Turn.FIRST, FIRST, 0)]
    assert turns([setback(FIRST), setback(FIRST)], today=on(3)) == [(Turn.FIRST, FIRST, 0)]


def test_it_comes_back_the_second_time_and_after_each_long_silence() -> None:
    """Not with each time that it is given."""
    found = turns([setback(on(days)) for days in (0, 30, 80, 139, 199)], today=on(199))
    came_back = [(day, days) for turn, day, days in found if turn is Turn.CAME_BACK]
    assert came_back == [(on(30), 30), (on(199), 60)]


@pytest.mark.parametrize(("third", "keeps"), [(89, True), (90, False)])
def test_it_keeps_coming_from_the_third_day_within_90(third: int, keeps: bool) -> None:
    """As the evening counts it; it is said once."""
    entries = [setback(on(days)) for days in (0, 40, third)]
    found = turns(entries, today=on(third))
    assert ((Turn.KEEPS_COMING, on(third), third) in found) is keeps
    again = [turn for turn, *_ in turns([*entries, setback(on(91)), setback(on(92))])]
    assert again.count(Turn.KEEPS_COMING) == 1


def test_owning_it_turns_only_what_was_blamed_before() -> None:
    """Who owned it from the start did not turn."""
    mine = setback(on(9), theme=Theme.SELF)
    assert (Turn.OWNED, on(9), 0) in turns([setback(FIRST), mine])
    assert Turn.OWNED not in {turn for turn, *_ in turns([mine, setback(on(20))])}


def test_the_first_promise_kept_turns_on_the_day_it_was_kept() -> None:
    """A better step counts as much; a missed or an open one does not."""
    kept = promise(on(10), "ring at 9", Status.BETTER, resolved_on=on(14))
    missed = promise(FIRST, "ring him", Status.MISSED)
    later = promise(on(20), "ring at 10", Status.KEPT)
    found = turns([missed, kept, later, setback(on(21), verdict=Verdict.CONCRETE)])
    assert [one for one in found if one[0] is Turn.KEPT] == [(Turn.KEPT, on(14), 0)]


def test_what_it_turned_out_to_be_stands_at_the_day_it_was_said_of() -> None:
    """The latest that is known."""
    known = [setback(on(days), turned_out="no budget at all") for days in (0, 7)]
    assert (Turn.TURNED_OUT, on(7), 0) in turns(known)


@pytest.mark.parametrize(
    ("silent", "logged", "end"),
    [(60, 10, Turn.AWAY), (59, 10, Turn.LAST), (60, 9, Turn.LAST)],
)
def test_it_is_away_after_60_days_in_which_days_were_logged(
    silent: int, logged: int, end: Turn
) -> None:
    """Where few were, silence tells nothing, and only the last time is told."""
    last = on(5)
    today = last + timedelta(days=silent)
    found = turns([setback(FIRST), setback(last)], today=today, logged=logged)
    assert found[-1] == (end, last, silent)


def test_an_excuse_for_a_missed_promise_is_part_of_the_story() -> None:
    """It is given on the day that was said."""
    missed = promise(
        FIRST, "ring", Status.MISSED, excuse="other", note_excuse=EXCUSE, resolved_on=on(2)
    )
    assert turns([missed], today=on(2)) == [(Turn.FIRST, on(2), 0)]
