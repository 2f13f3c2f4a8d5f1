"""Whatever `passphrase_command` does, it holds nobody up for ever, and nothing of it is left."""

import select
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LIMIT, Terminal, World
from tests.store.encryption.conftest import PASSPHRASE, write
from valley.errors import WrongPassphrase
from valley.store.encryption import passphrase_command
from valley.store.encryption.passphrase_command import CommandFailed, first_line


def sh(script: str) -> str:
    """Make a command of a script."""
    return shlex.join(["sh", "-c", script])


def is_gone(pid: int) -> bool:
    """Wait until a process is no more, or a zombie nobody has looked after yet."""
    for _ in range(LIMIT * 100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        select.select([], [], [], 0.01)
    return False


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("echo one; echo two", b"one"),
        ("printf one", b"one"),
        ("printf 'one\\r\\n'", b"one"),
        ("printf 'o'; printf 'ne\\n'", b"one"),
        ("printf '\\nno'", b""),
        ("yes one", b"one"),
        ("echo one; exec yes two", b"one"),
        ("echo one; exec sleep 1000", b"one"),
        ("echo one; exec >&-; exec sleep 1000", b"one"),
        ("sleep 1000 & echo one", b"one"),
        ("sleep 1000 & printf one", b"one"),
        ("trap '' TERM; echo one; while :; do sleep 1000; done", b"one"),
    ],
)
def test_its_first_line_is_taken_as_it_comes(
    monkeypatch: pytest.MonkeyPatch, script: str, line: bytes
) -> None:
    """Whether it prints for ever, never ends, or leaves somebody behind who holds the pipe."""
    monkeypatch.setattr(passphrase_command, "AFTERWARDS", 0.5)
    assert first_line(sh(script)) == line


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("false", "ended with code 1"),
        (sh("echo one; exit 3"), "ended with code 3"),
        (sh("kill -9 $$"), "ended with code -9"),
        (sh("sleep 1000 & exit 2"), "ended with code 2"),
        ("no-such-command-here", "cannot be run: No such file"),
        ("'", "cannot be run: ValueError"),
        ("cat /dev/zero", "too much for a passphrase"),
        ("sleep 1000", "within 0.2 seconds"),
        (sh("printf no-end; exec sleep 1000"), "within 0.2 seconds"),
    ],
)
def test_what_gives_none_says_why(monkeypatch: pytest.MonkeyPatch, command: str, why: str) -> None:
    """In time."""
    monkeypatch.setattr(passphrase_command, "AFTERWARDS", 0.5)
    monkeypatch.setattr(passphrase_command, "PATIENCE", 0.2)
    with pytest.raises(CommandFailed) as told:
        first_line(command)
    assert why in str(told.value)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="tells no processes by number")
@pytest.mark.parametrize("end", ["echo one", "exec sleep 1000"])
def test_all_it_started_is_ended(world: World, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    """Its children too, however it went."""
    monkeypatch.setattr(passphrase_command, "PATIENCE", 0.5)
    left = world.home.with_name("left")
    command = sh(f"sleep 1000 & echo $! > {shlex.quote(str(left))}; {end}")
    if end == "echo one":
        assert first_line(command) == b"one"
    else:
        with pytest.raises(CommandFailed):
            first_line(command)
    assert is_gone(int(left.read_text()))


def test_it_may_ask_in_the_terminal(world: World, terminal: Callable[..., Terminal]) -> None:
    """As pinentry does; the terminal is valley's again afterwards, and Ctrl-C ends both."""
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    write(world)
    world.run("encrypt")
    world.set(VALLEY_PASSPHRASE="")
    asks = "printf Pin: >/dev/tty; read -r pin </dev/tty; echo correct horse $pin"
    world.run("config", "set", "passphrase_command", sh(asks))
    shown = terminal("log")
    shown.sees("Pin:")
    shown.child.sendline("battery")
    assert "zanzibar" in shown.ends()
    deleting = terminal("delete", "2026-03-03")
    deleting.sees("Pin:")
    deleting.child.sendline("battery")
    deleting.answers("?", "n")
    deleting.ends()
    stopped = terminal("log")
    stopped.sees("Pin:")
    stopped.child.sendintr()
    stopped.ends(130)


def test_a_journal_that_stays_closed_ends_with_7(world: World) -> None:
    """And says both: what the command did, and what there is to do."""
    write(world)
    world.run("config", "set", "passphrase_command", f"echo '{PASSPHRASE}'")
    world.run("encrypt")
    for command in ("yes", "cat /dev/zero", sh("sleep 1000 & exit 1")):
        world.run("config", "set", "passphrase_command", command)
        ran = world.call("log")
        assert (ran.exit_code, ran.stdout) == (WrongPassphrase.exit_code, "")
        assert "passphrase_command" in ran.stderr


def test_a_valley_in_it_does_not_run_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each would start the next, until the machine is full."""
    monkeypatch.delenv(passphrase_command.RUNNING, raising=False)
    assert first_line(sh(f"echo ${passphrase_command.RUNNING}")) == b"1"
    monkeypatch.setenv(passphrase_command.RUNNING, "1")
    with pytest.raises(CommandFailed, match="runs valley"):
        first_line("echo one")
