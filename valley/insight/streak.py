"""The streak: which days were kept, how many in a row, and how strong the habit is.

Everything is derived from the entries and the settings; nothing about streaks is stored. Fair:
rest and away days neither break nor lengthen it, today is pending until it ends, and a day can be
mended for a while. Honest: what is written later than that is shown, and counts for nothing.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from valley.insight.days import Day, DayState, Diary, Rules
from valley.model import Entry, Written

__all__ = ["Day", "DayState", "Repair", "Standing", "Step", "Streak"]
__all__ += ["explain", "milestone", "standing", "streak"]

# What a day leaves of the momentum before it: Loop Habit Tracker's 0.5^(sqrt(frequency) / 13),
# uhabits-core/src/jvmMain/java/org/isoron/uhabits/core/models/Score.kt, at a frequency of 1.
MULTIPLIER = 0.5 ** (1 / 13)
_UNSURE = 1e-9  # far more than the order of adding up can change


class Step(NamedTuple):
    """A day, and the streak (in days) and momentum (0 to 1) once it was counted."""

    day: Day
    current: int
    momentum: float


class Repair(NamedTuple):
    """What can still be mended.

    Attributes:
        days: The days without an entry in time, oldest first; one with `repair_days` 1.
        until: The last day on which all of them can be written.
        current: The streak in days once they are.
    """

    days: tuple[date, ...]
    until: date
    current: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the streak stands today.

    Attributes:
        today: Done, pending, rest or away.
        current: Days in a row that count and are done, up to today.
        momentum: Strength of the habit in percent, unrounded.
        repair: What can still be mended, or None.
        days: Every day in order up to today, from the first that had to be looked at.
    """

    today: DayState
    current: int
    momentum: float
    repair: Repair | None
    days: tuple[Day, ...]

    @property
    def milestone(self) -> int | None:
        """The milestone that today reached exactly, or None."""
        return milestone(self.current - 1, self.current) if self.today is DayState.DONE else None

    def done_of_last(self, count: int) -> tuple[int, int]:
        """Return how many are done of the last so many days that count, and how many there were.

        There are fewer in a young journal. A pending today is no day yet.
        """
        counted = [day.state for day in reversed(self.days) if day.state.counted][:count]
        return counted.count(DayState.DONE), len(counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak(Standing):
    """Where the streak stands, and the longest there was.

    Attributes:
        days: Every day from the first entry's to today.
        longest: Days; where two are equally long, the later one.
    """

    longest: int
    longest_first: date | None
    longest_last: date | None


def streak(
    entries: Iterable[Entry | Written],
    *,
    today: date,
    rules: Rules,
) -> Streak:
    """Return the whole streak from all entries, in any order.

    Args:
        entries: Those of days after today, left by a clock that was ahead, are ignored.
        today: The local day it is, as `local_day` tells it.
        rules: Which days count, and when an entry is in time.
    """
    diary = Diary(rules, today)
    diary.add(entries)
    now = _standing(diary, diary.first)
    length, first, last = _longest(now.days)
    return Streak(
        today=now.today,
        current=now.current,
        momentum=now.momentum,
        repair=now.repair,
        days=now.days,
        longest=length,
        longest_first=first,
        longest_last=last,
    )


def standing(
    years: Iterable[int],
    read: Callable[[int], Iterable[Entry | Written]],
    *,
    today: date,
    rules: Rules,
) -> Standing:
    """Return where the streak stands from as few years of entries as settle it.

    Years are read from the newest back until the present streak is broken, with all that can be
    mended taken as mended, and the years before could not change the first decimal of the
    momentum: after two years at most, unless the streak itself is longer.

    Args:
        years: Those that have entries.
        read: Gives the entries of the days of a year.
        today: As for `streak`, like the rules.
        rules: Which days count, and when an entry is in time.
    """
    diary = Diary(rules, today)
    search = _Search(diary)
    unread = sorted(year for year in set(years) if year <= today.year)
    while unread and not search.settled:
        year = unread.pop()
        diary.add(read(year))
        search.go_back_to(date(year, 1, 1))
    # Where no earlier year is left, nothing was missed before the first entry.
    return _standing(diary, search.since if unread else diary.first)


def explain(standing: Standing) -> tuple[Step, ...]:
    """Return the streak and the momentum day by day; the last step is the present one."""
    return tuple(_steps(standing.days))


def milestone(before: int, after: int) -> int | None:
    """Return the highest milestone above one length of a streak and up to another.

    They are 5, 10, 20, 50, 100, 200, 500 and so on. To say each once, compare the streak before
    an entry was written with the streak after it.
    """
    found, step = None, 5
    while step <= after:
        if step > before:
            found = step
        # 5, 10, 20, 50: times 2, times 2, times 2.5
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return found


class _Search:
    """A walk back over the days, until nothing before them can matter."""

    def __init__(self, diary: Diary) -> None:
        self.since = diary.today + timedelta(days=1)  # the days from here on have been seen
        self._diary = diary
        self._broken = False
        self._momentum = 0.0  # what the days seen contribute to it
        self._weight = 1.0  # what a full momentum before them would

    @property
    def settled(self) -> bool:
        """Whether the streak is broken and the first decimal of the momentum is sure."""
        low, high = self._momentum - _UNSURE, self._momentum + self._weight + _UNSURE
        return self._broken and round(100 * low, 1) == round(100 * high, 1)

    def go_back_to(self, first: date) -> None:
        """Count the days before those seen, back to this one."""
        rules, today = self._diary.rules, self._diary.today
        for day in reversed(tuple(self._diary.days(first, self.since - timedelta(days=1)))):
            if day.state.counted:
                done = day.state is DayState.DONE
                self._momentum += done * (1 - MULTIPLIER) * self._weight
                self._weight *= MULTIPLIER
                self._broken = self._broken or not (done or rules.deadline(day.day) >= today)
        self.since = first


def _standing(diary: Diary, first: date | None) -> Standing:
    days = tuple(diary.days(first, diary.today)) if first else ()
    steps = deque(_steps(days), maxlen=1)
    return Standing(
        today=diary.state(diary.today),
        current=steps[-1].current if steps else 0,
        momentum=100 * steps[-1].momentum if steps else 0.0,
        repair=_repair(days, diary),
        days=days,
    )


def _steps(days: Iterable[Day]) -> Iterator[Step]:
    current, momentum = 0, 0.0
    for day in days:
        if day.state.counted:
            done = day.state is DayState.DONE
            current = current + 1 if done else 0
            momentum = momentum * MULTIPLIER + done * (1 - MULTIPLIER)
        yield Step(day, current, momentum)


def _longest(days: Iterable[Day]) -> tuple[int, date | None, date | None]:
    """Return the longest streak: its length, first and last day."""
    length, first, last = 0, None, None
    run, start = 0, None
    for day in days:
        if day.state is DayState.DONE:
            run, start = run + 1, start or day.day
            if run >= length:
                length, first, last = run, start, day.day
        elif day.state.counted:
            run, start = 0, None
    return length, first, last


def _repair(days: Sequence[Day], diary: Diary) -> Repair | None:
    """Return the days that an entry written today would still be in time for, if any."""
    mendable: list[date] = []
    current = 0
    for day in reversed(days):
        if day.state.counted:
            if day.state is not DayState.DONE:
                if diary.rules.deadline(day.day) < diary.today:
                    break
                mendable.append(day.day)
            current += 1
    if not mendable:
        return None
    mendable.reverse()
    return Repair(tuple(mendable), diary.rules.deadline(mendable[0]), current)
