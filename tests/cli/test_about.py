"""`valley about`: one account, those that matter now, and corrections."""

import json
from pathlib import Path

import pytest

from tests.conftest import World

CACHE = "cache/accounts"


@pytest.fixture
def journal(world: World) -> World:
    """Write a little of two accounts."""
    world.day("2026-02-20")
    world.checkin("Demo with Henderson", reason="the CFO ghosted me", action="ring Henderson at 9")
    world.day("2026-02-25")
    world.checkin("Henderson signed!")
    world.day("2026-03-01")
    world.checkin("call with acme corp", reason="too dear", tag="@acme")
    world.day("2026-03-04")
    world.checkin("Acme moved the call", reason="too dear")
    return world


def test_an_account_has_its_page(journal: World) -> None:
    """Whatever case it is asked for in."""
    view = journal.json("about", "henderson")
    assert (view["account"], view["first"], view["wins"]) == ("Henderson", "2026-02-20", 1)
    assert [one["action"] for one in view["open"]] == ["ring Henderson at 9"]
    assert [one["happened"] for one in view["entries"]] == [
        "Demo with Henderson",
        "Henderson signed!",
    ]
    assert view["stands"]["kind"] == "win"
    shown = journal.run("about", "acme")
    assert "2 setbacks" in shown
    assert "Price too high: twice" in shown


def test_where_it_stands_names_the_day_that_tells(world: World) -> None:
    """What came later may be a plain day that tells of a loss."""
    said = {"reason": "too dear", "action": "ring Larkhill at 9"}
    world.checkin("Demo at Larkhill", date="2026-03-02", **said)
    world.run("promises", "keep", world.json("promises")[0]["id"])
    world.checkin("Lost Larkhill for good", date="2026-03-03")
    shown = " ".join(world.run("about", "larkhill").split())
    assert "you did it, on the setback of Mon 2 Mar. Last heard of Tue 3 Mar" in shown


def test_entries_name_their_accounts(journal: World) -> None:
    """In every document, and `log` takes them."""
    newest, *_ = journal.json("log")
    assert newest["accounts"] == ["Acme"]
    assert len(journal.json("log", "--about", "@acme")) == 2
    journal.run("about", "forget", "acme")
    assert journal.json("log")[0]["accounts"] == []


def test_corrections_hold_and_are_taken_back(journal: World) -> None:
    """Each by one undo, and no word is gone."""
    journal.run("about", "merge", "acme", "henderson")
    assert len(journal.json("about", "acme")["entries"]) == 4
    journal.run("undo")
    journal.run("about", "rename", "acme", "Acme Rail")
    assert journal.json("about", "acme rail")["account"] == "Acme Rail"
    journal.run("undo")
    said = journal.json("log")
    journal.run("about", "forget", "acme")
    journal.fails("about", "acme", code=4)
    assert [one["happened"] for one in journal.json("log")] == [one["happened"] for one in said]
    journal.run("undo")
    assert journal.json("log") == said


def test_what_is_none_is_refused(journal: World) -> None:
    """By a line that says so; a command's name can be an account's."""
    assert "merge" in journal.fails("about", "--", "merge", code=4)
    journal.fails("about", "nobody", code=4)
    journal.fails("about", "rename", "acme", "Henderson", code=3)
    journal.fails("about", "merge", "acme", "@acme", code=3)
    journal.checkin("Demo at Merge Ltd", reason="Merge Ltd has no budget")
    assert json.loads(journal.run("about", "--json", "--", "merge"))["account"] == "Merge"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("", "a letter or a digit"),
        ("-", "a letter or a digit"),
        ("🚀", "a letter or a digit"),
        ("long " * 30, "at most 60"),
        ("Acme", "called that already"),
        ("henderson", "is an account already"),
    ],
)
def test_a_name_that_is_none_is_refused(journal: World, new: str, why: str) -> None:
    """By one line, and nothing is changed."""
    before = journal.json("log")
    assert why in journal.fails("about", "rename", "acme", new, code=3)
    assert journal.json("log") == before


def test_merges_one_after_the_other_are_taken_back_one_by_one(journal: World) -> None:
    """And in a circle they are refused."""
    journal.checkin("Osgood rang", reason="too dear")
    asked = [journal.json("about", name) for name in ("acme", "henderson", "osgood")]
    journal.run("about", "merge", "acme", "henderson")
    between = journal.json("about", "acme")
    journal.run("about", "merge", "henderson", "osgood")
    assert journal.json("about", "acme")["account"] == "Osgood"
    for old, into in (("osgood", "acme"), ("osgood", "henderson"), ("acme", "acme")):
        assert "one account already" in journal.fails("about", "merge", old, into, code=3)
    journal.run("undo", "--yes")
    assert journal.json("about", "acme") == between
    journal.run("undo", "--yes")
    assert [journal.json("about", name) for name in ("acme", "henderson", "osgood")] == asked


def test_a_word_of_the_language_is_an_account_where_it_is_marked(journal: World) -> None:
    """Which the refusal says."""
    journal.checkin("spoke to March about the price")
    assert "as @March" in journal.fails("about", "March", code=4)
    journal.checkin("@March moved the call")
    assert journal.json("about", "march")["account"] == "March"
    assert "'-'" in journal.fails("about", "-", code=4)


def test_a_name_of_a_thousand_letters_is_none(journal: World) -> None:
    """It would fill the screen of every evening."""
    said = journal.run("checkin", "--no-input", "--happened", f"Demo at Q{'x' * 900} Ltd")
    assert "About" not in said
    [long] = [one for one in journal.json("log") if "xxx" in one["happened"]]
    assert long["accounts"] == []


def test_the_cache_changes_no_answer(journal: World) -> None:
    """Missing, damaged or of before: it counts for nothing."""
    asked = journal.json("about", "acme")
    cache = Path(journal.home / CACHE)
    data = cache.read_bytes()
    for spoilt in (b"", data[:40], data.replace(b"acme", b"acne"), b"\x00" + data):
        cache.write_bytes(spoilt)
        assert journal.json("about", "acme") == asked
        assert journal.run("doctor")
    cache.unlink()
    cache.mkdir()  # nor can it be written
    assert journal.json("about", "acme") == asked


def test_a_log_makes_no_index(journal: World) -> None:
    """Which is read by what shows accounts alone."""
    (journal.home / CACHE).unlink(missing_ok=True)
    journal.run("log")
    journal.run("status")
    assert not (journal.home / CACHE).exists()


def test_corrections_travel_in_the_lossless_export(journal: World, tmp_path: Path) -> None:
    """Into an empty journal."""
    journal.run("about", "rename", "acme", "Acme Rail")
    file = tmp_path / "all.json"
    journal.run("export", str(file), "--format", "json")
    journal.set(VALLEY_HOME=str(tmp_path / "other"))
    journal.run("import", str(file))
    assert journal.json("about", "acme")["account"] == "Acme Rail"


def test_a_redacted_export_hides_every_spelling(journal: World) -> None:
    """By one stand-in, also where two are one since."""
    journal.checkin("brightwater rang", reason="called brightwater twice")
    journal.checkin("spoke to brightwater about the price")
    journal.run("about", "merge", "brightwater", "acme")
    shown = journal.run("export", "--redact").casefold()
    assert "brightwater" not in shown
    assert "acme" not in shown
    assert "henderson" not in shown


def test_a_check_in_says_what_it_is_about(journal: World) -> None:
    """So that one finds the way there."""
    said = journal.run("checkin", "--no-input", "--happened", "Henderson rang")
    assert "About Henderson: valley about Henderson" in said
