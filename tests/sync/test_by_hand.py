"""Git used by hand: a pull merges by valley, and a clone without it is named."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import World
from tests.sync.machines import Machine, git, pair


def _both_write(world: World, tmp_path: Path) -> tuple[Machine, Machine]:
    """Return two machines whose volumes differ in the same lines."""
    laptop, desk = pair(world, tmp_path)
    laptop.sync()
    laptop.log("On the laptop")
    desk.log("At the desk")
    desk.sync()
    return laptop, desk


def test_a_pull_by_hand_merges_entry_by_entry(world: World, tmp_path: Path) -> None:
    """Where setup ran, without a mark in a volume; and the next sync goes on."""
    laptop, desk = _both_write(world, tmp_path)
    git(laptop.home, "commit", "--quiet", "--all", "-m", "by hand")
    git(laptop.home, "pull", "--quiet", "--no-edit")
    every = {"Begun on the laptop", "On the laptop", "At the desk"}
    assert laptop.happened() == every
    assert "nothing came, 1 entry went" in laptop.sync()
    desk.sync()
    assert desk.happened() == every
    assert git(laptop.home, "status", "--porcelain") == ""


def test_where_a_pull_cannot_merge_ours_stays_whole(world: World, tmp_path: Path) -> None:
    """Git calls it a conflict, and the volume is what it was; sync waits until that is ended."""
    laptop, desk = _both_write(world, tmp_path)
    volume = desk.home / "journal" / "2026.json"
    volume.write_text("<<<<<<< torn")
    git(desk.home, "commit", "--quiet", "--all", "-m", "by hand")
    git(desk.home, "push", "--quiet")
    before = (laptop.home / "journal" / "2026.json").read_bytes()
    git(laptop.home, "commit", "--quiet", "--all", "-m", "by hand")
    git(laptop.home, "pull", "--quiet", "--no-edit", check=False)
    assert (laptop.home / "journal" / "2026.json").read_bytes() == before
    assert "git merge --abort" in laptop.run("sync", code=3)
    assert "git merge --abort" in laptop.run("doctor", code=5)


def test_a_damaged_volume_there_is_passed_over_and_healed(world: World, tmp_path: Path) -> None:
    """What was there stays in the history, and the sound one here goes there."""
    laptop, desk = _both_write(world, tmp_path)
    (desk.home / "journal" / "2026.json").write_text("<<<<<<< torn")
    git(desk.home, "commit", "--quiet", "--all", "-m", "by hand")
    git(desk.home, "push", "--quiet")
    assert "is damaged there" in laptop.run("sync", code=5)
    assert laptop.happened() == {"Begun on the laptop", "On the laptop"}
    other = Machine(world, tmp_path / "third")
    other.run("sync", "setup", str(tmp_path / "remote.git"))
    assert other.happened() == laptop.happened()
    assert "journal/2026.json" in desk.run("sync", code=5)
    assert (desk.home / "journal" / "2026.json").read_text() == "<<<<<<< torn"


@pytest.mark.parametrize("branch", ["main", ""])
def test_a_clone_by_hand_is_named_and_put_right(world: World, tmp_path: Path, branch: str) -> None:
    """By sync and by doctor: Git would write its marks into a volume there."""
    laptop, _ = pair(world, tmp_path)
    subprocess.run(
        ["git", "clone", "--quiet", str(tmp_path / "remote.git"), str(tmp_path / "clone")],
        check=True,
    )
    if branch:
        git(tmp_path / "clone", "checkout", "--quiet", branch)
    clone = Machine(world, tmp_path / "clone")
    assert "valley sync setup" in clone.run("sync", code=3)
    assert "merge driver" in " ".join(clone.run("doctor", code=5).split())
    clone.log("From the clone")
    clone.run("sync", "setup")
    laptop.sync()
    assert "From the clone" in laptop.happened()
    if os.name != "nt":
        assert not [
            path for path in (clone.home / ".git").rglob("*") if path.stat().st_mode & 0o077
        ]


def test_what_a_person_commits_beside_the_journal_stays(world: World, tmp_path: Path) -> None:
    """On both sides at once, a change, an addition and a removal."""
    laptop, desk = pair(world, tmp_path)
    for machine, name in ((laptop, "laptop.md"), (desk, "desk.md")):
        (machine.home / name).write_text("notes")
        git(machine.home, "add", "--force", name)
        git(machine.home, "commit", "--quiet", "-m", "by hand")
        machine.log(f"With {name}")
        machine.sync()
    laptop.sync()
    tree = git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "main").split("\n")
    assert tree == ["desk.md", "journal/2026.json", "laptop.md"]
    assert not (laptop.home / "desk.md").exists()  # only what is ours is taken over
    assert git(laptop.home, "status", "--porcelain") == ""


@pytest.mark.parametrize("file", ["journal/2026.json", "notes.json", "key.json"])
def test_the_driver_merges_volumes_alone(world: World, tmp_path: Path, file: str) -> None:
    """Whatever Git is told to call it for; what cannot be merged is left as it is."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.write_text("mine")
    theirs.write_text("theirs")
    result = world.call("sync", "driver", str(tmp_path / "none"), str(ours), str(theirs), file)
    assert result.exit_code in {3, 5}
    assert ours.read_text() == "mine"
