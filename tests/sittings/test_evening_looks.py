"""How an evening looks: what Enter takes, where today begins, and the block at its end."""

import io
import re
from collections.abc import Callable

import pexpect
import pytest

from tests.conftest import PROMPT, Terminal, World
from tests.golden_plugin import Golden
from valley.ui import ansi, sentences
from valley.ui.prompts import TAKEN, TAKEN_IN_WORDS, Asker

Start = Callable[..., Terminal]
DIM, BOLD_TEAL, GREEN = "\x1b[2m", "\x1b[1;36m", "\x1b[32m"
ANSWERS = {
    "Did you?": "k",
    "What happened": "Second tasting at the bakery, the owner came",
    "What reason": "he says our price is above what a bakery can pay",
    "What are you going": "ask him on Friday at 9 what a queue of ten costs him",
}


def evening(terminal: Start, *before: str, columns: int) -> str:
    """Play an evening of the demo; return what stood on the screen, the id but for its letters."""
    played = terminal(*before, "demo", "checkin", columns=columns)
    shown = ""
    while played.child.expect_exact([PROMPT, pexpect.EOF]) == 0:
        asked = " ".join(str(played.child.before).split())
        shown += f"{played.child.before}{PROMPT}"
        played.child.sendline(next((said for of, said in ANSWERS.items() if of in asked), ""))
    shown = re.sub(r"\x1b\[\?2004[hl]|\r", "", f"{shown}{played.child.before}")
    return re.sub(r"\b[0-9a-f]{8}\b", "1d1d1d1d", shown)


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_an_evening_looks_like_this(terminal: Start, golden: Golden, columns: int) -> None:
    """In a terminal, with its colours."""
    shown = evening(terminal, columns=columns)
    assert shown.count("── Today ") == 1
    golden(f"evening-{columns}-colour.txt", shown)


@pytest.mark.parametrize("columns", [40, 80])
def test_a_screen_reader_hears_an_evening(terminal: Start, golden: Golden, columns: int) -> None:
    """Words alone: no rule, no bar, no star, no arrow."""
    shown = evening(terminal, "--plain", columns=columns)
    assert not re.search("[\x1b\u2190-\u2193\u2500-\u25ff★]", shown)
    assert "\nToday.\n" in shown
    golden(f"evening-{columns}-plain.txt", shown)


def test_without_promises_nothing_parts_the_evening(world: World, terminal: Start) -> None:
    """There is nothing to part."""
    world.set(NO_COLOR="1")
    first = terminal("checkin")
    first.answers("What happened today?", "")
    assert "Today ─" not in first.ends()


def asked(monkeypatch: pytest.MonkeyPatch, *, plain: bool, hint: str = "") -> str:
    """Ask for a name with a guess that Enter takes; return what was shown."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    out = io.StringIO()
    lines = ["  1  Price too high (used 11 times)", "  o  I own this"]
    Asker(out, plain=plain).ask("Which?", hint, choices=lines, taken=lines[0])
    return out.getvalue()


def test_the_guess_that_enter_takes_stands_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a sign and a colour, it alone; in words where there are none."""
    shown = asked(monkeypatch, plain=False)
    assert (
        f"{BOLD_TEAL}{TAKEN} 1  Price too high (used 11 times)\x1b[0m\n  o  I own this\n" in shown
    )
    plain = asked(monkeypatch, plain=True)
    assert f"  1  Price too high (used 11 times){TAKEN_IN_WORDS}\n  o  I own this\n" in plain


@pytest.mark.parametrize(
    ("hint", "stands_out"),
    [
        ("Enter: nothing to log", "Enter: nothing to log"),
        ("k: kept, m: missed, Enter: later", "Enter: later"),
        ("Enter: yes, n: no", "Enter: yes"),
        ("Enter: 1; o, or a name of your own; u: leave it unnamed", "Enter: 1"),
        ("Enter: none, a plain day; +: none", "Enter: none, a plain day"),
        ("?: help, <: back", ""),
    ],
)
def test_what_enter_does_stands_out(
    monkeypatch: pytest.MonkeyPatch, hint: str, stands_out: str
) -> None:
    """In every hint, and nothing else in it."""
    line = next(one for one in asked(monkeypatch, plain=False, hint=hint).splitlines()[3:])
    assert re.sub(r"\x1b\[2m.*?\x1b\[0m|› ", "", line) == stands_out
    assert re.sub(r"\x1b\[\d*m", "", line) == hint


def test_a_win_has_its_colour_and_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A star says nothing by itself, and to a screen reader nothing at all."""
    for hint in sentences.REASON_HINTS.values():
        shown = asked(monkeypatch, plain=False, hint=hint)
        assert "★ a win" in shown
        assert "★" not in asked(monkeypatch, plain=True, hint=hint)
        assert "a win" in asked(monkeypatch, plain=True, hint=hint)


@pytest.mark.parametrize("room", [20, 40, 80])
def test_a_block_has_its_edge_on_every_line(room: int) -> None:
    """Also on those that go on in the next."""
    shown = ansi.rendered(
        [(("word " * 20, ""),), (("end", "bold"),)], room, styled=False, edge=(("▌ ", "win"),)
    )
    assert all(line.startswith("▌ ") and len(line) <= room for line in shown.splitlines())
    assert shown.count("word") == 20
