"""A year as a whole."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.weeks import note, promise, setback, win
from valley.accounts.book import Book
from valley.insight.year import Year, year
from valley.model import Entry, Status, Verdict
from valley.workdays import Workdays

WORKDAYS = Workdays.of("mon-fri")
FIRST = date(2025, 3, 3)  # a Monday


def on(weeks: int, weekday: int = 0) -> date:
    """Give a day, so many weeks after the first."""
    return FIRST + timedelta(weeks=weeks, days=weekday)


def viewed(entries: list[Entry], today: date = date(2025, 12, 31)) -> Year:
    """Look back on 2025."""
    return year(
        entries,
        number=2025,
        today=today,
        workdays=WORKDAYS,
        book=Book.of_entries(entries),
    )


def test_days_are_counted_from_the_first_entry_on() -> None:
    """Where there is none before; a Saturday is no working day, and two entries are one day."""
    entries = [
        win(on(0)),
        setback(on(0)),
        win(on(0, 5)),
        setback(on(1), "own-slow-start"),
    ]
    found = viewed(entries, on(1, 4))
    assert (found.first, found.last) == (FIRST, on(1, 4))
    assert (found.logged, found.workdays) == (2, 10)
    assert (found.wins, found.setbacks) == (2, 2)
    before = viewed([*entries, note(date(2024, 12, 30))], on(1, 4))
    assert before.first == date(2025, 1, 1)
    assert (before.wins, before.setbacks, before.logged) == (2, 2, 2)


def test_an_excuse_came_that_was_not_there_before() -> None:
    """Ten days logged without it tell that, and three days with it that it keeps coming."""
    quiet = [note(on(weeks, day)) for weeks in range(2) for day in range(5)]
    new = [setback(on(3 + weeks), "too-dear-today") for weeks in range(3)]
    (came,) = viewed([*quiet, *new], on(8)).came
    assert (came.excuse, len(came.days), came.before) == ("too-dear-today", 3, 10)
    assert viewed([*quiet[1:], *new], on(8)).came == ()
    assert viewed([*quiet, *new[1:]], on(8)).came == ()
    old = setback(FIRST - timedelta(days=80), "too-dear-today")
    assert viewed([old, *quiet, *new], on(8)).came == ()


def test_an_excuse_that_went_is_told_once() -> None:
    """Also where it came in the same year."""
    quiet = [note(on(weeks, day)) for weeks in (0, 1, 10, 11, 12) for day in range(5)]
    gone = [setback(on(3 + weeks), "too-dear-today") for weeks in range(3)]
    found = viewed([*quiet, *gone], on(16))
    assert [one.excuse for one in found.left] == ["too-dear-today"]
    assert found.came == ()


def test_the_best_week_is_the_highest_of_three_entries_or_more() -> None:
    """A single win makes none."""
    entries = [win(on(0))]
    entries += [setback(on(1, day), verdict=Verdict.CONCRETE) for day in range(3)]
    assert viewed(entries).best == viewed(entries[1:]).best
    best = viewed([*entries, *(win(on(2, day)) for day in range(3))]).best
    assert best is not None
    assert (best.first, best.wins) == (on(2), 3)


def test_promises_with_an_hour_are_held_against_vague_ones_where_both_are_enough() -> None:
    """Eight of each."""
    hours = [promise(on(n), "ring Kim at 9", Status.KEPT) for n in range(8)]
    vague = [
        setback(on(n, 1), verdict=Verdict.VAGUE, status=Status.MISSED, action="do better")
        for n in range(8)
    ]
    found = viewed([*hours, *vague]).hours
    assert found is not None
    assert [one.rate for one in found] == [1, 0]
    assert viewed([*hours, *vague[1:]]).hours is None


def test_what_a_reason_turned_out_to_be_was_learned() -> None:
    """The newest three."""
    entries = [setback(on(n), turned_out=f"it was {n}") for n in range(5)]
    assert [one.turned_out for one in viewed(entries).learned] == [
        "it was 4",
        "it was 3",
        "it was 2",
    ]


@settings(max_examples=15)
@given(st.lists(strategies.entries(), max_size=4), st.integers(1901, 2199))
def test_no_year_has_more_than_its_entries(entries: list[Entry], number: int) -> None:
    """Whatever was written and whichever year."""
    found = year(
        entries,
        number=number,
        today=date(2199, 12, 31),
        workdays=WORKDAYS,
        book=Book.of_entries(entries),
    )
    its_own = [one for one in entries if one.day.year == number]
    assert found.wins == sum(one.is_win for one in its_own)
    assert found.setbacks == sum(one.is_setback for one in its_own)
    assert (found.ground is None) == (not its_own)
    assert found.logged <= min(found.workdays, len(its_own))
