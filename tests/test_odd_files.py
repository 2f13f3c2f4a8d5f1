"""What has the name of a file and is none: it is named, never waited for, and never in the way."""

import ast
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World, make_pipe
from valley import files

PACKAGE = Path(__file__).parent.parent / "valley"
MODULES = sorted(PACKAGE.rglob("*.py"))
LIMIT = 30  # seconds; a command that waits for a pipe waits for ever
MEMORY = 2**31  # bytes


def socket_at(path: Path) -> None:
    """Make a socket; its name may be longer than the system lets one bind."""
    here = Path.cwd()
    os.chdir(path.parent)
    if sys.platform != "win32":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    os.chdir(here)


KINDS: dict[str, Callable[[Path], object]] = {
    "a pipe": make_pipe,
    "a folder": lambda path: (path / "in it").mkdir(parents=True),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": socket_at,
}
FILES = (
    *("journal/2026.json", "journal/2025.json", "journal/excuses.json", "settings.toml"),
    *("drafts/checkin.json", "history/00000001.json", "history/00000009.open.json"),
    *("cache/promises", "backups/2026.2026-03-04.json", "backups/key.json"),
    *("journal/2026 (conflicted copy).json", "generations.json"),
)
READING: tuple[list[str], ...] = (
    *([], ["status", "--prompt"], ["log", "--json"], ["promises"], ["excuses", "--json"]),
    *(
        ["export"],
        ["config", "list"],
        ["backup", "list"],
        ["doctor", "--json"],
        ["review", "--list"],
    ),
)
CHANGING: tuple[list[str], ...] = (
    *(["checkin", "--no-input", "--happened=x"], ["undo"], ["merge"], ["backup"]),
    *(["config", "set", "plain", "true"], ["config", "edit"], ["restore", "--yes"]),
)


def _bounded() -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def ran(*args: str) -> "subprocess.CompletedProcess[str]":
    """Run valley in a process of its own, with bounded memory."""
    return subprocess.run(
        [sys.executable, "-m", "valley", *args],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=LIMIT,
        preexec_fn=_bounded,
    )


def put(kind: str, path: Path) -> None:
    """Put something in the place of a file."""
    path.parent.mkdir(0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    KINDS[kind](path)


@pytest.mark.parametrize("file", FILES)
def test_a_pipe_is_waited_for_by_nobody(file: str, world: World) -> None:
    """Every command ends, in words; what reads goes on with the rest."""
    world.set(EDITOR="true")
    world.checkin("Demo at Acme", reason="gone dark", action="ring his PA at 9")
    put("a pipe", world.home / file)
    for args in READING:
        result = world.call(*args)
        assert result.exit_code in {0, 5}, (args, result.output)
        assert result.exit_code == 0 or args[0] == "doctor"
    for args in CHANGING:
        assert world.call(*args).exit_code in {0, 3, 4, 5, 8}, args


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", ["journal/2026.json", "settings.toml", "drafts/checkin.json"])
def test_doctor_names_it_and_moves_it_away(file: str, kind: str, world: World) -> None:
    """Into archive/, where it is in nobody's way; it is told apart, and never opened."""
    world.checkin("A day")
    put(kind, world.home / file)
    told = [(one["file"], one["why"]) for one in world.json("doctor", code=5)["problems"]]
    assert told == [(file, f"it is {kind}, not a file")]
    (line,) = world.json("doctor", "--fix")["fixed"]
    name = file.rpartition("/")[2]
    assert line == f"Moved {file} to archive/{name}: it is {kind}, not a file."
    assert files.odd_kind(world.home / "archive" / name) == kind
    world.checkin("Another day")


@pytest.mark.parametrize("file", ["settings.toml", "journal/2026.json"])
def test_what_never_ends_takes_no_memory(file: str, world: World) -> None:
    """In a process that may not take much."""
    world.checkin("A day")
    put("a device", world.home / file)
    assert "it is a device, not a file" in ran("log").stderr
    assert ran("doctor", "--fix").returncode == 0


def test_a_key_file_that_is_a_pipe_is_named_and_can_be_moved_away(world: World) -> None:
    """Nothing is read or written without knowing whether the journal is encrypted."""
    world.checkin("A day")
    put("a pipe", world.home / "key.json")
    assert "key.json: it is a pipe, not a file" in world.fails("log", code=5)
    assert "Moved key.json" in world.run("doctor", "--fix")
    assert len(world.json("log")) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_and_a_merge_of_one_are_refused(kind: str, world: World, tmp_path: Path) -> None:
    """With what helps, where a pipe was meant."""
    path = tmp_path / "2026.json"
    put(kind, path)
    assert kind in (told := world.fails("import", str(path), code=3))
    assert ("valley import -" in told) == (kind == "a pipe")
    if kind != "a folder":
        assert f"it is {kind}" in world.fails("merge", str(path), code=5)


def test_a_file_larger_than_any_of_its_kind_is_not_read(world: World) -> None:
    """Its size is looked at before it is read."""
    world.checkin("A day")
    for name, size in (("settings.toml", files.SMALL), ("journal/2026.json", files.LARGE)):
        with (world.home / name).open("r+b" if name.startswith("journal") else "wb") as file:
            file.truncate(size + 1)
    result = world.call("log")
    assert result.exit_code == 0
    assert "settings.toml is not read, the defaults hold: it is larger than 1 MiB" in result.stderr
    assert "2026.json: it is larger than 256 MiB" in result.stderr


def test_nothing_is_written_over_what_is_no_file(world: World) -> None:
    """A device in the place of an export stays one."""
    world.checkin("A day")
    for kind in ("a pipe", "a device"):
        path = world.home.parent / kind
        KINDS[kind](path)
        assert f"it is {kind}" in world.fails("export", str(path), "--force", code=8)
        assert files.odd_kind(path) == kind


PACKAGE_DATA = {
    "demo/story.py",
    "language/__init__.py",
    "page/html.py",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_one_module_opens_files(path: Path) -> None:
    """Whatever is read from a journal or for it goes through `valley.files`."""
    name = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and name != "files.py" and not _is_nowhere(node):
            assert not _opens(node) or name in PACKAGE_DATA, f"line {node.lineno} opens a file"


def _opens(call: ast.Call) -> bool:
    """Tell whether a call opens a file by its name."""
    called = call.func
    if isinstance(called, ast.Name):
        return called.id in {"open", "fdopen"}
    if not isinstance(called, ast.Attribute):
        return False
    owner = called.value.id if isinstance(called.value, ast.Name) else ""
    if owner in {"os", "io", "codecs", "gzip", "tarfile"}:
        return called.attr in {"open", "fdopen"}
    if called.attr in {"read_bytes", "read_text", "write_bytes", "write_text", "touch"}:
        return owner != "jrnl"
    modes = [arg for arg in call.args[:1] if isinstance(arg, ast.Constant)]
    return called.attr == "open" and bool(modes or not call.args)


def _is_nowhere(call: ast.Call) -> bool:
    """Tell whether it opens no file: nothing, the terminal, or what is open already."""
    opened = ast.dump(call.args[0]) if call.args else ""
    return any(place in opened for place in ("devnull", "'/dev/tty'", "Constant(value=0)"))


def test_a_file_that_would_be_waited_for_is_none_to_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As some of the system's own, which pass for regular files."""
    assert hasattr(os, "set_blocking")
    end, _ = os.pipe()
    os.set_blocking(end, False)
    monkeypatch.setattr(os, "open", lambda *_: end)
    monkeypatch.setattr(files, "_check", lambda _: None)
    with files.opened(tmp_path) as file, pytest.raises(OSError, match="right now"):
        file.read(10)
