"""The rep's own numbers on the mentor's page: private until they are picked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Terminal, World


@pytest.fixture(autouse=True)
def counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say numbers on two days of this page, and on one long before it."""
    world.home.mkdir()
    monkeypatch.chdir(world.home.parent)
    world.run("config", "set", "numbers", "dials, talks")
    world.day("2026-01-05")
    world.checkin("Long ago", numbers="900 90")
    world.day("2026-03-03")
    world.checkin("Saw two shops", numbers="40 6")
    world.day("2026-03-04")
    world.checkin("Saw one shop", numbers="21 -")


def test_no_number_is_on_the_page_unless_it_is_picked(world: World) -> None:
    """Picking all entries picks none of them; those of the page's days alone are counted."""
    for picks in (["--all"], ["--none"]):
        page = world.run("mentor", "page", *picks)
        assert "dials" not in page
        with_them = world.run("mentor", "page", *picks, "--numbers")
        assert "## Numbers" in with_them
        assert "| dials | 61 in all, known of 2 days, 30.5 a day |" in with_them
        assert "| talks | 6 in all, known of 1 day, 6 a day |" in with_them
    assert "dials" in world.run("mentor", "page", "--none", "--numbers", "--format", "html")


def test_in_a_terminal_they_are_asked_for_by_one_key(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """Enter leaves them private; and nothing is asked where there are none."""
    for said, shown in (("", False), ("y", True)):
        Path("page.md").unlink(missing_ok=True)
        page = terminal("mentor", "page", "page.md", columns=40)
        if not said:
            page.answers("Your name", "Sam")
            page.answers("your mentor called", "Ana")
        page.answers("On the page?", "a")
        page.answers("Your numbers of these days too?", said)
        page.answers("to be asked about", "")
        page.answers("Where are you stuck", "")
        page.ends()
        assert ("dials" in Path("page.md").read_text("utf-8")) is shown
        world.run("undo", "--yes")


def test_a_mentor_answers_them(world: World) -> None:
    """By their mark, as any other part of the page; a redacted page hides what they are called."""
    page = world.run("mentor", "page", "--all", "--numbers")
    heading = next(line for line in page.split("\n") if line.startswith("## Numbers"))
    mark = heading.split("[")[1].split("]")[0]
    Path("answer.txt").write_text(f"[{mark}] Two days are few.\n", "utf-8")
    world.run("mentor", "read", "answer.txt", "--yes")
    assert [one["text"] for one in world.json("mentor", "comments")] == ["Two days are few."]
    world.run("config", "set", "redact_always", "dials")
    assert "dials" not in world.run("mentor", "page", "--all", "--numbers", "--redact")
