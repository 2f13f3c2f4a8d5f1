"""What keeps coming back: a trend is told only where there is something to compare with."""

import pytest

from tests.conftest import World
from tests.weeks import FRIDAY, MONDAY, day, setback, win, write
from valley.insight.recurring import recurring
from valley.model import Entry

WORDS = ("rising", "steady", "falling")


@pytest.mark.parametrize(
    ("before", "trend"),
    [
        ([], None),
        ([win(day(2, 4))], None),  # before the period before
        ([win(day(1, 4))], "up"),
        ([setback(day(1, 4))], "flat"),
        ([setback(day(1, n)) for n in (2, 4)], "down"),
    ],
)
def test_a_trend_needs_an_entry_in_the_period_before(
    before: list[Entry], trend: str | None
) -> None:
    """Of any kind: a week of wins before the first setback is a week without it."""
    (one,) = recurring([*before, setback(FRIDAY)], since=MONDAY, today=day(0, 6))
    assert one.trend == trend


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
    write(world.home, [win(MONDAY), setback(FRIDAY)])
    world.day(f"{FRIDAY}")
    since = ["--since", f"{day(0, 2)}"]
    assert world.json("excuses", *since)[0]["trend"] == "up"
    assert "the price, rising, Fri 5 Jun" in world.run("excuses", *since)
    assert world.json("excuses")[0]["trend"] == "flat"
