"""One writer at a time: the operating system's lock on a file, which ends with its process."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from valley.files import FILE_MODE

POLL = 0.02  # seconds between two looks at the lock


def acquire(path: Path, patience: float) -> Callable[[], None]:
    """Take the lock on a file, and return what lets it go.

    It is the lock that filelock takes. Where the platform has it, it is taken without that library,
    which is a fifth of what a check-in loads (10 of 45 ms by `-X importtime`).

    Args:
        path: The file; it is made where it is missing, and what it says means nothing.
        patience: How long to wait for another process, in seconds.

    Raises:
        TimeoutError: Another process held it all that time.
        OSError: The file cannot be opened.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return _by_library(path, patience)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
    try:
        for attempt in range(int(patience / POLL) + 1):
            if attempt:
                time.sleep(POLL)
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return partial(os.close, descriptor)
    except OSError:  # a file system without such locks; the library knows ways out
        os.close(descriptor)
        return _by_library(path, patience)
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    raise TimeoutError


def _by_library(path: Path, patience: float) -> Callable[[], None]:
    from filelock import FileLock, Timeout

    lock = FileLock(path, timeout=patience, mode=FILE_MODE)
    try:
        lock.acquire(poll_interval=POLL)
    except Timeout as error:
        raise TimeoutError from error
    return lock.release
