"""The ground that every picture of the terrain is drawn from."""

from statistics import mean, median_high

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from tests.weeks import MONDAY, day
from valley.insight.terrain import REACH, SCALE, Ground, band, counted, hills, outline
from valley.model import Altitude, Entry
from valley.ui.altitudes import LOOKS

HEIGHTS = st.tuples(*[st.integers(0, 3)] * len(SCALE))
GROUNDS = st.lists(st.builds(Ground, first=st.just(MONDAY), heights=HEIGHTS), max_size=12)


@given(st.lists(entries(), max_size=12))
def test_the_ground_is_that_of_its_entries(written: list[Entry]) -> None:
    """Each is counted once, and every figure comes from the one scale."""
    ground = Ground(MONDAY, counted(written))
    levels = [SCALE[entry.altitude] for entry in written]
    lows = [SCALE[entry.altitude] for entry in written if entry.altitude]
    assert ground.wins + ground.setbacks == len(written)
    assert ground.level == (mean(levels) if levels else None)
    assert ground.middle == (median_high(levels) if levels else None)
    assert ground.depth == (mean(lows) if lows else None)
    assert SCALE[ground.lowest] == min(lows, default=SCALE[None])
    assert ground.out == sum(entry.altitude is Altitude.OUT for entry in written)


def test_the_scale_has_a_look_for_each_of_its_steps() -> None:
    """In the same order, so that a band of a picture is a step of the scale."""
    assert list(SCALE) == list(LOOKS) == [*Altitude, None]
    assert [band(level) for level in SCALE.values()] == [0, 1, 2, 3, 4]


@given(GROUNDS, st.integers(1, 12))
def test_every_picture_keeps_its_days(days: list[Ground], step: int) -> None:
    """As many columns as it has, a gap where nothing was logged, and no height off the scale."""
    for heights, columns in ((outline(days), 1), (hills(days, step=step), step)):
        assert len(heights) == columns * len(days)
        for number, height in enumerate(heights):
            assert (height is None) == (not any(days[number // columns].heights))
            assert height is None or 0 <= height <= SCALE[None] + REACH


def test_a_day_of_wins_is_a_summit_beside_the_valley() -> None:
    """Its neighbours do not pull it down."""
    low, high = Ground(day(0, 0), (1, 0, 0, 0, 0)), Ground(day(0, 1), (0, 0, 0, 0, 2))
    before, summit, after = outline([low, high, low])
    assert summit == SCALE[None] + REACH
    assert before == after
    assert before is not None
    assert before > REACH
