"""How valley looks: colours, marks, and the console that draws them. No red: nobody is scolded."""

from typing import IO

from rich.console import (
    Console,
    ConsoleOptions,
    ConsoleRenderable,
    RenderableType,
    RenderHook,
    RenderResult,
)
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text
from rich.theme import Theme

from valley.ui import ansi
from valley.ui.text import visible

Renderable = RenderableType  # what a screen draws

GREEN, TEAL, AMBER, VIOLET = (f"color({number})" for number in ansi.PALETTE)
STYLES = {
    "day": "bold",
    "title": "bold",
    "quiet": "dim",
    "question": "bold",
    **{name: f"color({number})" for name, number in ansi.COLOURS.items()},
}


class Shown:
    """Anything drawn, with no control character in it, whoever forgot to see to that above."""

    def __init__(self, drawn: RenderableType) -> None:
        self._drawn = drawn

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield its segments, each shown."""
        for segment in console.render(self._drawn, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the width of what is drawn."""
        return Measurement.get(console, options, self._drawn)


class ShowsAll(RenderHook):
    """Lets the console draw nothing that a terminal could obey."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Wrap whatever is drawn."""
        return [Shown(one) for one in renderables]


def theme() -> Theme:
    """Return the theme: a style of Rich keeps the codes of the first screen it is drawn on."""
    return Theme(STYLES, inherit=False)


class Screen(Console):
    """The console, and how much of a screen there is.

    Attributes:
        plain: Words instead of marks, no boxes, no colour: for screen readers.
        ascii_only: The terminal has no block characters.
    """

    plain = False
    ascii_only = False


def make_console(file: IO[str], *, plain: bool) -> Screen:
    """Return the console; what it is given is drawn as it is, never read as markup."""
    console = Screen(
        file=file,
        theme=theme(),
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        color_system="auto" if ansi.is_styled(file, plain=plain) else None,
        force_terminal=False if plain else None,
        width=ansi.columns(file),
    )
    console.push_render_hook(ShowsAll())
    console.plain = plain
    console.ascii_only = not ansi.has_blocks(file)
    return console


def words(text: str, style: str = "", *, indent: int = 0) -> "Words":
    """Return a text that somebody wrote, wrapped, its control characters shown."""
    return Words(Text(visible(text), style=style), indent)


class Words:
    """A wrapped text, each of its lines indented and none padded.

    Args:
        text: The text.
        indent: Columns before each line.
        hang: Columns more before each line but the first.
    """

    def __init__(self, text: Text, indent: int, hang: int = 0) -> None:
        self._text = text
        self._indent = indent
        self._hang = hang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        width = max(1, options.max_width - self._indent - self._hang)
        for number, line in enumerate(self._text.wrap(console, width, overflow="fold")):
            line.rstrip()
            line.pad_left(self._indent + (self._hang if number else 0))
            yield line
