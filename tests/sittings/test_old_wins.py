"""Days that earlier versions called wins, asked about on a Friday."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Terminal, World

Start = Callable[..., Terminal]
ASKED = "Make them plain days"


@pytest.fixture(autouse=True)
def old(world: World) -> None:
    """Write three entries as an earlier version did, two of which tell no win."""
    for number, happened in enumerate(("Lost Larkhill", "Signed Bexley", "quiet day"), 2):
        world.checkin(happened, date=f"2026-03-0{number}")
    world.checkin("talk", date="2026-03-04", reason="too dear")
    volume = world.home / "journal" / "2026.json"
    text = volume.read_text("utf-8")
    for kind in ("win", "note", "setback"):
        text = text.replace(f'"kind": "{kind}", ', "")
    volume.write_text(text.replace('"schema": 2', '"schema": 1'), "utf-8")
    world.day("2026-03-06T17:00")


def kinds(world: World) -> dict[str, Any]:
    """Return the kind of each entry."""
    return {one["happened"]: one["kind"] for one in world.json("log")}


OLD = {"Lost Larkhill": "win", "Signed Bexley": "win", "quiet day": "win", "talk": "setback"}


@pytest.mark.parametrize(("said", "kind"), [("y", "note"), ("they were wins", "win"), ("n", "win")])
def test_one_answer_settles_all_of_them(
    world: World, terminal: Start, said: str, kind: str
) -> None:
    """What the words tell stays; it is one change, and never asked again."""
    assert kinds(world) == OLD
    friday = terminal("review")
    friday.sees("2 days count as wins only because no reason was given")
    friday.answers(ASKED, "no, it was plain")
    friday.answers(ASKED, said)
    friday.interrupt("what stands out")
    after = kinds(world)
    assert after == OLD | {"Lost Larkhill": kind, "quiet day": kind}
    terminal("review").interrupt("what stands out")
    world.run("undo", "--yes")
    assert kinds(world) == OLD


def test_later_asks_again_and_one_by_one_saves_each(world: World, terminal: Start) -> None:
    """Stopped in the middle, what was answered is saved, the rest waits."""
    friday = terminal("review")
    friday.answers(ASKED, "")
    friday.interrupt("what stands out")
    assert kinds(world) == OLD
    again = terminal("review")
    again.answers(ASKED, "o")
    again.answers("“quiet day”. Was it a win?", "n")
    again.answers("“Lost Larkhill”. Was it a win?", "")
    again.interrupt("what stands out")
    assert kinds(world) == OLD | {"quiet day": "note"}
