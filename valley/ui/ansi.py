"""A few styled lines without Rich: for what must stand at once, the prompts and today at a glance.

Rich takes longer to load than the rest of `valley status`. What needs more than words in lines that
fit is drawn by Rich, in the theme of `valley.ui.style`.
"""

import os
import re
import sys
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import IO

from valley.ui.text import visible

Span = tuple[str, str]  # a text without control characters, and a style or ""
Line = tuple[Span, ...]

RESET = "\x1b[0m"
UNBROKEN = "\u00a0"  # a space at which no line is broken
# Of the terminal's own 16, so that a theme holds on light and dark. None is red.
PALETTE = GREEN, TEAL, AMBER, VIOLET = 2, 6, 3, 5
COLOURS = {
    "win": GREEN,
    "valley": VIOLET,
    "slope": AMBER,
    "climbing": TEAL,
    "out": GREEN,
    "action": TEAL,
}
CODES = {"bold": "\x1b[1m", "day": "\x1b[1m", "quiet": "\x1b[2m"}
CODES |= {name: f"\x1b[{30 + number}m" for name, number in COLOURS.items()}
CODES["taken"] = f"\x1b[1;{30 + COLOURS['action']}m"  # what Enter takes
NARROWEST = 20
WIDE = 2  # columns of the widest character
OWN_MARKS = frozenset("›←→↗↘─▌▔▁▃▅█★✓")  # each a column, and drawn before Rich is loaded
UNKNOWN = 80  # columns where nothing tells how many there are


def is_styled(file: IO[str], *, plain: bool) -> bool:
    """Return whether to send styles: to a terminal that can, and where nobody asked for none."""
    if plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or file.isatty()


def has_blocks(file: IO[str]) -> bool:
    """Return whether the encoding has block characters, arrows and dashes."""
    return (getattr(file, "encoding", None) or "utf-8").lower().startswith("utf")


def columns(file: IO[str]) -> int:
    """Return how many columns there are to draw in."""
    told = os.environ.get("COLUMNS", "")
    try:
        found = int(told) if told.isdecimal() else os.get_terminal_size(file.fileno()).columns
    except (OSError, ValueError):  # no terminal
        found = 0
    return max(NARROWEST, found or UNKNOWN)


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    if _is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def beginning(text: str, room: int) -> str:
    """Return as much of a text as fits so many columns; what shows as one is not taken apart."""
    if _is_narrow(text):
        return text[: max(0, room)]
    from rich.cells import split_graphemes

    end = 0
    for _, stop, columns in split_graphemes(text)[0]:
        if (room := room - columns) < 0:
            break
        end = stop
    return text[:end]


def _is_narrow(text: str) -> bool:
    """Return whether each character takes a column: true of what most people write, and quick."""
    return text.isascii() or all(
        c < "\u0300" or "\u2010" <= c < "\u2028" or c in OWN_MARKS for c in text
    )


def cut(text: str, room: int) -> str:
    """Return a text in so many columns, cut between words where one ends in its second half."""
    if width(text) <= room:
        return text
    fits = beginning(text, room - 1)
    head, space, _ = fits.rpartition(" ")
    return (head if space and width(head) >= room // 2 else fits.rstrip()) + "…"


def fit(text: str, room: int) -> str:
    """Return one line of plain text broken between words where the room ends; the indent stays."""
    if width(text) <= room:
        return text
    start = text[: min(len(text) - len(text.lstrip()), room // 2)]
    lines = wrap(((text.lstrip(), ""),), room - len(start))
    return "\n".join(start + "".join(part for part, _ in line).rstrip() for line in lines)


def message(text: str) -> str:
    """Return one line for stderr; a terminal gets it broken between words."""
    line = visible(" ".join(text.split("\n")))
    return fit(line, columns(sys.stderr) - 1) if sys.stderr.isatty() else line


def wrap(line: Line, room: int) -> Iterable[Line]:
    """Yield a line broken between words so that each part fits; a longer word is broken itself."""
    if sum(width(text) for text, _ in line) <= room:
        yield line
        return
    made: list[Span] = []
    used = 0
    for text, style in line:
        for word in re.findall("[^ ]+ *| +", text):  # each with the spaces that follow it
            bare = word.rstrip(" ")
            columns = width(bare)
            if used + columns > room and (columns <= room or room - used < WIDE):
                yield tuple(made)
                made, used = [], 0
            rest = word
            if used + columns > room:
                *pieces, last = _broken(bare, room - used, room)
                for piece in pieces:
                    yield (*made, (piece, style))
                    made = []
                rest, used = last + word[len(bare) :], 0
            made.append((rest, style))
            used += width(rest)
    yield tuple(made)


def _broken(word: str, first: int, room: int) -> Iterable[str]:
    """Yield a word in pieces, the first of so many columns; what shows as one stays together."""
    if _is_narrow(word):
        yield word[:first]
        yield from (word[at : at + room] for at in range(first, len(word), room))
        return
    from rich.cells import split_graphemes

    start, left = 0, first
    for begin, _, columns in split_graphemes(word)[0]:
        if columns > left and begin > start:
            yield word[start:begin]
            start, left = begin, room
        left -= columns
    yield word[start:]


def rendered(lines: Iterable[Line], room: int, *, styled: bool, edge: Line = ()) -> str:
    """Return lines as text of so many columns, with styles or without.

    Args:
        lines: The lines; what does not fit goes on in the next one.
        room: Columns.
        styled: Whether to send styles.
        edge: What each of them begins with.
    """
    room -= sum(width(text) for text, _ in edge)
    parts = [(*edge, *part) for line in lines for part in wrap(line, room)]
    return "".join(f"{_render(part, styled=styled)}\n" for part in parts)


def draw(lines: Iterable[Line], file: IO[str], *, plain: bool, edge: Line = ()) -> None:
    """Write the lines, in their styles where that is wanted, each behind an edge."""
    styled = is_styled(file, plain=plain)
    file.write(rendered(lines, columns(file), styled=styled, edge=edge))
    file.flush()


def _render(line: Line, *, styled: bool) -> str:
    # Control characters are shown, whoever forgot it above; a space is a space by now.
    line = tuple((visible(text).replace(UNBROKEN, " "), style) for text, style in line)
    while line and not line[-1][0].rstrip(" "):
        line = line[:-1]
    if line:
        line = (*line[:-1], (line[-1][0].rstrip(" "), line[-1][1]))
    if not styled:
        return "".join(text for text, _ in line)
    parts = [
        (style, "".join(text for text, _ in some)) for style, some in groupby(line, itemgetter(1))
    ]
    return "".join(f"{CODES[style]}{text}{RESET}" if style else text for style, text in parts)
