"""The Tab key, in each shell's protocol and in real shells."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.shells import SHELLS, Shell
from tests.conftest import World
from tests.docs import commands
from tests.store.encryption.test_hostile_text import harmless
from valley.cli.complete import BY_METAVAR

SHELL_NAMES = ("bash", "zsh", "fish", "powershell", "pwsh")


@pytest.fixture
def journal(world: World) -> World:
    """Give a journal with two excuses, a promise and a tag."""
    price = {"reason": "too dear", "excuse": "price-too-high"}
    world.checkin("Demo at Acme\x1b[31m", action="call their CFO at 9", tag="north", **price)
    world.checkin("Rang ten", reason="nobody there", excuse="My own name", date="2026-02-23")
    return world


def offered(world: World, *words: str, shell: str = "bash") -> list[str]:
    """Ask what fits after these words, the last of them begun."""
    line = " ".join(("valley", *words))
    world.set(
        COMP_WORDS="\n".join(("valley", *words)),
        COMP_CWORD=str(len(words)),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_WORD_TO_COMPLETE=words[-1],
        _VALLEY_COMPLETE=f"complete_{shell}",
    )
    result = world.call()
    assert result.stderr == ""
    return result.stdout.split() if shell == "bash" else result.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ch"], ["checkin"]),
        (["config", "u"], ["unset"]),
        (["config", "set", "re"], ["repair_days", "region", "redact_always", "redact_never"]),
        (["config", "set", "role", ""], ["rep", "leader"]),
        (["excuses", "show", ""], ["price-too-high", "my-own-name"]),
        (["excuses", "merge", "my-own-name", "pri"], ["price-too-high"]),
        (["checkin", "--excuse", "waiting-on"], ["waiting-on-legal"]),
        (["log", "--theme", "s"], ["self"]),
        (["log", "--tag", ""], ["north"]),
        (["log", "--from", "y"], ["yesterday"]),
        (["review", "--week", ""], ["2026-W10", "2026-W09"]),
        (["export", "--format", "m"], ["md"]),
        (["demo", "exc"], ["excuses"]),
        (["log", "--gr"], ["--grep"]),
    ],
)
def test_what_fits_is_offered(journal: World, words: list[str], expected: list[str]) -> None:
    """From the real journal, the settings, the commands."""
    assert offered(journal, *words) == expected


def test_ids_are_offered_newest_first(journal: World) -> None:
    """Where promises are settled, the open ones."""
    ids = [entry["id"][:8] for entry in journal.json("log")]
    assert offered(journal, "show", "") == ids
    assert offered(journal, "show", ids[1][:5]) == [ids[1]]
    journal.monkeypatch.delenv("_VALLEY_COMPLETE")
    assert offered(journal, "promises", "keep", "") == ids[:1]


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_see_what_it_is(journal: World, shell: str) -> None:
    """A value and a word on it, nothing a terminal would obey."""
    (line,) = offered(journal, "promises", "keep", "", shell=shell)
    assert "call their CFO at 9" in line
    shown = "\n".join(offered(journal, "show", "", shell=shell))
    assert "Demo at Acme" in shown
    assert "\x1b" not in shown


def test_a_damaged_journal_disturbs_nobody(journal: World) -> None:
    """Nothing is offered, nothing is said."""
    (journal.home / "journal" / "2026.json").write_bytes(b"")
    assert offered(journal, "show", "") == []
    (journal.home / "settings.toml").write_text("plain = what", "utf-8")
    assert offered(journal, "excuses", "show", "") == []


def test_every_metavar_of_the_table_is_used(world: World) -> None:
    """So that the table holds nothing dead."""
    from typer.main import get_command

    from valley.cli.app import app

    del world
    found = set()
    waiting = [get_command(app)]
    while waiting:
        command = waiting.pop()
        found |= {(param.metavar or "").rstrip(".") for param in command.params}
        waiting += getattr(command, "commands", {}).values()
    assert set(BY_METAVAR) <= found


@pytest.mark.parametrize("asked", [f"complete_{shell}" for shell in SHELL_NAMES])
def test_who_gives_no_words_disturbs_nobody(world: World, asked: str) -> None:
    """It ends quietly, also where nothing takes what is offered."""
    world.set(_VALLEY_COMPLETE=asked)
    for full in (False, True):
        with Path("/dev/full" if full else os.devnull).open("w") as out:
            command = [sys.executable, "-m", "valley"]
            env = os.environ | world.env
            ran = subprocess.run(command, env=env, stdout=out, stderr=subprocess.PIPE, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("asked", ["complete", "complete_tcsh", "nonsense", "source_tcsh", "_"])
def test_what_no_shell_asks_ends_quietly(world: World, asked: str) -> None:
    """Without a journal being made."""
    world.set(_VALLEY_COMPLETE=asked)
    result = world.call()
    assert (result.exit_code, result.output) == (0, "")


def test_files_are_left_to_the_shell(journal: World) -> None:
    """It knows better which there are."""
    assert offered(journal, "import", "./a") == []
    assert offered(journal, "import", "./a", shell="zsh") == ["_files"]


HOSTILE = [
    "$(touch PWNED)",
    "`touch PWNED`",
    r"\$(touch PWNED)",
    r"\\$(touch PWNED)",
    r"\`touch PWNED\`",
    "q$(touch PWNED)",
    "q`touch PWNED`",
    "q;touch PWNED",
    "q&touch PWNED;",
    "'; touch PWNED; '",
    '"; touch PWNED; "',
    "))'; touch PWNED #",
    "\"))'; touch PWNED #",
    "x\ntouch PWNED\n$(touch PWNED)",
    "x\ttouch PWNED\r$(touch PWNED)",
    "${(e):-$(touch PWNED)}",
    "q*",
    "<(touch PWNED)",
    "\x1b]0;pwn\x07",
    "q\x1b]0;pwn\x07\x9b31m\u202e",
    "--pwn=$(touch PWNED)",
]


@pytest.fixture
def hostile(world: World) -> World:
    """Give a journal in which every text that can be offered is hostile, and one that is not."""
    for number, _ in enumerate(HOSTILE):
        world.checkin(f"day {number}", reason="too dear", action="ring at 9", tag="t", due="friday")
    world.checkin("Demo at Acme", reason="too dear", action="ring their CFO at 9", tag="north")
    volume = world.home / "journal" / "2026.json"
    whole = json.loads(volume.read_bytes())
    for text, row in zip(HOSTILE, whole["entries"].values(), strict=False):
        row.update(dict.fromkeys(("happened", "reason", "action", "mine", "note", "excuse"), text))
        row.update(id=text + row["id"] if "q" in text else row["id"], tags=[text])
    volume.write_text(json.dumps(whole), "utf-8")
    (world.home / "settings.toml").write_text(
        "".join(
            f'[[away]]\nfrom = "2026-01-01"\nto = "2026-01-02"\nnote = {json.dumps(text)}\n'
            for text in HOSTILE
        ),
        "utf-8",
    )
    return world


def lines() -> list[str]:
    """List every place where something is offered: each command, and each option with a value."""
    found = [""]
    for name, command in commands():
        below = name.removeprefix("valley ")
        found += [below, f"{below} -"]
        for param in command.params:
            if param.param_type_name == "option" and not param.is_flag:
                found.append(f"{below} {param.opts[0]}")
    return found


INERT = {
    "bash": r"(--?)?\w[\w.:+-]*",
    "zsh": r"""_files|_arguments '\*: :\(\(("[^"'`$\\]+(\\\\:[^"'`$\\]*)*"(:"([^"'`$\\]|\\\\:)*")?( |(?=\))))+\)\)'""",
    "fish": r"""(--?)?\w[\w.:+-]*(\t[^"'`$\\]*)?""",
    "powershell": r"""(--?)?\w[\w.:+-]*:::[^"'`$\\]*""",
}


