"""Other machines: no HOME, no locale, python -O, read-only places, narrow terminals, Windows, macOS."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from tests.conftest import Terminal, World
from valley import files
from valley.cli.output import begin
from valley.errors import NotFound

ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
CHECKIN = ("checkin", "--no-input", "--happened=Café", "--reason=too dear", "--action=call at 9")


def run(
    world: World,
    *args: str,
    flags: tuple[str, ...] = (),
    without: str = "",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run valley in a process of its own."""
    whole = {k: v for k, v in (os.environ | world.env | dict(env or {})).items() if k != without}
    command = [sys.executable, *flags, "-m", "valley", *args]
    return subprocess.run(
        command, env=whole, capture_output=True, encoding="utf-8", errors="replace", check=False
    )


@pytest.mark.parametrize("args", [CHECKIN, (), ("log",), ("excuses",), ("streak",), ("--help",)])
def test_an_optimised_python_does_the_same(world: World, args: tuple[str, ...]) -> None:
    """`python -O` takes asserts out; nothing hangs on one."""
    ran = run(world, *args, flags=("-O",))
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    "env", [ASCII, {"LC_ALL": "xx_YY.UTF-8"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": ""}]
)
def test_a_missing_locale_is_no_crash(world: World, env: dict[str, str]) -> None:
    """What cannot be shown has a stand-in; the journal holds it as it was typed."""
    world.checkin("Zoë’s café 金", reason="they’re “too dear”", action="call at 9")
    for args in ((), ("streak",), ("demo", "review", "--last")):
        ran = run(world, *args, env=env)
        assert ran.returncode == 0, ran.stderr
        if env.get("PYTHONIOENCODING") or env is ASCII:
            assert ran.stdout.isascii()
    shown = run(world, "log", env=env).stdout
    assert "Zo" in shown
    if env.get("PYTHONIOENCODING"):
        assert "Zoe's cafe ?" in shown
        assert 'they\'re "too dear"' in shown


def test_without_a_home_the_user_list_knows_it(world: World) -> None:
    """VALLEY_HOME alone is enough for everything."""
    assert run(world, *CHECKIN, without="HOME").returncode == 0
    assert "Café" in run(world, "log", without="HOME").stdout


def test_where_nobody_knows_it_that_is_said(world: World) -> None:
    """And no folder of the name ~ appears."""
    world.monkeypatch.delenv("VALLEY_HOME")
    world.monkeypatch.setattr("os.path.expanduser", lambda path: path)
    world.monkeypatch.setattr(platformdirs, "PlatformDirs", Unix)
    with pytest.raises(NotFound, match="set HOME, or VALLEY_HOME"):
        _ = begin()[0].home
    assert "set HOME" in world.fails("log", code=4)


def test_on_macos_the_journal_stands_where_others_do(world: World) -> None:
    """In Application Support."""
    world.monkeypatch.delenv("VALLEY_HOME")
    world.monkeypatch.setattr(platformdirs, "PlatformDirs", MacOS)
    support = world.home.parent / "Library" / "Application Support"
    assert begin()[0].home == support / "valley"
    world.checkin("on a Mac")
    assert [path.name for path in support.iterdir()] == ["valley"]


def test_on_windows_the_journal_stands_where_others_do(world: World) -> None:
    """In the local folder for data of programs, without a folder of an author."""
    windows = pytest.importorskip("platformdirs.windows")
    local = world.home.parent / "AppData" / "Local"
    world.monkeypatch.delenv("VALLEY_HOME")
    world.monkeypatch.setattr(windows, "get_win_folder", lambda _: str(local))
    world.monkeypatch.setattr(platformdirs, "PlatformDirs", windows.Windows)
    assert begin()[0].home == local / "valley"


def test_on_windows_no_folder_is_opened(world: World) -> None:
    """It cannot be, there; the file is replaced all the same, and the lock held."""
    world.monkeypatch.setattr(files, "os", _other_os(name="nt", O_RDONLY=None))
    world.checkin("one")
    world.checkin("two")
    assert {entry["happened"] for entry in world.json("log")} == {"one", "two"}
    assert not list(world.home.rglob("*.tmp"))


def test_a_home_that_is_read_only_can_be_read(world: World) -> None:
    """And says so when written to; nothing is lost."""
    world.checkin("before")

    def closed(*_: Any) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    world.monkeypatch.setattr(files, "os", _other_os(open=closed))
    for look in ((), ("log",), ("streak",), ("excuses",), ("promises",)):
        assert world.run(*look)
    for change in (CHECKIN, ("config", "set", "plain", "yes")):
        result = world.call(*change)
        assert result.exit_code == 8
        assert "Read-only file system" in result.stderr
    world.monkeypatch.undo()


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("log",),
        ("streak",),
        ("excuses",),
        ("promises",),
        ("config", "list"),
        ("away", "list"),
        ("review", "--no-input"),
        ("remind", "show"),
        ("demo", "log"),
        ("man",),
        ("--help",),
    ],
)
def test_looking_writes_nothing(world: World, args: tuple[str, ...]) -> None:
    """Not even a folder."""
    before = sorted(world.home.parent.rglob("*"))
    world.run(*args)
    assert sorted(world.home.parent.rglob("*")) == before


def test_an_evening_in_twenty_columns(world: World, terminal: Callable[..., Terminal]) -> None:
    """Narrow, and all there."""
    evening = terminal("checkin", columns=20)
    evening.answers("today?", "商談は延期に Demo at Acme and a long tale of it")
    evening.answers("give?", "they say we are too dear")
    evening.answers("that?", "1")
    evening.answers("that?", "call their CFO at 9 tomorrow")
    assert "climbing" in evening.ends()
    assert world.json("log")[0]["excuse"] == "price-too-high"


def test_long_output_goes_through_the_pager_where_asked(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """In a terminal; a pipe needs none."""
    pager = world.home.parent / "pager"
    pager.write_text("#!/bin/sh\necho paged\nexec cat\n")
    pager.chmod(0o755)
    world.set(PAGER=str(pager))
    assert "paged" in terminal("--pager", "demo", "log").ends()
    assert "paged" not in terminal("demo", "log").ends()
    assert "paged" not in run(world, "--pager", "demo", "log").stdout


def _other_os(**differences: Any) -> SimpleNamespace:
    """Make the os module of another machine."""
    return SimpleNamespace(**vars(os) | differences)


def test_paths_of_the_files_are_told_as_the_platform_writes_them(world: World) -> None:
    """`config path` can be pasted."""
    assert Path(world.run("config", "path").strip()) == world.home / "settings.toml"
