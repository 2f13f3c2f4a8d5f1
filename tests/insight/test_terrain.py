"""The ground that every picture of the terrain is drawn from."""

from random import Random
from statistics import mean, median_high

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from tests.weeks import MONDAY, day
from valley.insight.terrain import LEVEL, REACH, SCALE, Ground, band, ground, hills, outline
from valley.model import Altitude, Entry
from valley.ui.altitudes import LOOKS

HEIGHTS = st.tuples(*[st.integers(0, 3)] * len(SCALE))
A_DAY = st.builds(Ground, first=st.just(MONDAY), heights=HEIGHTS, notes=st.integers(0, 1))
GROUNDS = st.lists(A_DAY, max_size=12)


@given(st.lists(entries(), max_size=12))
def test_the_ground_is_that_of_its_entries(written: list[Entry]) -> None:
    """Each is counted once, and every figure comes from the one scale."""
    whole = ground(MONDAY, written)
    levels = [SCALE[entry.altitude] for entry in written if entry.is_win or entry.is_setback]
    lows = [SCALE[entry.altitude] for entry in written if entry.altitude]
    assert whole.wins + whole.setbacks + whole.notes == len(written)
    assert whole.is_known is bool(written)
    assert whole.level == (mean(levels) if levels else None)
    assert whole.middle == (median_high(levels) if levels else None)
    assert whole.depth == (mean(lows) if lows else None)
    assert SCALE[whole.lowest] == min(lows, default=SCALE[None])
    assert whole.out == sum(entry.altitude is Altitude.OUT for entry in written)


def test_the_scale_has_a_look_for_each_of_its_steps() -> None:
    """In the same order, so that a band of a picture is a step of the scale."""
    assert list(SCALE) == list(LOOKS) == [*Altitude, None]
    assert [band(level) for level in SCALE.values()] == [0, 1, 2, 3, 4]


@given(GROUNDS, st.integers(1, 12))
def test_every_picture_keeps_its_days(days: list[Ground], step: int) -> None:
    """As many columns as it has, mist exactly where nothing was logged, no height off the scale."""
    for heights, columns in ((outline(days), 1), (hills(days, step=step), step)):
        assert len(heights) == columns * len(days)
        for number, height in enumerate(heights):
            assert (height is None) == (not days[number // columns].is_known)
            assert height is None or 0 <= height <= SCALE[None] + REACH


def test_a_day_of_wins_is_a_summit_beside_the_valley() -> None:
    """Its neighbours do not pull it down."""
    low, high = Ground(day(0, 0), (1, 0, 0, 0, 0), 0), Ground(day(0, 1), (0, 0, 0, 0, 2), 0)
    before, summit, after = outline([low, high, low])
    assert summit == SCALE[None] + REACH
    assert before == after
    assert before is not None
    assert before > REACH


def test_the_ground_does_not_fall_beside_mist() -> None:
    """Nothing is known there, and so nothing of a fall."""
    summit, unknown = Ground(MONDAY, (0, 0, 0, 0, 1), 0), Ground(MONDAY, (0,) * 5, 0)
    assert hills([unknown, summit, unknown], step=8)[8:16] == [SCALE[None] + REACH] * 8
    assert outline([unknown, summit, unknown])[1] == SCALE[None] + REACH


def test_plain_days_are_level_ground() -> None:
    """As high as the day before, else as the first after; in the middle where nothing else is."""
    plain, summit = Ground(MONDAY, (0,) * 5, 2), Ground(MONDAY, (0, 0, 0, 0, 1), 0)
    for days in ([summit, plain], [plain, summit], [plain, summit, plain]):
        assert set(hills(days, step=4)) == {SCALE[None] + REACH} == set(outline(days))
    assert set(hills([plain], step=4)) == {LEVEL + REACH}
    assert plain.level is None


@given(st.lists(entries(), max_size=8), st.randoms(use_true_random=False))
def test_plain_notes_and_the_order_of_entries_change_no_mean(
    written: list[Entry], chance: Random
) -> None:
    """A note claims nothing."""
    whole = ground(MONDAY, written)
    chance.shuffle(written)
    assert ground(MONDAY, written) == whole
    without = ground(MONDAY, [entry for entry in written if entry.is_win or entry.is_setback])
    assert (whole.level, whole.middle, whole.depth) == (
        without.level,
        without.middle,
        without.depth,
    )
