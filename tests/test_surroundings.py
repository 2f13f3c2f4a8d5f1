"""Odd surroundings: every command ends with one clear line and a documented code, never as a bug."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import IS_ROOT, World, heed_zone
from valley.cli.app import COMMANDS

DOCUMENTED = {0, 2, 3, 4, 5, 6, 7, 8, 130}
ENDS = ("0001-01-01", "9999-12-31")
CALLS: list[list[str]] = [
    *([], ["status"], ["status", "--prompt"], ["status", "--json"]),
    ["checkin", "--no-input", "--happened=x", "--reason=too dear", "--action=call at 9"],
    *(["promises"], ["promises", "worked"], ["review", "--no-input"], ["review", "--list"]),
    *(["review", "--no-input", "--last"], ["excuses"], ["excuses", "--all"]),
    *(["playbook"], ["excuses", "turned-out", "ID", "no budget"]),
    *(["excuses", "guess", "too dear"], ["excuses", "show", "price-too-high"], ["streak"]),
    *(["about"], ["about", "Zoë"], ["about", "forget", "Zoë"], ["log", "--about=Zoë"]),
    *(
        ["landscape"],
        ["year"],
        ["year", "2025"],
        ["year", "--save=y.svg"],
        ["log"],
        ["log", "--json"],
        ["show", "ID"],
        ["edit", "ID"],
    ),
    *(
        ["numbers"],
        ["numbers", "--csv"],
        ["numbers", "say", "4"],
        ["numbers", "import", "table.csv"],
    ),
    *(["edit", "ID", "--happened=y"], ["delete", "ID", "--yes"], ["undo"], ["export"]),
    *(["export", "out.md"], ["export", "--format=html"], ["export", "--format=csv"]),
    *(["export", "--format=json"], ["export", "--format=ics"], ["export", "--redact"]),
    *(["import", "table.csv"], ["import", "/dev/null"], ["merge", "other"], ["merge"]),
    *(["sync"], ["sync", "status"], ["sync", "setup", "other"], ["sync", "setup"], ["sync"]),
    *(["doctor"], ["doctor", "--fix"], ["backup"], ["backup", "list"], ["restore", "--yes"]),
    *(["encrypt", "--yes"], ["decrypt", "--yes"], ["passphrase"], ["lock"], ["config", "list"]),
    *(["config", "get", "plain"], ["config", "set", "workdays", "sun-thu"]),
    *(["config", "unset", "plain"], ["config", "edit"], ["config", "path"]),
    *(["away", "add", "friday", "friday"], ["away", "list"], ["away", "remove", "1"]),
    *(["remind", "show"], ["remind", "off"], ["remind", "now"], ["remind", "at", "6pm", "--yes"]),
    *(["mentor"], ["mentor", "page", "--all"], ["mentor", "page", "page.html", "--none"]),
    *(["mentor", "read", "table.csv", "--yes"], ["mentor", "comments"], ["mentor", "sent"]),
    *(["demo", "log"], ["man"], ["--help"], ["--version"], ["log", "--help"]),
]


def ends_of_the_calendar(day: str) -> list[list[str]]:
    """List calls that name a day at an end of the calendar."""
    week = "0001-W01" if day < "2" else "9999-W52"
    return [
        ["checkin", "--no-input", "--happened=x", f"--date={day}"],
        ["checkin", "--no-input", "--happened=x", "--action=call", f"--due={day}"],
        ["checkin", "--no-input", "--happened=x", "--action=call", "--due=in 9000 years"],
        *(["edit", "ID", f"--date={day}"], ["edit", "ID", "--action=call", f"--due={day}"]),
        *(["away", "add", day, day], ["log", f"--from={day}"], ["log", f"--to={day}"]),
        *(["year", day[:4]], ["landscape", f"--since={day}"], ["excuses", f"--since={day}"]),
        *(["promises", "worked", f"--since={day}"], ["export", f"--from={day}"]),
        *(["export", "--format=html", f"--to={day}"], ["review", "--no-input", f"--week={week}"]),
        *(["export", f"--week={week}"], ["export", f"--week={week}", "--format=html"]),
    ]


@pytest.fixture(autouse=True)
def journal(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Write a small journal; return the id of an entry in it."""
    monkeypatch.chdir(world.home.parent)
    bin_ = world.home.with_name("bin")
    bin_.mkdir()
    for program in ("crontab", "systemctl"):
        (bin_ / program).write_text("#!/bin/sh\necho no crontab for me >&2\nexit 1\n")
        (bin_ / program).chmod(0o755)
    world.set(PATH=f"{bin_}:/usr/bin:/bin", EDITOR="touch")
    entry = world.checkin("Demo at Zoë’s café", reason="too dear", action="call at 9", tag="x")
    world.run("backup")
    yield entry["id"]
    monkeypatch.undo()
    heed_zone()


