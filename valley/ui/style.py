"""How valley looks: colours, marks, and the console that draws them. No red: nobody is scolded."""

import os
from typing import IO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from rich.theme import Theme

from valley.model import Altitude
from valley.ui.text import visible

THEME = Theme(
    {
        "day": "bold",
        "title": "bold",
        "quiet": "dim",
        "win": "green",
        "valley": "blue",
        "slope": "yellow",
        "climbing": "cyan",
        "out": "green",
        "action": "cyan",
        "question": "bold",
    },
    inherit=False,
)
MARKS = {Altitude.VALLEY: "▁", Altitude.SLOPE: "▃", Altitude.CLIMBING: "▅", Altitude.OUT: "█"}
MARKS_ASCII = {Altitude.VALLEY: "_", Altitude.SLOPE: "/", Altitude.CLIMBING: "^", Altitude.OUT: "*"}
WIN, WIN_ASCII = "★", "+"
NARROWEST = 20


class Screen(Console):
    """The console, and how much of a screen there is.

    Attributes:
        plain: Words instead of marks, no boxes, no colour: for screen readers.
        ascii_only: The terminal has no block characters.
    """

    plain = False
    ascii_only = False


def make_console(file: IO[str], *, plain: bool) -> Screen:
    """Make the console; what it is given is drawn as it is, never read as markup."""
    console = Screen(
        file=file,
        theme=THEME,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        no_color=plain or None,
        color_system=None if plain else "auto",
        force_terminal=False if plain else None,
    )
    if os.environ.get("COLUMNS") is None and not file.isatty():
        console.width = 80
    console.width = max(console.width, NARROWEST)
    console.plain = plain
    console.ascii_only = not console.encoding.lower().startswith("utf")
    return console


def words(text: str, style: str = "", *, indent: int = 0) -> "Words":
    """Lay out a text somebody wrote, wrapped, its control characters shown."""
    return Words(Text(visible(text), style=style), indent)


class Words:
    """A wrapped text, each of its lines indented and none padded."""

    def __init__(self, text: Text, indent: int) -> None:
        self._text = text
        self._indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        width = max(1, options.max_width - self._indent)
        for line in self._text.wrap(console, width, overflow="fold"):
            line.rstrip()
            line.pad_left(self._indent)
            yield line
