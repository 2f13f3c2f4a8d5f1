"""What keeps coming back: a trend is told only where there is something to compare with."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.strategies import entries
from tests.weeks import FRIDAY, MONDAY, day, note, promise, setback, win, write
from valley.entry import promise as life
from valley.insight.recurring import given as times_of
from valley.insight.recurring import recurring
from valley.insight.trend import trend
from valley.model import Entry, Status

WORDS = ("rising", "steady", "falling")


@pytest.mark.parametrize(
    ("now", "before", "way"),
    [
        (3, 1, "up"),
        (2, 0, None),  # fewer than 3
        (3, 2, "flat"),  # one more
        (2, 1, None),
        (1, 3, "down"),
        (0, 2, None),
        (4, 4, "flat"),
    ],
)
def test_a_trend_is_told_from_three_on_and_by_two(now: int, before: int, way: str | None) -> None:
    """Else there are too few to tell, or they are about the same."""
    assert trend(now, before) == way


@given(st.integers(0, 20), st.integers(0, 20))
def test_no_trend_is_told_of_little(now: int, before: int) -> None:
    """And a rise for one is a fall for the other."""
    turned = {"up": "down", "down": "up"}
    way = trend(now, before)
    assert trend(before, now) == turned.get(way or "", way)
    assert (way == "up") == (now >= 3 and now - before >= 2)
    assert (way is None) == (max(now, before) < 3)


@pytest.mark.parametrize(
    ("before", "covered", "way"),
    [
        ([], True, "up"),
        ([], False, None),
        ([setback(day(1, 4))], True, "up"),
        ([setback(day(1, n)) for n in (2, 4)], True, "flat"),
        ([setback(day(1, n)) for n in range(5)], True, "down"),
    ],
)
def test_a_trend_is_against_a_period_that_the_journal_covers(
    before: list[Entry], covered: bool, way: str | None
) -> None:
    """Of the same length before."""
    now = [setback(day(0, number)) for number in range(3)]
    (one,) = recurring([*before, *now], since=MONDAY, today=day(0, 6), covered=covered)
    assert one.trend == way


def test_the_first_setback_ever_is_no_trend(world: World) -> None:
    """Neither in words nor in JSON, however far one looks back."""
    world.checkin(reason="the leads are rubbish", excuse="bad-leads")
    for options in ([], ["--all"], ["--since", "2026-03-01"]):
        shown = world.run("excuses", *options)
        assert "the leads, Wed 4 Mar, answered 0 of 1" in shown
        assert not any(word in shown for word in WORDS)
        assert world.json("excuses", *options)[0]["trend"] == "flat"
    assert world.json("excuses", "show", "bad-leads")["trend"] == "flat"
    assert world.json("review")["came_back"] == []


def test_wins_alone_are_enough_to_compare_with(world: World) -> None:
    """They are no setbacks, and were logged all the same."""
    write(world.home, [win(day(0, 2)), *(setback(FRIDAY) for _ in range(3))])
    world.day(f"{FRIDAY}")
    since = ["--since", f"{day(0, 3)}"]
    assert world.json("excuses", *since)[0]["trend"] == "flat"  # it began in the middle of before
    assert "Too early to tell a trend" in world.run("excuses", *since)
    write(world.home, [win(day(3, 0))])
    assert world.json("excuses", *since)[0]["trend"] == "up"
    assert "the price, rising, Fri 5 Jun" in world.run("excuses", *since)
    assert world.json("excuses")[0]["trend"] == "flat"


def test_a_year_without_an_entry_is_no_time_without_an_excuse(world: World) -> None:
    """The journal had begun, and tells nothing of it."""
    write(world.home, [win(day(52, 0)), *(setback(day(n, 0)) for n in range(4))])
    world.day(f"{FRIDAY}")
    assert world.json("excuses")[0]["trend"] == "flat"
    assert "rising" not in world.run("review")


@pytest.mark.parametrize(("logged", "told"), [(9, False), (10, True)])
def test_silence_shows_something_where_there_is_talk(world: World, logged: int, told: bool) -> None:
    """An excuse is left behind by ten days of entries without it, not by a pause."""
    world.day(f"{FRIDAY}")
    recent = [note(FRIDAY - timedelta(days=number)) for number in range(logged)]
    write(world.home, [*(setback(day(n, 1)) for n in (12, 11, 10)), *recent])
    assert ("not once since" in world.run("excuses")) is told


def excused(on: date) -> Entry:
    """Make a setback whose promise was missed the day after, for a full diary."""
    return promise(on, "ring at 9", Status.MISSED, note="no time", note_excuse="full-diary")


def test_a_reason_for_a_missed_promise_is_an_excuse_as_any_other(world: World) -> None:
    """Counted, found, renamed and merged as one; its promise counts for the reason it was made on."""
    first = life.settle(promise(day(1, 0), "ring at 9", Status.OPEN), Status.MISSED, on=day(1, 1))
    first = life.add_note(first, "no time", "full-diary")
    again = life.settle(
        life.renew(first, "ring at 8", FRIDAY, on=day(1, 1)), Status.KEPT, on=FRIDAY
    )
    write(world.home, [again, setback(day(0, 1), "full-diary"), excused(day(0, 2))])
    world.day(f"{FRIDAY}")
    diary, dear = world.json("excuses")
    assert (diary["excuse"], diary["count"], diary["for_promises"]) == ("full-diary", 3, 2)
    assert len(diary["entries"]) == 3 == len(set(diary["entries"]))
    assert (diary["answered"], diary["kept"], diary["missed"]) == (0, 0, 0)
    assert (dear["count"], dear["answered"], dear["kept"], dear["missed"]) == (2, 2, 1, 2)
    shown = world.run("excuses", "show", "full-diary")
    assert "2 of 3 times for a promise of your own" in shown
    assert shown.count("What got in the way of: ring at 9") == 2
    assert "2 of 3 times for a promise of your own" in " ".join(world.run("excuses").split())
    assert "Full diary, 3 times" in world.run("review")

    page = world.run("export", "--week", "2026-W23", "--format", "md")
    assert "3 times in 90 days, answered with an action never, twice for a promise missed" in page
    assert "- Wed 3 Jun: no time\n" in page

    world.run("excuses", "rename", "full-diary", "Packed day")
    assert [one["excuse"] for one in world.json("excuses")] == ["packed-day", "too-dear-today"]
    world.run("excuses", "merge", "packed-day", "too-dear-today")
    (one,) = world.json("excuses")
    assert (one["count"], one["for_promises"], len(one["entries"])) == (5, 2, 3)
    world.run("undo", "--yes")
    world.run("undo", "--yes")
    assert world.json("excuses")[0]["count"] == 3


@given(st.lists(entries(), max_size=8), st.randoms(use_true_random=False))
def test_the_figures_of_excuses_are_the_same_in_any_order(
    written: list[Entry], chance: Random
) -> None:
    """Each time is counted, and stands in an entry that is named."""
    found = recurring(written, since=date.min, today=date.max)
    chance.shuffle(written)
    assert {replace(one, theme=None) for one in found} == {
        replace(one, theme=None) for one in recurring(written, since=date.min, today=date.max)
    }
    assert sum(one.count for one in found) == len(list(times_of(written)))
    for one in found:
        assert 1 <= len(one.entries) <= one.count
        assert one.for_promises <= one.count
