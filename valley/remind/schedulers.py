"""The schedulers that keep a reminder in a file: of Linux, macOS and Windows."""

import plistlib
import re
import subprocess
from datetime import time
from pathlib import Path
from xml.sax.saxutils import escape

from valley.remind.job import NAME, Job, Plan, Scheduler

LABEL = "valley.reminder"
TIMER = f"{NAME}.timer"
SYSTEMCTL = ("systemctl", "--user")
SERVICE_UNIT = """[Unit]
Description=The evening's reminder of valley

[Service]
Type=oneshot
ExecStart={command}
"""
TIMER_UNIT = """[Unit]
Description=The evening's reminder of valley

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00

[Install]
WantedBy=timers.target
"""
SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
START = "2026-01-01T"  # a day gone by, so that the first evening counts
TASK = f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{SPACE}">
  <RegistrationInfo>
    <Description>The evening's reminder of valley</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{START}{{at:%H:%M}}:00</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{{program}}</Command>
      <Arguments>{{words}}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


class Systemd(Scheduler):
    """A timer of the user's systemd: Linux."""

    title = "systemd user timer"

    def there(self) -> bool:
        """Return whether a systemd of the user's runs."""
        has = self._system.has("systemctl")
        return has and self._system.does((*SYSTEMCTL, "show-environment"))

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do."""
        timer, service = self.files()
        command = " ".join(map(_quoted, job.command))
        units = {
            service: SERVICE_UNIT.format(command=command).encode(),
            timer: TIMER_UNIT.format(at=job.at).encode(),
        }
        steps = (("daemon-reload",), ("enable", TIMER), ("restart", TIMER))
        return Plan(units, tuple(((*SYSTEMCTL, *step), b"") for step in steps))

    def files(self) -> tuple[Path, ...]:
        """Return the two units."""
        chosen = self._system.env.get("XDG_CONFIG_HOME")
        units = Path(chosen) if chosen else self._system.user / ".config"
        units = units / "systemd" / "user"
        return units / TIMER, units / f"{NAME}.service"

    def time_in(self, data: bytes) -> time:
        """Read the time in a timer."""
        return _found(r"OnCalendar=\S+ (\d\d:\d\d)", data.decode())

    def off(self) -> tuple[str, ...]:
        """Return the command that switches the timer off."""
        return (*SYSTEMCTL, "disable", "--now", TIMER)


class Launchd(Scheduler):
    """A launch agent of the user's session: macOS."""

    title = "launchd agent"

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
        (path,) = self.files()
        load = ("launchctl", "bootstrap", f"gui/{self._system.uid}", str(path))
        return Plan({path: plistlib.dumps(agent)}, ((load, b""),))

    def files(self) -> tuple[Path, ...]:
        """Return the agent."""
        return (self._system.user / "Library" / "LaunchAgents" / f"{LABEL}.plist",)

    def time_in(self, data: bytes) -> time:
        """Read the time in an agent."""
        when = plistlib.loads(data)["StartCalendarInterval"]
        return time(when["Hour"], when["Minute"])

    def off(self) -> tuple[str, ...]:
        """Return the command that switches the agent off."""
        return ("launchctl", "bootout", f"gui/{self._system.uid}/{LABEL}")


class Windows(Scheduler):
    """A task of the Task Scheduler: Windows."""

    title = "Windows Task Scheduler"

    def there(self) -> bool:
        """Return whether this is Windows."""
        return self._system.platform == "win32"

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do."""
        job.refuse("%[^%]+%", "two % signs")  # the Task Scheduler reads a variable there
        program, *words = job.command
        words_as_one = escape(subprocess.list2cmdline(words))
        task = TASK.format(at=job.at, program=escape(program), words=words_as_one)
        (path,) = self.files()
        create = ("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F")
        return Plan({path: task.encode("utf-16")}, ((create, b""),))

    def files(self) -> tuple[Path, ...]:
        """Return the task."""
        chosen = self._system.env.get("LOCALAPPDATA")
        local = Path(chosen) if chosen else self._system.user / "AppData" / "Local"
        return (local / "valley" / f"{NAME}.xml",)

    def time_in(self, data: bytes) -> time:
        """Read the time in a task."""
        return _found(rf"StartBoundary>{START}(\d\d:\d\d)", data.decode("utf-16"))

    def off(self) -> tuple[str, ...]:
        """Return the command that deletes the task."""
        return ("schtasks", "/Delete", "/TN", NAME, "/F")


def _found(pattern: str, text: str) -> time:
    """Return the time that a pattern finds in a text.

    Raises:
        ValueError: It finds none.
    """
    return time.fromisoformat("".join(re.findall(pattern, text)[:1]))


def _quoted(word: str) -> str:
    """Quote a word as systemd reads it: specifiers and variables are doubled."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
