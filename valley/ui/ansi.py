"""A few styled lines without Rich: for what must stand at once, the prompts and today at a glance.

Rich takes longer to load than the rest of `valley status`. What needs more than words in lines that
fit is drawn by Rich, in the theme of `valley.ui.style`.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import IO

from valley.ui.text import visible

Span = tuple[str, str]  # a text without control characters, and a style or ""
Line = tuple[Span, ...]

RESET = "\x1b[0m"
# Colours of the 256 that can be read on white and on black alike: contrast 4.3 or more on both.
PALETTE = GREEN, TEAL, AMBER, VIOLET = 28, 30, 130, 63
COLOURS = {
    "win": GREEN,
    "valley": VIOLET,
    "slope": AMBER,
    "climbing": TEAL,
    "out": GREEN,
    "action": TEAL,
}
STYLES = {"bold": "\x1b[1m", "day": "\x1b[1m", "quiet": "\x1b[2m"}
NARROWEST = 20
WIDE = 2  # columns of the widest character
UNKNOWN = 80  # columns where nothing tells how many there are


def is_styled(file: IO[str], *, plain: bool, env: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to send styles: to a terminal that can, and where nobody asked for none."""
    if plain or env.get("NO_COLOR") or env.get("TERM") == "dumb":
        return False
    return bool(env.get("FORCE_COLOR")) or file.isatty()


def has_blocks(file: IO[str]) -> bool:
    """Tell whether the encoding has block characters, arrows and dashes."""
    return (getattr(file, "encoding", None) or "utf-8").lower().startswith("utf")


def columns(file: IO[str], env: Mapping[str, str] = os.environ) -> int:
    """Tell how many columns there are to draw in."""
    told = env.get("COLUMNS", "")
    try:
        found = int(told) if told.isdecimal() else os.get_terminal_size(file.fileno()).columns
    except (OSError, ValueError):  # no terminal
        found = 0
    return max(NARROWEST, found or UNKNOWN)


def width(text: str) -> int:
    """Count the columns a text takes: none for what joins the character before, two for wide."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    shown = (c for c in text if category(c) not in {"Mn", "Me", "Cf"})
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in shown)


def cut(text: str, room: int) -> str:
    """Shorten a text to so many columns, between words where one ends in its second half."""
    if width(text) <= room:
        return text
    kept = text[: _end(text, 0, room - 1)[0]]
    head, space, _ = kept.rpartition(" ")
    return (head if space and width(head) >= room // 2 else kept.rstrip()) + "…"


def fit(text: str, room: int) -> str:
    """Break one line of plain text between words where the room ends; the indent stays."""
    if width(text) <= room:
        return text
    start = text[: min(len(text) - len(text.lstrip()), room // 2)]
    lines = wrap(((text.lstrip(), ""),), room - len(start))
    return "\n".join(start + "".join(part for part, _ in line).rstrip() for line in lines)


def message(text: str) -> str:
    """Make one line for stderr; a terminal gets it broken between words."""
    line = visible(" ".join(text.split("\n")))
    return fit(line, columns(sys.stderr) - 1) if sys.stderr.isatty() else line


def wrap(line: Line, room: int) -> Iterable[Line]:
    """Break a line between words so that each part fits; a word that does not is broken itself."""
    made: list[Span] = []
    used = 0
    for text, style in line:
        for word in _words(text):
            at, left = 0, width(word.rstrip(" "))
            while used + left > room:
                if left > room and room - used >= WIDE:  # or it fits on a line of its own
                    end, taken = _end(word, at, room - used)
                    made.append((word[at:end], style))
                    at, left = end, left - taken
                yield tuple(made)
                made, used = [], 0
            made.append((word[at:], style))
            used += width(word[at:])
    yield tuple(made)


def rendered(lines: Iterable[Line], room: int, *, styled: bool) -> str:
    """Turn lines into text of so many columns, with styles or without."""
    parts = [part for line in lines for part in wrap(line, room)]
    return "".join(f"{_render(part, styled=styled)}\n" for part in parts)


def draw(lines: Iterable[Line], file: IO[str], *, plain: bool) -> None:
    """Print the lines, in their styles where that is wanted."""
    file.write(rendered(lines, columns(file), styled=is_styled(file, plain=plain)))
    file.flush()


def _render(line: Line, *, styled: bool) -> str:
    line = tuple((visible(text), style) for text, style in line)  # whoever forgot it above
    while line and not line[-1][0].rstrip(" "):
        line = line[:-1]
    if line:
        line = (*line[:-1], (line[-1][0].rstrip(" "), line[-1][1]))
    if not styled:
        return "".join(text for text, _ in line)
    parts = [
        (style, "".join(text for text, _ in some)) for style, some in groupby(line, itemgetter(1))
    ]
    codes = STYLES | _colours()
    return "".join(
        f"{codes[style]}{text}{RESET}" if codes.get(style) else text for style, text in parts
    )


def _colours(env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give the colours, where the terminal says that it has 256 of them."""
    if "256" in env.get("TERM", "") or env.get("COLORTERM"):
        return {name: f"\x1b[38;5;{number}m" for name, number in COLOURS.items()}
    return {}


def _words(text: str) -> Iterable[str]:
    """Split a text into words, each with the spaces that follow it."""
    return re.findall("[^ ]+ *| +", text)


def _end(text: str, at: int, room: int) -> tuple[int, int]:
    """Tell where what fits into so many columns ends, and how many it takes."""
    used = 0
    while at < len(text) and used + (more := width(text[at])) <= room:
        at, used = at + 1, used + more
    return at, used
