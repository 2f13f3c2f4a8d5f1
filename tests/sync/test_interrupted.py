"""A sync that ends anywhere leaves both sides whole, and the next one goes on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from time import monotonic
from typing import Any

import pytest

from tests.conftest import World
from tests.store.faults import Fault, ctrl_c, death, disk_full, faults, in_a_child
from tests.sync.machines import Machine, bare, git, pair
from valley import files, settings
from valley.clock import now
from valley.errors import Busy, CannotWrite, ValleyError
from valley.journal import Journal
from valley.sync import checks
from valley.sync.exchange import alone, sync
from valley.sync.git import Git, GitFailed
from valley.sync.repository import Repository
from valley.sync.setting_up import set_up

BEGUN = "Begun on the laptop"
EVERY = {BEGUN, "On the laptop", "At the desk"}


@pytest.fixture
def apart(world: World, tmp_path: Path) -> tuple[Machine, Machine]:
    """Return two machines that both have something to send and a setting each."""
    laptop, desk = pair(world, tmp_path)
    laptop.log("On the laptop")
    laptop.run("config", "set", "role", "leader")
    desk.log("At the desk")
    desk.run("config", "set", "repair_days", "2")
    desk.sync()
    return laptop, desk


def _sync(home: Path) -> None:
    sync(Journal(home, now()), home)


def _again(tmp_path: Path, number: int) -> tuple[Path, Path]:
    """Return a copy of the laptop with a remote of its own, to be interrupted."""
    home, remote = tmp_path / f"laptop-{number}", tmp_path / f"remote-{number}.git"
    shutil.copytree(tmp_path / "laptop", home, symlinks=True)
    shutil.copytree(tmp_path / "remote.git", remote)
    git(home, "config", "remote.origin.url", str(remote))
    return home, remote


def _check(home: Path, remote: Path) -> None:
    """Both sides are whole, and one more sync makes them the same."""
    git(remote, "fsck", "--strict")
    journal = Journal(home, now())
    assert {BEGUN, "On the laptop"} <= {entry.happened for entry in journal.entries()}
    _sync(home)
    assert {entry.happened for entry in Journal(home, now()).entries()} == EVERY
    assert not journal.check()
    values = settings.load(home).values
    assert (values["role"], values["repair_days"]) == ("leader", 2)
    sent = [git(remote, "show", f"main:journal/{name}.json") for name in ("2026", "excuses")]
    assert all(word in sent[0] for word in EVERY)
    assert "leader" in sent[1]
    if (home / ".git" / "index.lock").exists():  # Git's own list: it waits till that is old
        (home / ".git" / "index.lock").unlink()
        _sync(home)
    assert git(home, "status", "--porcelain") == ""
    git(home, "fsck", "--strict")


def _commands(home: Path) -> list[str]:
    """Return what Git is asked in a sync, in order."""
    asked: list[str] = []
    real = Git.run

    def run(self: Git, *args: str, **options: Any) -> bytes:
        asked.append(args[0])
        return real(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Git, "run", run)
        _sync(home)
    return asked


def _ends_at(at: int, *, after: bool, how: Callable[[], None]) -> Callable[..., bytes]:
    """Return a Git that ends at its call of that number, before it or after it."""
    real, made = Git.run, [0]

    def run(self: Git, *args: str, **options: Any) -> bytes:
        made[0] += 1
        if made[0] == at and not after:
            how()
        out = real(self, *args, **options)
        if made[0] == at and after:
            how()
        return out

    return run


CHANGING = ("write", "replace", "rename")
WRITING = {"fetch", "hash-object", "mktree", "commit-tree", "update-ref", "read-tree", "push"}


@pytest.mark.usefixtures("apart")
def test_killed_before_or_after_any_step_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that write something."""
    commands = _commands(_again(tmp_path, 0)[0])
    assert set(commands) >= WRITING
    for at in (at for at, name in enumerate(commands, 1) if name in WRITING):
        for after in (False, True):
            home, remote = _again(tmp_path, 10 * at + after)
            with monkeypatch.context() as patch:
                patch.setattr(Git, "run", _ends_at(at, after=after, how=lambda: os._exit(9)))
                assert in_a_child(lambda home=home: _sync(home)) == 9  # type: ignore[misc]
            _check(home, remote)


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(("fault", "first"), [(death, 0), (disk_full, 1), (ctrl_c, 0), (death, 1)])
def test_killed_full_or_stopped_at_any_write_of_valley(
    tmp_path: Path, fault: Fault, first: int
) -> None:
    """Of its own files: the volumes, the settings, what it remembers; a death at each of them."""
    with faults(-1, fault, calls=CHANGING) as made:
        _sync(_again(tmp_path, 0)[0])
    assert len(made) > 8
    for at in range(first, len(made), 2):
        home, remote = _again(tmp_path, at + 1)

        def cut_off(at: int = at, home: Path = home) -> None:
            with faults(at, fault, calls=CHANGING):
                _sync(home)

        assert in_a_child(cut_off) != 0
        _check(home, remote)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("limit", [0, 20, 60, 150, 300, 600, 1000])
def test_no_room_for_any_file_larger_than_that(tmp_path: Path, limit: int) -> None:
    """Git is killed by it in the middle of a write, with its locks left."""
    home, remote = _again(tmp_path, 1)

    def limited() -> None:
        import resource

        if sys.platform != "win32":
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        _sync(home)

    assert in_a_child(limited) in {0, 1}
    _check(home, remote)


