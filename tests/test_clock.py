"""The one place that asks what time it is."""

from datetime import UTC, date

import pytest

from valley import clock
from valley.errors import InvalidInput


def test_a_pinned_day_means_noon() -> None:
    """With the local offset."""
    moment = clock.now({"VALLEY_TODAY": "2026-03-04"})
    assert (moment.date(), moment.hour) == (date(2026, 3, 4), 12)
    assert moment.tzinfo is not None


def test_a_pinned_time_is_taken_as_it_is() -> None:
    """An offset of its own included."""
    moment = clock.now({"VALLEY_TODAY": "2026-03-04T00:30+00:00"})
    assert (moment.hour, moment.tzinfo) == (0, UTC)


def test_without_a_pin_it_is_now() -> None:
    """And carries an offset."""
    assert clock.now({}).tzinfo is not None


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-02-30", "20", "99999-01-01"])
def test_a_wrong_pin_is_refused(wrong: str) -> None:
    """Rather than guessed at."""
    with pytest.raises(InvalidInput, match="VALLEY_TODAY"):
        clock.now({"VALLEY_TODAY": wrong})
