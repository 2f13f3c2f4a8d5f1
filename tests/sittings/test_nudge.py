"""The nudge: its answer completes the first one, and the rep's own record stands beside it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from tests.conftest import Terminal, World
from tests.strategies import texts
from tests.weeks import day, promise, setback
from valley import due
from valley.due import Moment
from valley.entry.promise import completed
from valley.insight.promises import by_hour, last_ended
from valley.model import Status, Verdict
from valley.ui import sentences
from valley.workdays import Workdays

NOON = Moment(datetime(2026, 3, 4, 12, tzinfo=UTC), date(2026, 3, 4), Workdays.of("mon-fri"))


@pytest.mark.parametrize(
    ("first", "second", "whole", "on"),
    [
        ("follow up with them", "monday", "follow up with them, monday", "2026-03-09"),
        ("follow up with them", "by 9", "follow up with them, by 9", "2026-03-05"),
        ("try harder.", "if he picks up", "try harder, if he picks up", None),
        ("stay close", "eod friday", "stay close, eod friday", "2026-03-06"),
        (
            "get back to Kim",
            "tomorrow morning before the standup",
            "get back to Kim, tomorrow morning before the standup",
            "2026-03-05",
        ),
        ("try harder", "be more positive", "try harder, be more positive", None),
        ("try harder", "with Jo", "try harder, with Jo", None),
        ("stay close", "ring his PA at 9", "ring his PA at 9", "2026-03-05"),
        (
            "think about it",
            "I'll send Kim the deck tomorrow",
            "I'll send Kim the deck tomorrow",
            "2026-03-05",
        ),
    ],
)
def test_a_day_a_time_or_a_condition_is_added(
    first: str, second: str, whole: str, on: str | None
) -> None:
    """A step by itself takes the place; the day is that of the whole."""
    assert completed(first, second) == whole
    named = due.named(whole, NOON)
    assert named == (date.fromisoformat(on) if on else None)


@given(first=texts(), second=texts())
def test_no_word_of_the_first_answer_is_lost(first: str, second: str) -> None:
    """Unless the second is a step that stands alone."""
    whole = completed(first, second)
    assert whole == second or whole.startswith(first.rstrip(" .,;!"))
    assert second in whole


def test_the_own_record_is_said_from_five_on_each_side() -> None:
    """A side with fewer is left out."""
    vague = [
        setback(day(2, number), verdict=Verdict.VAGUE, status=status)
        for number, status in enumerate([Status.KEPT, *[Status.MISSED] * 4])
    ]
    hours = [promise(day(1, 0), f"ring {number} at 9", Status.KEPT) for number in range(4)]
    with_hour, alike = by_hour([*vague, *hours], Verdict.VAGUE)
    assert sentences.own_record(Verdict.VAGUE, alike, with_hour) == (
        "  Yours so far, vague ones: 1 of 5 kept"
    )
    hours.append(promise(day(1, 1), "ring them at 10", Status.MISSED))
    with_hour, alike = by_hour([*vague, *hours], Verdict.VAGUE)
    assert sentences.own_record(Verdict.VAGUE, alike, with_hour).endswith(
        "vague ones: 1 of 5 kept; with an hour in it: 4 of 5 kept"
    )
    with_hour, alike = by_hour([*vague[1:], *hours[1:]], Verdict.VAGUE)
    assert sentences.own_record(Verdict.VAGUE, alike, with_hour) == ""


def test_the_last_five_that_ended_are_counted() -> None:
    """Whatever is open, and whenever it was promised."""
    ended = [promise(day(1, number), "x", Status.MISSED) for number in range(3)]
    ended += [promise(day(0, number), "x", Status.KEPT) for number in range(4)]
    assert last_ended([*ended, promise(day(0, 4), "x", Status.OPEN)]) == (4, 5)
    assert last_ended([]) == (0, 0)


def test_the_nudge_shows_what_the_promise_now_reads(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """With a concrete one of the rep's own that was kept, and none that was vague."""
    for number, action in enumerate(["be nicer", "call 20 accounts at 9"]):
        world.day(f"2026-03-03T1{number}:00")
        made = world.checkin(str(number), reason="x", excuse="y", action=action)
        world.run("promises", "keep", made["id"])
    world.day("2026-03-04")
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acme")
    evening.answers("What reason did you give?", "they went quiet")
    evening.answers("Which excuse is that?", "")
    evening.answers("What are you going to do about that?", "follow up with them")
    evening.sees("One you kept: “call 20 accounts at 9”")
    evening.answers("How will you know", "monday")
    evening.sees("Promised: “follow up with them, monday”")
    evening.sees("Mon 9 Mar")
    evening.ends()
    entry = world.json("log")[0]
    assert (entry["action"], entry["due"]) == ("follow up with them, monday", "2026-03-09")
