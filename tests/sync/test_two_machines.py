"""The same journal on two machines: what comes, what goes, and what is said of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import World
from tests.sync.machines import Machine, bare, git, pair
from valley.sync import exchange


def test_before_it_is_set_up_status_says_so(world: World) -> None:
    """In words and as JSON; and `sync` says how to begin."""
    assert "Nothing is set up" in world.run("sync", "status")
    assert world.json("sync", "status")["set_up"] is False
    assert "valley sync setup REMOTE" in world.fails("sync", code=4)
    assert not world.home.exists()


def test_entries_go_and_come(world: World, tmp_path: Path) -> None:
    """In one line each time; nothing goes twice."""
    laptop, desk = pair(world, tmp_path)
    desk.log("At the desk")
    assert desk.sync() == f"Synced with {tmp_path}/remote.git: nothing came, 1 entry went."
    assert laptop.sync() == f"Synced with {tmp_path}/remote.git: 1 entry came, nothing went."
    assert laptop.sync() == f"Synced with {tmp_path}/remote.git: nothing came, nothing went."
    assert laptop.happened() == desk.happened() == {"Begun on the laptop", "At the desk"}
    found = laptop.json("sync", "status")
    assert (found["set_up"], found["to_send"], found["to_take"]) == (True, [], [])
    assert laptop.json("sync")["came"] == {"added": 0, "updated": 0}


def test_two_journals_join_into_one(world: World, tmp_path: Path) -> None:
    """Setting up at a remote that has a journal takes it in beside what is here."""
    remote = str(bare(tmp_path / "remote.git"))
    laptop, desk = Machine(world, tmp_path / "laptop"), Machine(world, tmp_path / "desk")
    laptop.log("On the laptop", "--date=2025-12-30")
    desk.log("At the desk")
    laptop.run("sync", "setup", remote)
    assert "1 entry came, 1 entry went" in desk.run("sync", "setup", remote)
    laptop.sync()
    assert laptop.happened() == desk.happened() == {"On the laptop", "At the desk"}


def test_without_a_remote_it_is_kept_in_git_here(world: World, tmp_path: Path) -> None:
    """And the remote can come later."""
    laptop = Machine(world, tmp_path / "laptop")
    laptop.log("A day")
    assert "no remote yet" in laptop.run("sync", "setup")
    assert "no remote yet" in laptop.sync()
    laptop.run("sync", "setup", str(bare(tmp_path / "remote.git")))
    assert git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "main") == (
        "journal/2026.json"
    )


def test_the_later_change_of_an_entry_wins(world: World, tmp_path: Path) -> None:
    """Whoever syncs first."""
    laptop, desk = pair(world, tmp_path)
    entry = laptop.json("log")[0]["id"]
    world.day("2026-03-04T20:00")
    desk.run("edit", entry, "--happened=Later")
    world.day("2026-03-04T19:00")
    laptop.run("edit", entry, "--happened=Earlier")
    world.day("2026-03-04T21:00")
    desk.sync()
    laptop.sync()
    desk.sync()
    assert laptop.happened() == desk.happened() == {"Later"}


def test_what_is_deleted_stays_deleted(world: World, tmp_path: Path) -> None:
    """Also where the other machine did not know."""
    laptop, desk = pair(world, tmp_path)
    entry = laptop.log("To go")
    for machine in (laptop, desk, laptop):
        machine.sync()
    world.day("2026-03-05")
    laptop.run("delete", entry, "--yes")
    desk.log("Another")
    for machine in (desk, laptop, desk, laptop):
        machine.sync()
    assert laptop.happened() == desk.happened() == {"Begun on the laptop", "Another"}


def test_undo_takes_back_only_what_was_done_here(world: World, tmp_path: Path) -> None:
    """A sync is no change to undo, and what it brought stays."""
    laptop, desk = pair(world, tmp_path)
    laptop.log("Mine")
    desk.log("Theirs")
    for machine in (desk, laptop):
        machine.sync()
    assert "“Mine”" in laptop.run("undo", "--yes")
    assert laptop.happened() == {"Begun on the laptop", "Theirs"}
    laptop.sync()
    desk.sync()
    assert desk.happened() == {"Begun on the laptop", "Theirs"}


def test_what_must_not_travel_stays(world: World, tmp_path: Path) -> None:
    """Neither by valley nor by `git add` by hand; and what is not ours is left as it is."""
    laptop, _ = pair(world, tmp_path)
    world.day("2026-03-05")
    laptop.log("A second day")  # makes a copy and a record of the change
    (laptop.home / "notes.txt").write_text("mine")
    laptop.sync()
    git(laptop.home, "add", "--all")
    tracked = set(git(laptop.home, "ls-files").split("\n"))
    assert tracked == {"journal/2026.json"}
    assert git(laptop.home, "status", "--porcelain") == ""
    assert (laptop.home / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="who may read is not in the mode there")
def test_nobody_else_can_read_what_git_keeps(world: World, tmp_path: Path) -> None:
    """Whatever the umask of the person is."""
    before = os.umask(0o022)
    try:
        laptop, _ = pair(world, tmp_path)
        laptop.log("More")
        laptop.sync()
        git(laptop.home, "gc", "--quiet")
    finally:
        os.umask(before)
    open_ = [path for path in (laptop.home / ".git").rglob("*") if path.stat().st_mode & 0o077]
    assert not open_
    assert (laptop.home / ".git").stat().st_mode & 0o777 == 0o700


def test_who_commits_is_the_journal_where_git_knows_nobody(world: World, tmp_path: Path) -> None:
    """And the person where it does."""
    laptop, _ = pair(world, tmp_path)
    assert git(laptop.home, "log", "-1", "--format=%an <%ae>") == "valley <valley@localhost>"
    world.set(GIT_AUTHOR_NAME="Jo", GIT_AUTHOR_EMAIL="jo@example.com")
    laptop.log("More")
    laptop.sync()
    assert git(laptop.home, "log", "-1", "--format=%an <%ae>") == "Jo <jo@example.com>"


def test_setup_says_that_clear_words_stay_in_the_history(world: World, tmp_path: Path) -> None:
    """Before anything is sent."""
    laptop = Machine(world, tmp_path / "laptop")
    laptop.log("A day")
    said = laptop.run("sync", "setup", str(bare(tmp_path / "remote.git")))
    assert "stays in Git's history" in said
    assert "encrypt" in said


def test_a_folder_in_another_repository_is_refused(world: World, tmp_path: Path) -> None:
    """Its entries would end up in that history."""
    git(tmp_path, "init", "--quiet")
    laptop = Machine(world, tmp_path / "deep" / "laptop")
    laptop.log("A day")
    said = laptop.run("sync", "setup", str(bare(tmp_path / "remote.git")), code=3)
    assert "inside another Git repository" in said
    assert not (laptop.home / ".git").exists()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://jo:secret@example.com/journal.git", 3),
        ("http://example.com/journal.git", 3),
        ("ext::sh -c 'touch pwned'", 3),
        ("--upload-pack=touch pwned", 3),
        ("missing.git", 8),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(
    world: World, tmp_path: Path, address: str, code: int
) -> None:
    """A password is not kept, no program is run, and nothing is half set up."""
    laptop = Machine(world, tmp_path / "laptop")
    laptop.log("A day")
    assert laptop.call("sync", "setup", "--", address).exit_code == code
    assert not [path for path in laptop.home.iterdir() if path.name.startswith(".git")]
    assert not Path("pwned").exists()


def test_a_remote_that_is_gone_loses_nothing(world: World, tmp_path: Path) -> None:
    """The next sync goes on, and doctor names it."""
    laptop, desk = pair(world, tmp_path)
    laptop.log("On the train")
    (tmp_path / "remote.git").rename(tmp_path / "away.git")
    assert "Nothing is lost" in laptop.run("sync", code=8)
    [problem] = json.loads(laptop.call("doctor", "--json").stdout)["problems"]
    assert "is gone or does not answer" in problem["why"]
    (tmp_path / "away.git").rename(tmp_path / "remote.git")
    assert "1 entry went" in laptop.sync()
    assert "1 entry came" in desk.sync()
    assert laptop.run("doctor")


def test_a_history_that_is_large_is_begun_anew(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offered by sync, status and doctor; both machines move over, and the old remote stays."""
    laptop, desk = pair(world, tmp_path)
    laptop.log("More")
    monkeypatch.setattr(exchange, "MUCH", 100)
    assert "valley sync setup --fresh REMOTE" in laptop.sync()
    assert laptop.json("sync", "status")["begin_afresh"] is True
    assert "--fresh" in laptop.run("doctor", code=5)
    old = git(tmp_path / "remote.git", "rev-parse", "main")
    fresh = str(bare(tmp_path / "fresh.git"))
    desk.log("Not sent yet")
    for machine in (laptop, desk):
        machine.run("sync", "setup", "--fresh", fresh)
    laptop.sync()
    assert laptop.happened() == desk.happened() == {"Begun on the laptop", "More", "Not sent yet"}
    assert git(laptop.home, "rev-list", "--count", "HEAD") == "2"
    assert git(tmp_path / "remote.git", "rev-parse", "main") == old


