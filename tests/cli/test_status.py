"""Today at a glance, and in a shell prompt: short, true, and quick."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import Terminal, World
from tests.golden_plugin import Golden


def modules(world: World, *args: str) -> set[str]:
    """List what valley loads when it is called so."""
    code = "import sys; from valley.__main__ import main; sys.argv[1:] = {}; main(); print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code.format(list(args))],
        capture_output=True,
        text=True,
        env=os.environ | world.env,
        check=True,
    )
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("args", [(), ("status",), ("status", "--prompt")])
def test_it_loads_nothing_heavy(world: World, args: tuple[str, ...]) -> None:
    """It is asked for before every prompt of the shell."""
    world.checkin()
    loaded = modules(world, *args)
    heavy = {"rich", "typer", "filelock", "tomlkit", "dateutil", "holidays", "asyncio", "secrets"}
    assert not heavy & loaded


def test_a_working_day(world: World) -> None:
    """Under six lines, whatever there is to say."""
    price = {"reason": "too dear", "excuse": "price-too-high"}
    for day in ("2026-03-02", "2026-03-03"):
        world.day(day)
        world.checkin(
            **price, action="ring\x1b their CFO at 9, and " + "then " * 30, due="tomorrow"
        )
    world.run("review", "--last", "--no-input", "--focus", "Ask for the next date")
    world.day("2026-03-04")
    lines = world.run().splitlines()
    assert len(lines) < 6
    assert lines[0] == "Wed 4 Mar, not logged yet"
    assert lines[1] == "Streak 2 days, momentum 10%"
    assert lines[2].startswith("Due: ring␛ their CFO at 9")
    assert lines[2].endswith("… (and 1 more)")
    assert lines[-1] == "Next: valley checkin"
    assert world.run("status", "--prompt") == "2? !2\n"
    world.checkin()
    lines = world.run("status").splitlines()
    assert lines[0] == "Wed 4 Mar, 1 logged"
    assert lines[-1] == "Next: valley promises"
    assert world.run("status", "--prompt") == "3 !2\n"
    assert world.json()["current"] == 3
    assert world.json("status") == world.json()


def test_a_streak_that_can_be_mended_comes_first(world: World) -> None:
    """With the command that does it; where nothing hangs on it, today does."""
    for day in ("2026-02-27", "2026-03-02"):
        world.day(day)
        world.checkin()
    world.day("2026-03-04")
    assert "Next: valley checkin --date 2026-03-03, by Wed 4 Mar" in world.run()
    world.day("2026-04-01")
    assert "Next: valley checkin\n" in world.run()


@pytest.mark.parametrize(
    ("day", "said", "following"),
    [
        ("2026-03-07", "a rest day", "valley review"),
        ("2026-03-10", "away", "nothing more today"),
    ],
)
def test_a_day_that_does_not_count(world: World, day: str, said: str, following: str) -> None:
    """Nothing is asked of anybody."""
    world.checkin()
    world.run("away", "add", "2026-03-10", "2026-03-11")
    world.day(day)
    shown = world.run()
    assert said in shown
    assert f"Next: {following}" in shown
    assert "?" not in world.run("status", "--prompt")


def test_the_prompt_is_silent_about_what_is_wrong(world: World) -> None:
    """A warning before every prompt helps nobody; `valley` says it."""
    world.checkin()
    (world.home / "settings.toml").write_text("plain = what", "utf-8")
    command = [sys.executable, "-m", "valley", "status"]
    env = os.environ | world.env
    prompt = subprocess.run(
        [*command, "--prompt"], capture_output=True, text=True, env=env, check=True
    )
    assert (prompt.stdout, prompt.stderr) == ("1\n", "")
    whole = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert "settings.toml" in whole.stderr


def test_what_goes_wrong_on_the_quick_way_is_told_by_the_whole(world: World) -> None:
    """In one line, with its exit code."""
    world.set(VALLEY_TODAY="someday")
    command = [sys.executable, "-m", "valley"]
    env = os.environ | world.env
    ran = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert ran.returncode == 3
    assert ran.stderr.count("\n") == 1
    assert "someday" in ran.stderr


def test_a_check_in_that_was_begun_is_the_next_step(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """Also where the day has an entry; nothing else tells that something waits."""
    world.checkin("A day")
    assert "begun" not in world.run()
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acme")
    evening.interrupt("What reason did you give?")
    evening.ends(code=130)
    assert "Next: valley checkin, which was begun and goes on where you left\n" in world.run()


def test_in_the_morning_the_next_step_is_the_promise(world: World) -> None:
    """By its short id, to be ticked off at once; in the evening the check-in asks."""
    made = world.checkin(reason="x", excuse="y", action="call 20 accounts at 9", due="tomorrow")
    world.day("2026-03-05T08:00")
    assert f"Next: do it, then valley promises keep {made['id'][:8]}\n" in world.run()
    world.day("2026-03-05T18:30")
    assert "Next: valley checkin\n" in world.run()


def test_the_morning_is_read_in_a_second(world: World) -> None:
    """What is due comes first and stands out, alone; nothing of the evening's lines is lost."""
    world.run("review", "--last", "--no-input", "--focus", "Ask for the next date")
    world.set(FORCE_COLOR="1")
    world.day("2026-03-04T08:00")
    assert world.run().startswith("\x1b[1mFocus: Ask for the next date\x1b[0m\n\x1b[2m")
    world.checkin(reason="x", excuse="y", action="call 20 accounts at 9", due="tomorrow")
    world.day("2026-03-05T08:00")
    first, *rest = world.run().splitlines()
    assert first == "\x1b[1mDue: \x1b[0m\x1b[1;36mcall 20 accounts at 9\x1b[0m"
    assert all(line.startswith("\x1b[2m") for line in rest)
    world.set(NO_COLOR="1")
    morning = world.run().splitlines()
    world.day("2026-03-05T18:30")
    evening = world.run().splitlines()
    assert set(morning[:-1]) == set(evening[:-1])
    assert evening[2] == morning[0]


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_a_morning_looks_like_this(world: World, golden: Golden, columns: int) -> None:
    """Of the demo, coloured and plain."""
    world.set(COLUMNS=str(columns), TERM="xterm-256color")
    world.day("2026-03-04T08:00")
    golden(f"morning-{columns}-plain.txt", world.run("--plain", "demo", "status"))
    world.set(FORCE_COLOR="1")
    golden(f"morning-{columns}-colour.txt", world.run("demo", "status"))
