"""The Streaks section of the design, word by word and without a thought for time.

It shares no line with `valley`: days are looked at one by one as often as the wording asks, and
what can be mended is found by writing the entry and looking again.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from valley.model import Entry, EntryKind

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Model:
    """Entries and settings, the latter as functions of a day."""

    entries: Sequence[Entry]
    today: date
    worked: Callable[[date], bool]
    away: Callable[[date], bool]
    repair_days: int
    day_ends_at: time

    def counts(self, day: date) -> bool:
        """Neither rest nor away."""
        return self.worked(day) and not self.away(day)

    def written_on(self, entry: Entry) -> date:
        """The local day, which ends some hours after midnight."""
        ends = timedelta(
            hours=self.day_ends_at.hour,
            minutes=self.day_ends_at.minute,
            seconds=self.day_ends_at.second,
            microseconds=self.day_ends_at.microsecond,
        )
        return (entry.written_at.replace(tzinfo=None) - ends).date()

    def late(self, entry: Entry) -> bool:
        """Written after the end of the next day that counts, or of the one after it."""
        passed, day = 0, entry.day
        while passed < self.repair_days:
            day += DAY
            passed += self.counts(day)
        return self.written_on(entry) > day

    def of(self, day: date) -> list[Entry]:
        """The entries of a day."""
        return [entry for entry in self.entries if entry.day == day]

    def state(self, day: date) -> str:
        """What became of a day."""
        if self.away(day):
            return "away"
        if not self.worked(day):
            return "rest"
        if any(not self.late(entry) for entry in self.of(day)):
            return "done"
        if day == self.today:
            return "pending"
        return "backfilled" if self.of(day) else "missed"

    def span(self) -> list[date]:
        """From the first entry's day to today."""
        first = min((entry.day for entry in self.entries), default=self.today + DAY)
        return [first + number * DAY for number in range((self.today - first).days + 1)]

    def days(self) -> list[tuple[date, str, int]]:
        """Every day with its state and entries."""
        return [(day, self.state(day), len(self.of(day))) for day in self.span()]

    def counted(self) -> list[tuple[date, bool]]:
        """The days that count and are over or done, and whether they were done."""
        neutral = {"rest", "away", "pending"}
        return [(day, state == "done") for day, state, _ in self.days() if state not in neutral]

    def current(self) -> int:
        """Days done since the last that was not."""
        done = [done for _, done in self.counted()]
        return next((back for back in range(len(done)) if not done[-1 - back]), len(done))

    def longest(self) -> tuple[int, date | None, date | None]:
        """The later one of the longest stretches in which every day was done."""
        counted = self.counted()
        best: tuple[int, date | None, date | None] = (0, None, None)
        for last in range(len(counted)):
            for first in range(last + 1):
                stretch = counted[first : last + 1]
                if all(done for _, done in stretch) and len(stretch) >= best[0]:
                    best = len(stretch), stretch[0][0], stretch[-1][0]
        return best

    def momentum(self) -> float:
        """Percent: every day done adds 1 - m, and each day that counts since leaves m of it."""
        m = math.pow(0.5, 1 / 13)
        done = [done for _, done in reversed(self.counted())]
        return 100 * sum((1 - m) * math.pow(m, age) for age, one in enumerate(done) if one)

    def repair(self) -> tuple[tuple[date, ...], date, int] | None:
        """Write what is missing today and look again; then find until when it can wait."""
        missing = [day for day, state, _ in self.days() if state in {"missed", "backfilled"}]
        mended = tuple(
            day for day in missing if self.with_entry(day, self.today).state(day) == "done"
        )
        if not mended:
            return None
        until = self.today
        while self.with_entry(mended[0], until + DAY).state(mended[0]) == "done":
            until += DAY
        model = self
        for day in mended:
            model = model.with_entry(day, self.today)
        return mended, until, model.current()

    def with_entry(self, day: date, on: date) -> "Model":
        """The same journal with an entry for a day, written at the very end of another."""
        last = datetime.combine(on + DAY, self.day_ends_at, UTC) - timedelta(microseconds=1)
        entry = Entry(
            id="new", day=day, written_at=last, updated_at=last, kind=EntryKind.NOTE, happened="x"
        )
        return replace(self, entries=[*self.entries, entry])
