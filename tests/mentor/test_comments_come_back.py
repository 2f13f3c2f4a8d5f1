"""What the mentor wrote comes back where it helps: with the excuse, with the account, once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROMPT, Terminal, World
from tests.mentor.the_page import quoted, under
from tests.mentor.the_round import REMARK, answer, make_page, reply

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
NEW = ("checkin", "--no-input", "--happened=Henderson called")


def read(world: World, ids: dict[str, str]) -> None:
    """Make a page and read its answer; the evening is the day after that."""
    answer(world, reply(make_page(world, ids)))
    for which in ("Henderson09", "Interview24"):
        world.run("promises", "keep", ids[which])
    world.day("2026-03-06")


def test_with_the_account_once(world: World, weeks: dict[str, str]) -> None:
    """Whatever the evening is about, with a reason or without; another account brings up nothing."""
    read(world, weeks)
    assert REMARK not in world.run("checkin", "--no-input", "--happened=Norden called")
    assert f"Ana: “{REMARK}" in world.run(*NEW)
    assert REMARK not in world.run(*NEW)
    assert REMARK not in world.run(*NEW, "--reason=too dear", "--excuse=price-too-high")


def test_with_the_excuse_it_is_said_for_the_account_too(
    world: World, weeks: dict[str, str]
) -> None:
    """A comment is said once, whichever of the two came up first."""
    read(world, weeks)
    dear = ("--reason=too dear", "--excuse=price-too-high")
    assert REMARK in world.run("checkin", "--no-input", "--happened=Larkhill", *dear)
    assert REMARK not in world.run(*NEW)


def test_where_its_words_name_the_account(world: World, weeks: dict[str, str]) -> None:
    """A general remark comes up with whom it names, and a promise made of it is no evening."""
    said = "Ashdown will want more.\n\nAgreed: ask Ashdown who signs by Friday\n\n"
    answer(world, said + quoted(make_page(world, weeks)), "--yes")
    world.day("2026-03-06")
    assert "Ashdown will want more." in world.run("about", "Ashdown")
    shown = world.run("checkin", "--no-input", "--happened=Ashdown called")
    assert "Ashdown will want more." in shown


def test_an_account_shows_them_all(world: World, weeks: dict[str, str]) -> None:
    """On its page the newest, in its document all; those of others are not there."""
    page = make_page(world, weeks)
    text = under(quoted(page), "Henderson left us", "\nRing Henderson.\n")
    answer(world, under(text, "Brightwater said", "\nWho is that?\n"))
    shown = world.run("about", "henderson")
    assert "What your mentor wrote\n  On “Henderson left us” of Mon 2 Mar\n    Ring" in shown
    assert "Who is that" not in shown
    found = world.json("about", "henderson")["comments"]
    assert {one["of"] for one in found} == {weeks["Henderson02"]}
    assert world.json("about", "Ashdown")["comments"] == []
    [one] = world.json("excuses", "show", "gone-quiet")["comments"]
    assert one["text"] == "Who is that?"


def test_many_are_counted_on_its_page(world: World, weeks: dict[str, str]) -> None:
    """The newest three stand there, and where the others are."""
    text = quoted(make_page(world, weeks))
    for number in range(5):
        answer(world, under(text, "Henderson left us", f"\nPoint {number}.\n"))
    assert "2 comments before these: valley mentor comments" in world.run("about", "henderson")


@pytest.mark.parametrize("columns", [80, 40])
def test_in_the_evening(
    world: World, weeks: dict[str, str], terminal: Callable[..., Terminal], columns: int
) -> None:
    """In a terminal: before the question what to do about it, or after a win."""
    read(world, weeks)
    evening = terminal("checkin", columns=columns)
    evening.answers("What happened", "Henderson signed!")
    evening.answers("What reason", "")
    evening.sees("Ana: “Ask for their budget")
    evening.sees(PROMPT)


@pytest.mark.parametrize("columns", [80, 40])
def test_on_friday(
    world: World, weeks: dict[str, str], terminal: Callable[..., Terminal], columns: int
) -> None:
    """Whole, under what it is about, no line wider than the screen; on the Friday after no more."""
    read(world, weeks)
    friday = terminal("review", columns=columns)
    friday.answers("what stands out", "")
    friday.sees("What your mentor wrote")
    friday.sees(PROMPT)
    shown = ANSI.sub("", str(friday.child.before))
    assert max(len(line.rstrip()) for line in shown.split("\n")) <= columns
    words = " ".join(shown.split())
    assert f"On “Henderson left us” of Mon 2 Mar {REMARK} Agreed: ask" in words
    world.day("2026-03-13")
    assert REMARK not in world.run("review", "--no-input")


def test_a_mail_kept_aside_comes_back_nowhere(world: World, weeks: dict[str, str]) -> None:
    """A signature that names the account is no comment on it."""
    page = make_page(world, weeks)
    Path("answer.txt").write_text(f"Fine.\n\n-- \nAna, Henderson Partners\n\n{quoted(page)}")
    world.run("mentor", "read", "answer.txt")
    assert "Partners" in world.run("mentor", "comments")
    assert "Partners" not in world.run("about", "henderson")
    assert "Partners" not in world.run(*NEW)
