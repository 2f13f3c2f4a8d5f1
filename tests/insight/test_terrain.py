"""The ground that every picture of the terrain is drawn from."""

from random import Random
from statistics import mean, median_high

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from tests.weeks import MONDAY
from valley.insight.terrain import (
    LEVEL,
    REACH,
    SCALE,
    Ground,
    band,
    ground,
    hills,
    silhouette,
    spread,
)
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
    for heights in (silhouette(days, columns=step * len(days)), hills(days, step=step)):
        assert len(heights) == step * len(days)
        for number, height in enumerate(heights):
            assert (height is None) == (not days[number // step].is_known)
            assert height is None or 0 <= height <= SCALE[None] + REACH


@given(GROUNDS.filter(len), st.integers(1, 40))
def test_every_day_is_in_a_column_however_few_there_are(days: list[Ground], columns: int) -> None:
    """A narrow screen shows several days in one; there is mist only where nothing is known of all."""
    drawn = spread(len(days), columns)
    assert {day for some in drawn for day in some} == set(range(len(days)))
    assert [some[0] for some in drawn] == sorted(some[0] for some in drawn)
    for some, height in zip(drawn, silhouette(days, columns=columns), strict=True):
        assert (height is None) == (not any(days[day].is_known for day in some))


def test_one_day_makes_no_valley_and_a_week_does() -> None:
    """Days are drawn with two to each side."""
    low, high = Ground(MONDAY, (1, 0, 0, 0, 0), 0), Ground(MONDAY, (0, 0, 0, 0, 1), 0)
    alone = silhouette([high] * 5 + [low] + [high] * 5, columns=11)
    assert alone == alone[::-1]
    assert min(one for one in alone if one is not None) == alone[5] == 4 * 6 / 9 + REACH
    assert silhouette([high] * 5 + [low] * 5 + [high] * 5, columns=15)[7] == REACH


def test_the_ground_does_not_fall_beside_mist() -> None:
    """Nothing is known there, and so nothing of a fall."""
    summit, unknown = Ground(MONDAY, (0, 0, 0, 0, 1), 0), Ground(MONDAY, (0,) * 5, 0)
    assert hills([unknown, summit, unknown], step=8)[8:16] == [SCALE[None] + REACH] * 8
    assert silhouette([unknown, summit, unknown], columns=3)[1] == SCALE[None] + REACH


def test_plain_days_are_level_ground() -> None:
    """As high as the day before, else as the first after; in the middle where nothing else is."""
    plain, summit = Ground(MONDAY, (0,) * 5, 2), Ground(MONDAY, (0, 0, 0, 0, 1), 0)
    for days in ([summit, plain], [plain, summit], [plain, summit, plain]):
        assert set(hills(days, step=4)) == {SCALE[None] + REACH} == set(silhouette(days, columns=9))
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
