"""Every screen, at every width, in every script, in old encodings and for screen readers."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.conftest import TODAY, World
from tests.golden_plugin import Golden
from valley.cli.app import COMMANDS

NASTY = (
    "https://example.com/" + "x" * 60,
    "🎉" * 30,
    "商談は延期に" * 9,
    "אמרו לנו שזה יקר מדי " * 3,
    "word " * 20,
    "❤️☎️1️⃣👩‍💻👍🏽क्षि" * 5 + " ❤️ ☎️ 1️⃣ 👩‍💻 👍🏽 क्षि" * 5,
    "[poc] [/x] :smile: \x1b[31mred\x1b[0m\n# heading",
)
EVERY = {
    "today": (),
    "log": ("log",),
    "show": ("show", "yesterday"),
    "excuses": ("excuses", "--all"),
    "excuse": ("excuses", "show", "price-too-high"),
    "guess": ("excuses", "guess", "商談は too dear", "--explain"),
    "streak": ("streak",),
    "explained": ("streak", "--explain"),
    "numbers": ("numbers",),
    "review": ("review", "--no-input"),
    "landscape": ("landscape",),
    "year": ("year",),
    "promises": ("promises",),
    "worked": ("promises", "worked"),
    "settings": ("config", "list"),
    "away": ("away", "list"),
    "demo": ("demo",),
}
SCREENS = {name: args for name, args in EVERY.items() if not args or args[0] in COMMANDS}
WIDTHS = (20, 40, 80, 200)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a journal with texts that break tables, once."""
    root = tmp_path_factory.mktemp("crowd")
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = World(root / "valley", monkeypatch)
        made.set(VALLEY_HOME=str(made.home), VALLEY_TODAY=TODAY, TZ="UTC", HOME=str(root))
        for number, text in enumerate(NASTY):
            said = {"reason": text, "excuse": "price-too-high", "action": text, "due": "today"}
            made.checkin(text, **said, tag=text.split()[0], date=f"2026-02-{number + 10}")
        made.checkin(
            "商談は延期に" * 9, date="yesterday", reason="🎉" * 30, excuse="長い名前の言い訳" * 3
        )
        made.run("config", "set", "numbers", "商談は延期に, new talks with, dials")
        for number in range(4):
            made.run(
                "numbers",
                "say",
                "999999999 6 2",
                "--date",
                f"2026-0{number // 2 + 2}-0{number + 1}",
            )
        made.run("away", "add", "2026-04-01", "2026-04-05", "--note", "商談は延期に" * 5)
        made.call("review", "--last", "--no-input", "--focus", "商談は延期に" * 9)
        yield made.home


@pytest.fixture
def crowded(world: World, crowd: Path) -> World:
    """Give a copy of that journal."""
    shutil.copytree(crowd, world.home)
    return world


@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_wider_than_the_terminal(crowded: World, name: str) -> None:
    """From 20 to 200 columns, with colour, in words and in ASCII."""
    for columns in WIDTHS:
        crowded.set(COLUMNS=str(columns))
        for before in ((), ("--plain",)):
            for line in crowded.run(*before, *SCREENS[name]).splitlines():
                assert wcswidth(line) <= columns, (columns, before, line)
    crowded.set(COLUMNS="40", FORCE_COLOR="1", TERM="xterm-256color")
    for line in crowded.run(*SCREENS[name]).splitlines():
        assert wcswidth(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 40


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_reader_hears_words(crowded: World, name: str) -> None:
    """No boxes, no bars, no escape sequence, nothing that hangs on colour."""
    crowded.set(FORCE_COLOR="1")
    for shown in (
        crowded.run("--plain", *SCREENS[name]),
        _with(crowded, "VALLEY_PLAIN", "1").run(*SCREENS[name]),
        _with(crowded, "TERM", "dumb").run(*SCREENS[name]),
    ):
        assert "\x1b" not in shown
        assert not re.search("[\u2500-\u25ff★→]", shown)


@pytest.mark.parametrize(("told", "plain"), [("1", True), ("0", False), ("", False)])
def test_who_asks_every_program_for_words_gets_them(world: World, told: str, plain: bool) -> None:
    """By the variable that other programs of the terminal know too."""
    world.checkin("Signed Corvin")
    in_words = world.run("--plain", "log")
    world.set(ACCESSIBLE=told)
    assert (world.run("log") == in_words) is plain


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_has_red(world: World, name: str) -> None:
    """The tone is on your side."""
    world.set(FORCE_COLOR="1", TERM="xterm-256color")
    args = SCREENS[name] if name in {"demo", "show", "away"} else ("demo", *SCREENS[name])
    shown = world.call(*args).stdout
    assert not re.search(r"\x1b\[(?:\d+;)*(?:[34]1|[19]01|9[15]|38;5;(?:1|9|160|196))m", shown)


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
@pytest.mark.parametrize("name", ["today", "log", "excuse", "excuses", "streak", "promises"])
def test_a_screen_looks_like_this(world: World, golden: Golden, name: str, columns: int) -> None:
    """Coloured, as a pipe gets it, and plain; of the demo."""
    args = ("demo", *(SCREENS[name] or ("status",)))
    world.set(COLUMNS=str(columns), TERM="xterm-256color")
    golden(f"{name}-{columns}.txt", world.run(*args))
    if columns <= 80:  # wider, its lines are the same, and longer
        golden(f"{name}-{columns}-plain.txt", world.run("--plain", *args))
    world.set(FORCE_COLOR="1")
    golden(f"{name}-{columns}-colour.txt", world.run(*args))


def test_an_excuse_shows_whom_it_blames_and_how_its_promises_went(world: World) -> None:
    """By marks beside the words; a name for scripts stands in JSON alone, what came once in a line."""
    for number in range(2):
        world.checkin(
            f"call {number}", reason="too dear", excuse="price-too-high", action="ring at 9"
        )
    world.checkin("late", reason="I left it", excuse="own-no-follow-up")
    world.checkin("moved", reason="they moved it", excuse="keeps-rescheduling")
    world.run("promises", "keep", world.json("promises")[0]["id"])
    shown = world.run("excuses")
    assert "Price too high 2×  ■○\n" in shown
    assert "Once each: Keeps moving the meeting, I did not follow up\n" in shown
    assert "price-too-high" not in shown
    assert "price-too-high" in {one["excuse"] for one in world.json("excuses")}
    plain = world.run("--plain", "excuses")
    assert "I did not follow up once\n  yourself, " in plain
    world.set(FORCE_COLOR="1", TERM="xterm")
    assert "\x1b[35m██" in world.run("excuses")


def test_the_first_run_says_what_this_is_in_three_lines(world: World) -> None:
    """And the one command to type."""
    assert world.run() == (
        "valley asks one question every evening: what are you going to do about that?\n"
        "It takes two minutes, and what you write stays on this machine.\n"
        "Start with: valley checkin; look around first: valley demo\n"
    )
    assert not world.home.exists()


def _with(world: World, name: str, value: str) -> World:
    world.set(**{name: value})
    return world
