"""Faults in the calls to the operating system that a change of the journal makes."""

import errno
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from valley.journal import Journal

CALLS = ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "close")
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
Fault = Callable[[str], None]


_UNWAITING = getattr(os, "O_NONBLOCK", 0)


@contextmanager
def faults(
    at: int, fault: Fault, *, lasting: bool = False, calls: tuple[str, ...] = CALLS
) -> Iterator[list[str]]:
    """Let the call of that number fail, counted from 0, and all after it where it is lasting.

    Yields the names of the calls as they are made. A write that fails has written a half before.
    """
    made: list[str] = []
    real = {name: getattr(os, name) for name in calls}

    def wrap(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and args[1] & _UNWAITING and not args[1] & os.O_RDWR:
                return real[name](*args, **kwargs)  # only to read
            number = len(made)
            made.append(name)
            if number == at or (lasting and number > at and name not in {"unlink", "close"}):
                if name == "write":
                    real["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
                if name == "close":
                    real["close"](args[0])
                fault(name)
            # Flushing shows in no test, and takes most of the time.
            return None if name == "fsync" else real[name](*args, **kwargs)

        return call

    try:
        for name in calls:
            setattr(os, name, wrap(name))
        yield made
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def disk_full(name: str) -> None:
    """Answer as a full disk does."""
    del name
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def ctrl_c(name: str) -> None:
    """Interrupt as a person does."""
    raise KeyboardInterrupt(name)


def death(name: str) -> None:
    """End the process here and now."""
    del name
    os._exit(9)


def in_a_child(work: Callable[[], None]) -> int:
    """Do the work in a process of its own, and return its exit code."""
    assert hasattr(os, "fork")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a runner of tests in parallel has threads; the child none
        child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(home: Path) -> dict[str, Any]:
    """Tell all that a journal says, and the bytes of what is damaged."""
    journal = Journal(home, NOW)
    entries = {entry.id: (entry.day, entry.happened, entry.status) for entry in journal.entries()}
    reviews = {review.week: review.focus for review in journal.reviews()}
    names = dict(journal.names())
    damaged = {name: (home / f"journal/{name}.json").read_bytes() for name in journal.damaged}
    conflicts = [path.name for path in home.glob("journal/* *.json")]
    assert not journal.broken
    return {"entries": entries, "rest": (reviews, names, damaged, conflicts)}


def again(template: Path, home: Path) -> Journal:
    """Make a journal afresh from a template, as of now."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)
    return Journal(home, NOW)


def day(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)