def test_a_clock_that_is_ahead_is_named(world: World, tmp_path: Path) -> None:
    """The later change wins, so it matters."""
    laptop, desk = pair(world, tmp_path)
    world.day("2026-03-04T13:00")
    desk.log("An hour ahead")
    desk.sync()
    world.day("2026-03-04T12:00")
    assert "60 minutes ahead" in laptop.sync()
    assert "60 minutes ahead" in laptop.run("doctor", code=5)


def test_sync_after_a_check_in_where_it_is_set(world: World, tmp_path: Path) -> None:
    """After the closing lines; a remote that is gone costs a line, not the check-in."""
    laptop, desk = pair(world, tmp_path)
    laptop.run("config", "set", "sync_after", "checkin")
    assert "1 entry went" in laptop.run("checkin", "--no-input", "--happened=Told at once")
    desk.sync()
    assert "Told at once" in desk.happened()
    (tmp_path / "remote.git").rename(tmp_path / "away.git")
    said = laptop.run("checkin", "--no-input", "--happened=Offline")
    assert "Not synced: " in said
    assert "Offline" in laptop.happened()


def test_a_sync_after_the_review(world: World, tmp_path: Path) -> None:
    """Where that is what is set."""
    laptop, desk = pair(world, tmp_path)
    laptop.run("config", "set", "sync_after", "review")
    assert "Synced" not in laptop.run("checkin", "--no-input", "--happened=Not yet")
    assert "1 entry went" in laptop.run("review", "--no-input", "--focus=Call first")
    desk.sync()
    assert desk.json("review")["focus"] == "Call first"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_document_that_cannot_be_printed(world: World, tmp_path: Path) -> None:
    """The sync is done, and that is said."""
    laptop, desk = pair(world, tmp_path)
    laptop.log("More")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "valley", "sync", "--json"],
            env=os.environ | {"VALLEY_HOME": str(laptop.home)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 8
    assert "Saved: the sync with" in ran.stderr
    assert "1 entry came" in desk.sync()


def test_by_ssh(world: World, tmp_path: Path) -> None:
    """As host:path; ssh is told to ask nothing, and the person's own command for it is used."""
    bare(tmp_path / "far" / "journal.git")
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\nfor last; do :; done\ncd {tmp_path}/far && eval "$last"\n'
    )
    ssh.chmod(0o755)
    world.set(GIT_SSH_COMMAND=f"{ssh} -4")
    laptop, desk = Machine(world, tmp_path / "laptop"), Machine(world, tmp_path / "desk")
    laptop.log("Over the wire")
    assert "1 entry went" in laptop.run("sync", "setup", "jo@example.com:journal.git")
    desk.run("sync", "setup", "ssh://jo@example.com/journal.git", code=8)  # of the host's own top
    assert "1 entry came" in desk.run("sync", "setup", "jo@example.com:journal.git")
    asked = (tmp_path / "asked").read_text().splitlines()
    assert all("-4" in line and "BatchMode=yes" in line for line in asked)


def test_git_that_is_missing_or_old_is_named(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With where to get it."""
    laptop, _ = pair(world, tmp_path)
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    assert "git-scm.com" in laptop.run("sync", code=4)
    (tools / "git").write_text("#!/bin/sh\necho git version 2.29.3\n")
    (tools / "git").chmod(0o755)
    assert "needs Git 2.30 or newer" in laptop.run("sync", code=4)
