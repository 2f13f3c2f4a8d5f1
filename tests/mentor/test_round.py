"""A whole round: weeks of a rep, a page, an answer, taken over, said again, kept, the next page."""

import json
from pathlib import Path

from tests.conftest import World
from tests.mentor.the_page import quoted, under
from tests.mentor.the_round import REMARK, answer, make_page, reply


def test_what_was_not_picked_is_not_there(world: World, weeks: dict[str, str]) -> None:
    """Neither in the words, the marks nor the figures; in Markdown, in HTML, and in what is read."""
    for file in ("page.md", "page.html"):
        text = make_page(world, weeks, "--force", file=file)
        for private in ("Quillfeather", "fool", weeks["Interview24"][:4], "24 Feb", "management"):
            assert private not in text
    text = Path("page.md").read_text("utf-8")
    assert "| Setbacks | 3 |" in text
    assert "| Promises | 1 made: 1 open |" in text
    rows = json.loads((world.home / "journal" / "excuses.json").read_text("utf-8"))["pages"]
    for row in rows.values():
        assert not any(weeks["Interview24"] in place for place in row["places"].values())
        assert not any("Quillfeather" in said for said in row["said"])


def test_an_entry_goes_without_its_promise(world: World, weeks: dict[str, str]) -> None:
    """The next page remembers what was picked for one that nobody answered."""
    make_page(world, weeks)
    text = world.run("mentor", "page")
    assert "Henderson left us" in text
    assert "Quillfeather" not in text
    assert "Nothing was picked" in world.run("mentor", "page", "--none")
    assert "Quillfeather" in world.run("mentor", "page", "--all")


def test_a_round(world: World, weeks: dict[str, str]) -> None:
    """From the page to the page after it."""
    page = make_page(world, weeks, "--ask=How to bring price up", "--stuck=when they go quiet")
    assert page.startswith("# Sam, ")
    assert "How to bring price up" in page.split("## Figures")[0]
    [read] = answer(world, reply(page), "--yes")
    assert read["page"] == 1
    assert [one["of"] for one in read["comments"]] == [weeks["Henderson02"]]  # type: ignore[attr-defined]
    # The rep's step is a promise of the entry it stood under, which had none; Ana's is owed.
    [entry] = [one for one in world.json("log") if one["agreed"]]
    assert (entry["id"], entry["due"], entry["status"]) == (
        weeks["Henderson02"],
        "2026-03-10",
        "open",
    )
    assert REMARK in entry["comments"][0]["text"]
    standing = world.json("mentor")
    assert [one["text"] for one in standing["owed"]] == ["send you the pricing deck by Friday"]
    assert "agreed" in world.run("promises")
    assert "Agreed:\n  yes" in world.run("show", entry["id"])
    assert REMARK in world.run("show", entry["id"])
    assert REMARK in world.run("excuses", "show", "price-too-high")
    # Again changes nothing.
    before = (world.home / "journal" / "excuses.json").read_bytes()
    assert answer(world, reply(page), "--yes")[0]["comments"] == []
    assert (world.home / "journal" / "excuses.json").read_bytes() == before
    # On Friday, and the next time the excuse comes up, once.
    world.day("2026-03-06")
    assert REMARK in world.run("review", "--no-input")
    assert world.json("review", "--no-input")["comments"][0]["text"].startswith(REMARK)
    again = (
        "checkin",
        "--no-input",
        "--happened=Larkhill",
        "--excuse=price-too-high",
        "--reason=dear",
    )
    assert REMARK in world.run(*again)
    assert REMARK not in world.run(*again)
    world.run("promises", "keep", entry["id"])
    world.day("2026-03-11")
    second = world.run("mentor", "page", "--none")
    opening = second.split("## Agreed")[0].split("## How")[0]
    assert "Sam: ask Brightwater for their budget by Tuesday" in opening
    assert "promise kept" in opening
    assert "Ana: send you the pricing deck by Friday" in opening
    assert "Page 2" in opening


def test_an_answer_is_one_change(world: World, weeks: dict[str, str]) -> None:
    """Undo takes it back whole, and it can be read again."""
    page = make_page(world, weeks)
    answer(world, reply(page), "--yes")
    world.run("undo", "--yes")
    assert world.json("mentor", "comments") == []
    assert not [one for one in world.json("log") if one["agreed"]]
    assert world.json("mentor")["page"]["answered"] is None
    assert answer(world, reply(page))[0]["comments"]
    assert len(world.json("mentor")["waiting"]) == 2
    assert world.json("doctor")["ok"]