def call(world: World, args: list[str], entry: str) -> None:
    """Run valley, which must end as documented."""
    result = world.call(*(entry if word == "ID" else word for word in args))
    assert result.exit_code in DOCUMENTED, (args, result.output)
    assert "Traceback" not in result.output
    assert "met a bug" not in result.output
    if result.exit_code:
        assert result.stderr.strip() or args[0] == "doctor", args


def all_of(world: World, entry: str, calls: list[list[str]]) -> None:
    """Run valley so often."""
    for args in calls:
        call(world, args, entry)


def test_every_command_is_among_the_calls() -> None:
    """So that a new one is tried as well."""
    assert {args[0] for args in CALLS if args and args[0][0] != "-"} == set(COMMANDS)


def test_days_at_the_ends_of_the_calendar_are_taken_or_refused(world: World, journal: str) -> None:
    """Said to any command, and in a journal that holds a promise for the last of them."""
    table = world.home.with_name("table.csv")
    rows = (f"{day},x,too dear,call,9999-12-31\n" for day in (*ENDS, "1999-01-01"))
    table.write_text("day,happened,reason,action,due\n" + "".join(rows))
    call(world, ["import", str(table), "--skip-bad"], journal)
    for day in ENDS:
        all_of(world, journal, ends_of_the_calendar(day))
    world.run("away", "add", *ENDS)
    all_of(world, journal, CALLS)


@pytest.mark.parametrize("today", ["9999-12-31", "0001-01-03", "2200-01-01", "1899-12-31"])
def test_a_today_at_the_ends_of_the_calendar_is_refused(
    world: World, journal: str, today: str
) -> None:
    """By its name, with exit 3; what needs no day works."""
    world.day(today)
    all_of(world, journal, CALLS)
    for args in ((), ("log",), ("checkin", "--no-input", "--happened=x")):
        assert "VALLEY_TODAY" in world.fails(*args, code=3)


@pytest.mark.parametrize("today", ["2199-12-31", "1900-01-01"])
def test_the_last_days_that_are_taken_work(world: World, journal: str, today: str) -> None:
    """All that is counted from them lies within the calendar."""
    world.run("delete", journal, "--yes")
    world.day(today)
    all_of(world, world.checkin("x", reason="too dear", action="call at 9")["id"], CALLS)


@pytest.mark.parametrize("zone", ["UTC+25", "UTC-24:30", "nonsense", ":/no/such", "\udcff", ""])
def test_a_time_zone_that_is_none(world: World, journal: str, zone: str) -> None:
    """One a day away is named; the system takes others for UTC."""
    world.set(TZ=zone)
    heed_zone()
    all_of(world, journal, CALLS)
    if zone == "UTC+25":
        assert "TZ='UTC+25'" in world.fails("log", code=3)


@pytest.mark.parametrize("home", ["a" * 300, "/".join(["a" * 200] * 25), "file", "file/x"])
def test_a_home_that_cannot_be(world: World, journal: str, home: str) -> None:
    """Too long, a file, beneath a file: it is named."""
    world.home.with_name("file").write_text("")
    world.set(VALLEY_HOME=str(world.home.parent / home))
    all_of(world, journal, CALLS)
    for args in (("log",), ("checkin", "--no-input", "--happened=x"), ("config", "list")):
        assert "VALLEY_HOME" in world.fails(*args, code=8)


