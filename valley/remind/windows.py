"""A task of the Task Scheduler: Windows."""

import subprocess
from datetime import time
from pathlib import Path
from xml.etree import ElementTree as ET

from valley import files
from valley.remind.job import NAME, Command, Job, Plan
from valley.remind.system import System

SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
START = "2026-01-01T"  # a day gone by, so that the first evening counts


class Windows:
    """The Task Scheduler."""

    title = "Windows Task Scheduler"

    def __init__(self, system: System) -> None:
        self._system = system

    def there(self) -> bool:
        """Return whether this is Windows."""
        return self._system.platform == "win32"

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do."""
        job.refuse("%[^%]+%", "two % signs")  # the Task Scheduler reads a variable there
        path = self._file()
        create = ("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F")
        return Plan({path: _task(job)}, ((create, b""),))

    def active(self) -> time | None:
        """Return the time of the reminder that is set up."""
        try:
            task = ET.fromstring(files.read(self._file(), files.SMALL))  # noqa: S314  # our own file
            start = task.findtext(f".//{{{SPACE}}}StartBoundary", "")
            return time.fromisoformat(start.removeprefix(START))
        except (OSError, ValueError, ET.ParseError):
            return None

    def leftovers(self) -> list[Path]:
        """List the task's file, if it is there."""
        return [self._file()] if self._file().exists() else []

    def stop(self) -> list[Command]:
        """List the command that deletes the task."""
        return [(("schtasks", "/Delete", "/TN", NAME, "/F"), b"")] if self.leftovers() else []

    def _file(self) -> Path:
        chosen = self._system.env.get("LOCALAPPDATA")
        local = Path(chosen) if chosen else self._system.user / "AppData" / "Local"
        return local / "valley" / f"{NAME}.xml"


def _task(job: Job) -> bytes:
    """Write the task in the order its schema wants."""
    ET.register_namespace("", SPACE)
    task = ET.Element(f"{{{SPACE}}}Task", version="1.2")

    def add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
        child = ET.SubElement(parent, f"{{{SPACE}}}{name}")
        child.text = text or None
        return child

    add(add(task, "RegistrationInfo"), "Description", "The evening's reminder of valley")
    trigger = add(add(task, "Triggers"), "CalendarTrigger")
    add(trigger, "StartBoundary", f"{START}{job.at:%H:%M}:00")
    add(add(trigger, "ScheduleByDay"), "DaysInterval", "1")
    settings = add(task, "Settings")
    add(settings, "DisallowStartIfOnBatteries", "false")
    add(settings, "StopIfGoingOnBatteries", "false")
    add(settings, "ExecutionTimeLimit", "PT5M")
    program, *words = job.command
    act = add(add(task, "Actions"), "Exec")
    add(act, "Command", program)
    add(act, "Arguments", subprocess.list2cmdline(words))
    ET.indent(task)
    written: bytes = ET.tostring(task, encoding="utf-16", xml_declaration=True)
    return written