@pytest.mark.usefixtures("apart")
def test_locks_that_a_git_left_which_was_killed(tmp_path: Path) -> None:
    """They are taken away where nobody holds them; that of the index once it is old."""
    home, remote = _again(tmp_path, 1)
    for name in ("refs/heads/main.lock", "refs/remotes/origin/main.lock", "index.lock"):
        (home / ".git" / name).touch()
    _sync(home)
    assert (home / ".git" / "index.lock").exists()
    os.utime(home / ".git" / "index.lock", (0, 0))
    _sync(home)
    assert not (home / ".git" / "index.lock").exists()
    _check(home, remote)


@pytest.mark.usefixtures("apart")
def test_a_set_up_that_ends_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is the repository of before, or the new one, or none; and setting up again goes on."""
    real = files.rename
    for at in range(1, 4):
        for after in (False, True):
            home, _ = _again(tmp_path, 10 * at + after)
            fresh = bare(tmp_path / f"fresh-{at}-{after}.git")
            made = [0]

            def rename(
                old: Path, new: Path, made: list[int] = made, at: int = at, after: bool = after
            ) -> None:
                made[0] += ".git" in f"{old}{new}"
                if made[0] == at and not after:
                    os._exit(9)
                real(old, new)
                if made[0] == at and after:
                    os._exit(9)

            def begin(home: Path = home, fresh: Path = fresh) -> None:
                set_up(Journal(home, now()), home, str(fresh), fresh=True)

            with monkeypatch.context() as patch:
                patch.setattr(files, "rename", rename)
                in_a_child(begin)
            begin()
            left = {path.name for path in home.iterdir() if path.name.startswith(".git")}
            assert left == {".git"}
            assert "On the laptop" in git(fresh, "show", "main:journal/2026.json")


def test_the_remote_moves_on_in_between(
    apart: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came there meanwhile is taken in, and nothing is forced."""
    laptop, desk = apart
    real = Repository.push
    moved: list[str] = []

    def push(self: Repository) -> None:
        if self.git.root == laptop.home and len(moved) < 3:
            moved.append(desk.log(f"Meanwhile {len(moved)}"))
            _sync(desk.home)
        real(self)

    monkeypatch.setattr(Repository, "push", push)
    assert "4 entries came" in laptop.sync()
    desk.sync()
    assert laptop.happened() == desk.happened() == EVERY | {f"Meanwhile {n}" for n in range(3)}
    count = git(tmp_path / "remote.git", "rev-list", "--count", "main")
    assert int(count) > 6  # every commit of both is still there


def test_a_remote_that_will_not_take_it(apart: tuple[Machine, Machine], tmp_path: Path) -> None:
    """Its reason is said, and all is kept here."""
    laptop, _ = apart
    git(tmp_path / "remote.git", "config", "transfer.unpackLimit", "1")
    objects = tmp_path / "remote.git" / "objects"
    kept = [path for path in objects.rglob("*") if path.is_dir()]
    git(tmp_path / "remote.git", "config", "receive.denyNonFastForwards", "true")
    (tmp_path / "remote.git" / "refs" / "heads" / "main.lock").touch()
    assert "Nothing is lost" in laptop.run("sync", code=8)
    (tmp_path / "remote.git" / "refs" / "heads" / "main.lock").unlink()
    assert kept
    assert "1 entry went" in laptop.sync()


def test_the_network_goes_after_the_push_has_arrived(
    apart: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is lost, not the push: the next sync finds it there."""
    laptop, desk = apart
    real = Repository.push

    def push(self: Repository) -> None:
        real(self)
        raise GitFailed("the connection was reset")

    with monkeypatch.context() as patch:
        patch.setattr(Repository, "push", push)
        laptop.call("sync")
    assert "nothing came, nothing went" in laptop.sync()
    desk.sync()
    assert desk.happened() == EVERY


def test_two_syncs_at_once(apart: tuple[Machine, Machine]) -> None:
    """Of one folder the second one is told; of two folders both get through."""
    laptop, desk = apart
    ended: list[ValleyError | None] = []
    start = Barrier(4)

    def run(home: Path) -> None:
        start.wait()
        try:
            _sync(home)
            ended.append(None)
        except ValleyError as error:
            ended.append(error)

    threads = [Thread(target=run, args=(home,)) for home in (laptop.home, desk.home) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 4
    assert all(error is None or isinstance(error, Busy) for error in ended)
    for machine in (laptop, desk, laptop):
        machine.sync()
    assert laptop.happened() == desk.happened() == EVERY


def test_a_sync_that_hangs_is_named(
    apart: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the one that comes after it, and by doctor once it has taken long."""
    laptop, _ = apart
    laptop.sync()
    with alone(laptop.home):
        assert "Another valley sync" in laptop.run("sync", code=6)
        assert laptop.run("doctor")
        monkeypatch.setattr(checks, "HANGS", -1.0)
        assert "has not ended" in laptop.run("doctor", code=5)


def _runs(process: int) -> bool:
    """Return whether a process is more than an entry in the system's table."""
    ran = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False
    )
    return ran.stdout.strip()[:1] not in {b"", b"Z"}


def test_a_remote_that_never_answers_ends_in_time(
    apart: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one behind a firewall that drops everything; nothing is left running."""
    laptop, _ = apart
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text(
        f'#!/bin/sh\necho $$ > {tmp_path}/pid\necho "$@" > {tmp_path}/asked\nexec sleep 1000\n'
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{ssh.parent}:{os.environ['PATH']}")
    git(laptop.home, "config", "remote.origin.url", "jo@example.com:journal.git")
    with pytest.raises(CannotWrite, match="Nothing is lost"):
        sync(Journal(laptop.home, now()), laptop.home, monotonic() + 1.5)
    assert "BatchMode=yes" in (tmp_path / "asked").read_text()
    assert not _runs(int((tmp_path / "pid").read_text()))
