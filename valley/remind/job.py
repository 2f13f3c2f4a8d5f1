"""What a reminder is, whatever scheduler it is given to."""

import re
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from xml.parsers.expat import ExpatError

from valley import again, files
from valley.errors import MAKES_NO_SENSE, InvalidInput
from valley.remind.system import System

NAME = "valley-reminder"
Command = tuple[tuple[str, ...], bytes]  # what is run, and what it is given to read

# Ends of lines, and what units, property lists and XML cannot hold: bytes that are no text among it.
_UNWRITABLE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"


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
        """Make the reminder of a journal.

        Raises:
            InvalidInput: A path holds what cannot be written where schedulers read it.
        """
        python = Path(system.python)
        if system.platform == "win32" and python.name == "python.exe":
            python = python.with_name("pythonw.exe")  # no window flashes up
        made = cls(at, (str(python), *again.words(), "remind", "now", "--home", str(journal)))
        made.refuse(_UNWRITABLE, "control characters or bytes that are no text")
        return made

    def refuse(self, pattern: str, what: str) -> None:
        """Refuse words that would be read as something else.

        Raises:
            InvalidInput: One holds the pattern, which is told as `what`.
        """
        for word in self.command:
            if re.search(pattern, word):
                raise InvalidInput(
                    f"The path {word!r} holds {what}, which a scheduler would not read as they are; nothing was"
                    " written. Give it a plain name, or let your own scheduler run: valley remind now"
                )


@dataclass(frozen=True, slots=True)
class Plan:
    """What setting a reminder up would do.

    Attributes:
        files: What is to be written, by its path.
        commands: What is to be run then.
    """

    files: dict[Path, bytes]
    commands: tuple[Command, ...]


class Scheduler:
    """A scheduler of a platform, which keeps a reminder in files of its own.

    Attributes:
        title: What it is called.
    """

    title: str

    def __init__(self, system: System) -> None:
        self._system = system

    def there(self) -> bool:
        """Return whether this machine has it."""
        raise NotImplementedError

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do.

        Raises:
            InvalidInput: A path cannot be written into it safely.
            CannotWrite: What is there already cannot be read, so it must not be written.
        """
        raise NotImplementedError

    def files(self) -> tuple[Path, ...]:
        """Return its files, first the one that holds the time."""
        raise NotImplementedError

    def time_in(self, data: bytes) -> time:
        """Read the time in that file; one that was changed by hand may make no sense."""
        raise NotImplementedError

    def off(self) -> tuple[str, ...]:
        """Return the command that switches the reminder off."""
        raise NotImplementedError

    def active(self) -> time | None:
        """Return the time of the reminder that is set up, None where none is.

        Raises:
            CannotWrite: What is there cannot be read.
        """
        try:
            return self.time_in(files.read(self.files()[0], files.SMALL))
        except (OSError, ArithmeticError, ExpatError, *MAKES_NO_SENSE):
            return None

    def leftovers(self) -> list[Path]:
        """List the files of a reminder that are there."""
        return [path for path in self.files() if path.exists()]

    def stop(self) -> list[Command]:
        """List the commands that switch the reminder off, before its files go.

        Raises:
            CannotWrite: What is there already cannot be read, so it must not be written.
        """
        return [(self.off(), b"")] if self.leftovers() else []