def test_being_said_again_is_no_change(world: World, weeks: dict[str, str]) -> None:
    """The check-in is what undo takes back; then the comment is said once more."""
    answer(world, reply(make_page(world, weeks)))
    again = (
        "checkin",
        "--no-input",
        "--happened=Larkhill",
        "--excuse=price-too-high",
        "--reason=dear",
    )
    assert REMARK in world.run(*again)
    world.day("2026-03-05T12:30")
    assert "Larkhill" in world.call("undo", "--yes").output
    assert REMARK in world.run(*again)


def test_a_redacted_round(world: World, weeks: dict[str, str]) -> None:
    """Stand-ins become names again; one that is none stays, and is said."""
    page = make_page(world, weeks, "--redact")
    assert "Henderson" not in page
    (stand_in,) = {line.split(" left us")[0] for line in page.split("\n") if " left us" in line}
    assert stand_in.startswith("Client ")
    letter = stand_in[-1]
    said = f"\nWho signs at {stand_in.lower()}? Customer {letter} is lost.\n"
    world.day("2026-03-05")
    Path("answer.txt").write_text(under(quoted(page), "left us", said), "utf-8")
    result = world.call("mentor", "read", "answer.txt")
    assert f"“Customer {letter}” is no stand-in" in result.stderr
    [comment] = world.json("mentor", "comments")
    assert comment["text"] == f"Who signs at Henderson? Customer {letter} is lost."
    assert comment["of"] == weeks["Henderson02"]


def test_stand_ins_stay_the_same_on_the_next_page(world: World, weeks: dict[str, str]) -> None:
    """A mentor who knows a client by its letter meets it under that letter again."""
    first = make_page(world, weeks, "--redact")
    (stand_in,) = {line.split(" left us")[0] for line in first.split("\n") if " left us" in line}
    world.run("mentor", "sent")
    world.day("2026-03-09")
    world.checkin("Quillon Ltd called", reason="too dear for henderson, 5,000 EUR")
    second = world.run("mentor", "page", "--all", "--redact", "--since=2026-03-05")
    assert f"too dear for {stand_in}" in second
    (new,) = {line.split(" called")[0] for line in second.split("\n") if " called" in line}
    assert new.startswith("Client ")
    assert new not in first
    assert "amount 1" in second


def test_an_encrypted_round(world: World, weeks: dict[str, str]) -> None:
    """Nothing of it lies in clear."""
    world.set(VALLEY_PASSPHRASE="correct horse")
    world.run("encrypt", "--yes")
    page = make_page(world, weeks)
    answer(world, reply(page), "--yes")
    assert REMARK in world.run("mentor", "comments")
    for file in world.home.rglob("*"):
        assert not file.is_file() or REMARK.encode() not in file.read_bytes()
    assert world.json("doctor")["ok"]


def test_the_lossless_export_carries_it(world: World, weeks: dict[str, str]) -> None:
    """Into another journal, comments and steps alike."""
    answer(world, reply(make_page(world, weeks)), "--yes")
    whole = world.json("mentor", "comments"), world.json("mentor"), world.json("log")
    world.run("export", "all.json")
    world.set(VALLEY_HOME=str(world.home.with_name("other")))
    world.run("import", "all.json")
    assert (world.json("mentor", "comments"), world.json("mentor"), world.json("log")) == whole


def test_a_page_that_was_sent_ends_what_is_new(world: World, weeks: dict[str, str]) -> None:
    """The next has the next number, and what came after it."""
    make_page(world, weeks)
    assert "Page 1 is sent" in world.call("mentor", "sent").stderr
    world.day("2026-03-09")
    world.checkin("Norden called")
    text = world.run("mentor", "page", "--all")
    assert "Page 2" in text
    assert "Norden" in text
    assert "Ashdown" not in text
    world.fails("mentor", "sent", "7", code=4)


def test_what_is_not_there_is_told(world: World, weeks: dict[str, str]) -> None:
    """In a line, with its exit code."""
    world.fails("mentor", "read", "none.txt", "--json", code=4)
    world.fails("mentor", "page", "--pick", "ffff", code=4)
    world.fails("mentor", "page", "x.pdf", code=3)
    world.fails("mentor", "comments", "--page", "9", code=4)
    make_page(world, weeks)
    world.fails("mentor", "page", "page.md", code=8)
