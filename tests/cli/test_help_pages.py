"""The help: all commands on one screen, an example for each, and the nearest of what is mistyped."""

import re
import shutil
import subprocess
from typing import Any

import pytest
from wcwidth import wcswidth

from tests.conftest import World
from tests.docs import commands
from tests.golden_plugin import Golden
from valley.cli.app import COMMANDS as COMMANDS_OF_APP

COMMANDS = commands()
HIDDEN = {"man"}


def test_all_commands_stand_on_one_screen(world: World) -> None:
    """In their groups, each in a line."""
    shown = world.run("--help")
    assert len(shown.splitlines()) <= 50
    assert re.findall(r"(?m)^([A-Z][a-z ]+)$", shown)[:2] == ["Every day", "Look back"]
    for name, _ in COMMANDS:
        assert name.count(" ") > 1 or re.search(rf"(?m)^[* ] {name.split()[1]} +\w", shown)


def test_every_command_has_one_line_of_its_own(world: World) -> None:
    """At 80 columns none is wrapped, and what a week needs is marked."""
    world.set(COLUMNS="80")
    lines = world.run("--help").splitlines()
    groups = lines[lines.index("Every day") : lines.index("* what a week needs") - 1]
    rows = [line for line in groups if line[0] in "* "]
    assert [line[2:].split()[0] for line in rows] == [
        name for name in COMMANDS_OF_APP if not HIDDEN & {name}
    ]
    assert [line.split()[1] for line in rows if line[0] == "*"] == [
        "status",
        "checkin",
        "promises",
        "review",
        "excuses",
    ]
    assert not [line for line in rows if len(line.split()) < 3]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_says_what_it_does_and_gives_an_example(
    name: str, command: Any, world: World
) -> None:
    """One that can be typed as it stands; the first sentence fits beside the name."""
    shown = world.run(*name.split()[1:], "--help")
    assert shown.startswith(f"Usage: {name}")
    first = (command.help or "").split("\n\n")[0]
    assert 10 < len(first) < 80
    if not hasattr(command, "commands"):
        assert f"\nExample\n  {command.epilog.split('; ')[0][:20]}" in shown
        assert name in command.epilog


@pytest.mark.parametrize("columns", [20, 30, 40, 80, 200])
def test_help_is_no_wider_than_the_terminal(world: World, columns: int) -> None:
    """Every page, at every width."""
    world.set(COLUMNS=str(columns))
    for name, _ in [("valley", None), *COMMANDS]:
        for line in world.run(*name.split()[1:], "--help").splitlines():
            assert wcswidth(line) <= columns, (name, line)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["chekin"], "No such command 'chekin'. Did you mean 'checkin'? Help: valley --help"),
        (["config", "lst"], "Did you mean 'list', 'set'? Help: valley config --help"),
        (["log", "--limt", "3"], "Did you mean --limit"),
        (["--pln"], "Did you mean --plain"),
        (["show"], "Missing argument 'ID'. Help: valley show --help"),
        (["checkin", "--tag"], "Option '--tag' requires an argument. Help: valley checkin --help"),
        (["away", "add", "--note"], "requires an argument. Help: valley away add --help"),
        (["--plane"], "Help: valley --help"),
        (["log", "--limit", "x"], "'x'"),
        (["nonsense"], "No such command 'nonsense'. Help: valley --help"),
    ],
)
def test_what_is_mistyped_is_answered_in_one_line(
    world: World, typed: list[str], told: str
) -> None:
    """With the nearest there is, and where to read on."""
    assert told in world.fails(*typed, code=2)


def test_a_group_called_bare_shows_its_page(world: World) -> None:
    """As a usage error: on stderr."""
    result = world.call("config")
    assert result.exit_code == 2
    assert "unset" in result.stderr
    assert result.stdout == ""


def test_nothing_is_boxed_or_coloured(world: World) -> None:
    """Neither help nor errors; headings are bold where styles are wanted."""
    world.set(COLUMNS="80")
    shown = world.run("--help") + world.run("log", "--help") + world.call("chekin").stderr
    assert shown.isascii()
    assert "\x1b" not in shown
    world.set(FORCE_COLOR="1")
    assert "\x1b[1mEvery day\x1b[0m" in world.run("--help")
    assert "\x1b" not in world.run("--plain", "log", "--help")


@pytest.mark.parametrize("columns", [40, 80])
def test_a_page_of_help(world: World, golden: Golden, columns: int) -> None:
    """As it looks."""
    world.set(COLUMNS=str(columns))
    golden(f"help-log-{columns}.txt", world.run("log", "--help"))


def test_the_man_page_holds_every_command(world: World) -> None:
    """And roff reads it without a warning."""
    page = world.run("man")
    for name, _ in COMMANDS:
        assert f'.SS "{name} '.replace("-", "\\-") in page
    if shutil.which("groff") is None:
        pytest.skip("there is no groff")
    made = subprocess.run(
        ["groff", "-Kutf8", "-man", "-Tutf8", "-ww", "-P-cbou"],
        input=page,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert made.stderr == ""
    assert "valley config set" in made.stdout
    assert "--happened TEXT" in made.stdout
    assert "repair_days" in made.stdout
    assert "Another valley is writing" in made.stdout