def closed(world: World, *args: str) -> subprocess.CompletedProcess[str]:
    """Run valley as somebody to whom modes apply: a root that tests run as has to be told."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if IS_ROOT and shutil.which(bound[0]) is None:
        pytest.skip("there is no setpriv")
    command = [*(bound if IS_ROOT else []), sys.executable, "-m", "valley", *args]
    env = os.environ | world.env
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("place", "code"), [("", 8), ("journal", 5), ("journal/2026.json", 5), (".valley.lock", 8)]
)
@pytest.mark.usefixtures("journal")
def test_what_another_user_owns_is_named_and_never_passed_off_as_empty(
    world: World, place: str, code: int
) -> None:
    """As after one `sudo valley`: what is closed is said, and who can open it."""
    path = world.home / place
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        written = closed(world, "checkin", "--no-input", "--happened=x")
        looked = [closed(world, *args) for args in ((), ("log",), ("doctor",), ("export",))]
    finally:
        path.chmod(mode)
    assert written.returncode == code, written.stderr
    assert "Permission denied" in written.stderr
    for ran in looked:
        said = " ".join((ran.stdout + ran.stderr).split())
        assert ran.returncode in DOCUMENTED - {1}
        if place != ".valley.lock":
            assert "sudo chown" in said, said
    assert len(world.json("log")) == 1


@pytest.mark.parametrize("relative", [False, True])
def test_a_working_folder_that_is_gone(
    world: World, journal: str, monkeypatch: pytest.MonkeyPatch, relative: bool
) -> None:
    """What needs none works; what is to be written into it says so."""
    gone = world.home.with_name("gone")
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    if relative:
        world.set(VALLEY_HOME="valley")
        assert "working folder" in world.fails("log", code=4)
    else:
        assert "Zoë" in world.run("log")
        assert "working folder" in world.fails("export", "out.md", code=4)
    all_of(world, journal, CALLS)
    monkeypatch.chdir("/")


@pytest.mark.usefixtures("journal")
def test_an_encoding_that_refuses() -> None:
    """What it lacks has a stand-in, whatever the variable says of errors."""
    for args in (["log"], ["log", "--json"], ["export"], ["export", "--format=csv"], ["status"]):
        for encoding in ("ascii:strict", "latin-1:strict", "utf-8:strict"):
            ran = subprocess.run(
                [sys.executable, "-m", "valley", *args],
                env=os.environ | {"PYTHONIOENCODING": encoding},
                capture_output=True,
                check=False,
            )
            assert (ran.returncode, ran.stderr) == (0, b""), args


@pytest.mark.parametrize("size", ["9" * 5000, "²", "-5", "x", "0", "99999"])
def test_a_terminal_of_no_size(size: str) -> None:
    """A size that is no number is as none told."""
    for args in (["log"], ["review", "--no-input"], ["--help"], ["log", "--help"]):
        ran = subprocess.run(
            [sys.executable, "-m", "valley", *args],
            env=os.environ | {"COLUMNS": size, "LINES": size},
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, b""), args


def test_a_name_that_no_file_can_have(world: World) -> None:
    """Whatever it was given for."""
    loop = world.home.with_name("loop")
    loop.symlink_to(loop)
    for name in (
        "a" * 300,
        "/".join(["a" * 200] * 25),
        f"{loop}/x",
        "table.csv/x",
        "~nobody-here/x",
    ):
        for args in (["export"], ["export", "--format=html"], ["import"], ["merge"], ["restore"]):
            call(world, [*args, name], "")


@pytest.mark.parametrize("error", [OSError(24, "Too many open files"), MemoryError()])
def test_what_the_machine_has_too_little_of_is_no_bug(world: World, error: Exception) -> None:
    """Files that may be open at once, memory."""

    def fail(*_: object, **__: object) -> None:
        raise error

    world.monkeypatch.setattr("valley.session.Session.journal", property(fail))
    assert "bug" not in world.fails("log", code=8)


def test_doctor_runs_where_no_temporary_file_can_be(world: World) -> None:
    """As on a full disk, where it is needed most."""

    def full() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    world.monkeypatch.setattr("valley.editor_file.gettempdir", full)
    assert "All is well" in world.run("doctor")
