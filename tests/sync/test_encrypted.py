"""An encrypted journal travels sealed, merges under its key, and never meets one in clear."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import World
from tests.sync.machines import Machine, bare, git, pair
from valley.store.encryption import key_file

PASSPHRASE = "correct horse battery"
WORD = "zanzibar"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make scrypt cost next to nothing, and keep away from any keyring."""
    monkeypatch.setattr(key_file, "COST", {"n": 16, "r": 8, "p": 1})
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def both(world: World, tmp_path: Path) -> tuple[Machine, Machine]:
    """Return two machines with one encrypted journal."""
    remote = str(bare(tmp_path / "remote.git"))
    laptop, desk = Machine(world, tmp_path / "laptop"), Machine(world, tmp_path / "desk")
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    laptop.log(f"{WORD} begins")
    laptop.run("config", "set", "redact_always", WORD)
    laptop.run("encrypt")
    laptop.run("sync", "setup", remote)
    desk.run("sync", "setup", remote)
    return laptop, desk


def _everything_sent(tmp_path: Path) -> bytes:
    """Return the content of every object at the remote, whatever refers to it."""
    command = [
        "git",
        "-C",
        str(tmp_path / "remote.git"),
        "cat-file",
        "--batch-all-objects",
        "--batch",
    ]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_only_sealed_files_travel(both: tuple[Machine, Machine], tmp_path: Path) -> None:
    """Not a word of an entry, a name or a setting is in clear at the remote."""
    laptop, desk = both
    desk.log(f"{WORD} again", f"--reason={WORD} is too dear")
    for machine in (desk, laptop):
        machine.sync()
    assert laptop.happened() == desk.happened() == {f"{WORD} begins", f"{WORD} again"}
    assert desk.run("config", "get", "redact_always").strip() == WORD
    assert WORD.encode() not in _everything_sent(tmp_path)
    for machine in both:
        assert machine.run("doctor")
        assert "nothing came, nothing went" in machine.sync()
    assert laptop.run("encrypt")  # says that all is sealed


def test_generations_stay_true(both: tuple[Machine, Machine]) -> None:
    """A volume that comes is newer than what was counted here, also by a pull by hand."""
    laptop, desk = both
    for number in range(5):
        laptop.log(f"Laptop {number}")
    laptop.sync()
    desk.log("Desk")
    desk.sync()
    git(laptop.home, "pull", "--quiet")
    assert "Desk" in laptop.happened()
    assert laptop.run("doctor", "--fix")  # Git by hand leaves what it writes open to others
    laptop.log("On top")
    git(laptop.home, "commit", "--quiet", "--all", "-m", "by hand")
    desk.log("Meanwhile")
    desk.sync()
    git(laptop.home, "pull", "--quiet", "--no-edit")
    assert {"On top", "Meanwhile", "Desk"} <= laptop.happened()
    assert laptop.run("doctor", "--fix")


def test_an_old_volume_there_brings_nothing_back(
    both: tuple[Machine, Machine], tmp_path: Path
) -> None:
    """Whoever holds the remote can put an old commit there; what was deleted stays deleted."""
    laptop, desk = both
    entry = laptop.log("To go")
    laptop.sync()
    old = git(tmp_path / "remote.git", "rev-parse", "main")
    laptop.run("delete", entry, "--yes")
    laptop.sync()
    git(tmp_path / "remote.git", "update-ref", "refs/heads/main", old)
    laptop.sync()
    desk.sync()
    assert laptop.happened() == desk.happened() == {f"{WORD} begins"}
    assert laptop.run("doctor")


def test_a_machine_without_the_key_sends_and_fetches(
    both: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what waits, and merges nothing."""
    laptop, desk = both
    desk.log("At the desk")
    monkeypatch.delenv("VALLEY_PASSPHRASE")
    assert "1 sealed file went" in desk.sync()
    assert "needs the key" in laptop.sync()
    assert laptop.json("sync", "status")["to_take"] == ["journal/2026.json"]
    monkeypatch.setenv("VALLEY_PASSPHRASE", PASSPHRASE)
    assert "1 entry came" in laptop.sync()


def test_joining_needs_the_passphrase(
    both: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a wrong one leaves an empty folder that can join later."""
    third = Machine(both[0].world, tmp_path / "third")
    monkeypatch.setenv("VALLEY_PASSPHRASE", "another one entirely")
    third.run("sync", "setup", str(tmp_path / "remote.git"), code=7)
    assert not (third.home / "key.json").exists()
    monkeypatch.setenv("VALLEY_PASSPHRASE", PASSPHRASE)
    third.run("sync")
    assert third.happened() == {f"{WORD} begins"}
    assert third.run("doctor")


def test_a_new_passphrase_is_for_machines_that_join_from_then_on(
    both: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others keep their own: nobody at the remote can lock them out."""
    laptop, desk = both
    monkeypatch.setenv("VALLEY_NEW_PASSPHRASE", "battery staple horse")
    laptop.run("passphrase")
    monkeypatch.setenv("VALLEY_PASSPHRASE", "battery staple horse")
    laptop.sync()
    monkeypatch.setenv("VALLEY_PASSPHRASE", PASSPHRASE)
    desk.log("Still open")
    desk.sync()
    monkeypatch.setenv("VALLEY_PASSPHRASE", "battery staple horse")
    third = Machine(laptop.world, tmp_path / "third")
    third.run("sync", "setup", str(tmp_path / "remote.git"))
    assert "Still open" in third.happened()


def test_encrypted_here_and_clear_there_is_refused(world: World, tmp_path: Path) -> None:
    """With what to do: an empty remote, and the other machine moves over by a merge."""
    laptop, desk = pair(world, tmp_path)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    desk.log("Only at the desk")
    laptop.run("encrypt")
    head = git(tmp_path / "remote.git", "rev-parse", "main")
    said = laptop.run("sync", code=3)
    assert "encrypted here and in clear there" in said
    assert "valley sync setup --fresh REMOTE" in said
    assert git(tmp_path / "remote.git", "rev-parse", "main") == head
    fresh = str(bare(tmp_path / "fresh.git"))
    laptop.run("sync", "setup", "--fresh", fresh)
    assert git(laptop.home, "rev-list", "--count", "HEAD") == "1"
    assert "in clear here and encrypted there" in desk.run(
        "sync", "setup", "--fresh", fresh, code=3
    )
    assert "nothing came, 1 entry went" in desk.sync()  # still with the old one
    desk.home.rename(tmp_path / "old")
    desk.run("sync", "setup", fresh)
    desk.run("merge", str(tmp_path / "old"))
    desk.sync()
    laptop.sync()
    assert laptop.happened() == desk.happened() == {"Begun on the laptop", "Only at the desk"}


def test_two_keys_are_refused(both: tuple[Machine, Machine], tmp_path: Path) -> None:
    """Each would be unreadable to the other."""
    third = Machine(both[0].world, tmp_path / "third")
    third.log("Elsewhere")
    third.run("encrypt")
    said = third.run("sync", "setup", str(tmp_path / "remote.git"), code=3)
    assert "under one key and there under another" in said
    assert third.happened() == {"Elsewhere"}
