"""The terrain of some weeks: how high each day stood, what happened, and the way out of the Valley.

A day's level is the mean of its entries: 0 for a setback in the Valley, then slope, climbing and
out, 4 for a win. A week's is the mean of all its entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high
from typing import Literal

from valley import dates
from valley.insight.week import oldest_first
from valley.model import Altitude, Entry
from valley.workdays import Workdays

LEVELS: dict[Altitude | None, float] = {
    **{altitude: float(number) for number, altitude in enumerate(Altitude)},
    None: float(len(Altitude)),
}
CHANGED = 0.25  # of a level, from which a week is higher or lower than the one before
CLIMB = 0.5  # of a level, from which there is a way out to show
Change = Literal["up", "flat", "down"]


@dataclass(frozen=True, slots=True)
class DayLevel:
    """A day and how high it stood; None where nothing was logged."""

    day: date
    level: float | None


@dataclass(frozen=True, slots=True)
class WeekLevel:
    """A week of the landscape.

    Attributes:
        name: The ISO week.
        first: Its Monday.
        last: Its Sunday.
        days: Those of its days that are drawn, in order.
        level: How high it stood; None where nothing was logged.
        middle: The level that half of its entries reach; None where nothing was logged.
        change: Against the last week before it with an entry; None for the first.
        wins: Entries without a reason.
        setbacks: Entries with one.
        out: Setbacks whose promise was kept, or bettered.
        excuse: The excuse it gave most often, the latest of those that are even.
        win: What happened in its latest win.
    """

    name: str
    first: date
    last: date
    days: tuple[DayLevel, ...]
    level: float | None
    middle: float | None
    change: Change | None
    wins: int
    setbacks: int
    out: int
    excuse: str | None
    win: str | None


@dataclass(frozen=True, slots=True)
class Landscape:
    """The view of the terrain.

    Attributes:
        first: Monday of its first week.
        last: The last day it shows.
        weeks: Its weeks, oldest first.
        path: The names of the lowest week and the highest after it, where that is a climb: the way
            out of the Valley.
    """

    first: date
    last: date
    weeks: tuple[WeekLevel, ...]
    path: tuple[str, str] | None


def landscape(
    entries: Iterable[Entry], *, first: date, last: date, workdays: Workdays
) -> Landscape:
    """Look at the terrain of the weeks that two days lie in.

    Args:
        entries: In any order; those outside these weeks do no harm.
        first: A day of the first week.
        last: The last day to show, in the last week.
        workdays: The days that count; of the others those are drawn that have an entry.
    """
    monday, _ = dates.week_of(first)
    known = [entry for entry in oldest_first(entries) if monday <= entry.day <= last]
    by_week: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in known:
        by_week[entry.day - timedelta(days=entry.day.weekday())].append(entry)
    shown = {day.weekday() for day in workdays.between(monday, last)}
    shown |= {entry.day.weekday() for entry in known}
    weeks: list[WeekLevel] = []
    before: float | None = None
    for number in range((last - monday).days // 7 + 1):
        start = monday + timedelta(weeks=number)
        week = _week(by_week[start], start, sorted(shown), last, before)
        before = before if week.level is None else week.level
        weeks.append(week)
    return Landscape(monday, last, tuple(weeks), _path(weeks))


def _week(
    entries: Sequence[Entry], monday: date, shown: Sequence[int], until: date, before: float | None
) -> WeekLevel:
    excuses = Counter(entry.excuse for entry in reversed(entries) if entry.excuse)
    wins = [entry for entry in entries if entry.reason is None]
    level = _level(entries)
    days = [monday + timedelta(days=number) for number in shown]
    return WeekLevel(
        name=dates.week_name(monday),
        first=monday,
        last=monday + timedelta(days=6),
        days=tuple(
            DayLevel(day, _level([entry for entry in entries if entry.day == day]))
            for day in days
            if day <= until
        ),
        level=level,
        middle=median_high(LEVELS[entry.altitude] for entry in entries) if entries else None,
        change=_change(level, before),
        wins=len(wins),
        setbacks=len(entries) - len(wins),
        out=sum(entry.altitude is Altitude.OUT for entry in entries),
        excuse=excuses.most_common(1)[0][0] if excuses else None,
        win=wins[-1].happened if wins else None,
    )


def _level(entries: Sequence[Entry]) -> float | None:
    return sum(LEVELS[entry.altitude] for entry in entries) / len(entries) if entries else None


def _change(level: float | None, before: float | None) -> Change | None:
    if level is None or before is None:
        return None
    if abs(level - before) < CHANGED:
        return "flat"
    return "up" if level > before else "down"


def _path(weeks: Sequence[WeekLevel]) -> tuple[str, str] | None:
    """Find the longest climb: from a week to the highest after it."""
    best: tuple[float, str, str] | None = None
    low: tuple[float, str] | None = None
    for week in weeks:
        if week.level is None:
            continue
        if low is not None and (best is None or week.level - low[0] > best[0]):
            best = (week.level - low[0], low[1], week.name)
        if low is None or week.level <= low[0]:
            low = (week.level, week.name)
    return best[1:] if best and best[0] >= CLIMB else None
