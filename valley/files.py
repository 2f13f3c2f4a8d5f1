"""The one place that opens files: read where they are files at all, written whole or not at all.

A name can stand for a pipe, a device, a socket or a folder, in a synchronised folder as anywhere.
Opening such a one may wait for ever, and reading it may never end: so what is read is a regular
file of a bounded size, and everything else is an `OSError` whose `strerror` says what it is.
"""

import errno
import io
import os
import re
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from valley import clock
from valley.errors import CannotWrite

FILE_MODE = 0o600
FOLDER_MODE = 0o700
LARGE = 2**28  # bytes: 256 MiB, more than any year of a journal
SMALL = 2**20  # bytes, of what is small by nature, as settings
STALE = 600.0  # seconds after which a temporary file belongs to a write that never finished

# The name of our own temporary files; others (Syncthing's `.syncthing.2026.json.tmp`) are not ours.
_TEMPORARY = r"\..+\.[0-9a-f]{12}\.tmp"
# What a file system answers that cannot flush a folder at all (network shares, FUSE).
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}

# Nothing is waited for, and no terminal taken over, should the name stand for something else by now.
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_PIECE = 2**16  # bytes
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

T = TypeVar("T")


def read(path: Path, most: int = LARGE) -> bytes:
    """Return what is in a file.

    Args:
        path: The file, or a link to it.
        most: As many bytes as it may have.

    Raises:
        OSError: It is not there, cannot be read, is no regular file, or is larger.
    """
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size  # some of the system's own files say 0
        parts = [file.read(size + 1)] if size <= most else []
        read = len(parts[0]) if parts else size
        while read <= most and (part := file.read(_PIECE)):
            parts.append(part)
            read += len(part)
    if read > most:
        raise OSError(errno.EFBIG, f"it is larger than {_size(most)}")
    return b"".join(parts)


def head(path: Path, count: int) -> bytes:
    """Return the first bytes of a file.

    Raises:
        OSError: It is not there, cannot be read, or is no regular file.
    """
    with opened(path) as file:
        return file.read(count)


def opened(path: Path) -> BinaryIO:
    """Open a file to be read in pieces.

    Raises:
        OSError: It is not there, cannot be read, or is no regular file.
    """
    _check(path.stat())  # before it is opened, for opening a device may do things
    file = _Given(_again(os.open, path, _READING), "rb")
    try:
        _check(os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def open_lock(path: Path) -> int:
    """Open a file whose content means nothing, made where it is missing; return its descriptor."""
    flags = os.O_RDWR | os.O_CREAT | _READING
    return os.open(path, flags, FILE_MODE)


def odd_kind(path: Path) -> str:
    """Name what stands where a file should, as `a pipe`; nothing where a file or nothing stands."""
    try:
        return _kind(path.stat())
    except (OSError, ValueError):
        return ""


def why(error: Exception) -> str:
    """Return why something could not be read, without the number that Python puts before it."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return (isinstance(error, OSError) and error.strerror) or str(error)


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
    if kind := odd_kind(target):
        raise cannot_write(path, OSError(errno.EINVAL, f"it is {kind}, not a file"))
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
    """Rename a file in its folder, on the disk before it returns, or not at all.

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
    """Return whether a write that never finished left this file behind, some while ago."""
    if not re.fullmatch(_TEMPORARY, path.name):
        return False
    try:
        return clock.seconds_since(path.lstat().st_mtime) > STALE
    except OSError:
        return False


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """Return the error that a file could not be written, and why, in one line."""
    why = error.strerror or type(error).__name__
    return CannotWrite(
        f"Cannot write {path}: {why}. What was there is untouched;"
        " make room or open the folder, then try again."
    )


class _Given(io.FileIO):
    """A file that gives what it has: some of the system's own would be waited for."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return some bytes."""
        found: bytes | None = super().read(size)
        if found is None:
            raise OSError(errno.EAGAIN, "it has nothing to be read right now")
        return found


def _check(status: os.stat_result) -> None:
    if kind := _kind(status):
        raise OSError(errno.EINVAL, f"it is {kind}, not a file")


def _kind(status: os.stat_result) -> str:
    """Name what is no regular file."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return next((kind for test, kind in _KINDS if test(status.st_mode)), "something else")


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 2**20 else f"{count >> 10} KiB"


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
