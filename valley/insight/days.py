"""What became of each day: the entries of a journal laid over the calendar."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from valley.model import Entry, Written
from valley.workdays import DayKind, Workdays, local_day

DAY_ENDS_AT = time(4)


class DayState(StrEnum):
    """What became of a day; rest and away stay what they are, whatever was written."""

    DONE = "done"
    BACKFILLED = "backfilled"
    MISSED = "missed"
    PENDING = "pending"
    REST = "rest"
    AWAY = "away"

    @property
    def counted(self) -> bool:
        """Whether a day in this state is part of the reckoning."""
        return self in _COUNTED


_COUNTED = frozenset({DayState.DONE, DayState.BACKFILLED, DayState.MISSED})


class Day(NamedTuple):
    """A day, what became of it, and how many entries it has, in time or not."""

    day: date
    state: DayState
    entries: int

    @property
    def extra(self) -> bool:
        """Whether it is a day off that has an entry all the same."""
        return self.entries > 0 and self.state in {DayState.REST, DayState.AWAY}


class Rules(NamedTuple):
    """Which days count, and when an entry is in time.

    Attributes:
        workdays: Which days count.
        repair_days: An entry is in time until the end of the day that counts this many after its
            own; 0 for its own day only.
        day_ends_at: Local time at which a day gives way to the next.
    """

    workdays: Workdays
    repair_days: int = 1
    day_ends_at: time = DAY_ENDS_AT

    def deadline(self, day: date) -> date:
        """Return the last local day on which an entry for this day is in time."""
        for _ in range(self.repair_days):
            day = self.workdays.next(day)
        return day

    def in_time(self, entry: Entry | Written) -> bool:
        """Return whether an entry was written in time, by the wall clock it was written at."""
        written = local_day(entry.written_at, day_ends_at=self.day_ends_at)
        # True of nearly every entry, and cheap: so many days that count take at least as many days.
        if (written - entry.day).days <= self.repair_days:
            return True
        return written <= self.deadline(entry.day)

    @property
    def derived(self) -> Mapping[str, Callable[[Entry], object]]:
        """What is shown of entries that does not stand in them, each by its name."""
        return {"backfilled": lambda entry: not self.in_time(entry)}


class Diary:
    """Entries laid over the calendar up to today."""

    def __init__(self, rules: Rules, today: date) -> None:
        self.rules = rules
        self.today = today
        self._entries: Counter[date] = Counter()
        self._in_time: set[date] = set()

    def add(self, entries: Iterable[Entry | Written]) -> None:
        """Add entries, in any order."""
        for entry in entries:
            self._entries[entry.day] += 1
            if entry.day not in self._in_time and self.rules.in_time(entry):
                self._in_time.add(entry.day)

    @property
    def first(self) -> date | None:
        """The first day with an entry; None without any."""
        return min(self._entries, default=None)

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Yield what became of each day from one to another, both included."""
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            yield Day(day, self.state(day), self._entries[day])

    def state(self, day: date) -> DayState:
        """Return what became of a day."""
        kind = self.rules.workdays.state(day)
        if kind is not DayKind.COUNTS:
            return DayState.AWAY if kind is DayKind.AWAY else DayState.REST
        if day in self._in_time:
            return DayState.DONE
        if day >= self.today:
            return DayState.PENDING
        return DayState.BACKFILLED if self._entries[day] else DayState.MISSED
