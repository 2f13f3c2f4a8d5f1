"""What of Windows can be had elsewhere: no Unix modules, no links, its encoding, its rules of names.

CI runs the tests on Windows and macOS themselves (`.github/workflows/ci.yml`).
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from valley import on_windows
from valley.store import paths

# Run in a process of its own, before valley is loaded: what Windows has not, and the calls.
WITHOUT = """
import json, os, sys
hidden = {"readline", "fcntl", "termios", "tty", "pwd", "grp", "resource", "curses", "syslog"}
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name in hidden:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in hidden:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
def refused(*args, **kwargs):
    raise OSError(1314, "A required privilege is not held by the client")
os.symlink = refused
for name in ("fork", "getuid", "geteuid", "killpg", "O_NOFOLLOW", "O_DIRECTORY"):
    if hasattr(os, name):
        delattr(os, name)
from valley.__main__ import main
for args in json.loads(sys.argv[1]):
    sys.argv = ["valley", *args]
    try:
        main()
    except SystemExit as end:
        if end.code:
            sys.exit(f"{args}: ended with {end.code}")
"""
TYPED = "Demo at Bäcker & Söhne, “quoted”, 5 €"
EVENING = [
    ["checkin", "--no-input", "--happened", "Demo at NUL", "--reason", "no budget", "--tag", "con"],
    ["checkin", "--no-input", "--happened", TYPED, "--reason", "they went quiet"],
    ["checkin", "--no-input", "--happened", "Łódź called ☺", "--reason", "the leads are rubbish"],
    ["status"],
    ["log"],
    ["review", "--no-input"],
    ["streak"],
    ["landscape"],
    ["excuses"],
    ["config", "set", "week_starts", "sun"],
    ["backup"],
    ["undo", "--yes"],
    ["doctor"],
    ["log", "--json"],
]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Spend an evening where none of it is there, at a console of code page 1252."""
    home = tmp_path_factory.mktemp("windows") / "valley"
    env = os.environ | {
        "VALLEY_HOME": str(home),
        "VALLEY_TODAY": "2026-03-04T18:30",
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
    }
    command = [sys.executable, "-c", WITHOUT, json.dumps(EVENING)]
    run = subprocess.run(command, env=env, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode("cp1252")
    assert b"Traceback" not in run.stderr
    return home, run.stdout.decode("cp1252")


def test_an_evening_works_without_what_windows_lacks(journal: tuple[Path, str]) -> None:
    """What the code page holds is shown as it is, what it does not by a sign or an escape."""
    _, said = journal
    assert TYPED in said
    assert "Gone quiet" in said
    entries = json.loads(said[said.rindex("\n[") :])
    assert {entry["happened"] for entry in entries} == {TYPED, "Demo at NUL"}


def test_every_name_valley_gives_a_file_is_one_on_windows(journal: tuple[Path, str]) -> None:
    """No device, no sign that Windows keeps for itself, no dot or space at the end."""
    home, _ = journal
    names = [path.relative_to(home) for path in home.rglob("*")]
    assert names
    for part in {part for name in names for part in name.parts}:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', part), part
        stem = part.split(".")[0].upper()
        assert stem not in {"CON", "PRN", "AUX", "NUL"}, part
        assert not re.fullmatch(r"(COM|LPT)[0-9¹²³]", stem), part
    assert len({str(name).casefold() for name in names}) == len(names)  # it heeds no case


@pytest.mark.parametrize(
    "name", [r"journal/..\..\2026.json", r"journal/C:\Users\Jo\a.json", "journal/2026.json:hidden"]
)
def test_a_stored_name_that_leads_elsewhere_on_windows_is_none_of_valleys(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    r"""A record that came through a shared folder may hold `\`, a drive or a stream."""
    monkeypatch.setattr(paths, "_FOREIGN", set("\\:\0"))
    assert not paths.is_own(name)
    assert paths.is_own("journal/2026.json")


DEVICES = ["NUL", "con", "aux.md", "Com1.html", "LPT³.csv", "CONOUT$", "nul .md"]
OTHERS = ["page.md:hidden", "Week 10: mine.md", "page.md.", "page.md ", "a*.md", "what?.html"]


@pytest.mark.parametrize("args", [["export"], ["mentor", "page", "--all"]], ids=" ".join)
@pytest.mark.parametrize("name", [*DEVICES, *OTHERS])
def test_what_is_no_file_on_windows_is_not_written_to(
    world: World, name: str, args: list[str]
) -> None:
    """A device swallows a page, and a stream hides it: `--force` or not."""
    world.checkin()
    folder = world.home.with_name("pages")
    folder.mkdir()
    world.monkeypatch.setattr(on_windows, "HERE", True)
    told = world.fails(*args, str(folder / name), "--format", "md", "--force", code=8)
    assert "no name of a file on Windows" in told
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["console.md", "null.md", "my aux.md", "com.md", "lpt10.md", ".md"]
)
def test_names_like_those_are_files(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the whole name before the first dot is a device's; elsewhere any name goes."""
    world.checkin()
    world.run("export", str(world.home.with_name("aux.md")))
    monkeypatch.setattr(on_windows, "HERE", True)
    world.run("export", str(world.home.with_name(name)), "--format", "md")
    assert world.home.with_name(name).exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (r"C:\Tools\pass.exe show valley", [r"C:\Tools\pass.exe", "show", "valley"]),
        (r'"C:\Program Files\Code\code.exe" --wait', [r"C:\Program Files\Code\code.exe", "--wait"]),
        (r'\\server\share\edit.exe "-x y"', [r"\\server\share\edit.exe", "-x y"]),
    ],
)
def test_a_command_on_windows_keeps_the_backslashes_of_its_paths(
    command: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether an editor or what prints the passphrase."""
    monkeypatch.setattr(on_windows, "HERE", True)
    assert on_windows.command_words(command) == words


@given(st.text("ab\\\"' #$;\n", max_size=12))
def test_a_command_elsewhere_is_read_as_a_shell_reads_it(command: str) -> None:
    """As before there was a Windows to think of."""
    try:
        words = shlex.split(command)
    except ValueError:
        with pytest.raises(ValueError, match="No"):
            on_windows.command_words(command)
    else:
        assert on_windows.command_words(command) == words
