"""The ground under days and weeks: how many entries stand at each altitude, and how high that is.

There is one scale for every picture: 0 for a setback in the Valley, then slope, climbing and out,
4 for a win. A plain note has no height of its own: it is level ground, and changes no mean. A
renderer draws the heights that it gets from here and computes none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, pi
from statistics import median_high

from valley.model import Altitude, Entry

SCALE: dict[Altitude | None, float] = {one: float(n) for n, one in enumerate([*Altitude, None])}
WIN = SCALE[None]
REACH = 0.6  # of its band that a level fills
BESIDE = 2  # days to each side that a day is drawn with
LEVEL = 2.0  # of plain notes where nothing else stands


@dataclass(frozen=True, slots=True)
class Ground:
    """A day or a week of the terrain.

    Attributes:
        first: Its first day.
        heights: How many entries it has at each altitude, from the Valley up, wins last.
        notes: How many plain notes.
    """

    first: date
    heights: tuple[int, ...]
    notes: int

    @property
    def is_known(self) -> bool:
        """Whether anything was logged; of the other days nothing is known."""
        return self.notes > 0 or any(self.heights)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing of it but plain notes."""
        return self.notes > 0 and not any(self.heights)

    @property
    def wins(self) -> int:
        """Entries that tell one."""
        return self.heights[-1]

    @property
    def setbacks(self) -> int:
        """Entries with one."""
        return sum(self.heights[:-1])

    @property
    def out(self) -> int:
        """Setbacks whose promise was kept, or bettered."""
        return self.heights[-2]

    @property
    def level(self) -> float | None:
        """The mean of its entries on the scale; None where it has none but notes."""
        return _mean(self.heights)

    @property
    def middle(self) -> float | None:
        """The level that half of the entries reach; None where it has none but notes."""
        pairs = zip(SCALE.values(), self.heights, strict=True)
        levels = [level for level, count in pairs for _ in range(count)]
        return median_high(levels) if levels else None

    @property
    def depth(self) -> float | None:
        """The mean of the setbacks alone; None where there was none."""
        return _mean(self.heights[:-1])

    @property
    def lowest(self) -> Altitude | None:
        """The lowest altitude of a setback; None where there was none."""
        return next((one for one, count in zip(SCALE, self.heights, strict=True) if count), None)


def ground(first: date, entries: Iterable[Entry]) -> Ground:
    """Return the ground of the entries of a day, or of a week."""
    heights: Counter[Altitude | None] = Counter()
    notes = 0
    for entry in entries:
        if entry.is_win or entry.is_setback:
            heights[entry.altitude] += 1
        else:
            notes += 1
    return Ground(first, tuple(heights[one] for one in SCALE), notes)


def band(level: float) -> int:
    """Return the number of the band that a level lies in, the Valley's being 0."""
    return min(int(level + REACH), len(SCALE) - 1)


def silhouette(grounds: Sequence[Ground], *, columns: int) -> list[float | None]:
    """Return heights in bands: each day in its turn with the two to each side, in so many columns.

    A day counts the more the nearer it is. Days of which nothing is known pull at no other; a
    column is such a day where all of its days are.
    """
    levels = _levelled(grounds, [one.level for one in grounds])
    smooth = [None if level is None else _around(levels, at) for at, level in enumerate(levels)]
    drawn: list[float | None] = []
    for some in spread(len(smooth), columns):
        known = [level for at in some if (level := smooth[at]) is not None]
        drawn.append(sum(known) / len(known) + REACH if known else None)
    return drawn


def spread(days: int, columns: int) -> list[range]:
    """Return the days that each column shows: one or more of them, or a part of one."""
    starts = [column * days // max(1, columns) for column in range(columns + 1)]
    return [range(one, max(after, one + 1)) for one, after in pairwise(starts)]


def _around(levels: Sequence[float | None], at: int) -> float:
    """Return the mean of the days around one, by how near they are."""
    first = max(0, at - BESIDE)
    near = [
        (BESIDE + 1 - abs(at - first - number), level)
        for number, level in enumerate(levels[first : at + BESIDE + 1])
        if level is not None
    ]
    return sum(weight * level for weight, level in near) / sum(weight for weight, _ in near)


def hills(grounds: Sequence[Ground], *, step: int) -> list[float | None]:
    """Return heights in bands, so many columns a day: the lowest of each, rounded into hills."""
    lowest = [SCALE[one.lowest] if any(one.heights) else None for one in grounds]
    levels = _levelled(grounds, lowest)
    heights = [None if level is None else level + REACH for level in levels]
    drawn: list[float | None] = []
    for before, height, after in zip([None, *heights], heights, [*heights[1:], None], strict=False):
        for column in range(step):
            if height is None:
                drawn.append(None)
                continue
            off = (column + 0.5) / step - 0.5  # from the middle of the day
            near = before if off < 0 else after
            # Half-way to its neighbour; level where of that nothing is known.
            to = height if near is None else (height + near) / 2
            drawn.append(height + (to - height) * (1 - cos(2 * pi * abs(off))) / 2)
    return drawn


def _levelled(grounds: Sequence[Ground], heights: Sequence[float | None]) -> list[float | None]:
    """Return heights with the days of plain notes alone as high as the last day before, or after."""
    drawn = list(heights)
    for number, one in enumerate(grounds):
        if one.is_plain:
            beside = (*reversed(heights[:number]), *heights[number + 1 :])
            drawn[number] = next((height for height in beside if height is not None), LEVEL)
    return drawn


def _mean(heights: Sequence[int]) -> float | None:
    many = sum(heights)
    levels = zip(SCALE.values(), heights, strict=False)
    return sum(level * count for level, count in levels) / many if many else None
