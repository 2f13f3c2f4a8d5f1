"""A reminder on every platform: what is written, what is run, and that all of it goes again."""

import plistlib
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from valley.errors import CannotWrite, InvalidInput, NotFound
from valley.remind import setup
from valley.remind.job import NAME, Job
from valley.remind.launchd import Launchd
from valley.remind.system import System, run
from valley.remind.systemd import Systemd
from valley.remind.windows import SPACE, Windows

SIX = time(18)
PROGRAMS = {
    "linux": {"systemctl", "crontab"},
    "cron": {"crontab"},
    "darwin": {"launchctl", "crontab"},
    "win32": {"schtasks"},
}
HOSTILE = "/home/a b/50% $HOME \"q\" 'z' & <x>"


class Machine:
    """A machine that has some programs, a crontab, and remembers what was run."""

    def __init__(self, home: Path, kind: str) -> None:
        self.ran: list[list[str]] = []
        self.crontab = ""
        self.broken: set[str] = set()
        self.home = home
        self.kind = kind

    @property
    def system(self) -> System:
        """What valley sees of it."""
        return System(
            platform="linux" if self.kind == "cron" else self.kind,
            env={"HOME": str(self.home), "USERPROFILE": str(self.home)},
            python="/usr/bin/python3",
            which=lambda name: name if name in PROGRAMS[self.kind] else None,
            start=self.start,
            uid=1000,
        )

    def start(self, command: Sequence[str], text: str, env: Mapping[str, str]) -> tuple[int, str]:
        """Pretend to run a program."""
        assert isinstance(command, Sequence)
        assert env["HOME"]
        if self.broken & set(command):
            return 1, "no such luck"
        if command == ("crontab", "-l"):
            return (0, self.crontab) if self.crontab else (1, "no crontab")
        self.ran.append(list(command))
        if command[0] == "crontab":
            self.crontab = text if command[1] == "-" else ""
        return 0, ""

    def files(self) -> list[str]:
        """List what stands in the user's folder."""
        return sorted(path.name for path in self.home.rglob("*") if path.is_file())

    def remind(self, at: time = SIX) -> None:
        """Set a reminder up, as the command does."""
        system = self.system
        plan = setup.scheduler(system).plan(setup.job(at, Path("/journal"), system))
        setup.remove(system)
        setup.set_up(plan, system)


@pytest.fixture(params=list(PROGRAMS))
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    """Give a machine of each kind."""
    home = tmp_path / "user"
    home.mkdir()
    return Machine(home, request.param)


FILES = {
    "linux": [f"{NAME}.service", f"{NAME}.timer"],
    "cron": [],
    "darwin": ["valley.reminder.plist"],
    "win32": [f"{NAME}.xml"],
}


def test_it_is_set_up_moved_shown_and_taken_away(machine: Machine) -> None:
    """All of it: no file and no line is left."""
    assert setup.active(machine.system) == []
    machine.remind()
    (active,) = setup.active(machine.system)
    assert active.at == SIX
    assert machine.files() == FILES[machine.kind]
    machine.remind(time(7, 5))
    (active,) = setup.active(machine.system)
    assert active.at == time(7, 5)
    assert setup.remove(machine.system)
    assert setup.active(machine.system) == []
    assert machine.files() == []
    assert machine.crontab == ""
    assert setup.remove(machine.system) == []


def test_each_platform_uses_its_own(machine: Machine) -> None:
    """And cron is the fallback."""
    titles = {
        "linux": "systemd user timer",
        "cron": "cron",
        "darwin": "launchd agent",
        "win32": "Windows Task Scheduler",
    }
    assert setup.scheduler(machine.system).title == titles[machine.kind]


def test_what_fails_leaves_nothing_behind(machine: Machine) -> None:
    """And is told."""
    machine.broken = {"enable", "bootstrap", "/Create", "-"}
    with pytest.raises(CannotWrite, match="no such luck"):
        machine.remind()
    assert machine.files() == []
    assert setup.active(machine.system) == []


def test_a_session_without_systemd_falls_back(tmp_path: Path) -> None:
    """As in a container, or by ssh."""
    machine = Machine(tmp_path, "linux")
    machine.broken = {"show-environment"}
    assert setup.scheduler(machine.system).title == "cron"


def test_a_machine_without_any_scheduler_says_so(tmp_path: Path) -> None:
    """Exit 4."""
    system = System(platform="linux", env={"HOME": str(tmp_path)}, which=lambda _: None)
    with pytest.raises(NotFound, match="neither a systemd user session nor crontab"):
        setup.scheduler(system)
    with pytest.raises(NotFound, match="HOME is not set"):
        _ = System(platform="linux", env={}).user


