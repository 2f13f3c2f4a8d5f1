"""What `valley doctor` finds wrong with a sync."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from valley import clock
from valley.errors import Busy, CannotWrite, ValleyError
from valley.journal import Journal
from valley.reports import Problem
from valley.sync import exchange, state
from valley.sync.git import GitFailed
from valley.sync.repository import Repository

PATIENCE = 10.0  # seconds for the remote to answer
HANGS = 300.0  # seconds after which a sync that goes on does not get anywhere
FILE = ".git"


def problems(journal: Journal, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the sync of a journal; nothing where none is set up."""
    if not (root / FILE).exists():
        return
    try:
        repository = exchange.opened(root, monotonic() + PATIENCE)
        yield from _running(root)
        yield from _state(journal, repository)
        yield from _remote(repository)
    except ValleyError as error:
        why, _, help_ = str(error).rpartition("; ")
        yield Problem(FILE, why or str(error), help_)


def _running(root: Path) -> Iterator[Problem]:
    """Look for a sync that hangs."""
    try:
        with exchange.alone(root):
            return
    except CannotWrite:
        return  # told elsewhere
    except Busy:
        began = root / FILE / state.FILE
        if clock.seconds_since(began.stat().st_mtime) > HANGS:
            why = "a sync began more than five minutes ago and has not ended"
            yield Problem(FILE, why, "end that valley; the next sync goes on where it was")


def _state(journal: Journal, repository: Repository) -> Iterator[Problem]:
    """Look at what lies here."""
    place = repository.git.place
    if begun := repository.under_way():
        yield Problem(FILE, f"a merge by hand has not ended ({begun})", "git merge --abort")
    if os.name != "nt" and place.stat().st_mode & 0o077:
        yield Problem(FILE, "it is open to others", "valley sync setup")
    with exchange.whole(place):
        if by := exchange.ahead(repository, journal.now):
            minutes = by.total_seconds() // 60
            why = (
                f"the clock of the machine that synced last is {minutes:.0f} minutes ahead of this"
            )
            yield Problem(FILE, f"{why}, and the later change wins", "set both clocks right")
        if (size := repository.size()) > exchange.MUCH:
            why = f"its history takes {size >> 20} MiB"
            yield Problem(FILE, why, "begin an empty remote: valley sync setup --fresh REMOTE")


def _remote(repository: Repository) -> Iterator[Problem]:
    """Ask the remote whether it is there."""
    if repository.remote:
        try:
            repository.heads(repository.remote)
        except GitFailed as error:
            why = f"{repository.remote} is gone or does not answer: {error}"
            yield Problem(
                FILE, why, "look at the network and the address: valley sync setup REMOTE"
            )
