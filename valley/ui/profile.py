"""Terrain as a drawn profile: hills of block characters, a band of colour for each altitude."""

from collections.abc import Sequence
from math import cos, pi

from rich.text import Text

# From the bottom up: what a band of the profile is called, and the style it has.
BANDS = (
    ("Valley", "valley"),
    ("slope", "slope"),
    ("climbing", "climbing"),
    ("out", "out"),
    ("win", "win"),
)
MARKS, MARKS_ASCII = "▁▃▅█★", "_/^*+"  # a band in one character, from the bottom up
REACH = 0.6  # of its band that a level fills
AXIS = 9  # columns of the names at the left
_EIGHTHS = " ▁▂▃▄▅▆▇"
_ASCII = " .:"  # parts of a cell
FULL, FULL_ASCII = "█", "#"
NOTHING, NOTHING_ASCII = "·", "."


def at(level: float) -> float:
    """Tell how high a level stands, in bands: 0 for the Valley, 4 for a win."""
    return level + REACH


def band(level: float) -> int:
    """Tell in which band a level lies."""
    return min(int(at(level)), len(BANDS) - 1)


def hills(levels: Sequence[float | None], *, step: int) -> list[float | None]:
    """Round off the heights of days into hills, so many columns a day; None where there is none."""
    drawn: list[float | None] = []
    for number, level in enumerate(levels):
        around = [levels[n] if 0 <= n < len(levels) else None for n in (number - 1, number + 1)]
        for column in range(step):
            off = (column + 0.5) / step - 0.5  # from the middle of the day
            near = around[0] if off < 0 else around[1]
            if level is None:
                drawn.append(None)
                continue
            # Half-way to its neighbour where it has one; down to the foot where it has none.
            to = (level + near) / 2 if near is not None else 0.3
            share = (1 - cos(2 * pi * abs(off))) / 2
            drawn.append(level + (to - level) * share)
    return drawn


def draw(heights: Sequence[float | None], *, ascii_only: bool) -> list[Text]:
    """Draw a column for each height, with the names of the bands at the left, from the top down."""
    rows = []
    for number in reversed(range(len(BANDS))):
        name, style = BANDS[number]
        row = Text(no_wrap=True, overflow="crop")
        row.append(f"{name:>{AXIS - 1}} ", style)
        cells = "".join(_cell(level, number, ascii_only=ascii_only) for level in heights)
        row.append(cells.rstrip(), style)
        rows.append(row)
    return rows


def _cell(level: float | None, band: int, *, ascii_only: bool) -> str:
    if level is None:
        foot = NOTHING_ASCII if ascii_only else NOTHING
        return foot if band == 0 else " "
    part = level - band
    if part >= 1:
        return FULL_ASCII if ascii_only else FULL
    cells = _ASCII if ascii_only else _EIGHTHS
    if band == 0:
        return cells[max(1, int(part * len(cells)))]
    return cells[int(max(0.0, part) * len(cells))]
