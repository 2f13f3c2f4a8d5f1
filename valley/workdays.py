"""Which days count: working days, times away, public holidays; and where an evening belongs.

A day is a local calendar date and nothing more: no time zone can move it. A day that does not
count is rest, or away when the person said so. Away wins over rest, so that a holiday with a
weekend in it shows as one stretch.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

from valley import dates, public_holidays
from valley.errors import InvalidInput

PATTERNS = (
    "names and ranges ('mon-fri', 'sun-thu', 'mon,wed,fri'), or an RRULE of weeks such as "
    "'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU', with ';DTSTART=2026-03-02' to say which week is on"
)
_RULE = {"FREQ", "INTERVAL", "BYDAY", "WKST"}  # what of an RRULE makes sense for working days
# As settings write them whatever the language, so that a folder means the same in each.
_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST = 52  # weeks, the largest INTERVAL
_ANCHOR = date(1970, 1, 5)  # a Monday
_ONE_DAY = timedelta(days=1)
_FAR = 731  # days: two years, the longest search for a day that counts


class DayKind(StrEnum):
    """What a day is to a streak, whatever was written on it."""

    COUNTS = "counts"
    REST = "rest"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Away:
    """A time away, both days included."""

    first: date
    last: date
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a time that ends before it begins."""
        if self.last < self.first:
            raise InvalidInput(f"Away from {self.first} to {self.last} ends before it begins.")


@dataclass(frozen=True)
class Workdays:
    """The days that count; build it with `Workdays.of`, which checks what people typed.

    Attributes:
        patterns: In order of time, the last day each applied and the pattern; the present one
            has `date.max`.
        absences: In order of time, without overlaps.
        country: Code of the country whose public holidays are rest; None for none.
        region: Code of its part.
    """

    patterns: tuple[tuple[date, str], ...]
    absences: tuple[tuple[date, date], ...] = ()
    country: str | None = None
    region: str | None = None

    @classmethod
    def of(
        cls,
        pattern: str = "mon-fri",
        *,
        before: Sequence[tuple[date, str]] = (),
        away: Sequence[Away] = (),
        country: str | None = None,
        region: str | None = None,
    ) -> "Workdays":
        """Build it from settings.

        Args:
            pattern: Names and ranges ('mon-fri', 'sun-thu', 'mon,wed,fri'), or an RRULE of weeks.
                Where these alternate they are counted from its DTSTART, or else from Monday
                5 January 1970, in both directions: DTSTART says which week is on, not when the
                work began.
            before: Patterns that applied earlier, each with the last day it did, so that a
                change leaves old streaks what they were. In any order.
            away: In any order; they may overlap, and lie in the past.
            country: Code of ISO 3166 ('DE'), to rest on its public holidays.
            region: Code of its part ('BY').

        Raises:
            InvalidInput: A pattern, country or region is not understood, or the `holidays`
                library is not installed.
        """
        patterns = (*sorted(before), (date.max, pattern))
        for _, one in patterns:
            check_pattern(one)
        if region and not country:
            raise InvalidInput(f"The region {region!r} needs its country; set country as well.")
        if country:
            country, region = public_holidays.check(country, region)
        return cls(patterns, tuple(_joined(away)), country, region)

    def state(self, day: date) -> DayKind:
        """Return what a day is."""
        if self.absences and self._is_away(day):
            return DayKind.AWAY
        pattern = self.patterns[bisect_left(self.patterns, day, key=itemgetter(0))][1]
        weekdays = _weekdays(pattern)
        worked = day in _ruled(pattern, day.year) if weekdays is None else day.weekday() in weekdays
        if worked and self.country:
            worked = day not in public_holidays.of_year(self.country, self.region, day.year)
        return DayKind.COUNTS if worked else DayKind.REST

    def counts(self, day: date) -> bool:
        """Return whether a day counts: neither rest nor away."""
        return self.state(day) is DayKind.COUNTS

    def next(self, day: date) -> date:
        """Find the first day that counts strictly after this one.

        Where none does within two years (somebody away for good, a pattern with no days) it is
        simply the day after: a journal stays usable whatever the settings say. The calendar's
        last day is followed by itself.
        """
        for after in _days(day, min(_FAR, (date.max - day).days)):
            if self.counts(after):
                return after
        return day if day == date.max else day + _ONE_DAY

    def between(self, first: date, last: date) -> Iterator[date]:
        """List the days that count from one day to another, both included."""
        if first <= last:
            if self.counts(first):
                yield first
            yield from filter(self.counts, _days(first, (last - first).days))

    def _is_away(self, day: date) -> bool:
        index = bisect_left(self.absences, day, key=itemgetter(1))
        return index < len(self.absences) and self.absences[index][0] <= day


