"""A launch agent: macOS."""

import plistlib
from datetime import time
from pathlib import Path
from xml.parsers.expat import ExpatError

from valley import files
from valley.remind.job import Command, Job, Plan
from valley.remind.system import System

LABEL = "valley.reminder"


class Launchd:
    """launchd of the user's session."""

    title = "launchd agent"

    def __init__(self, system: System) -> None:
        self._system = system

    def there(self) -> bool:
        """Return whether this is macOS."""
        return self._system.platform == "darwin"

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(job.command),
            "StartCalendarInterval": {"Hour": job.at.hour, "Minute": job.at.minute},
        }
        path = self._file()
        load = ("launchctl", "bootstrap", self._domain(), str(path))
        return Plan({path: plistlib.dumps(agent)}, ((load, b""),))

    def active(self) -> time | None:
        """Return the time of the reminder that is set up."""
        try:
            when = plistlib.loads(files.read(self._file(), files.SMALL))["StartCalendarInterval"]
            return time(when["Hour"], when["Minute"])
        except (OSError, ValueError, LookupError, TypeError, ArithmeticError, ExpatError):
            return None  # gone, or changed by hand

    def leftovers(self) -> list[Path]:
        """List the agent's file, if it is there."""
        return [self._file()] if self._file().exists() else []

    def stop(self) -> list[Command]:
        """List the command that switches the agent off."""
        off = ("launchctl", "bootout", f"{self._domain()}/{LABEL}")
        return [(off, b"")] if self.leftovers() else []

    def _domain(self) -> str:
        return f"gui/{self._system.uid}"

    def _file(self) -> Path:
        return self._system.user / "Library" / "LaunchAgents" / f"{LABEL}.plist"
