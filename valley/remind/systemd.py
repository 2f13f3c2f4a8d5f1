"""A systemd user timer: Linux."""

import re
from datetime import time
from pathlib import Path

from valley import files
from valley.remind.job import NAME, Command, Job, Plan
from valley.remind.system import System

TIMER = f"{NAME}.timer"
SYSTEMCTL = ("systemctl", "--user")


class Systemd:
    """systemd of the user's session."""

    title = "systemd user timer"

    def __init__(self, system: System) -> None:
        self._system = system

    def there(self) -> bool:
        """Return whether a systemd of the user's runs."""
        has = self._system.has("systemctl")
        return has and self._system.does((*SYSTEMCTL, "show-environment"))

    def plan(self, job: Job) -> Plan:
        """Return what setting this reminder up would do."""
        timer, service = self._files()
        return Plan(
            {
                service: f"""[Unit]
Description=The evening's reminder of valley

[Service]
Type=oneshot
ExecStart={" ".join(map(_quoted, job.command))}
""".encode(),
                timer: f"""[Unit]
Description=The evening's reminder of valley

[Timer]
OnCalendar=*-*-* {job.at:%H:%M}:00

[Install]
WantedBy=timers.target
""".encode(),
            },
            (
                ((*SYSTEMCTL, "daemon-reload"), b""),
                ((*SYSTEMCTL, "enable", TIMER), b""),
                ((*SYSTEMCTL, "restart", TIMER), b""),
            ),
        )

    def active(self) -> time | None:
        """Return the time of the reminder that is set up."""
        timer, _ = self._files()
        try:
            text = files.read(timer, files.SMALL).decode()
            found = re.search(r"OnCalendar=\S+ (\d\d:\d\d)", text)
            return time.fromisoformat(found[1]) if found else None
        except (OSError, ValueError):  # gone, or changed by hand
            return None

    def leftovers(self) -> list[Path]:
        """List the unit files that are there."""
        return [path for path in self._files() if path.exists()]

    def stop(self) -> list[Command]:
        """List the commands that switch the timer off."""
        return [((*SYSTEMCTL, "disable", "--now", TIMER), b"")] if self.leftovers() else []

    def _files(self) -> tuple[Path, Path]:
        chosen = self._system.env.get("XDG_CONFIG_HOME")
        units = Path(chosen) if chosen else self._system.user / ".config"
        units = units / "systemd" / "user"
        return units / TIMER, units / f"{NAME}.service"


def _quoted(word: str) -> str:
    """Quote a word as systemd reads it: specifiers and variables are doubled."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
