"""Fridays in a real terminal."""

from collections.abc import Callable

import pytest

from tests.conftest import Terminal, World
from tests.weeks import day, setback, win, write
from valley.model import Status, Verdict

Start = Callable[..., Terminal]
WORKED = "“They signed at last”"
RUNNING = "“Gone fishing”"
FOCUS = "One focus for next week."
PLAN = "If “Gone fishing” comes up again, I will"


@pytest.fixture(autouse=True)
def weeks(world: World) -> None:
    """Write three weeks and the next one, in which an excuse comes up again."""
    concrete, missed = Verdict.CONCRETE, Status.MISSED
    write(
        world.home,
        [
            *(
                setback(day(back, 1), "gone-fishing", verdict=concrete, status=missed)
                for back in (2, 1, 0)
            ),
            win(day(0, 3), "They signed at last"),
            setback(day(-1, 2), "gone-fishing", verdict=concrete, status=missed),
            win(day(-1, 3), "A second floor"),
        ],
    )
    world.day("2026-06-05T17:00")


def test_a_friday_with_an_interruption_and_the_friday_after(world: World, terminal: Start) -> None:
    """Picture, findings, questions, a plan; Ctrl-C loses nothing; the focus comes back."""
    first = terminal("review")
    first.sees("The week so far, Mon 1 Jun to Fri 5 Jun")
    first.answers("Enter: what stands out", "")
    first.sees("is here for the third week running")
    first.answers(WORKED, "I rang at 8 [poc] 金鱼楼")
    first.interrupt(RUNNING)
    assert "kept in" in first.ends(code=130)
    assert world.json("review")["answers"] == []

    second = terminal("review")
    second.sees("Going on where you left off; 1 answer is kept.")
    second.answers(RUNNING, "")
    second.answers(FOCUS, "")
    second.answers(PLAN, "ask for the end date first")
    assert "Kept. Your focus for next week" in second.ends()
    assert not list(world.home.glob("drafts/*.json"))
    view = world.json("review")
    assert [one["answer"] for one in view["answers"]] == ["I rang at 8 [poc] 金鱼楼"]
    assert view["focus"] == f"{PLAN} ask for the end date first"

    world.day("2026-06-08T18:30")
    assert PLAN in world.run("status")
    monday = terminal("checkin")
    monday.answers("What happened today?", "Two calls")
    monday.sees("Your focus: If “Gone fishing”")
    monday.answers("What reason did you give?", "")
    monday.ends()

    world.day("2026-06-12T17:00")
    third = terminal("review")
    third.sees("The focus of this week: If “Gone fishing”")
    third.sees("came up once")
    third.answers("How did it go?", "I asked, and it was June")
    third.sees("The week so far, Mon 8 Jun to Fri 12 Jun")
    third.answers("Enter: what stands out", "")
    third.answers("A second floor", "")
    third.answers(RUNNING, "")
    third.answers(FOCUS, "Ask it every time")
    third.ends()
    (went,) = world.json("review")["answers"]
    assert went["answer"] == "I asked, and it was June"
    assert [one["week"] for one in world.json("review", "--list")] == ["2026-W24", "2026-W23"]


def test_a_review_is_shown_again_and_changed_answer_by_answer(
    world: World, terminal: Start
) -> None:
    """Enter leaves an answer, a dash clears it; undo takes the change back."""
    friday = terminal("review")
    friday.answers("what stands out", "")
    friday.answers(WORKED, "I rang at 8")
    friday.answers(RUNNING, "Ask sooner")
    friday.answers(FOCUS, "Ask first")
    friday.answers("How will you know next Friday", "")
    friday.ends()

    again = terminal("review", "--week", "2026-W23")
    again.sees("I rang at 8")
    assert "valley review --week 2026-W23 --edit" in again.ends()

    changed = terminal("review", "--edit")
    changed.answers("what stands out", "")
    changed.answers("leave it", "")  # the first answer, as it was
    changed.answers("leave it", "\x15-")  # kill the line, then a dash
    changed.answers(FOCUS, " and listen")
    changed.ends()
    view = world.json("review")
    assert [one["answer"] for one in view["answers"]] == ["I rang at 8"]
    assert view["focus"] == "Ask first and listen"
    world.run("undo", "--yes")
    view = world.json("review")
    assert [one["answer"] for one in view["answers"]] == ["I rang at 8", "Ask sooner"]
    assert view["focus"] == "Ask first"


def test_a_friday_of_nothing_but_enter_writes_nothing(world: World, terminal: Start) -> None:
    """The picture was worth a look."""
    friday = terminal("review")
    for question in ("what stands out", WORKED, RUNNING, FOCUS, PLAN):
        friday.answers(question, "")
    assert "Nothing written" in friday.ends()
    assert world.json("review", "--list") == []
    assert not list(world.home.glob("drafts/*.json"))


def test_two_weeks_begun_stay_apart(world: World, terminal: Start) -> None:
    """The one says that the other waits, and each goes on from where it was left."""
    this = terminal("review")
    this.answers("what stands out", "")
    this.answers(WORKED, "this week's answer")
    this.interrupt(RUNNING)
    this.ends(code=130)
    before = terminal("review", "--last", columns=40)
    before.sees("The review of 2026-W23")
    before.answers("what stands out", "")
    before.answers("Enter: skip", "the week before's answer")
    before.interrupt("Enter: skip")
    before.ends(code=130)
    again = terminal("review")
    again.sees("The review of 2026-W22 is not finished")
    again.answers(RUNNING, "")
    again.answers(FOCUS, "n")
    again.ends()
    (answer,) = world.json("review")["answers"]
    assert answer["answer"] == "this week's answer"
    assert world.json("review")["focus"] is None
    assert list(world.home.glob("drafts/*.json"))


def test_a_week_long_ago_is_asked_for_no_focus(world: World, terminal: Start) -> None:
    """Its next week is over."""
    world.day("2026-06-29")
    late = terminal("review", "--week", "2026-W23")
    late.answers("what stands out", "")
    late.answers(WORKED, "I rang at 8")
    late.answers(RUNNING, "")
    assert FOCUS not in late.ends()


def test_an_empty_week_is_asked_one_question(world: World, terminal: Start) -> None:
    """And offered a focus."""
    world.day("2026-06-19")
    empty = terminal("review")
    empty.sees("Nothing was logged on its 5 working days.")
    empty.answers("What would make two minutes in the evening easier next week?", "")
    empty.answers(FOCUS, "Log at five")
    empty.ends()
    assert world.json("review")["focus"] == "Log at five"


def test_a_reason_of_the_weekend_before_gets_its_name(world: World, terminal: Start) -> None:
    """It was written after that week's review."""
    world.day("2026-05-30T11:00")
    world.checkin("A call from the fair", reason="the tent blew over")
    world.day("2026-06-05T17:00")
    friday = terminal("review")
    friday.answers("Enter: what stands out", "")
    friday.answers("1 reason", "")
    friday.answers("the tent blew over", "Bad weather")
    friday.answers("is a new name", "y")
    friday.interrupt(WORKED)
    friday.ends(code=130)
    assert (
        world.json("log", "--from", "2026-05-30", "--to", "2026-05-30")[0]["excuse"]
        == "bad-weather"
    )
