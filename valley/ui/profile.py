"""Heights as a drawn silhouette: each column as high as the ground stood, in the colour of its height.

Where nothing is known of a day there is mist, as high as the whole picture: it is no depth. A flag
stands on the ground of a win.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from valley.insight.terrain import REACH, SCALE, band
from valley.ui.altitudes import LOOKS
from valley.ui.landscape_sentences import A_WIN

AXIS = 9  # columns of the names at the left
LOW, TALL = 5, 10  # rows of a picture, one or two for each altitude; flags may stand above
FLAG, FLAG_ASCII = "⚑", "P"
_CELLS, _CELLS_ASCII = " ▁▂▃▄▅▆▇█", " .:#"  # parts of a cell, the last one full
_MIST, _MIST_ASCII = "░", "~"
BETWEEN = 3  # columns between two signs of a legend
_BANDS = tuple(LOOKS.values())


def draw(
    heights: Sequence[float | None],
    *,
    flags: Collection[int] = (),
    rows: int = LOW,
    ascii_only: bool,
) -> list[Text]:
    """Return the rows from the top down, the names of the altitudes at the left where each ends.

    Args:
        heights: A column each, in bands; None is mist.
        flags: The columns that have one.
        rows: How many rows the ground can fill.
        ascii_only: Draw with the characters that every terminal has.
    """
    up = rows / len(_BANDS)
    named = {int((level + REACH) * up): number for number, level in enumerate(SCALE.values())}
    tall = [None if height is None else height * up for height in heights]
    drawn = []
    for row in range(rows, -1, -1):
        line = Text(no_wrap=True, overflow="crop")
        name, style = _BANDS[named[row]][::3] if row in named else ("", "")
        line.append(f"{name:>{AXIS - 1}} ", style)
        cells = [
            _cell(height, row, rows, flagged=number in flags, ascii_only=ascii_only)
            for number, height in enumerate(tall)
        ]
        colours = [
            "quiet" if height is None else "win" if flagged else _BANDS[band(height - REACH)].style
            for height, (_, flagged) in zip(heights, cells, strict=True)
        ]
        for colour, some in groupby(zip(colours, cells, strict=True), lambda pair: pair[0]):
            line.append("".join(cell for _, (cell, _) in some), colour)
        line.rstrip()
        drawn.append(line)
    return drawn if drawn[0].plain else drawn[1:]


def legend(
    *, flagged: bool = False, mist: str = "", level: str = "", width: int, ascii_only: bool
) -> Iterator[Text]:
    """Yield what the signs of a picture mean, side by side as they fit, those that it has.

    Args:
        flagged: Whether there are flags.
        mist: What the mist of this picture is.
        level: What is to be said of level ground.
        width: Columns of the screen.
        ascii_only: As the picture was drawn.
    """
    line = Text(" " * AXIS)
    for sign, words, style in (
        (FLAG_ASCII if ascii_only else FLAG, A_WIN if flagged else "", "win"),
        (_MIST_ASCII if ascii_only else _MIST, mist, "quiet"),
        ("", level, "quiet"),
    ):
        if not words:
            continue
        part = Text.assemble((f"{sign} " if sign else "", style), (words, "quiet"))
        begun = len(line) > AXIS
        if begun and line.cell_len + BETWEEN + part.cell_len > width:
            yield line
            line, begun = Text(" " * AXIS), False
        line.append(" " * BETWEEN if begun else "").append_text(part)
    if len(line) > AXIS:
        yield line


def _cell(
    height: float | None, row: int, rows: int, *, flagged: bool, ascii_only: bool
) -> tuple[str, bool]:
    """Return what stands in a cell, and whether it is a flag."""
    if height is None:
        return ((_MIST_ASCII if ascii_only else _MIST) if row < rows else " "), False
    cells = _CELLS_ASCII if ascii_only else _CELLS
    full = len(cells) - 1
    filled = max(1, int(height * full)) - row * full  # the lowest ground is still some
    if flagged and -full < filled <= 0:  # the first cell above the ground
        return (FLAG_ASCII if ascii_only else FLAG), True
    return cells[min(full, max(0, filled))], False
