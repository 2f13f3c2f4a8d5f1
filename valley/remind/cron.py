"""A line in the user's crontab: where there is no other scheduler."""

import re
import shlex
from datetime import time
from pathlib import Path

from valley.errors import CannotWrite
from valley.remind.job import NAME, Command, Job, Plan, Scheduler
from valley.remind.system import in_words

LIST = ("crontab", "-l")
# What a program says that has no crontab to list: cronie and its kin, and BusyBox.
_NONE_YET = rb"no crontab for |can't open '[^'/]+': No such file or directory"
# A crontab is bytes; only a newline ends a line of it.
_LINE = rb"[^\n]*\n|[^\n]+"
_OURS = rb"\s*[^#\s].* remind now .*# " + NAME.encode() + rb"\s*"


class Cron(Scheduler):
    """The user's crontab; every line of it but our own stays as it is, byte for byte."""

    title = "cron"

    def there(self) -> bool:
        """Return whether there is cron."""
        return self._system.platform != "win32" and self._system.has("crontab")

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do.

        Our line goes first: the last of the others may have no end, and what a crontab sets holds
        for the lines below.
        """
        job.refuse(r"\\%", r"'\%'")  # cron ends the command there, however it is quoted
        # A notification needs the user's bus, which cron does not know of.
        bus = f"DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/{self._system.uid}/bus"
        command = f"{bus} {shlex.join(job.command)}".replace("%", "\\%")
        line = f"{job.at.minute} {job.at.hour} * * * {command} # {NAME}\n"
        return Plan({}, ((("crontab", "-"), b"".join((line.encode(), *self._others()))),))

    def active(self) -> time | None:
        """Return the time of the reminder that is set up."""
        for line in filter(_is_ours, self._lines()):
            if found := re.match(rb"\s*([0-9]{1,2}) ([0-9]{1,2}) ", line):
                minute, hour = map(int, found.groups())
                if hour < 24 and minute < 60:  # noqa: PLR2004  # changed by hand, else
                    return time(hour, minute)
        return None

    def files(self) -> tuple[Path, ...]:
        """Return no file: there is none."""
        return ()

    def stop(self) -> list[Command]:
        """List the command that takes our line out."""
        if not any(map(_is_ours, self._lines())):
            return []
        others = b"".join(self._others())
        return [(("crontab", "-"), others) if others else (("crontab", "-r"), b"")]

    def _lines(self) -> list[bytes]:
        """List the lines there are, each with its end.

        Raises:
            CannotWrite: They cannot be read, so they would be lost.
        """
        if not self.there():
            return []
        code, output = self._system.start(LIST, b"", {**self._system.env, "LC_ALL": "C"})
        if code and not re.search(_NONE_YET, output):
            words = in_words(output)
            said = repr(words) if words else f"nothing, and ended with {code}"
            raise CannotWrite(
                f"Your crontab cannot be read, so it is left as it is: {' '.join(LIST)} said {said}."
            )
        return [] if code else re.findall(_LINE, output)

    def _others(self) -> list[bytes]:
        return [line for line in self._lines() if not _is_ours(line)]


def _is_ours(line: bytes) -> bool:
    return re.fullmatch(_OURS, line, re.DOTALL) is not None
