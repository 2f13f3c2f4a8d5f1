"""Setting a reminder up, and taking every trace of it away."""

from collections.abc import Callable
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import NamedTuple, TypeVar

from valley import files
from valley.errors import CannotWrite, NotFound
from valley.remind.cron import Cron
from valley.remind.job import Plan, Scheduler
from valley.remind.schedulers import SYSTEMCTL, Launchd, Systemd, Windows
from valley.remind.system import System

READABLE = 0o644
T = TypeVar("T")


class Active(NamedTuple):
    """A reminder that is set up.

    Attributes:
        at: Local time of day.
        by: The scheduler's title.
        files: What stands on the disk for it.
    """

    at: time
    by: str
    files: tuple[Path, ...]


def scheduler(system: System) -> Scheduler:
    """Find the scheduler of this machine.

    Raises:
        NotFound: There is none.
    """
    for one in _all(system):
        if one.there():
            return one
    raise NotFound(
        "No scheduler was found: neither a systemd user session nor crontab."
        " Install cron, or let your own run: valley remind now"
    )


def active(system: System) -> list[Active]:
    """List the reminders that are set up.

    Raises:
        CannotWrite: Nothing tells whether there is one: the crontab cannot be read.
    """
    found, unread = _each(system, lambda one: one.active())
    if unread and not found:
        raise unread
    return [Active(at, one.title, tuple(one.leftovers())) for one, at in found]


def set_up(plan: Plan, system: System) -> None:
    """Do what a plan says; where a step fails, take the files away again.

    Raises:
        CannotWrite: A step failed.
    """
    try:
        for path, data in plan.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_whole(path, data)
            path.chmod(READABLE)
        for command, data in plan.commands:
            system.do(command, data)
    except OSError as error:
        raise files.cannot_write(Path(error.filename or "."), error) from error
    except CannotWrite:
        for path in plan.files:
            files.remove(path)
        raise


def remove(system: System, *, first: bool = False) -> list[str]:
    """Take every reminder away; return in words what was done.

    Args:
        system: The machine.
        first: Another takes its place, so that a crontab that cannot be read is passed over: the
            plan of one that needs it has seen to that.

    Raises:
        CannotWrite: A file would not go, or the crontab could not be read or written.
    """
    done = []
    found, unread = _each(system, lambda one: one.stop() or None)
    if unread and not found and not first:
        raise unread
    for one, commands in found:
        for command, data in commands:
            if one.leftovers():  # the files decide; the command may have been undone by hand
                with suppress(CannotWrite):
                    system.do(command, data)
            else:
                system.do(command, data)
            done.append(f"Ran {' '.join(command)}")
        for path in one.leftovers():
            try:
                path.unlink()
            except OSError as error:
                raise files.cannot_write(path, error) from error
            done.append(f"Removed {path}")
    if any(".timer" in line for line in done) and system.has("systemctl"):
        system.does((*SYSTEMCTL, "daemon-reload"))
    return done


def _each(
    system: System, ask: Callable[[Scheduler], T | None]
) -> tuple[list[tuple[Scheduler, T]], CannotWrite | None]:
    """Return what each scheduler has, and why one could not be read."""
    found, unread = [], None
    for one in _all(system):
        try:
            if (has := ask(one)) is not None:
                found.append((one, has))
        except CannotWrite as error:
            unread = error
    return found, unread


def _all(system: System) -> tuple[Scheduler, ...]:
    if system.platform == "win32":
        return (Windows(system),)
    if system.platform == "darwin":
        return (Launchd(system), Cron(system))
    return (Systemd(system), Cron(system))
