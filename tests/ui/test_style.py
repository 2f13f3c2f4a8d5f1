"""Colours that can be read anywhere and scold nobody, and where there are none."""

import io

import pytest
from rich.color import Color, ColorSystem

from valley.ui import ansi, style
from valley.ui.style import AMBER, GREEN, TEAL, VIOLET, make_console

PALETTE = (GREEN, TEAL, AMBER, VIOLET)
READABLE = 4.3  # contrast; 4.5 on both sides at once can hardly be had, 3 is enough for large text


class Tty(io.StringIO):
    """A file that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say so."""
        return True


def luminance(colour: str) -> float:
    """Reckon the relative luminance of WCAG 2."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", PALETTE)
def test_a_colour_can_be_read_on_white_and_on_black(colour: str) -> None:
    """Nobody has to tell valley which background there is."""
    light = luminance(colour)
    assert 1.05 / (light + 0.05) >= READABLE
    assert (light + 0.05) / 0.05 >= READABLE


@pytest.mark.parametrize("colour", PALETTE)
def test_a_terminal_of_sixteen_colours_shows_no_red(colour: str) -> None:
    """The tone is on your side there too."""
    assert Color.parse(colour).downgrade(ColorSystem.STANDARD).number not in {1, 5, 9, 13}


def test_every_colour_of_the_theme_is_of_the_palette() -> None:
    """One theme, looked after in one place."""
    colours = {one.color.name for one in style.theme().styles.values() if one.color}
    assert colours <= set(PALETTE)


@pytest.mark.parametrize(
    ("env", "terminal", "plain", "styled"),
    [
        ({"TERM": "xterm"}, True, False, True),
        ({"TERM": "xterm"}, False, False, False),
        ({"TERM": "xterm"}, True, True, False),
        ({"TERM": "dumb"}, True, False, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, False, True),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, False, True),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, True, False),
    ],
)
def test_styles_go_where_they_are_wanted(
    env: dict[str, str],
    terminal: bool,
    plain: bool,
    styled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With Rich and without it the answer is the same."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    file = Tty() if terminal else io.StringIO()
    ansi.draw([(("word", "bold"),)], file, plain=plain)
    assert ("\x1b" in file.getvalue()) is styled
    file = Tty() if terminal else io.StringIO()
    make_console(file, plain=plain).print("word", style="day")
    assert ("\x1b" in file.getvalue()) is styled
