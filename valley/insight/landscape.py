"""The terrain of some weeks: how high each day stood, what happened, and the way out of the Valley."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from valley import dates
from valley.insight.recurring import excuses
from valley.insight.terrain import Ground, counted
from valley.insight.week import oldest_first
from valley.model import Entry
from valley.workdays import Workdays

CHANGED = 0.25  # of a level, from which a week is higher or lower than the one before
CLIMB = 0.5  # of a level, from which there is a way out to show
Change = Literal["up", "flat", "down"]


@dataclass(frozen=True, slots=True)
class WeekGround(Ground):
    """A week of the landscape.

    Attributes:
        days: Those of its days that are drawn, in order.
        change: Against the last week before it with an entry; None for the first.
        excuse: The excuse it gave most often, the latest of those that are even.
        win: What happened in its latest win.
    """

    days: tuple[Ground, ...]
    change: Change | None
    excuse: str | None
    win: str | None

    @property
    def name(self) -> str:
        """The ISO week."""
        return dates.week_name(self.first)


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
    weeks: tuple[WeekGround, ...]
    path: tuple[str, str] | None


def landscape(
    entries: Iterable[Entry], *, first: date, last: date, workdays: Workdays
) -> Landscape:
    """Return the terrain of the weeks that two days lie in.

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
        by_week[dates.week_of(entry.day)[0]].append(entry)
    shown = {day.weekday() for day in workdays.between(monday, last)}
    shown |= {entry.day.weekday() for entry in known}
    weeks: list[WeekGround] = []
    before: float | None = None
    for number in range((last - monday).days // 7 + 1):
        start = monday + timedelta(weeks=number)
        days = [start + timedelta(days=weekday) for weekday in sorted(shown)]
        week = _week(by_week[start], start, [day for day in days if day <= last], before)
        before = before if week.level is None else week.level
        weeks.append(week)
    return Landscape(monday, last, tuple(weeks), _path(weeks))


def _week(
    entries: Sequence[Entry], monday: date, days: Sequence[date], before: float | None
) -> WeekGround:
    said = excuses(reversed(entries)).most_common(1)
    at = counted(entries)
    return WeekGround(
        monday,
        at,
        days=tuple(Ground(day, counted(e for e in entries if e.day == day)) for day in days),
        change=_change(Ground(monday, at).level, before),
        excuse=said[0][0] if said else None,
        win=next((one.happened for one in reversed(entries) if one.reason is None), None),
    )


def _change(level: float | None, before: float | None) -> Change | None:
    if level is None or before is None:
        return None
    if abs(level - before) < CHANGED:
        return "flat"
    return "up" if level > before else "down"


def _path(weeks: Sequence[WeekGround]) -> tuple[str, str] | None:
    """Return the longest climb: from a week to the highest after it."""
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
