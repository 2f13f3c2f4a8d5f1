"""An answer that means no good, or is somebody else's: nothing is kept that the mentor did not write."""

from pathlib import Path

import pytest

from tests.conftest import World
from tests.mentor.the_page import mail, quoted, under
from tests.mentor.the_round import REMARK, answer, make_page, reply


def texts(world: World) -> list[str]:
    """Return the words of all comments."""
    return [one["text"] for one in world.json("mentor", "comments")]


@pytest.mark.parametrize("has_page", [True, False])
def test_an_answer_to_the_page_of_another_rep(
    world: World, weeks: dict[str, str], has_page: bool
) -> None:
    """Is refused in a line, for all its words would pass for the mentor's."""
    text = reply(make_page(world, weeks))
    Path("theirs.txt").write_text(text, "utf-8")
    world.set(VALLEY_HOME=str(world.home.with_name("other")))
    world.checkin("Larkhill called", reason="too dear", excuse="price-too-high")
    if has_page:
        world.run("mentor", "page", "mine.md", "--all")
    told = world.fails("mentor", "read", "theirs.txt", "--json", code=4)
    assert told.startswith("theirs.txt answers a page that was not made in this journal.")
    assert texts(world) == []


def test_an_answer_to_an_old_page_after_a_new_one(world: World, weeks: dict[str, str]) -> None:
    """Goes to the page it quotes; the new one waits on."""
    old = make_page(world, weeks)
    world.run("mentor", "sent")
    world.day("2026-03-09")
    world.checkin("Norden called")
    new = world.run("mentor", "page", "--all")
    [read] = answer(world, reply(old))
    assert read["page"] == 1
    assert [one["of"] for one in read["comments"]] == [weeks["Henderson02"]]  # type: ignore[attr-defined]
    assert world.json("mentor")["page"]["answered"] is None
    [read] = answer(world, under(quoted(new), "Norden called", "\nWho is that?\n"))
    assert (read["page"], [one["text"] for one in read["comments"]]) == (2, ["Who is that?"])  # type: ignore[attr-defined]


def test_the_same_answer_twice_in_two_forms(world: World, weeks: dict[str, str]) -> None:
    """As a mail and as text, in one command: the second time nothing is new."""
    text = reply(make_page(world, weeks))
    world.day("2026-03-05")
    Path("a.txt").write_text(text, "utf-8")
    Path("b.eml").write_bytes(mail(text, cte="base64"))
    first, second = world.json("mentor", "read", "a.txt", "b.eml", "--yes")
    assert (len(first["comments"]), len(second["comments"]), second["known"]) == (1, 0, 1)
    assert (len(first["agreements"]), len(second["agreements"])) == (2, 0)
    assert len([one for one in world.json("log") if one["agreed"]]) == 1


def test_control_characters_are_kept_and_never_sent(world: World, weeks: dict[str, str]) -> None:
    """Neither of what was written, nor of what an attachment is called."""
    page = make_page(world, weeks)
    said = "\n\x1b[31mRing\x07 them\u202e.\nAgreed: ring \x1b]0;x\x07Jo by Friday\n"
    world.day("2026-03-05")
    Path("a.txt").write_text(under(quoted(page), "Henderson left us", said), "utf-8")
    shown = world.call("mentor", "read", "a.txt").output
    shown += world.run("mentor", "comments") + world.run("mentor") + world.run("about", "henderson")
    data = mail("Fine.").replace(b"text/plain;", b'application/x; name="a\x1b[31m.png";')
    Path("b.eml").write_bytes(data.replace(b"\n\n", b"\n\n\n"))
    shown += world.call("mentor", "read", "b.eml").output
    assert "\u241b[31mRing" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert any("\x1b[31mRing\x07 them\u202e." in one for one in texts(world))


def test_a_stand_in_that_was_not_on_the_page_names_nobody(
    world: World, weeks: dict[str, str]
) -> None:
    """What was left out has none, and the stand-ins of another page stay words."""
    page = make_page(world, weeks, "--redact")
    assert "Client" in page
    letters = {line.split("Client ")[1][0] for line in page.split("\n") if "Client " in line}
    free = next(letter for letter in "GHIJ" if letter not in letters)
    said = f"\nWhat of Client {free}, client {free}2 and [Person A](x)?\n"
    world.day("2026-03-05")
    Path("a.txt").write_text(under(quoted(page), "left us", said), "utf-8")
    world.run("mentor", "read", "a.txt", "--yes")
    assert texts(world) == [said.strip()]


def test_markup_over_the_rep_s_words_changes_none(world: World, weeks: dict[str, str]) -> None:
    """What CriticMarkup puts in is a comment; the entry stays as it was written."""
    page = make_page(world, weeks)
    before = {one["id"]: one["happened"] for one in world.json("log")}
    text = page.replace("Henderson left us", "{~~Henderson left us~>You lost them~~}")
    answer(world, text.replace("Ashdown signed", "{--Ashdown signed--}{>>Did they?<<}"), "--yes")
    assert sorted(texts(world)) == ["Did they?", "You lost them"]
    assert {one["id"]: one["happened"] for one in world.json("log")} == before


def test_what_is_refused_keeps_what_came_before(world: World, weeks: dict[str, str]) -> None:
    """Of several files the first is kept, the bad one named with its exit code."""
    Path("a.txt").write_text(reply(make_page(world, weeks)), "utf-8")
    Path("bomb.txt").write_bytes(b"x" * (21 << 20))
    assert "bomb.txt" in world.fails("mentor", "read", "bomb.txt", code=3)
    Path("bomb.txt").write_bytes(b"x" * 500_000)
    result = world.call("mentor", "read", "a.txt", "bomb.txt")
    assert (result.exit_code, "bomb.txt is too long" in result.stderr) == (3, True)
    assert REMARK in "".join(texts(world))
