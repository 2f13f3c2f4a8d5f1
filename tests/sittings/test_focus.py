"""Friday's focus in a real terminal: in four steps, and nudged where it is no step yet."""

from collections.abc import Callable

import pytest

from tests.conftest import Terminal, World
from valley.ui import review_sentences as say

Start = Callable[..., Terminal]
FOCUS = "do differently?"  # its end, wherever the line is broken
WISH = "I want to stop giving discounts before anybody has asked for one"


@pytest.fixture(autouse=True)
def week(world: World) -> None:
    """Log a day, and wait for Friday."""
    world.checkin("Saw two shops")
    world.day("2026-03-06T17:00")


def friday(terminal: Start, columns: int = 80) -> Terminal:
    """Begin a review, up to the focus."""
    sitting = terminal("review", columns=columns)
    sitting.answers("what stands out", "")
    sitting.answers("Enter: skip", "")
    return sitting


def test_the_focus_in_four_steps_with_a_way_back_and_an_interruption(
    world: World, terminal: Start
) -> None:
    """Each step is kept as it is given, and the plan on the obstacle is the focus."""
    first = friday(terminal, columns=40)
    first.answers(FOCUS, "w")
    first.answers("What do you wish for", "?")
    first.sees("One wish that matters to you")
    first.answers("What do you wish for", "Two new custmers")
    first.answers("the best thing about it", "<")
    first.answers("What do you wish for", "Two new customers")
    first.answers("the best thing about it", "")
    first.interrupt("What is it in you")
    assert "kept in" in first.ends(code=130)

    second = terminal("review")
    second.answers("What is it in you", "I put off the first call.")
    second.answers("If “I put off the first call” comes up, then I will …", "get better")
    second.answers("How will you know next Friday", "ring before nine every day")
    plan = "If “I put off the first call” comes up, then I will ring before nine every day"
    assert plan in " ".join(second.ends().split())
    view = world.json("review")
    assert view["focus"] == plan
    assert [(one["question"], one["answer"]) for one in view["answers"]] == [
        (say.WISH, "Two new customers"),
        (say.OBSTACLE, "I put off the first call."),
    ]
    assert "Two new customers" in world.run("review")


def test_whoever_takes_more_than_a_line_is_asked_step_by_step(
    world: World, terminal: Start
) -> None:
    """What was said is the wish, and stays the focus where no step follows."""
    said = f"{WISH}, and to hear them out first"
    sitting = friday(terminal)
    sitting.answers(FOCUS, said)
    sitting.answers("Take it in four steps", "y")
    for question in ("the best thing about it", "What is it in you", say.STEP):
        sitting.answers(question, "")
    sitting.ends()
    view = world.json("review")
    assert view["focus"] == said
    assert [one["answer"] for one in view["answers"]] == [said]


def test_a_long_line_may_stay_one(world: World, terminal: Start) -> None:
    """A no takes it as it is; it has a step in it, so that nothing else is asked."""
    said = "Ask for the budget in the first ten minutes of each call, before I show anything at all"
    sitting = friday(terminal)
    sitting.answers(FOCUS, said)
    sitting.answers("Take it in four steps", "n")
    sitting.ends()
    assert world.json("review")["focus"] == said
    assert world.json("review")["answers"] == []


def test_a_focus_that_waits_is_nudged_once(world: World, terminal: Start) -> None:
    """The second answer stands, whatever it is."""
    sitting = friday(terminal)
    sitting.answers(FOCUS, "Marketing should fix the leads")
    sitting.answers("What part of that can you do yourself?", "<")
    sitting.answers(FOCUS, "Wait and see")
    sitting.answers("While you wait", "listen more")
    sitting.ends()
    assert world.json("review")["focus"] == "Wait and see, listen more"


def test_a_focus_said_beforehand_is_taken_as_it_is(world: World) -> None:
    """Nobody is there to be nudged."""
    world.run("review", "--focus", "Wait and see")
    assert world.json("review")["focus"] == "Wait and see"
