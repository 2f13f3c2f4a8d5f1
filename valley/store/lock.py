"""One writer at a time: the operating system's lock on a file, which ends with its process."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from valley.files import FILE_MODE

POLL = 0.02  # seconds between two looks at the lock
SOFT = ".held"  # ends the name of a file that is the lock by being there


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock on a file.

    It is the lock that filelock takes, so either keeps the other out. Where the platform has it,
    filelock stays unloaded: that alone is 10 of the 35 ms that a check-in takes beyond Typer
    (`python -m tests.bench --imports`). Where it has none, filelock knows the ways out.

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
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    try:
        for left in reversed(range(1 + int(patience / POLL))):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not left:
                    raise TimeoutError from None
                time.sleep(POLL)
            except OSError as error:
                if error.errno == errno.ENOSYS:
                    raise NotImplementedError from error
                raise
        yield
    finally:
        with suppress(OSError):  # the lock ends with the process at the latest
            os.close(descriptor)


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
