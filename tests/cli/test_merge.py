"""`valley merge`: other copies of the journal, and the conflict files of synchronised folders."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import World

CONFLICTS = [
    "2026.sync-conflict-20260304-183000-ABCDEFG.json",
    "2026 (Ann's conflicted copy 2026-03-04).json",
    "2026 (conflicted copy 2026-03-04 183000).json",
    "2026 (1).json",
    "2026 2.json",
]


def _happened(world: World) -> list[str]:
    return sorted(entry["happened"] for entry in world.json("log"))


def _elsewhere(world: World) -> Path:
    """Copy the journal to another machine, and go on there."""
    other = world.home.parent / "other"
    shutil.copytree(world.home, other)
    world.set(VALLEY_HOME=str(other))
    world.checkin("there")
    world.set(VALLEY_HOME=str(world.home))
    return other


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_file_is_taken_in_archived_and_comes_back_by_undo(
    world: World, name: str
) -> None:
    """Whatever the service calls it; doctor names it, and the help it gives works."""
    world.checkin("here")
    conflict = world.home / "journal" / name
    shutil.copy(_elsewhere(world) / "journal" / "2026.json", conflict)
    data = conflict.read_bytes()
    (problem,) = world.json("doctor", code=5)["problems"]
    assert (problem["file"], problem["help"]) == (f"journal/{name}", "valley merge")
    assert world.json("merge") == {"added": 1, "updated": 0, "unchanged": 1}
    assert _happened(world) == ["here", "there"]
    assert not conflict.exists()
    assert data in [path.read_bytes() for path in world.home.glob("archive/*")]
    assert world.json("doctor")["ok"]
    assert world.json("merge") == {"added": 0, "updated": 0, "unchanged": 2}
    world.run("undo")
    assert _happened(world) == ["here"]
    assert conflict.read_bytes() == data
    world.run("merge", str(conflict))
    assert _happened(world) == ["here"], "the undo was the later word"
    assert not conflict.exists()


def test_a_merge_that_nobody_sees_is_nothing_to_undo(world: World) -> None:
    """An entry that moved to another year and was deleted since comes with later tombstones only."""
    world.checkin("moved and deleted", date="2025-12-31")
    world.run("edit", "2025-12-31", "--date=2026-01-02")
    old = world.home.parent / "old"
    shutil.copytree(world.home, old)
    world.run("delete", "2026-01-02", "--yes")
    assert world.json("merge", str(old)) == {"added": 0, "updated": 0, "unchanged": 0}
    world.run("undo")
    assert _happened(world) == ["moved and deleted"]


def test_an_undone_merge_leaves_no_word_against_an_entry_that_moved(world: World) -> None:
    """The tombstone in the year it left gets no later time, or the next merge would delete it."""
    world.checkin("moved", date="2025-12-31")
    world.run("edit", "2025-12-31", "--date=2026-01-02")
    old = world.home.parent / "old"
    shutil.copytree(world.home, old)
    world.run("edit", "2026-01-02", "--happened=moved on")
    world.run("merge", str(_elsewhere(world)))
    world.run("undo")
    assert _happened(world) == ["moved on"]
    assert world.json("merge", str(old)) == {"added": 0, "updated": 0, "unchanged": 1}
    assert _happened(world) == ["moved on"]


def test_a_conflict_of_the_excuses_is_taken_in(world: World) -> None:
    """The names of both machines hold."""
    world.checkin("here", reason="too dear", excuse="price-too-high")
    other = _elsewhere(world)
    world.set(VALLEY_HOME=str(other))
    world.run("excuses", "rename", "price-too-high", "too-dear")
    world.set(VALLEY_HOME=str(world.home))
    shutil.copy(other / "journal" / "excuses.json", world.home / "journal" / "excuses 2.json")
    world.run("merge")
    names = json.loads(world.run("export", "--format=json", "-"))["names"]
    assert names == {"price-too-high": "too-dear"}


@pytest.mark.parametrize("where", ["", "journal", "journal/2026.json"])
def test_another_copy_is_taken_in_and_left_as_it_is(world: World, where: str) -> None:
    """By its folder, the folder of its volumes, or one of them."""
    world.checkin("here")
    other = _elsewhere(world)
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    world.run("merge", str(other / where))
    assert _happened(world) == ["here", "there"]
    assert {path: path.read_bytes() for path in other.rglob("*") if path.is_file()} == before


def test_the_later_change_wins_and_deletions_stay(world: World) -> None:
    """Of an entry changed on both sides; of one deleted on one; whoever merges whom."""
    ids = [world.checkin(word)["id"] for word in ("both", "gone", "moved")]
    other = _elsewhere(world)
    world.day("2026-03-05")
    world.run("edit", ids[0], "--happened=earlier")
    world.run("delete", ids[1])
    world.run("edit", ids[2], "--date=2025-12-30")
    world.set(VALLEY_HOME=str(other), VALLEY_TODAY="2026-03-06")
    world.run("edit", ids[0], "--happened=later")
    copy = world.home.parent / "third"
    shutil.copytree(other, copy)
    world.run("merge", str(world.home))
    logs = [world.json("log")]
    world.set(VALLEY_HOME=str(world.home))
    assert world.json("merge", str(copy)) == {"added": 1, "updated": 1, "unchanged": 1}
    logs.append(world.json("log"))
    assert sorted(logs[0], key=str) == sorted(logs[1], key=str)
    assert _happened(world) == ["later", "moved", "there"]
    assert world.json("merge", str(other)) == {"added": 0, "updated": 0, "unchanged": 3}


def test_a_damaged_source_is_named_and_the_sound_ones_are_merged(world: World) -> None:
    """Exit 5, for not all was merged that was asked for; the damaged file stays as it is."""
    world.checkin("here")
    other = _elsewhere(world)
    shutil.copy(other / "journal" / "2026.json", world.home / "journal" / "2026 2.json")
    bad = world.home / "journal" / "2026 3.json"
    bad.write_bytes(b'{"half')
    result = world.call("merge")
    assert (result.exit_code, "2026 3.json is damaged" in result.stderr) == (5, True)
    assert _happened(world) == ["here", "there"]
    assert bad.read_bytes() == b'{"half'
    assert not (world.home / "journal" / "2026 2.json").exists()
    assert "2026 3.json" in world.fails("merge", str(bad), code=5)
    (other / "journal" / "2026.json").write_bytes(b"")
    assert "other" in world.fails("merge", str(other), code=5)


def test_a_damaged_volume_here_keeps_no_other_from_the_merge(world: World) -> None:
    """Nothing of it is merged, and a conflict file of it waits; the other years come in."""
    world.checkin("here")
    world.checkin("old", date="2025-12-30")
    other = _elsewhere(world)
    conflict = world.home / "journal" / "2025 2.json"
    shutil.copy(other / "journal" / "2025.json", conflict)
    damaged = world.home / "journal" / "2025.json"
    damaged.write_bytes(b"{")
    assert world.call("merge").exit_code == 5
    assert conflict.exists()
    assert world.json("merge", str(other), code=5)["added"] == 1
    assert _happened(world) == ["here", "there"]
    assert damaged.read_bytes() == b"{"
    shutil.copy(other / "journal" / "2025.json", damaged)
    world.run("merge")
    assert not conflict.exists()


def test_a_conflict_file_that_is_a_link_elsewhere_is_not_merged(world: World) -> None:
    """What another journal says comes in only where its owner asks for it by its path."""
    world.checkin("here")
    other = _elsewhere(world)
    (world.home / "journal" / "2026 2.json").symlink_to(other / "journal" / "2026.json")
    assert "2026 2.json is a link" in world.fails("merge", code=5)
    assert _happened(world) == ["here"]


def test_what_is_no_journal_is_said(world: World) -> None:
    """A path that is none, an empty folder, a volume of the journal itself."""
    world.checkin("here")
    for path, code in ((world.home.parent / "no", 4), (world.home.parent, 4)):
        assert world.call("merge", str(path)).exit_code == code
    assert world.call("merge", str(world.home / "journal" / "2026.json")).exit_code == 3
    assert world.json("merge", str(world.home)) == {"added": 0, "updated": 0, "unchanged": 1}


def test_reviews_merge_too(world: World) -> None:
    """The later focus of a week counts."""
    world.checkin("here")
    world.run("review", "--no-input", "--focus=first")
    other = _elsewhere(world)
    world.set(VALLEY_HOME=str(other), VALLEY_TODAY="2026-03-05")
    world.run("review", "--no-input", "--focus=second")
    world.set(VALLEY_HOME=str(world.home))
    world.run("merge", str(other))
    assert world.json("review", "--no-input")["focus"] == "second"
