"""The evening's reminder: silent when there is nothing to say."""

import subprocess
from collections.abc import Callable, Mapping, Sequence

import pytest

from tests.conftest import Terminal, World
from valley.remind import notify
from valley.remind.system import System

Shown = list[tuple[list[str], Mapping[str, str]]]


@pytest.fixture
def shown(world: World) -> Shown:
    """Give a desktop on which notifications are seen."""
    seen: Shown = []

    def start(command: Sequence[str], _: str, env: Mapping[str, str]) -> tuple[int, str]:
        seen.append((list(command), env))
        return 0, ""

    def desktop() -> System:
        return System(platform="linux", which=str, start=start)

    world.monkeypatch.setattr("valley.cli.remind.System", desktop)
    return seen


@pytest.fixture
def bare(world: World) -> World:
    """Take away every program there is."""
    system = System(platform="linux", which=lambda _: None)
    world.monkeypatch.setattr("valley.cli.remind.System", lambda: system)
    return world


def test_an_open_day_is_asked_about(world: World, shown: Shown) -> None:
    """On the desktop, with nothing of what was written."""
    world.checkin("secret", date="yesterday")
    assert world.run("remind", "now") == ""
    ((command, _),) = shown
    assert command[0] == "notify-send"
    assert "valley checkin" in command[-1]
    assert "secret" not in " ".join(command)
    assert not (world.home / notify.FILE).exists()


@pytest.mark.parametrize("why", ["logged", "rest", "away"])
def test_it_is_silent_when_there_is_nothing_to_do(world: World, shown: Shown, why: str) -> None:
    """Logged, a rest day, away."""
    if why == "logged":
        world.checkin()
    elif why == "rest":
        world.day("2026-03-07")
    else:
        world.run("away", "add", "2026-03-02", "2026-03-06")
    assert world.run("remind", "now") == ""
    assert shown == []


def test_another_journal_is_named_by_the_scheduler(world: World, shown: Shown) -> None:
    """It knows nothing of VALLEY_HOME."""
    world.checkin()
    home = str(world.home)
    world.set(VALLEY_HOME=str(world.home.with_name("other")))
    world.run("remind", "now", "--home", home)
    assert shown == []


def test_a_damaged_journal_is_no_reason_to_be_forgotten(world: World, shown: Shown) -> None:
    """Better once too often."""
    world.checkin()
    (world.home / "journal" / "2026.json").write_bytes(b"")
    world.call("remind", "now")
    assert len(shown) == 1


def test_without_a_desktop_the_next_shell_says_it_once(bare: World) -> None:
    """And a check-in makes it outdated."""
    bare.home.mkdir()
    bare.run("remind", "now")
    left = bare.home / notify.FILE
    assert left.read_text("utf-8") == "Wed 4 Mar is not logged yet. Two minutes: valley checkin\n"
    shell = ["sh", "-c", notify.snippet(bare.home)]
    assert b"Wed 4 Mar" in subprocess.run(shell, capture_output=True, check=False).stdout
    assert not left.exists()
    assert subprocess.run(shell, capture_output=True, check=False).stdout == b""
    bare.run("remind", "now")
    bare.checkin()
    bare.run("remind", "now")
    assert not left.exists()


@pytest.mark.parametrize(
    ("platform", "program"), [("darwin", "osascript"), ("win32", "powershell")]
)
def test_texts_are_never_read_as_a_program(world: World, platform: str, program: str) -> None:
    """They are arguments, or stand in the environment."""
    text = '" & do shell script "x'
    seen: Shown = []

    def record(command: Sequence[str], _: str, env: Mapping[str, str]) -> tuple[int, str]:
        seen.append((list(command), env))
        return 0, ""

    notify.notify(text, world.home, System(platform=platform, which=str, start=record))
    ((command, env),) = seen
    assert command[0] == program
    assert not any(text in word and word != text for word in command)
    assert text in (*command, env.get("VALLEY_TEXT"))


def test_what_will_be_written_is_shown_and_asked(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """In a terminal; a no writes nothing."""
    bin_ = world.home.parent / "bin"
    bin_.mkdir()
    (bin_ / "crontab").write_text('#!/bin/sh\n[ "$1" = - ] && cat > "$HOME/tab"\nexit 1\n')
    (bin_ / "crontab").chmod(0o755)
    world.set(PATH=f"{bin_}:/usr/bin:/bin")
    asked = terminal("remind", "at", "18:00", columns=200)
    asked.sees("A reminder at 18:00, by cron.")
    asked.sees("0 18 * * * ")
    asked.answers("Set it up?", "n")
    assert "Nothing was written" in asked.ends()
    assert not (world.home.parent / "tab").exists()


def test_where_there_is_no_scheduler_it_says_so(bare: World) -> None:
    """Exit 4, and what can be done."""
    assert "neither" in bare.fails("remind", "at", "18:00", code=4)
    assert "like 18:00" in bare.fails("remind", "at", "soon", code=3)
    assert "No reminder" in bare.run("remind", "show")
    assert bare.json("remind", "show") == []
    assert "no reminder" in bare.call("remind", "off").stderr
