"""What a reminder is, whatever scheduler it is given to."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Protocol

from valley.remind.system import System

NAME = "valley-reminder"


@dataclass(frozen=True, slots=True)
class Job:
    """A reminder to set up.

    Attributes:
        at: Local time of day.
        command: What to run then, a word each.
    """

    at: time
    command: tuple[str, ...]

    @classmethod
    def of(cls, at: time, journal: Path, system: System) -> "Job":
        """Make the reminder of a journal."""
        python = Path(system.python)
        if system.platform == "win32" and python.name == "python.exe":
            python = python.with_name("pythonw.exe")  # no window flashes up
        return cls(at, (str(python), "-m", "valley", "remind", "now", "--home", str(journal)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What setting a reminder up would do.

    Attributes:
        files: What is to be written, by its path.
        commands: What is to be run then, each with the text it is given.
    """

    files: dict[Path, bytes]
    commands: tuple[tuple[tuple[str, ...], str], ...]


class Scheduler(Protocol):
    """A scheduler of a platform."""

    title: str

    def __init__(self, system: System) -> None:
        """Take the machine it works on."""

    def there(self) -> bool:
        """Tell whether this machine has it."""

    def plan(self, job: Job) -> Plan:
        """Say what setting this reminder up would do."""

    def active(self) -> time | None:
        """Tell the time of the reminder that is set up, None where none is."""

    def leftovers(self) -> list[Path]:
        """List the files of a reminder that are there."""

    def stop(self) -> list[tuple[tuple[str, ...], str]]:
        """List the commands that switch the reminder off, before its files go."""
