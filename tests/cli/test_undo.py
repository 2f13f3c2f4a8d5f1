"""`valley undo`: any change, again and again, said first."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.conftest import Terminal, World
from valley.store.rows import digest

PROMISE = {
    "reason": "too dear",
    "excuse": "price-too-high",
    "action": "call 3",
    "due": "2026-03-06",
}


def _all(world: World) -> dict[str, Any]:
    """Tell all that a journal says, but when it was changed."""
    whole = json.loads(world.run("export", "--format", "json", "-"))
    for row in (*whole["entries"], *whole["reviews"]):
        row.pop("updated_at")
    return dict(whole)


def test_every_kind_of_change_is_taken_back_one_after_the_other(world: World) -> None:
    """Sixteen changes forward, and the same way back, each named before it goes."""
    elsewhere = world.home.parent / "elsewhere"
    world.set(VALLEY_HOME=str(elsewhere))
    world.checkin("from elsewhere")
    rows = world.home.parent / "rows.jsonl"
    rows.write_text(
        '{"day": "2025-06-01", "happened": "imported"}\n{"day": "2026-01-02", "happened": "x"}'
    )
    world.set(VALLEY_HOME=str(world.home))
    entry = world.checkin("first", **PROMISE)["id"]
    world.run("backup")
    changes = {
        "check-in": ["checkin", "--no-input", "--happened=second"],
        "edit": ["edit", entry, "--happened=changed"],
        "edit of": ["edit", entry, "--date=2025-12-30"],
        "moving a promise": ["promises", "move", entry, "--due=2026-03-09"],
        "missed": ["promises", "miss", entry, "--note=later"],
        "better": ["promises", "better", entry],
        "kept": ["promises", "keep", entry],
        "the review of": ["review", "--no-input", "--focus=ask for the budget"],
        "the review": ["review", "--no-input", "--focus=ask twice"],
        "renaming": ["excuses", "rename", "price-too-high", "too-dear"],
        "merging": ["excuses", "merge", "too-dear", "price-too-high"],
        "import": ["import", str(rows)],
        "the merge": ["merge", str(elsewhere)],
        "deleting": ["delete", entry],
        "restore": ["restore", "2026", "--yes"],
        "the check-in": ["checkin", "--no-input", "--happened=last"],
    }
    states = [_all(world)]
    for name, args in changes.items():
        world.run(*args)
        states.append(_all(world))
        assert states[-1] != states[-2], name
    listed = [one["what"] for one in world.json("undo", "--list")]
    assert len(listed) == len(changes) + 1, "the first check-in too"
    for name, what in zip(reversed(changes), listed, strict=False):
        states.pop()
        result = world.call("undo")
        assert result.exit_code == 0, result.output
        assert name in what
        assert f"This takes back {what} (" in result.stderr
        assert _all(world) == states[-1], f"the undo of {name}"
    world.run("undo")
    assert world.json("log") == []
    assert "nothing to undo" in world.fails("undo", code=4)
    assert world.json("doctor")["ok"]


def test_settings_and_days_off_are_not_undone(world: World) -> None:
    """The page of help says so; what goes is the last change of the journal."""
    world.checkin("a day")
    world.run("away", "add", "today", "friday")
    world.run("config", "set", "repair_days", "2")
    assert "Settings and days off stay" in world.run("undo", "--help")
    assert "takes back the check-in “a day”" in world.call("undo").stderr
    assert world.json("config", "get", "repair_days") == 2
    assert len(world.json("away", "list")) == 1


def test_an_undo_is_a_change_that_a_copy_learns_of(world: World) -> None:
    """What was taken back is later than what it was, so merging an older copy does not redo it."""
    entry = world.checkin("first")
    world.run("edit", entry["id"], "--happened=second")
    copy = world.home.parent / "copy.json"
    copy.write_bytes((world.home / "journal" / "2026.json").read_bytes())
    world.run("undo")
    assert world.json("merge", str(copy)) == {"added": 0, "updated": 0, "unchanged": 1}
    world.run("undo")
    assert world.json("log") == []
    world.run("merge", str(copy))
    assert world.json("log") == []


def test_what_a_synchronised_folder_changed_since_stays(world: World) -> None:
    """It is said that the change was passed over, and the one before it is offered."""
    world.checkin("first")
    entry = world.checkin("second")
    volume = world.home / "journal" / "2026.json"
    text = volume.read_text("utf-8")
    volume.write_text(text.replace("second", "second, changed elsewhere"), "utf-8")
    result = world.call("undo")
    assert "Passed over the check-in “second”" in result.stderr
    assert [one["happened"] for one in world.json("log")] == ["second, changed elsewhere"]
    assert world.json("log")[0]["id"] == entry["id"]


def test_part_of_a_change_is_taken_back_where_the_rest_changed_since(world: World) -> None:
    """Of an import the entry that was changed elsewhere stays, and that is said."""
    rows = world.home.parent / "rows.jsonl"
    rows.write_text(
        "\n".join(f'{{"day": "2026-01-0{n}", "happened": "day {n}"}}' for n in (5, 6, 7))
    )
    world.run("import", str(rows))
    volume = world.home / "journal" / "2026.json"
    volume.write_text(volume.read_text("utf-8").replace("day 6", "elsewhere"), "utf-8")
    assert "1 part of it changed since" in world.call("undo").stderr
    assert [one["happened"] for one in world.json("log")] == ["elsewhere"]


def test_an_entry_that_moved_and_was_changed_since_is_not_split(world: World) -> None:
    """It stands in one year still, not in two."""
    entry = world.checkin("here")
    world.run("edit", entry["id"], "--date=2025-12-30")
    volume = world.home / "journal" / "2025.json"
    volume.write_text(volume.read_text("utf-8").replace("here", "elsewhere"), "utf-8")
    world.call("undo")
    assert [one["day"] for one in world.json("log")] == ["2025-12-30"]


def test_in_a_terminal_it_asks(world: World, terminal: Callable[..., Terminal]) -> None:
    """No is no."""
    world.checkin("first")
    asking = terminal("undo")
    asking.sees("the check-in “first”")
    asking.answers("Undo it?", "n")
    asking.ends()
    assert len(world.json("log")) == 1
    yes = terminal("undo", "--yes")
    yes.ends()
    assert world.json("log") == []


def test_delete_asks_in_a_terminal(world: World, terminal: Callable[..., Terminal]) -> None:
    """Enter is no; --yes does not ask."""
    entry = world.checkin("first")
    asking = terminal("delete", entry["id"])
    asking.answers("Delete “first”", "")
    asking.ends()
    assert len(world.json("log")) == 1
    terminal("delete", "today", "--yes").ends()
    assert world.json("log") == []


def test_an_entry_that_moved_there_and_back_is_not_deleted_by_a_merge(world: World) -> None:
    """Its own tombstone in the other year is never the later of the two, though the clock stands."""
    entry = world.checkin("first")["id"]
    world.run("edit", entry, "--date=2025-12-30")
    for number in range(3):
        world.run("edit", entry, f"--happened=change {number}")
    for _ in range(4):
        world.run("undo")
    assert world.json("merge") == {"added": 0, "updated": 0, "unchanged": 1}
    assert [one["day"] for one in world.json("log")] == ["2026-03-04"]


def test_the_digests_of_earlier_records_stay_what_they_were() -> None:
    """Or nothing done by an earlier valley could be taken back, nor rolled back after a crash."""
    row = {"id": "1", "day": "2026-03-04", "updated_at": "whenever", "happened": "Größe"}
    said = json.dumps({"day": "2026-03-04", "happened": "Größe", "id": "1"}).encode()
    assert digest(row) == sha256(said).hexdigest()[:32] == "9ebd2d86f009b0e21dea0945a76db099"
