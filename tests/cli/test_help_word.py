"""`valley help`, which many type before they know `--help`; and what `--version` says."""

import platform

import pytest

from tests.conftest import World
from valley import __version__
from valley.store.migrations import SCHEMA


@pytest.mark.parametrize("words", [(), ("checkin",), ("promises", "keep")], ids=" ".join)
def test_help_before_a_command_is_its_help(world: World, words: tuple[str, ...]) -> None:
    """Of valley itself, of a command, and of one below another."""
    assert world.run("help", *words) == world.run(*words, "--help")


def test_help_on_what_is_no_command_says_so(world: World) -> None:
    """As without the word."""
    assert "No such command 'chekin'" in world.call("help", "chekin").stderr


def test_the_version_is_told_with_what_a_report_needs(world: World) -> None:
    """What it is, what it writes, and what it runs on."""
    said = f"valley {__version__}, journal schema {SCHEMA}, Python {platform.python_version()}\n"
    assert world.run("--version") == said
