"""`valley` in an empty home: three lines, three settings at most, once, and only in a terminal."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pexpect
import pytest

from tests.conftest import PROMPT, Terminal, World
from tests.golden_plugin import Golden
from valley import settings
from valley.errors import CannotWrite
from valley.exchange import jrnl_config
from valley.remind import setup
from valley.remind.system import System
from valley.session import Session
from valley.sittings.first_run import FirstRun
from valley.ui import first_run_sentences as say
from valley.ui.prompts import Asker

Start = Callable[..., Terminal]
DAYS, COUNTRY, DONE = "Which days do you work?", "public holidays", "That is all"


@pytest.fixture
def new(world: World) -> World:
    """Give a machine without a scheduler, so that nothing is set up on this one."""
    pytest.importorskip("holidays")  # without it no country is asked for
    world.set(PATH=str(world.home.parent / "no-programs"))
    return world


def test_enter_leaves_everything_as_it_is(new: World, terminal: Start) -> None:
    """And is never asked again, by either way to it."""
    first = terminal()
    first.sees("look around first:")
    first.answers(DAYS, "")
    first.answers(COUNTRY, "")
    assert DONE in first.ends()
    assert settings.load(new.home).chosen == frozenset()
    assert S_IMODE((new.home / settings.FILE).stat().st_mode) == 0o600
    for again in ((), ("--plain",), ("--pager",)):
        assert DAYS not in terminal(*again).ends()


def test_what_is_answered_holds_at_once(new: World, terminal: Start) -> None:
    """Asked again where it makes no sense, taken back by '<'; Ctrl-C keeps what was answered."""
    first = terminal()
    first.answers(DAYS, "whenever")
    first.answers(DAYS, "?")
    first.sees(say.WORKDAYS_HELP)
    first.answers(DAYS, "mon-sat")
    first.answers(COUNTRY, "<")
    first.answers(DAYS, "sun-thu")
    first.answers(COUNTRY, "?")
    first.answers(COUNTRY, "Atlantis")
    first.sees("is no country")
    first.sees("› ")
    assert settings.load(new.home).values["workdays"] == "sun-thu"
    first.child.sendintr()
    first.child.expect(pexpect.EOF)
    first.child.wait()
    assert first.child.exitstatus == 130
    now = settings.load(new.home)
    assert now.values["workdays"] == "sun-thu"
    assert now.before == ()  # nothing held before: it holds of the days of an old journal too
    assert DAYS not in terminal().ends()


@pytest.mark.parametrize("args", [("status",), ("--json",), ("log",), ("status", "--prompt")])
def test_no_other_command_asks(new: World, terminal: Start, args: tuple[str, ...]) -> None:
    """Nor makes a file."""
    assert DAYS not in terminal(*args).ends()
    assert not new.home.exists()


@pytest.mark.parametrize("way", ["< /dev/null", "| /bin/cat", "2> /dev/null"])
def test_where_something_is_piped_nothing_is_asked(new: World, way: str) -> None:
    """Nor written; nobody would see the question, or could answer it."""
    command = f"{sys.executable} -m valley {way}"
    shell = pexpect.spawn("/bin/sh", ["-c", command], encoding="utf-8", timeout=20)
    shell.expect(pexpect.EOF)
    assert DAYS not in str(shell.before)
    assert "valley demo" in str(shell.before)
    assert not new.home.exists()


def test_a_screen_reader_hears_words(new: World, terminal: Start) -> None:
    """No line drawn, no escape."""
    new.set(ACCESSIBLE="1")
    first = terminal()
    first.sees("Two settings, asked once.")
    first.answers(DAYS, "")
    shown = str(first.child.before)
    first.answers(COUNTRY, "")
    assert "─" not in shown + first.ends()


def test_a_journal_that_is_there_is_asked_nothing(new: World, terminal: Start) -> None:
    """Whoever began with a check-in has begun."""
    new.checkin()
    assert DAYS not in terminal().ends()


def test_where_nothing_can_be_written_nothing_is_asked(new: World, terminal: Start) -> None:
    """It would be asked every time."""
    new.home.parent.joinpath("file").write_text("", "utf-8")
    new.set(VALLEY_HOME="/proc/valley")
    assert DAYS not in terminal().ends()


class Answering(Asker):
    """Asks nobody: the answers are there."""

    def __init__(self, *answers: str) -> None:
        super().__init__(sys.stdout, plain=True)
        self._waiting = iter(answers)

    def _line(self, prefill: str) -> str:
        del prefill
        return next(self._waiting)


@pytest.mark.parametrize("fails", [False, True])
def test_a_reminder_is_set_up_at_a_time(
    world: World, capsys: pytest.CaptureFixture[str], fails: bool
) -> None:
    """What it wrote is named, and how it goes off again; where it fails that is said, and no more."""
    ran = []

    def start(command: object, *_: object) -> tuple[int, bytes]:
        ran.append(command)
        return 0, b""

    system = System(platform="linux", which=str, start=start, env={"HOME": str(world.home.parent)})
    world.monkeypatch.setattr("valley.sittings.first_run.System", lambda: system)
    if fails:
        refused = CannotWrite("The disk is full.")

        def fail(*_: object) -> None:
            raise refused

        world.monkeypatch.setattr(setup, "set_up", fail)
    session = Session(tell=print, ask=str)
    *_, remind = FirstRun(session, Answering("soonish", "18:00")).questions()
    remind()
    said = capsys.readouterr().out
    assert say.A_TIME in said
    if fails:
        assert f"The disk is full. {say.NOT_SET}" in said
        return
    (active,) = setup.active(system)
    assert f"{active.at:%H:%M}" == "18:00"
    assert all(str(path) in "".join(said.split()) for path in active.files)
    assert "valley remind off" in said


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_the_first_run_looks_like_this(
    new: World, terminal: Start, golden: Golden, columns: int
) -> None:
    """In a terminal, with its colours."""
    first, shown = terminal(columns=columns), ""
    while first.child.expect_exact([PROMPT, pexpect.EOF]) == 0:
        shown += f"{first.child.before}{PROMPT}"
        first.child.sendline()
    shown = re.sub(r"\x1b\[\?2004[hl]|\r", "", f"{shown}{first.child.before}")
    golden(f"first-run-{columns}-colour.txt", shown)
    assert new.home.exists()


# jrnl's config

NESTED = "colors:\n  body: none\njournals:\n  work: /nowhere\n  default:\n    encrypt: false\n    journal: {}\n"
FLAT = "default_hour: 9\njournals:\n  default: {}\nversion: v4.1\n"


def _config(world: World, text: str) -> Path:
    file = world.home.parent / "my journal.txt"
    file.write_text("[2026-01-01 09:00] A day\n", "utf-8")
    config = world.home.parent / ".config" / "jrnl" / "jrnl.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(text.format(file), "utf-8")
    return file


@pytest.mark.parametrize(
    "text", [NESTED, FLAT, NESTED.replace("{}", "'{}'"), '# x\njournals:\n  default: "{}"']
)
def test_what_jrnl_names_as_its_journal_is_offered(new: World, terminal: Start, text: str) -> None:
    """By the command that takes it in, which does."""
    file = _config(new, text)
    assert jrnl_config.named() == file
    if text == NESTED:
        first = terminal()
        first.sees(f"valley import --format jrnl '{file}'")
    assert "Imported 1" in new.call("import", "--format", "jrnl", str(file)).stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "journals:",
        "journals:\n  default: relative.txt",
        "journals:\n  other: {}",
        "default: {}",
        "journals:\n  default: /nowhere/at/all",
        "journals: [",
        "\x00",
        "{}",
    ],
)
def test_where_it_names_none_that_is_there_nothing_is_said(world: World, text: str) -> None:
    """And nothing else is searched."""
    _config(world, text)
    assert jrnl_config.named() is None


def test_without_jrnl_nothing_is_said(world: World) -> None:
    """Also where a journal of its kind lies about."""
    (world.home.parent / "journal.txt").write_text("[2026-01-01 09:00] A day\n", "utf-8")
    assert jrnl_config.named() is None