def test_the_rest_of_a_crontab_stays(tmp_path: Path) -> None:
    """To the letter."""
    mine = "MAILTO=me\n# backup\n0 3 * * * backup 100\\%\n"
    machine = Machine(tmp_path, "cron")
    machine.crontab = mine
    machine.remind()
    assert machine.crontab.startswith(mine)
    assert machine.crontab.splitlines()[-1].startswith("0 18 * * * ")
    setup.remove(machine.system)
    assert machine.crontab == mine


def test_the_units_hold_before_systemd(tmp_path: Path) -> None:
    """As its own checker says, whatever is in the path of the journal."""
    system = System(env={"HOME": str(tmp_path)}, python="/bin/sh", platform="linux")
    plan = Systemd(system).plan(Job.of(SIX, Path(HOSTILE), system))
    timer, service = (data.decode() for _, data in sorted(plan.files.items(), reverse=True))
    assert "OnCalendar=*-*-* 18:00:00" in timer
    assert "50%% $$HOME" in service
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    for path, data in plan.files.items():
        (tmp_path / path.name).write_bytes(data)
    names = [str(tmp_path / path.name) for path in plan.files]
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--user", *names],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert NAME not in checked.stderr, checked.stderr
    spoken = subprocess.run(
        ["systemd-analyze", "calendar", "*-*-* 18:00:00"], capture_output=True, check=False
    )
    assert spoken.returncode == 0


def test_the_agent_is_a_plist_that_says_what_and_when(tmp_path: Path) -> None:
    """Words stay words."""
    system = System(env={"HOME": str(tmp_path)}, python="/usr/bin/python3", platform="darwin")
    ((path, data),) = (
        Launchd(system).plan(Job.of(time(18, 30), Path(HOSTILE), system)).files.items()
    )
    assert path.parent == tmp_path / "Library" / "LaunchAgents"
    agent = plistlib.loads(data)
    assert agent["Label"] == path.stem
    assert agent["StartCalendarInterval"] == {"Hour": 18, "Minute": 30}
    assert agent["ProgramArguments"][-1] == HOSTILE
    assert agent["ProgramArguments"][:3] == ["/usr/bin/python3", "-m", "valley"]


def test_the_task_has_the_elements_of_its_schema_in_order(tmp_path: Path) -> None:
    """The Task Scheduler refuses others."""
    env = {"USERPROFILE": str(tmp_path), "LOCALAPPDATA": str(tmp_path / "Local")}
    system = System(platform="win32", env=env, python=str(tmp_path / "python.exe"))
    ((path, data),) = Windows(system).plan(Job.of(SIX, Path(HOSTILE), system)).files.items()
    assert path == tmp_path / "Local" / "valley" / f"{NAME}.xml"
    assert data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    task = ET.fromstring(data)
    assert task.tag == f"{{{SPACE}}}Task"
    assert task.get("version") == "1.2"
    order = ["RegistrationInfo", "Triggers", "Principals", "Settings", "Data", "Actions"]
    names = [child.tag.partition("}")[2] for child in task]
    assert names == [name for name in order if name in names]
    assert {"Triggers", "Settings", "Actions"} <= set(names)
    trigger = task.find(f"{{{SPACE}}}Triggers/{{{SPACE}}}CalendarTrigger")
    assert trigger is not None
    assert [child.tag.partition("}")[2] for child in trigger] == ["StartBoundary", "ScheduleByDay"]
    assert trigger.findtext(f"{{{SPACE}}}StartBoundary", "").endswith("T18:00:00")
    program = task.findtext(f".//{{{SPACE}}}Exec/{{{SPACE}}}Command", "")
    assert PureWindowsPath(program).name == "pythonw.exe"
    assert HOSTILE.replace('"', '\\"') in task.findtext(f".//{{{SPACE}}}Arguments", "")


@pytest.mark.parametrize(
    ("said", "meant"), [("18:00", time(18)), ("18", time(18)), (" 7:05 ", time(7, 5))]
)
def test_a_time_of_day_is_understood(said: str, meant: time) -> None:
    """With minutes or without."""
    assert setup.parse_time(said) == meant


@pytest.mark.parametrize("said", ["", "soon", "25:00", "18:60", "18:00:00", "-1"])
def test_another_is_refused(said: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(InvalidInput, match="like 18:00"):
        setup.parse_time(said)


def test_a_real_program_is_run_without_a_shell() -> None:
    """Its failure is a code and a text, never an exception."""
    env = {"PATH": "/usr/bin:/bin"}
    assert run(["echo", "$HOME; ls"], "", env) == (0, "$HOME; ls\n")
    assert run(["cat"], "text", env) == (0, "text")
    assert run(["no-such-program-here"], "", env)[0] == 127
