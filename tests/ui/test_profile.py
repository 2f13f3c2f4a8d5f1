"""The silhouette: five made-up quarters are told apart by what is drawn, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from random import Random
from statistics import mean

import pytest
from rich.text import Text

from tests.weeks import MONDAY, setback, win
from valley.insight.terrain import REACH, SCALE, Ground, ground, silhouette
from valley.model import Entry, Status, Verdict
from valley.ui import profile
from valley.ui.altitudes import LOOKS

DAYS = 60
MISSED = 0.1  # of the days
CELLS = " ▁▂▃▄▅▆▇█"
# How high a quarter stands at a time between 0 and 1, from the best to the worst.
QUARTERS: dict[str, Callable[[float], float]] = {
    "good": lambda at: 2.3 + 1.6 * at,
    "through a valley and out": lambda at: 0.1 if 0.4 < at < 0.6 else 3.1,
    "up and down": lambda at: (3, 2.5, 1, 0.3, 1.5)[int(at * 20) % 5],
    "flat": lambda _: 1.2,
    "into the Valley": lambda at: 1.8 - 1.8 * at,
}


def quarter(name: str, seed: int) -> list[Ground]:
    """Make the days of a quarter, uneven as days are, some of them without an entry."""
    chance = Random(seed)
    days = []
    for number in range(DAYS):
        day = MONDAY + timedelta(days=number // 5 * 7 + number % 5)
        level = round(QUARTERS[name](number / DAYS) + chance.uniform(-0.9, 0.9))
        made: list[Entry] = []
        if chance.random() > MISSED:
            verdicts = (None, Verdict.VAGUE, Verdict.CONCRETE, Verdict.CONCRETE)
            level = max(0, level)
            kept = Status.KEPT if level == 3 else Status.OPEN
            tells = setback(day, verdict=verdicts[min(3, level)], status=kept)
            made = [win(day) if level > 3 else tells]
        days.append(ground(day, made))
    return days


def picture(days: list[Ground]) -> list[Text]:
    """Draw it, with its flags."""
    flags = {number for number, day in enumerate(days) if day.wins}
    heights = silhouette(days, columns=len(days))
    return profile.draw(heights, flags=flags, rows=profile.TALL, ascii_only=False)


def heights_of(rows: list[Text]) -> list[float | None]:
    """Read off a picture how high each column is; None for mist."""
    found: list[float | None] = []
    for column in range(profile.AXIS, profile.AXIS + DAYS):
        cells = [row.plain[column : column + 1] or " " for row in rows]
        ground = sum(CELLS.index(cell) for cell in cells if cell in CELLS) / 8
        found.append(None if "░" in cells else ground)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_stranger_ranks_five_quarters_right(seed: int) -> None:
    """By how much ground there is to be seen; a fall, a climb and a dip are where they were."""
    seen = {
        name: [one for one in heights_of(picture(quarter(name, seed))) if one is not None]
        for name in QUARTERS
    }
    assert sorted(seen, key=lambda name: mean(seen[name]), reverse=True) == list(QUARTERS)
    for better, worse in pairwise(QUARTERS):
        assert mean(seen[better]) > mean(seen[worse])
    thirds = {
        name: [
            mean(some[at : at + len(some) // 3]) for at in range(0, len(some) - 2, len(some) // 3)
        ]
        for name, some in seen.items()
    }
    assert thirds["good"][0] < thirds["good"][2]
    assert thirds["into the Valley"][0] > thirds["into the Valley"][2]
    first, middle, last = thirds["through a valley and out"][:3]
    assert middle + 2 < min(first, last)
    assert min(seen["up and down"]) < min(seen["good"])


@pytest.mark.parametrize("name", QUARTERS)
def test_a_column_has_one_colour_that_of_its_height(name: str) -> None:
    """So that what is low looks low from afar; the words stand at the left."""
    rows = picture(quarter(name, 1))
    for column in range(profile.AXIS, profile.AXIS + DAYS):
        cells = [row[column] for row in rows if column < len(row)]
        styles = {str(cell.spans[0].style) for cell in cells if cell.plain in CELLS[1:]}
        assert len(styles) <= 1
        if styles:
            height = sum(CELLS.index(cell.plain) for cell in cells if cell.plain in CELLS)
            band = height / 8 / profile.TALL * len(LOOKS)
            near = [
                LOOKS[one].style for one, level in SCALE.items() if abs(level + 0.5 - band) < 0.8
            ]
            assert styles <= set(near)


def test_a_flag_stands_on_the_ground_of_a_win() -> None:
    """Right above it, however high that is, and not in the mist beside."""
    low, won = Ground(MONDAY, (1, 0, 0, 0, 0), 0), Ground(MONDAY, (3, 0, 0, 0, 1), 0)
    for days in ([low, won, low], [won] * 3, [Ground(MONDAY, (0, 0, 0, 0, 1), 0)] * 3):
        rows = [row.plain[profile.AXIS :] for row in picture(days)]
        at = next(number for number, row in enumerate(rows) if "⚑" in row)
        assert rows[at][1] == "⚑"
        assert rows[at + 1][1] in CELLS[1:]
        assert not {row[1:2] for row in rows[:at]} - {" ", ""}


@pytest.mark.parametrize(("rows", "apart"), [(profile.LOW, 1), (profile.TALL, 2)])
def test_the_names_stand_where_their_ground_ends(rows: int, apart: int) -> None:
    """So many rows from each other."""
    heights = [level + REACH for level in SCALE.values()]
    drawn = profile.draw(heights, rows=rows, ascii_only=False)
    for number, look in enumerate(LOOKS.values()):
        row = drawn[len(drawn) - 1 - number * apart - (apart - 1)]
        assert row.plain.startswith(f"{look.name:>8} ")
        assert row.plain[profile.AXIS + number] in CELLS[1:]
