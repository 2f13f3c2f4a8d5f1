"""One valley writes at a time, whichever lock the platform has."""

import errno
import fcntl
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import filelock
import pytest

from tests.conftest import World
from valley import lock
from valley.store.folder import Folder


def no_fcntl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be on Windows."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(filelock, "FileLock", filelock.SoftFileLock)


def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be on a file system without locks."""

    def fails(*_: Any) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", fails)


PLATFORMS: list[Callable[[pytest.MonkeyPatch], None]] = [lambda _: None, no_fcntl, no_locks]
PLACES = ["here", "Windows", "no locks"]


@pytest.mark.parametrize("platform", PLATFORMS, ids=PLACES)
def test_a_second_writer_waits_in_vain(
    platform: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And gets in once the first is done."""
    platform(monkeypatch)
    path = tmp_path / "lock"
    with lock.held(path, 0), pytest.raises(TimeoutError), lock.held(path, 0.05):
        pass
    with lock.held(path, 0):
        pass


@pytest.mark.parametrize("platform", PLATFORMS, ids=PLACES)
def test_it_is_let_go_whatever_happens(
    platform: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C included."""
    platform(monkeypatch)
    path = tmp_path / "lock"
    with suppress(KeyboardInterrupt), lock.held(path, 0):
        with pytest.raises(TimeoutError), lock.held(path, 0):
            pass
        raise KeyboardInterrupt
    with lock.held(path, 0):
        pass


@pytest.mark.parametrize("platform", PLATFORMS, ids=PLACES)
def test_a_second_check_in_is_told_and_loses_nothing(
    platform: Callable[[pytest.MonkeyPatch], None], world: World
) -> None:
    """Whichever lock keeps it out."""
    platform(world.monkeypatch)
    world.checkin("one")
    world.monkeypatch.setattr(Folder.locked.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined]
    with Folder(world.home).locked():
        told = world.fails("checkin", "--no-input", "--happened", "meanwhile", code=6)
    assert "kept in" in told
    world.checkin("two")
    assert len(world.json("log")) == 2


def test_a_lock_whose_file_was_unlinked_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes next makes a new file: a lock on the old one would keep nobody out."""
    assert hasattr(fcntl, "flock")
    path, flock = tmp_path / "lock", fcntl.flock
    opened: list[int] = []

    def late(descriptor: int, operation: int) -> None:
        if not opened:
            path.unlink()
        opened.append(descriptor)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with lock.held(path, 1), pytest.raises(TimeoutError), lock.held(path, 0.05):
        pass
    assert len(opened) > 1


def test_some_file_systems_call_a_lock_that_is_held_no_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is no reason to give up."""
    answers = [PermissionError(errno.EACCES, "Permission denied"), None]
    monkeypatch.setattr(fcntl, "flock", Mock(side_effect=answers))
    with lock.held(tmp_path / "lock", 1):
        pass


def test_it_is_the_lock_that_filelock_takes(tmp_path: Path) -> None:
    """So that a valley that takes it through filelock keeps this one out, and the other way."""
    path = tmp_path / "lock"
    with filelock.FileLock(path), pytest.raises(TimeoutError), lock.held(path, 0.05):
        pass
    with lock.held(path, 0), pytest.raises(filelock.Timeout):
        filelock.FileLock(path, timeout=0.05).acquire()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """It is no reason to wait."""
    with pytest.raises(FileNotFoundError), lock.held(tmp_path / "gone" / "lock", 0.05):
        pass
