"""How valley looks: colours, marks, and the console that draws them. No red: nobody is scolded."""

from collections.abc import Sequence
from itertools import zip_longest
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

MOST = 10_000  # columns: more than anything takes

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
    return Words(Text(visible(text), style=style), Text(" " * indent))


def lead(text: str, style: str, *, screen: Screen) -> "Words":
    """Return the one thing of a screen that is big: bold, with a bar in a style beside it."""
    bar = "" if screen.plain else "| " if screen.ascii_only else "▌ "
    return Words(Text(visible(text), style="title"), Text(bar, style))


class Words:
    """A wrapped text, each of its lines behind the same edge and none padded.

    Args:
        text: The text.
        edge: What each line begins with.
        hang: Columns more before each line but the first.
    """

    def __init__(self, text: Text, edge: Text, hang: int = 0) -> None:
        self._text = text
        self._edge = edge
        self._hang = hang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        width = max(1, options.max_width - len(self._edge) - self._hang)
        for number, line in enumerate(self._text.wrap(console, width, overflow="fold")):
            line.rstrip()
            yield Text.assemble(self._edge, " " * self._hang if number else "", line)


def laid_out(drawn: RenderableType, screen: Screen, *, width: int = MOST) -> list[Text]:
    """Return the lines of something as wide as it wants to be, without the spaces Rich pads with."""
    options = screen.options.update(max_width=width)
    lines = []
    for segments in screen.render_lines(drawn, options, pad=False):
        parts = ((segment.text, segment.style or "") for segment in segments)
        lines.append(Text.assemble(*parts, no_wrap=True, overflow="crop"))
        lines[-1].rstrip()
    return lines


def beside(left: Sequence[Text], right: Sequence[Text], *, gap: int) -> list[Text]:
    """Return the lines of two parts beside each other."""
    at = widest(left) + gap
    lines = []
    for one, other in zip_longest(left, right, fillvalue=Text()):
        blank = " " * (at - one.cell_len) if other else ""
        lines.append(Text.assemble(one, blank, other, no_wrap=True, overflow="crop"))
    return lines


def widest(lines: Sequence[Text]) -> int:
    """Return how many columns the widest of some lines takes."""
    return max((line.cell_len for line in lines), default=0)