@pytest.mark.parametrize("shell", INERT)
def test_whatever_is_offered_is_inert(hostile: World, shell: str) -> None:
    """Every command, every option, in every shell; and there is something to offer."""
    told = ""
    for line in lines():
        for shown in offered(hostile, *line.split(), "" if line[-1:] != "-" else "-", shell=shell):
            assert re.fullmatch(INERT[shell], shown), (line, shown)
            assert harmless(shown.replace("\t", "")), (line, shown)
            told += shown
    assert "north" in told
    if shell != "bash":
        assert "Demo at Acme" in told
        assert "(touch PWNED)" in told  # as words


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[World], Shell]]:
    """Give a function that starts a shell, one by one."""
    started: list[Shell] = []

    def start(world: World) -> Shell:
        started.append(Shell(request.param, world, tmp_path))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_a_real_shell_completes(journal: World, shell: Callable[[World], Shell]) -> None:
    """The script is sourced, and Tab is pressed."""
    (promised,) = (one for one in journal.json("promises"))
    person = shell(journal)
    for typed, completed in [
        ("config set week", "week_starts"),
        ("excuses show pri", "price-too-high"),
        ("chec", "checkin"),
        ("log --tag ", "north"),
        ("promises keep ", promised["id"][:8]),
        ("log --gr", "--grep"),
    ]:
        assert completed in person.tab(f"valley {typed}")
    if person.name != "bash":  # which shows no more than what it inserts
        assert "Demo at Acme" in person.tab("valley show ")


def test_a_real_shell_runs_nothing_of_a_journal(
    hostile: World, shell: Callable[[World], Shell]
) -> None:
    """Neither when Tab is pressed nor when what was inserted is run; nor does the terminal obey."""
    person = shell(hostile)
    shown = ""
    for typed in ("show ", "log --tag q", "excuses show "):
        shown += person.tab(f"valley {typed}")
        shown += person.tab(f"valley {typed}", then="\r")
    for typed in ("promises keep ", "excuses merge q"):
        shown += person.tab(f"valley {typed}")
    assert not list(person.here.iterdir())
    assert "\x1b]0;pwn" not in shown
    assert "pwn\x07" not in shown
    assert "\x9b" not in shown
