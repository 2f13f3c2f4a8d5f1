"""The Tab key, in each shell's protocol and in a real bash."""

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import LIMIT, World
from valley.cli.complete import BY_METAVAR


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


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_real_bash_completes(journal: World, tmp_path: Path) -> None:
    """The script is sourced, and Tab is pressed."""
    (tmp_path / "bin").mkdir()
    valley = tmp_path / "bin" / "valley"
    valley.write_text(f'#!/bin/sh\nexec {sys.executable} -m valley "$@"\n')
    valley.chmod(0o755)
    path = f"{valley.parent}:{os.environ['PATH']}"
    env = (
        os.environ
        | journal.env
        | {"PATH": path, "PS1": "$ ", "TERM": "dumb", "INPUTRC": "/dev/null"}
    )
    env |= {"PYTHONPATH": str(Path(__file__).parents[2])}
    bash = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile"],
        env=env,
        encoding="utf-8",
        timeout=LIMIT,
        dimensions=(24, 120),
    )
    bash.sendline("eval \"$(_VALLEY_COMPLETE=source_bash valley)\"; echo read''y")
    bash.expect_exact("ready")
    for typed, completed in [
        ("valley config set pl\t", "valley config set plain "),
        ("valley excuses show pri\t", "valley excuses show price-too-high "),
        ("valley chec\t", "valley checkin "),
    ]:
        bash.send(typed)
        bash.expect_exact(completed)
        bash.send("\x15")  # empty the line
    bash.close(force=True)
