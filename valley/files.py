"""One file written whole or not at all, for its owner only."""

import errno
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from valley import clock
from valley.errors import CannotWrite

FILE_MODE = 0o600
FOLDER_MODE = 0o700
STALE = 600.0  # seconds after which a temporary file belongs to a write that never finished

# The name of our own temporary files; others (Syncthing's `.syncthing.2026.json.tmp`) are not ours.
_TEMPORARY = r"\..+\.[0-9a-f]{12}\.tmp"
# What a file system answers that cannot flush a folder at all (network shares, FUSE).
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}

T = TypeVar("T")


def make_folder(folder: Path) -> None:
    """Create the folder and those above it that are missing, closed to others.

    Raises:
        CannotWrite: It cannot be made, or a file stands where a folder should.
    """
    try:
        missing = [folder, *folder.parents]
        for path in reversed([path for path in missing if not path.exists()]):
            path.mkdir(mode=FOLDER_MODE, exist_ok=True)
            sync_folder(path.parent)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        raise cannot_write(folder, error) from error


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace the file's content so that a crash leaves the old or the new, never a part.

    A temporary file in the same folder is written, flushed to the disk and renamed over the
    target; then the folder is flushed, so that the rename survives a power cut. A symbolic link
    is followed: its target is replaced, the link stays. The data may come in pieces; whatever ends
    them early leaves the file as it was.

    Raises:
        CannotWrite: The disk is full, or the folder is closed. The file is as it was, or, where
            only the last flush failed, whole and new.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = _again(os.open, temporary, flags, FILE_MODE)
        try:
            for part in [data] if isinstance(data, bytes) else data:
                _write_all(descriptor, part)
            _again(os.fsync, descriptor)
        finally:
            os.close(descriptor)
        _again(os.replace, temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        remove(temporary)
        raise cannot_write(path, error) from error
    except BaseException:
        remove(temporary)
        raise


def rename(old: Path, new: Path) -> None:
    """Give a file another name in its folder, on the disk before it returns, or not at all.

    Raises:
        CannotWrite: The folder is closed.
    """
    try:
        _again(os.replace, old, new)
        try:
            sync_folder(new.parent)
        except OSError:
            with suppress(OSError):
                new.replace(old)
            raise
    except OSError as error:
        raise cannot_write(new, error) from error


def sync_folder(folder: Path) -> None:
    """Flush the folder's list of names to the disk, where the platform lets one."""
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS journals its names itself
    try:
        descriptor = _again(os.open, folder, os.O_RDONLY)
        try:
            _again(os.fsync, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def remove(path: Path) -> None:
    """Remove the file if it is there; one that will not go does no harm."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def remove_surely(path: Path) -> None:
    """Remove the file, on the disk before it returns.

    Raises:
        CannotWrite: The folder is closed.
    """
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


def is_stale(path: Path) -> bool:
    """Tell whether a write that never finished left this file behind, some while ago."""
    if not re.fullmatch(_TEMPORARY, path.name):
        return False
    try:
        return clock.seconds_since(path.lstat().st_mtime) > STALE
    except OSError:
        return False


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """Say in one line which file could not be written, and why."""
    why = error.strerror or type(error).__name__
    return CannotWrite(
        f"Cannot write {path}: {why}. What was there is untouched;"
        " make room or open the folder, then try again."
    )


def _again(call: Callable[..., T], *args: Any) -> T:
    """Call until no signal cuts in: Python sees to that for most calls, not for a rename."""
    while True:
        try:
            return call(*args)
        except InterruptedError:
            continue


def _write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data: one call may take a part of it."""
    left = memoryview(data)
    while left:
        left = left[_again(os.write, descriptor, left) :]
