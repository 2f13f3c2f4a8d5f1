"""Heights as a drawn profile: hills of block characters, a band of colour for each altitude.

Where nothing is known of a day there is mist, from the top down: it is no depth.
"""

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from valley.ui.altitudes import LOOKS

AXIS = 9  # columns of the names at the left
_CELLS, _CELLS_ASCII = " ▁▂▃▄▅▆▇█", " .:#"  # parts of a cell, the last one full
_MIST, _MIST_ASCII = "░", "~"


def draw(heights: Sequence[float | None], *, ascii_only: bool) -> list[Text]:
    """Return a column for each height, the names of the bands at the left, from the top down."""
    rows = []
    for number, look in reversed(list(enumerate(LOOKS.values()))):
        row = Text(no_wrap=True, overflow="crop")
        row.append(f"{look.name:>{AXIS - 1}} ", look.style)
        for is_mist, some in groupby(heights, lambda height: height is None):
            cells = "".join(_cell(height, number, ascii_only=ascii_only) for height in some)
            row.append(cells, "quiet" if is_mist else look.style)
        row.rstrip()
        rows.append(row)
    return rows


def mist(*, ascii_only: bool) -> str:
    """Return the sign for a day of which nothing is known."""
    return _MIST_ASCII if ascii_only else _MIST


def _cell(height: float | None, band: int, *, ascii_only: bool) -> str:
    if height is None:
        return mist(ascii_only=ascii_only)
    cells = _CELLS_ASCII if ascii_only else _CELLS
    part = min(1.0, max(0.0, height - band))
    return cells[max(band == 0, int(part * (len(cells) - 1)))]
