"""The evening's reminder: silent when there is nothing to say."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.conftest import Terminal, World
from valley.remind import notify
from valley.remind.system import System

Shown = list[tuple[list[str], Mapping[str, str]]]


@pytest.fixture
def shown(world: World) -> Shown:
    """Give a desktop on which notifications are seen."""
    seen: Shown = []

    def start(command: Sequence[str], _: bytes, env: Mapping[str, str]) -> tuple[int, bytes]:
        seen.append((list(command), env))
        return 0, b""

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

    def record(command: Sequence[str], _: bytes, env: Mapping[str, str]) -> tuple[int, bytes]:
        seen.append((list(command), env))
        return 0, b""

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
    (bin_ / "crontab").write_text(
        '#!/bin/sh\n[ "$1" = - ] && cat > "$HOME/tab"\necho no crontab for me >&2\nexit 1\n'
    )
    (bin_ / "crontab").chmod(0o755)
    world.set(PATH=f"{bin_}:/usr/bin:/bin")
    asked = terminal("remind", "at", "18:00", columns=200)
    asked.sees("A reminder at 18:00, by cron.")
    asked.sees("0 18 * * * ")
    asked.answers("Set it up?", "n")
    assert "Nothing was changed" in asked.ends()
    assert not (world.home.parent / "tab").exists()


def test_where_there_is_no_scheduler_it_says_so(bare: World) -> None:
    """Exit 4, and what can be done."""
    assert "neither" in bare.fails("remind", "at", "18:00", code=4)
    assert "like 18:00" in bare.fails("remind", "at", "soon", code=3)
    assert "No reminder" in bare.run("remind", "show")
    assert bare.json("remind", "show") == []
    assert "no reminder" in bare.call("remind", "off").stderr


def scheduled_by(world: World, **programs: str) -> Path:
    """Put programs of ours before those of the machine; return where the crontab stands."""
    bin_ = world.home.parent / "bin"
    bin_.mkdir(exist_ok=True)
    programs = {"systemctl": "exit 1", "crontab": CRONTAB} | programs
    for name, script in programs.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{script}\n")
        (bin_ / name).chmod(0o755)
    world.set(PATH=f"{bin_}:/usr/bin:/bin")
    return world.home.parent / "tab"


CRONTAB = """
case $1 in
-l) [ "$LC_ALL" = C ] && why="no crontab for me" || why="kein crontab"
    cat "$HOME/tab" 2>/dev/null || { echo "$why" >&2; exit 1; };;
-) cat > "$HOME/tab";;
-r) rm "$HOME/tab";;
esac
"""


def test_a_crontab_is_kept_to_the_byte_by_the_whole_command(world: World) -> None:
    """Whatever the language of the machine; the reminder comes and goes."""
    tab = scheduled_by(world)
    world.set(LC_ALL="de_DE.UTF-8")
    world.run("remind", "at", "6pm", "--yes")
    assert tab.read_bytes().startswith(b"0 18 * * * ")
    world.run("remind", "off")
    assert not tab.exists()
    tab.write_bytes(mine := b"# caf\xe9\n# ff\x0c\n0 5 * * * b")
    world.run("remind", "at", "18.30", "--yes")
    assert tab.read_bytes().endswith(b"\n" + mine)
    assert world.json("remind", "show")[0]["at"] == "18:30"
    world.run("remind", "off")
    assert tab.read_bytes() == mine


@pytest.mark.parametrize("args", [("at", "18:00", "--yes"), ("off",), ("show",)])
def test_a_crontab_that_cannot_be_read_stays(world: World, args: tuple[str, ...]) -> None:
    """Exit 8, with what its own program says."""
    fails = '[ "$1" = -l ] && { echo "crontab: Input/output error" >&2; exit 1; }; echo lost > "$HOME/tab"'
    tab = scheduled_by(world, crontab=fails)
    tab.write_text("0 5 * * * important\n")
    assert "Input/output error" in world.fails("remind", *args, code=8)
    assert tab.read_text() == "0 5 * * * important\n"


def test_a_home_with_a_line_end_is_refused_before_anything_is_written(world: World) -> None:
    """It would be a command of its own in a crontab or a unit."""
    for works in ("exit 1", "exit 0"):
        tab = scheduled_by(world, systemctl=works)
        world.set(VALLEY_HOME=f"{world.home}\n* * * * * touch {world.home}")
        assert "which a scheduler" in world.fails("remind", "at", "18:00", "--yes", code=3)
        assert not tab.exists()
        assert not list(world.home.parent.rglob("valley-reminder*"))


def test_what_changed_in_the_crontab_under_the_question_stays(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """It is read again after the yes."""
    tab = scheduled_by(world)
    asked = terminal("remind", "at", "18:00", columns=200)
    asked.sees("Set it up?")
    tab.write_text("0 5 * * * new\n")
    asked.answers("", "y")
    asked.ends()
    assert tab.read_text().endswith("# valley-reminder\n0 5 * * * new\n")
