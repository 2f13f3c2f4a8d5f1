"""Colours that can be read anywhere and scold nobody, and where there are none."""

import io

import pytest
from rich.color import Color, ColorType

from valley.ui import ansi, style
from valley.ui.style import AMBER, GREEN, TEAL, VIOLET, make_console

PALETTE = (GREEN, TEAL, AMBER, VIOLET)
GRAPHIC = 3.0  # contrast that WCAG asks of what is no text; words stand beside every colour
LEAST = 1.8
# Of well-known themes, as they are published: the background, then colours 2, 3, 5 and 6.
THEMES = {
    "Tango dark": ("2e3436", "4e9a06", "c4a000", "75507b", "06989a"),
    "Tango light": ("ffffff", "4e9a06", "c4a000", "75507b", "06989a"),
    "GNOME dark": ("1e1e1e", "26a269", "a2734c", "a347ba", "2aa1b3"),
    "GNOME light": ("ffffff", "26a269", "a2734c", "a347ba", "2aa1b3"),
    "Windows": ("0c0c0c", "13a10e", "c19c00", "881798", "3a96dd"),
    "Solarized dark": ("002b36", "859900", "b58900", "d33682", "2aa198"),
    "Solarized light": ("fdf6e3", "859900", "b58900", "d33682", "2aa198"),
    "Apple dark": ("000000", "00a600", "999900", "b200b2", "00a6b2"),
    "Apple light": ("ffffff", "00a600", "999900", "b200b2", "00a6b2"),
    "One dark": ("282c34", "98c379", "e5c07b", "c678dd", "56b6c2"),
    "One light": ("fafafa", "50a14f", "c18401", "a626a4", "0184bc"),
    "xterm": ("000000", "00cd00", "cdcd00", "cd00cd", "00cdcd"),
    "VS Code dark": ("1e1e1e", "0dbc79", "e5e510", "bc3fbc", "11a8cd"),
    "VS Code light": ("ffffff", "107c10", "949800", "bc05bc", "0598bc"),
    "GitHub light": ("ffffff", "116329", "4d2d00", "8250df", "1b7c83"),
    "Gruvbox dark": ("282828", "98971a", "d79921", "b16286", "689d6a"),
}
PLACES = {GREEN: 1, AMBER: 2, VIOLET: 3, TEAL: 4}


class Tty(io.StringIO):
    """A file that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say so."""
        return True


def luminance(colour: str) -> float:
    """Reckon the relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Reckon the contrast of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", PALETTE)
def test_a_colour_can_be_seen_in_the_themes_that_people_use(colour: str) -> None:
    """In six of seven as well as a picture asks for, in none hardly; dark blue could not."""
    found = [contrast(theme[0], theme[PLACES[colour]]) for theme in THEMES.values()]
    assert min(found) >= LEAST
    assert sum(one >= GRAPHIC - 0.1 for one in found) >= len(found) * 6 / 7


@pytest.mark.parametrize("colour", PALETTE)
def test_a_colour_is_the_terminals_own_and_no_red(colour: str) -> None:
    """A theme holds on light and dark, and the tone is on your side."""
    assert Color.parse(colour).type is ColorType.STANDARD
    assert Color.parse(colour).number not in {1, 9}


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
