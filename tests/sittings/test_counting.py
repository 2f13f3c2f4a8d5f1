"""Numbers at the end of an evening: one line, only of a rep who counts, only where there is room."""

from collections.abc import Callable

import pytest

from tests.conftest import Terminal, World
from valley.sittings import counting

Start = Callable[..., Terminal]
ASKED = "Your numbers:"


@pytest.fixture(autouse=True)
def chosen(world: World) -> None:
    """Choose some numbers."""
    world.run("config", "set", "numbers", "dials, talks")


def kept(world: World) -> list[dict[str, object]]:
    """Return what is kept."""
    found: list[dict[str, object]] = world.json("numbers")["days"]
    return found


def test_one_line_is_asked_last_and_once_a_day(world: World, terminal: Start) -> None:
    """Not understood, it is asked again; a second entry of the day is not asked for it."""
    evening = terminal("checkin", columns=40)
    evening.answers("What happened today?", "A quiet day")
    evening.answers("What reason did you give?", "")
    evening.answers(ASKED, "quite a few")
    evening.sees("Whole numbers in that order")
    evening.answers(ASKED, "?")
    evening.sees("unknown, not")
    evening.answers(ASKED, "<")
    evening.answers("What reason did you give?", "")
    evening.answers(ASKED, "40 dials")
    evening.sees("dials 40")
    evening.answers("Another?", "a")
    evening.answers("What happened today?", "A call")
    evening.answers("What reason did you give?", "")
    assert ASKED not in evening.ends()
    assert kept(world) == [{"day": "2026-03-04", "counts": {"dials": 40}}]
    again = terminal("checkin")
    again.answers("What happened today?", "Another call")
    again.answers("What reason did you give?", "")
    assert ASKED not in again.ends()


def test_enter_skips_and_a_draft_keeps_what_was_said(world: World, terminal: Start) -> None:
    """What was said beforehand is not asked for."""
    first = terminal("checkin", "--numbers", "7 2")
    first.answers("What happened today?", "A quiet day")
    first.interrupt("What reason did you give?")
    first.ends(code=130)
    second = terminal("checkin")
    second.answers("go on", "")
    second.answers("What reason did you give?", "")
    assert ASKED not in second.ends()
    assert kept(world) == [{"day": "2026-03-04", "counts": {"dials": 7, "talks": 2}}]
    world.day("2026-03-05T18:30")
    third = terminal("checkin")
    third.answers("What happened today?", "A quiet day")
    third.answers("What reason did you give?", "")
    third.answers(ASKED, "")
    third.ends()
    assert len(kept(world)) == 1


def test_nothing_to_log_is_asked_for_no_numbers(terminal: Start) -> None:
    """An empty answer ends."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "")
    assert ASKED not in evening.ends()


def test_a_full_evening_says_the_command(terminal: Start) -> None:
    """After eight questions the numbers can wait."""
    assert counting.MOST == 8
    evening = terminal("checkin")
    evening.answers("What happened today?", "A quiet day")
    for _ in range(counting.MOST - 2):
        evening.answers("What reason did you give?", "x")  # a lone key is asked again
    evening.answers("What reason did you give?", "")
    shown = evening.ends()
    assert ASKED not in shown
    assert "Your numbers can wait: valley numbers say '40 6'" in shown
