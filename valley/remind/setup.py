"""Setting a reminder up, and taking every trace of it away."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from valley import files
from valley.errors import CannotWrite, InvalidInput, NotFound
from valley.remind.cron import Cron
from valley.remind.job import Job, Plan, Scheduler
from valley.remind.launchd import Launchd
from valley.remind.system import System
from valley.remind.systemd import Systemd
from valley.remind.windows import Windows

READABLE = 0o644


@dataclass(frozen=True, slots=True)
class Active:
    """A reminder that is set up.

    Attributes:
        at: Local time of day.
        by: The scheduler's title.
        files: What stands on the disk for it.
    """

    at: time
    by: str
    files: tuple[Path, ...]


def parse_time(text: str) -> time:
    """Understand a time of day: 18:00, 18.

    Raises:
        InvalidInput: It is none.
    """
    hour, _, minute = text.strip().partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise InvalidInput(
            f"{text!r} is not understood as a time of day; give one like 18:00."
        ) from error


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
    """List the reminders that are set up."""
    found = [(one, one.active()) for one in _all(system)]
    return [Active(at, one.title, tuple(one.leftovers())) for one, at in found if at is not None]


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
        for command, text in plan.commands:
            system.do(command, text)
    except OSError as error:
        raise files.cannot_write(Path(error.filename or "."), error) from error
    except CannotWrite:
        for path in plan.files:
            files.remove(path)
        raise


def remove(system: System) -> list[str]:
    """Take every reminder away; return in words what was done.

    Raises:
        CannotWrite: A file would not go, or the crontab could not be written.
    """
    done = []
    for one in _all(system):
        for command, text in one.stop():
            if one.leftovers():  # the files decide; the command may have been undone by hand
                with suppress(CannotWrite):
                    system.do(command, text)
            else:
                system.do(command, text)
            done.append(f"Ran {' '.join(command)}")
        for path in one.leftovers():
            try:
                path.unlink()
            except OSError as error:
                raise files.cannot_write(path, error) from error
            done.append(f"Removed {path}")
    if any(".timer" in line for line in done) and system.has("systemctl"):
        system.ask(("systemctl", "--user", "daemon-reload"))
    return done


def job(at: time, journal: Path, system: System) -> Job:
    """Make the reminder of a journal."""
    return Job.of(at, journal, system)


def _all(system: System) -> tuple[Scheduler, ...]:
    if system.platform == "win32":
        return (Windows(system),)
    if system.platform == "darwin":
        return (Launchd(system), Cron(system))
    return (Systemd(system), Cron(system))
