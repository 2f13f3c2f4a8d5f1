"""A reminder on every platform: what is written, what is run, and that all of it goes again."""

import plistlib
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from valley.errors import CannotWrite, InvalidInput, NotFound
from valley.remind import setup
from valley.remind.job import NAME, Job, Plan
from valley.remind.schedulers import SPACE, Launchd, Systemd, Windows
from valley.remind.system import System, run

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
        self.crontab: bytes | None = None
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

    def start(
        self, command: Sequence[str], data: bytes, env: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Pretend to run a program."""
        assert isinstance(command, Sequence)
        assert env["HOME"]
        if self.broken & set(command):
            return 1, b"no such luck"
        if command == ("crontab", "-l"):
            assert env["LC_ALL"] == "C"
            return (1, b"no crontab for rep") if self.crontab is None else (0, self.crontab)
        self.ran.append(list(command))
        if command[0] == "crontab":
            self.crontab = data if command[1] == "-" else None
        return 0, b""

    def files(self) -> list[str]:
        """List what stands in the user's folder."""
        return sorted(path.name for path in self.home.rglob("*") if path.is_file())

    def remind(self, at: time = SIX) -> None:
        """Set a reminder up, as the command does."""
        system = self.system
        plan = setup.scheduler(system).plan(Job.of(at, Path("/journal"), system))
        setup.remove(system, first=True)
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
    assert machine.crontab is None
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


MINE = [
    b"MAILTO=me\n# backup\n0 3 * * * backup 100\\%\n",
    b"0 3 * * * no end",
    b"0 3 * * * x\r\n\r\n# y\r\n",
    b"# caf\xe9\n\n\n# ff\x0chere\n0 5 * * * b 'a\xe2\x80\xa8c'\n# nel \xc2\x85 x \x1c\x1d\x00\r\n",
    b"# how it was: # valley-reminder\n#0 18 * * * python -m valley remind now # valley-reminder\n",
    b"\n",
]


@pytest.mark.parametrize("mine", MINE)
def test_the_rest_of_a_crontab_stays(tmp_path: Path, mine: bytes) -> None:
    """Byte for byte, whatever bytes they are, while ours comes, moves and goes."""
    machine = Machine(tmp_path, "cron")
    machine.crontab = mine
    for at in (SIX, time(7, 5)):
        machine.remind(at)
        line, rest = machine.crontab.split(b"\n", 1)
        assert line.startswith(f"{at.minute} {at.hour} * * * ".encode())
        assert rest == mine
    setup.remove(machine.system)
    assert machine.crontab == mine


def test_a_line_of_an_earlier_day_below_the_others_is_ours_too(tmp_path: Path) -> None:
    """It is moved up, not doubled; one that was changed by hand goes as well."""
    machine = Machine(tmp_path, "cron")
    ours = b"* * * python -m valley remind now --home /j # valley-reminder"
    for line in (b"0 18 " + ours, b"99 99 " + ours + b"\r", b"*/5 18 " + ours):
        machine.crontab = b"# a\n" + line + b"\n# b\n"
        setup.active(machine.system)
        machine.remind()
        assert machine.crontab.count(b"remind now") == 1
        assert machine.crontab.endswith(b"\n# a\n# b\n")


@pytest.mark.parametrize("said", [b"", b"Input/output error", b"you are not allowed", b"\xff"])
def test_a_crontab_that_cannot_be_read_is_not_written(tmp_path: Path, said: bytes) -> None:
    """Neither to set a reminder nor to take it away: the lines in it would be lost."""
    machine = Machine(tmp_path, "cron")
    ran: list[Sequence[str]] = []

    def fails(command: Sequence[str], _: bytes, __: Mapping[str, str]) -> tuple[int, bytes]:
        ran.append(command)
        return 1, said

    system = replace(machine.system, start=fails)
    for step in (plan_of, setup.remove, setup.active):
        with pytest.raises(CannotWrite, match="cannot be read"):
            step(system)
    assert set(ran) == {("crontab", "-l")}


def test_busybox_says_otherwise_that_there_is_no_crontab(tmp_path: Path) -> None:
    """It is empty there too."""
    machine = Machine(tmp_path, "cron")
    said = b"crontab: can't open 'rep': No such file or directory\n"
    system = replace(machine.system, start=lambda *_: (1, said))
    ((_, written),) = plan_of(system).commands
    assert written.count(b"\n") == 1


def plan_of(system: System) -> Plan:
    """Plan a reminder on a machine."""
    return setup.scheduler(system).plan(job_of("/j"))


def job_of(journal: str) -> Job:
    """Make the reminder of a journal that stands there."""
    return Job.of(SIX, Path(journal), System(python="/usr/bin/python3", platform="linux"))


@pytest.mark.parametrize("path", ["/a\nb", "/a\rb", "/a\x00b", "/a\x85b", "/a\u2028b", "/a\udce9b"])
def test_a_path_that_would_be_a_line_of_its_own_is_refused(machine: Machine, path: str) -> None:
    """Everywhere alike, before anything is written."""
    with pytest.raises(InvalidInput, match="which a scheduler"):
        Job.of(SIX, Path(path), machine.system)
    assert (machine.ran, machine.files()) == ([], [])


def test_a_path_that_only_one_scheduler_misreads_is_refused_there(tmp_path: Path) -> None:
    """A backslash before % ends a command of cron; two % are a variable of Windows."""
    for kind, path in (("cron", "/a\\%b"), ("win32", "C:/50%HOME%/x")):
        system = Machine(tmp_path, kind).system
        with pytest.raises(InvalidInput, match="%"):
            setup.scheduler(system).plan(Job.of(SIX, Path(path), system))


@pytest.mark.parametrize("path", ["/j/100% sure", "/j/50%off", "/j/%d %% '%'", "/j/a\\b $x `y`"])
def test_cron_runs_the_command_with_the_path_as_it_is(tmp_path: Path, path: str) -> None:
    """To cron an unescaped % is the end of the command; the shell gets the rest."""
    machine = Machine(tmp_path, "cron")
    ((_, written),) = setup.scheduler(machine.system).plan(job_of(path)).commands
    command = written.decode().split(" ", 5)[5].rstrip("\n")
    head, *tail = re.split(r"(?<!\\)%", command)
    assert tail == []
    shown = head.replace("\\%", "%").replace("/usr/bin/python3", "printf '%s\\n'")
    words = subprocess.run(["/bin/sh", "-c", shown], capture_output=True, text=True, check=True)
    assert words.stdout.splitlines() == ["-m", "valley", "remind", "now", "--home", path]


@pytest.mark.parametrize("kind", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00", b"<plist><", b"OnCalendar=*-*-* 99:99:00"])
def test_files_changed_by_hand_are_no_reminder_and_go_all_the_same(
    tmp_path: Path, kind: str, left: bytes
) -> None:
    """Whatever is in them."""
    machine = Machine(tmp_path, kind)
    machine.remind()
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        path.write_bytes(left)
    assert setup.active(machine.system) == []
    assert setup.remove(machine.system)
    assert machine.files() == []


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


def test_a_real_program_is_run_without_a_shell() -> None:
    """Its failure is a code and a text, never an exception."""
    env = {"PATH": "/usr/bin:/bin"}
    assert run(["echo", "$HOME; ls"], b"", env) == (0, b"$HOME; ls\n")
    assert run(["cat"], b"te\xfft", env) == (0, b"te\xfft")
    assert run(["no-such-program-here"], b"", env)[0] == 127


def test_where_systemd_reminds_a_crontab_out_of_bounds_is_no_hindrance(tmp_path: Path) -> None:
    """As where users may have none; with nothing else set it is told."""
    machine = Machine(tmp_path, "linux")
    machine.broken = {"-l"}
    system = machine.system
    with pytest.raises(CannotWrite, match="no such luck"):
        setup.remove(system)
    machine.remind()
    assert [one.by for one in setup.active(system)] == ["systemd user timer"]
    setup.remove(system)
    assert machine.files() == []
