"""A line in the user's crontab: where there is no other scheduler."""

import re
import shlex
from datetime import time
from pathlib import Path

from valley.remind.job import NAME, Job, Plan
from valley.remind.system import System


class Cron:
    """The user's crontab; every line of it but our own stays as it is."""

    title = "cron"

    def __init__(self, system: System) -> None:
        self._system = system

    def there(self) -> bool:
        """Tell whether there is cron."""
        return self._system.platform != "win32" and self._system.has("crontab")

    def plan(self, job: Job) -> Plan:
        """Say what setting this reminder up would do."""
        # A notification needs the user's bus, which cron does not know of.
        bus = f"DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/{self._system.uid}/bus"
        command = f"{bus} {shlex.join(job.command)}".replace("%", "\\%")
        line = f"{job.at.minute} {job.at.hour} * * * {command} # {NAME}"
        lines = [*self._others(), line]
        return Plan({}, ((("crontab", "-"), "".join(f"{one}\n" for one in lines)),))

    def active(self) -> time | None:
        """Tell the time of the reminder that is set up."""
        for line in self._lines():
            if _is_ours(line) and (found := re.match(r"(\d+) (\d+) ", line)):
                return time(int(found[2]), int(found[1]))
        return None

    def leftovers(self) -> list[Path]:
        """List no file: there is none."""
        return []

    def stop(self) -> list[tuple[tuple[str, ...], str]]:
        """List the command that takes our line out."""
        if not any(map(_is_ours, self._lines())):
            return []
        others = self._others()
        if not others:
            return [(("crontab", "-r"), "")]
        return [(("crontab", "-"), "".join(f"{one}\n" for one in others))]

    def _lines(self) -> list[str]:
        return (self._system.ask(("crontab", "-l")) or "").splitlines() if self.there() else []

    def _others(self) -> list[str]:
        return [line for line in self._lines() if not _is_ours(line)]


def _is_ours(line: str) -> bool:
    return line.endswith(f"# {NAME}")
