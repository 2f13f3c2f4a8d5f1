"""What was agreed and became of it: kept, missed, better, moved, made anew; told right on the page."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal, World
from tests.mentor.the_page import quoted
from tests.mentor.the_round import answer, make_page, reply

STEP = "ask Brightwater for their budget by Tuesday"
GENERAL = "Agreed: write down three questions by Friday\n\n"


@pytest.fixture
def step(world: World, weeks: dict[str, str]) -> str:
    """Agree a step; return the id of its promise."""
    answer(world, reply(make_page(world, weeks)), "--yes")
    for which in ("Henderson09", "Interview24"):
        world.run("promises", "keep", weeks[which])
    [entry] = [one for one in world.json("log") if one["agreed"]]
    assert entry["action"] == STEP
    return str(entry["id"])


def opening(world: World) -> str:
    """Return what the next page opens with."""
    return world.run("mentor", "page", "--none").split("## How")[0]


@pytest.mark.parametrize(
    ("commands", "owes", "told"),
    [
        (["keep"], False, "(promise kept, Wed 11 Mar)"),
        (["miss --note=forgot"], False, "(missed, Wed 11 Mar)"),
        (["better --note='went there'"], False, "(something better done, Wed 11 Mar)"),
        (["move --due=2026-03-13"], True, "(open, due Fri 13 Mar)"),
        (
            ["miss", "renew --action='ring Jo at 8' --due=2026-03-13"],
            True,
            "(missed, Wed 11 Mar; made anew, open, due Fri 13 Mar)",
        ),
        (
            ["miss", "renew --action='ring Jo at 8' --due=2026-03-13", "keep"],
            False,
            "(missed, Wed 11 Mar; made anew, promise kept, Wed 11 Mar)",
        ),
    ],
    ids=["kept", "missed", "better", "moved", "made anew", "made anew and kept"],
)
def test_without_questions(
    world: World, step: str, commands: list[str], owes: bool, told: str
) -> None:
    """`mentor` tells what is owed still, and the second page what became of it."""
    world.day("2026-03-11")
    for command in commands:
        verb, *options = command.replace("'", "").split(" --")
        world.run("promises", verb, step, *(f"--{one}" for one in options))
    assert world.json("mentor")["promises"] == ([step] if owes else [])
    text = opening(world)
    assert f"Sam: {STEP} {told}" in text
    assert "ring Jo" not in text, "what is not picked is not there"
    world.run("undo", "--yes")  # the page
    world.run("undo", "--yes")  # and the last of the commands
    assert f"Sam: {STEP} {told}" not in opening(world)


def test_made_anew_in_other_words_it_is_the_rep_s_own(world: World, step: str) -> None:
    """Nobody is told that those words were agreed; the same words stay agreed."""
    world.day("2026-03-11")
    assert ", agreed" in world.run("promises")
    world.run("promises", "miss", step)
    world.run("promises", "renew", step, f"--action={STEP}")
    assert ", agreed" in world.run("promises")
    world.run("promises", "miss", step)
    world.run("promises", "renew", step, "--action=ring Jo at 8")
    assert ", agreed" not in world.run("promises")
    assert "ring Jo at 8  (tomorrow, made anew, " in world.run("mentor").replace(
        "Thu 12 Mar", "tomorrow"
    )
    page = world.run("mentor", "page", "--since=2026-02-01", f"--pick={step}")
    assert f"Agreed (missed, Wed 11 Mar): {STEP}" in page
    assert "Promise (open, due Thu 12 Mar): ring Jo at 8" in page


@pytest.mark.usefixtures("step")
def test_in_the_evening(world: World, terminal: Callable[..., Terminal]) -> None:
    """It was agreed on; missed, it is made anew; the evening after that it is asked as promised."""
    world.day("2026-03-10T18:30")
    world.run("mentor")  # what Ana owes is asked too
    evening = terminal("checkin")
    evening.answers("You agreed on “ask Brightwater", "m")
    evening.answers("What got in the way", "no time left")
    while evening.child.expect_exact(["Which", "new promise"]) == 0:
        evening.sees("› ")
        evening.child.sendline("")
    evening.answers("", "ring Jo at 8 tomorrow")
    evening.answers("did it come?", "n")
    evening.answers("What happened", "")
    evening.ends()
    world.day("2026-03-11T18:30")
    evening = terminal("checkin")
    evening.answers("You promised “ring Jo at 8 tomorrow”", "k")
    evening.answers("What happened", "")
    evening.ends()
    text = opening(world)
    assert f"Sam: {STEP} (missed, Tue 10 Mar; made anew, promise kept, Wed 11 Mar)" in text
    assert "(it did not come yet, Tue 10 Mar)" in text


@pytest.mark.usefixtures("step")
def test_moved_and_bettered_in_the_evening(world: World, terminal: Callable[..., Terminal]) -> None:
    """Each by its key."""
    world.day("2026-03-10T18:30")
    evening = terminal("checkin")
    evening.answers("You agreed on", "thursday")
    evening.answers("did it come?", "y")
    evening.answers("What happened", "")
    evening.ends()
    assert "(open, due Thu 12 Mar)" in opening(world)
    world.day("2026-03-12T18:30")
    evening = terminal("checkin")
    evening.answers("You agreed on", "b")
    evening.answers("What did you do", "went there")
    evening.answers("What happened", "")
    evening.ends()
    text = opening(world)
    assert "(something better done, Thu 12 Mar)" in text
    assert "(it came, Tue 10 Mar)" in text


def there(world: World) -> Path:
    """Copy the journal to another machine; return its folder."""
    other = world.home.with_name("other")
    shutil.copytree(world.home, other)
    return other


def state(world: World) -> Any:
    """Return what is agreed, said and promised."""
    promised = [
        (one["id"], one["action"], one["agreed"]) for one in world.json("log") if one["agreed"]
    ]
    texts = [(one["id"], one["text"]) for one in world.json("mentor", "comments")]
    return world.json("mentor"), texts, promised


@pytest.mark.parametrize("under_entry", [True, False])
def test_two_machines_are_one_again(world: World, weeks: dict[str, str], under_entry: bool) -> None:
    """Where one took over and the other did not, or both did: one promise, one comment."""
    page = make_page(world, weeks)
    text = reply(page) if under_entry else GENERAL + quoted(page)
    home, other = world.home, there(world)
    answer(world, text, "--yes")
    whole = state(world)
    assert len(whole[2]) == 1
    world.set(VALLEY_HOME=str(other))
    world.day("2026-03-06")  # the later one: read, and waiting
    Path("answer.txt").write_text(text, "utf-8")
    world.run("mentor", "read", "answer.txt")
    assert len(world.json("mentor")["waiting"]) == (2 if under_entry else 1)
    world.run("merge", str(home))
    merged = state(world)
    assert merged[1:] == whole[1:]
    assert [one["text"] for one in merged[0]["waiting"] if one["side"] == "rep"] == []
    world.run("mentor", "read", "answer.txt", "--yes")  # a yes there too makes no second promise
    assert state(world)[2] == whole[2]
    world.set(VALLEY_HOME=str(home))
    world.run("merge", str(other))
    assert state(world)[2] == whole[2]
    assert world.json("mentor")["waiting"] == []
    assert world.json("doctor")["ok"]


def test_taken_over_again_after_undo(world: World, weeks: dict[str, str]) -> None:
    """The note that a general step becomes comes back as it was."""
    text = GENERAL + quoted(make_page(world, weeks))
    answer(world, text, "--yes")
    before = state(world)
    world.run("undo", "--yes")
    assert state(world)[2] == []
    answer(world, text, "--yes")
    assert state(world)[2] == before[2]
