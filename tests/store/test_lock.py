"""One valley writes at a time, whichever lock the platform has."""

import errno
import fcntl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from tests.conftest import World
from valley.store import lock


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
    with pytest.raises(KeyboardInterrupt), lock.held(path, 0):
        raise KeyboardInterrupt
    with lock.held(path, 0):
        pass


@pytest.mark.parametrize("platform", PLATFORMS[1:], ids=PLACES[1:])
def test_no_checkin_is_lost_without_the_systems_lock(
    platform: Callable[[pytest.MonkeyPatch], None], world: World
) -> None:
    """Then filelock holds a file."""
    platform(world.monkeypatch)
    world.checkin("one")
    world.checkin("two")
    assert len(world.json("log")) == 2


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
