"""Streams as shells leave them: closed, full, a pipe that nobody reads. Every command, each of them."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import World
from tests.docs import commands
from valley.errors import NotFound

pytestmark = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no device that is always full"
)
# Command: what it is given. A command that is not listed is called bare.
GIVEN = {
    "checkin": "--no-input --happened again --reason late --action call-them-at-9",
    "promises keep": "ID",
    "promises miss": "ID",
    "promises better": "ID",
    "promises move": "ID --due friday",
    "promises renew": "ID --action again",
    "mentor read": "FILE",
    "review": "--no-input",
    "excuses show": "price-too-high",
    "excuses guess": "late",
    "excuses turned-out": "ID no-budget",
    "excuses rename": "price-too-high dear",
    "excuses merge": "price-too-high bad-timing",
    "about of": "acme",
    "about rename": "acme Acme-Rail",
    "about merge": "acme henderson",
    "about forget": "acme",
    "numbers say": "40",
    "numbers import": "TABLE",
    "show": "ID",
    "edit": "ID --happened else",
    "delete": "ID",
    "import": "FILE",
    "doctor": "--fix",
    "config get": "plain",
    "config set": "plain no",
    "config unset": "plain",
    "away add": "today friday",
    "away remove": "1",
    "remind at": "nonsense",
    "demo": "streak",
}
BARE = ["", "status --prompt", "--help", "--version", "man", "nonsense", "show zzz", "log --nope"]
ALL = [f"{name} {GIVEN.get(name, '')}".strip() for name in (word[7:] for word, _ in commands())]
TAKE_JSON = [
    *(
        f"{name} {GIVEN.get(name, '')}".strip() + " --json"
        for word, name, command in ((word, word[7:], one) for word, one in commands())
        if any("--json" in param.opts for param in command.params)
        and word not in {"valley sync", "valley sync setup"}  # there is no Git on the path of these
    ),
    "--json",
]
CLOSED_OUT, FULL_OUT, UNREAD = ">&-", ">/dev/full", "| nobody"
LOST = [CLOSED_OUT, FULL_OUT, UNREAD]
KEPT = ["<&-", "2>&-", "2>/dev/full"]
# All pass through one guard: these meet each of the ways, one of a kind, the others one of each, and
# those that have a document that of the document.
EACH_WAY = ("", "--help", "checkin", "delete", "export", "import", "nonsense", "review", "undo")
CASES = [
    *BARE,
    *(
        args
        for args in ALL
        if args.partition(" ")[0] in EACH_WAY or f"{args} --json" not in TAKE_JSON
    ),
]


class Ended(NamedTuple):
    """How a run ended.

    Attributes:
        wrote: Whether the journal is another one than before.
    """

    code: int
    out: str
    told: str
    wrote: bool


class Runs:
    """Runs of the same command in copies of the same journal, all at once."""

    def __init__(self, world: World, args: str) -> None:
        world.checkin("Demo at Acme", reason="too dear", action="call their CFO at 9", due="friday")
        (entry,) = world.json("log")
        world.checkin("A win at Henderson", tag="north")
        world.run("away", "add", "1 jan", "2 jan")
        world.run("config", "set", "numbers", "dials, talks")
        table = world.home.with_name("numbers.csv")
        table.write_text("day,dials\n2026-03-02,40\n")
        record = world.home.with_name("in.json")
        record.write_text('[{"day": "2026-03-02", "happened": "z"}]')
        world.home.chmod(0o755)  # for doctor
        known = {"ID": entry["id"][:8], "FILE": str(record), "TABLE": str(table)}
        self._args = [known.get(word, word) for word in args.split()]
        self._home = world.home
        self._env = os.environ | world.env | {"EDITOR": "/bin/true", "VALLEY_PASSPHRASE": ""}
        self._env |= {
            "PATH": "/nowhere",
            "COLUMNS": "400",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        unread, self._end = os.pipe()
        os.close(unread)

    def ended(self, *redirections: str) -> Iterator[Ended]:
        """Run it with each of the redirections, and yield how that ended."""
        homes = [self._home.with_name(f"copy-{number}") for number in range(len(redirections))]
        started = [self._start(*pair) for pair in zip(homes, redirections, strict=True)]
        for home, process in zip(homes, started, strict=True):
            out, told = process.communicate()
            out, told = ((text or "").replace(str(home), "HOME") for text in (out, told))
            out = re.sub(r"(?<![\w.])[0-9a-f]{8}(-[0-9a-f-]{27})?|T[\d:.+]+", "ID", out)
            yield Ended(process.returncode, out, told, _files(home) != _files(self._home))

    def _start(self, home: Path, redirection: str) -> "subprocess.Popen[str]":
        shutil.copytree(self._home, home)
        unread = redirection == UNREAD
        script = f'exec "$@" {"" if unread else redirection}'
        return subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "valley", *self._args],
            env=self._env | {"VALLEY_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=self._end if unread else subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


def _raise(error: Exception) -> None:
    raise error


def _files(home: Path) -> dict[str, bytes | int]:
    """Return what is in a journal, but for what is made from it."""
    return {
        str(path.relative_to(home)): path.read_bytes() if path.is_file() else path.stat().st_mode
        for path in (home, *home.rglob("*"))
        if "cache" not in path.parts and path.name != ".lock"
    }


@pytest.mark.parametrize("args", CASES)
def test_a_stream_that_is_lost_is_no_bug(world: World, args: str) -> None:
    """What was saved is told and ends with 0; what was only to be shown ends with 8, or 0 where
    nobody reads on. Without stdin or stderr all is the same, but for what is not heard.
    """  # noqa: D205
    each = args.partition(" ")[0] in EACH_WAY
    lost, kept = (LOST, KEPT) if each else ([FULL_OUT], ["2>&-"])
    normal, *rest = Runs(world, args).ended("", *lost, *kept)
    assert normal.code != 1, normal.told
    ends = dict(zip([*lost, *kept], rest, strict=True))
    for how, end in ends.items():
        assert end.wrote == normal.wrote, how
        assert "Traceback" not in end.told, how
        assert "Exception ignored" not in end.told, how
    for how in kept:
        assert (ends[how].code, ends[how].out) == (normal.code, normal.out), how
    for how in lost:
        end = ends[how]
        if not normal.out or normal.wrote or how == UNREAD:
            assert end.code == normal.code, (how, end.told)
        else:
            assert end.code == 8, (how, end.told)
        assert ("Saved: " in end.told) == bool(normal.out and normal.wrote), (how, end.told)


@pytest.mark.parametrize("args", TAKE_JSON)
def test_a_document_that_is_missing_is_told(world: World, args: str) -> None:
    """Also where the change it was to be of was saved."""
    lost = [FULL_OUT, UNREAD] if args.partition(" ")[0] in EACH_WAY else [FULL_OUT]
    normal, *ends = Runs(world, args).ended("", *lost)
    assert json.loads(normal.out) is not None
    for how, end in zip(lost, ends, strict=True):
        assert end.code == (8 if normal.wrote or how == FULL_OUT else normal.code)
        assert end.wrote == normal.wrote
        assert ("Saved: " in end.told) == normal.wrote
        assert "Traceback" not in end.told


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_the_script_of_completion_that_cannot_be_printed_is_told(world: World) -> None:
    """Typer ends the process there itself."""
    script = f"{sys.executable} -m valley --show-completion >/dev/full; exit $?"
    env = os.environ | world.env
    ran = subprocess.run(["bash", "-c", script], env=env, capture_output=True, check=False)
    assert ran.returncode == 8
    assert ran.stderr == b"Cannot write the output: No space left on device.\n"


def test_a_completion_that_cannot_be_installed_is_no_bug(world: World) -> None:
    """Typer writes it where nobody looks after it."""
    closed = PermissionError(errno.EACCES, "Permission denied", "/home/jo/.bashrc")
    world.monkeypatch.setattr("typer.completion.install", lambda *_, **__: _raise(closed))
    told = world.fails("--install-completion", code=8)
    assert told == "Cannot write /home/jo/.bashrc: Permission denied."


def test_what_was_saved_is_told_with_its_id(world: World) -> None:
    """So that no script saves it again."""
    (end,) = Runs(world, "checkin --no-input --happened again").ended(FULL_OUT)
    world.set(VALLEY_HOME=str(world.home.with_name("copy-0")))
    (saved,) = (one for one in world.json("log") if one["happened"] == "again")
    assert end.code == 0
    assert end.told == (
        f"Saved: the check-in “again” ({saved['id'][:8]})."
        " Cannot write the output: No space left on device.\n"
    )


def test_an_import_names_the_first_of_its_ids(world: World) -> None:
    """A whole life would be no line."""
    rows = [{"day": "2026-03-02", "happened": f"day {number}"} for number in range(9)]
    runs = Runs(world, "import FILE --json")
    world.home.with_name("in.json").write_text(json.dumps(rows))
    (end,) = runs.ended(CLOSED_OUT)
    told = r"Saved: the import of 9 entries \(\w{8}, \w{8}, \w{8}, 6 more\)\. "
    assert re.fullmatch(told + r"Cannot write the output: it is closed\.\n", end.told)


@pytest.mark.parametrize(
    ("error", "code"), [(ZeroDivisionError(), 1), (NotFound("Gone."), 4), (OSError(28, "Full"), 8)]
)
def test_whatever_goes_wrong_after_it_was_saved_tells_that_too(
    world: World, error: Exception, code: int
) -> None:
    """Not that nothing more was written."""
    world.monkeypatch.setattr("valley.cli.checkin.show_saved", lambda *_, **__: _raise(error))
    told = world.fails("checkin", "--no-input", "--happened=again", code=code)
    assert told.startswith("Saved: the check-in “again”")
    assert "Nothing" not in told


@pytest.mark.parametrize(
    "encoding", ["ascii", "cp1252", "cp037", "utf-16", "utf-8-sig", "utf-8:strict"]
)
def test_json_is_exact_whatever_the_stream_says(world: World, encoding: str) -> None:
    """In every document it is UTF-8; no character has a stand-in."""
    text = "Angebot für Müller “日本” 😀 \x1b[31m\x7f\x85"
    entry = world.checkin(text, reason=text, excuse="dear", action=f"ring {text} at 9", tag="für")
    env = os.environ | world.env | {"PYTHONIOENCODING": encoding}
    for args in (
        ["log"],
        ["show", entry["id"]],
        ["promises"],
        ["excuses", "show", entry["excuse"]],
    ):
        command = [sys.executable, "-m", "valley", *args, "--json"]
        out = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout
        shown = out.decode("utf-8")
        assert text in json.dumps(json.loads(shown), ensure_ascii=False).replace(r"\u001b", "\x1b")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


def test_a_pipe_that_does_not_wait_gets_all_of_it(world: World) -> None:
    """Some programs set their end so, and the other end with it."""
    much = [{"day": "2026-03-02", "happened": f"{number} {'word ' * 200}"} for number in range(150)]
    world.home.with_name("much.json").write_text(json.dumps(much))
    world.run("import", str(world.home.with_name("much.json")))
    assert hasattr(os, "set_blocking")
    out, end = os.pipe()
    os.set_blocking(end, False)
    command = [sys.executable, "-m", "valley", "log", "--json"]
    with subprocess.Popen(command, stdout=end, env=os.environ | world.env) as process:
        os.close(end)
        with os.fdopen(out) as file:
            assert len(json.load(file)) == 150
    assert process.returncode == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_is_told_comes_before_what_is_printed_after_it(world: World, unbuffered: str) -> None:
    """Also where Python is told to buffer nothing, as in many a container."""
    script = (
        "import sys; from valley.cli import streams; streams.guard();"
        "print('told', file=sys.stderr); print('printed', flush=True); print('end', file=sys.stderr)"
    )
    env = os.environ | world.env | {"PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-c", script]
    ran = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True
    )
    assert ran.stdout == b"told\nprinted\nend\n"