def local_day(moment: datetime, *, day_ends_at: time) -> date:
    """Return the calendar day an evening belongs to: before `day_ends_at` it is still yesterday.

    Args:
        moment: Its own wall clock decides, at the offset it carries: neither the present time
            zone of the machine nor a change of the clocks moves it.
        day_ends_at: Local time of day; midnight for calendar days as they are.
    """
    day = moment.date()
    return day - _ONE_DAY if moment.time() < day_ends_at and day > date.min else day


def check_pattern(pattern: str) -> None:
    """Refuse a pattern of working days that is not understood.

    Raises:
        InvalidInput: It is neither names and ranges nor an RRULE of weeks.
    """
    if _weekdays(pattern) is None:
        _rule(pattern)


def _days(day: date, count: int) -> Iterator[date]:
    """List so many days after this one."""
    start = day.toordinal() + 1
    return map(date.fromordinal, range(start, start + count))


def _joined(away: Sequence[Away]) -> Iterator[tuple[date, date]]:
    """Join times away that overlap, in order."""
    held: tuple[date, date] | None = None
    for first, last in sorted((one.first, one.last) for one in away):
        if held and first <= held[1]:
            held = held[0], max(held[1], last)
        else:
            if held:
                yield held
            held = first, last
    if held:
        yield held


@lru_cache
def _weekdays(pattern: str) -> frozenset[int] | None:
    """Read names and ranges, Monday being 0; None when the pattern is meant as an RRULE."""
    if "=" in pattern:
        return None
    found: set[int] = set()
    for part in pattern.lower().split(","):
        first, dash, last = part.partition("-")
        start = _weekday(first.strip())
        end = _weekday(last.strip()) if dash else start
        if start is None or end is None:
            raise InvalidInput(_refusal(pattern))
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(found)


def _weekday(name: str) -> int | None:
    return _CODES.index(name) if name in _CODES else dates.weekday(name)


@lru_cache
def _ruled(pattern: str, year: int) -> frozenset[date]:
    """List the days of a year that an RRULE names.

    The rule starts in step with its anchor close before the year, so that the cost does not grow
    with the distance between them.
    """
    from dateutil.rrule import rrulestr

    rule, anchor, repeats = _rule(pattern)
    new_year = date(year, 1, 1).toordinal()
    start = new_year - (new_year - anchor.toordinal()) % repeats
    if start < 1:  # before the year 1
        start += repeats
    moments = rrulestr(rule, dtstart=datetime.fromordinal(start))
    year_end = datetime.combine(date(year, 12, 31), time())
    return frozenset(
        moment.date()
        for moment in moments.between(datetime.fromordinal(new_year), year_end, inc=True)
    )


@lru_cache
def _rule(pattern: str) -> tuple[str, date, int]:
    """Read an RRULE: what it says, the day its weeks are counted from, the days it repeats after.

    Weeks only: of other frequencies some name no day at all, and a search in them has no end.
    """
    from dateutil.rrule import rrulestr

    parts = re.split(r"[;\s]+", pattern.strip().upper().replace("RRULE:", ""))
    try:
        given = dict(re.split("[=:]", part, maxsplit=1) for part in parts)
        anchor = date.fromisoformat(given.pop("DTSTART")[:10]) if "DTSTART" in given else _ANCHOR
        interval = int(given.get("INTERVAL", "1"))
        rule = ";".join(f"{name}={value}" for name, value in given.items())
        weekly = given.get("FREQ") == "WEEKLY" and given.keys() <= _RULE
        if weekly and 1 <= interval <= _LONGEST:
            rrulestr(rule)  # a ValueError where it does not know a day
            return rule, anchor, 7 * interval
    except ValueError as error:
        raise InvalidInput(_refusal(pattern)) from error
    raise InvalidInput(_refusal(pattern))


def _refusal(pattern: str) -> str:
    return f"{pattern!r} is not understood as working days; give {PATTERNS}."
