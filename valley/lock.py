"""One writer at a time: the operating system's lock on a file, which ends with its process."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from valley import files
from valley.files import FILE_MODE

POLL = 0.02  # seconds between two looks at the lock
OF_A_SYNC = ".valley.sync.lock"  # in the journal's folder, held from the fetch to the push
SOFT = ".held"  # ends the name of a file that is the lock by being there
# What `flock` answers where another process holds the lock (EACCES on some file systems), and what
# is answered where the file was unlinked while the lock was waited for.
_NOT_YET = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.ENOENT}


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock on a file.

    Where the platform has `flock`, it is the lock that filelock takes too, and filelock stays
    unloaded: loading it would take 13 of the 75 ms of a check-in (`python -m tests.bench`). Where
    it has none, filelock knows the ways out.

    Args:
        path: The file; it is made where it is missing, and what it says means nothing.
        patience: How long to wait for another process, in seconds.

    Raises:
        TimeoutError: Another process held it all that time.
        OSError: The file cannot be opened.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_by_system(path, patience))
        except ImportError:  # Windows
            stack.enter_context(_by_library("FileLock", path, patience))
        except NotImplementedError:  # a file system without locks
            soft = path.with_name(path.name + SOFT)
            stack.enter_context(_by_library("SoftFileLock", soft, patience))
        yield


@contextmanager
def _by_system(path: Path, patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    while (descriptor := _taken(path)) is None:
        if time.monotonic() >= until:
            raise TimeoutError
        time.sleep(POLL)
    try:
        yield
    finally:
        with suppress(OSError):  # the lock ends with the process at the latest
            os.close(descriptor)


def _taken(path: Path) -> int | None:
    """Take the lock and return its descriptor; None where another process holds it.

    A lock on a file that was unlinked meanwhile keeps nobody out: who comes next makes a new file.
    """
    import fcntl

    descriptor = files.open_lock(path)
    is_held = False
    try:
        if sys.platform != "win32":  # there the import has failed
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_held = os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError as error:
        if error.errno == errno.ENOSYS:
            raise NotImplementedError from error
        if error.errno not in _NOT_YET:
            raise
    finally:
        if not is_held:
            os.close(descriptor)
    return descriptor if is_held else None


@contextmanager
def _by_library(kind: str, path: Path, patience: float) -> Iterator[None]:
    import filelock

    lock = getattr(filelock, kind)(path, timeout=patience, mode=FILE_MODE)
    try:
        lock.acquire(poll_interval=POLL)
    except filelock.Timeout as error:
        raise TimeoutError from error
    try:
        yield
    finally:
        lock.release()
