"""The terrain of some weeks: how high each day stood, what happened, and the way out of the Valley."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valley import dates
from valley.insight.recurring import excuses
from valley.insight.terrain import Ground, ground
from valley.insight.trend import APART, FEWEST, Trend
from valley.insight.week import oldest_first
from valley.model import Entry
from valley.workdays import Workdays

CLIMB = 0.5  # of a level, from which there is a way out to show


@dataclass(frozen=True, slots=True)
class WeekGround(Ground):
    """A week of the landscape.

    Attributes:
        days: Those of its days that are drawn, in order.
        change: Against the last week before it that had enough entries to tell; None where there
            is none, or it has too few itself.
        excuse: The excuse it gave most often, the latest of those that are even.
        win: What happened in its latest win.
    """

    days: tuple[Ground, ...]
    change: Trend | None
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
        ahead: How many days of the last week that count are still to come.
    """

    first: date
    last: date
    weeks: tuple[WeekGround, ...]
    path: tuple[str, str] | None
    ahead: int = 0


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
    before: Ground | None = None
    for number in range((last - monday).days // 7 + 1):
        start = monday + timedelta(weeks=number)
        days = [start + timedelta(days=weekday) for weekday in sorted(shown)]
        week = _week(by_week[start], start, [day for day in days if day <= last], before)
        before = week if _tells(week) else before
        weeks.append(week)
    to_come = workdays.between(last + timedelta(days=1), dates.week_of(last)[1])
    return Landscape(monday, last, tuple(weeks), _path(weeks), sum(1 for _ in to_come))


def _week(
    entries: Sequence[Entry], monday: date, days: Sequence[date], before: Ground | None
) -> WeekGround:
    said = excuses(reversed(entries)).most_common(1)
    whole = ground(monday, entries)
    return WeekGround(
        monday,
        whole.heights,
        whole.notes,
        days=tuple(ground(day, (e for e in entries if e.day == day)) for day in days),
        change=_change(whole, before),
        excuse=said[0][0] if said else None,
        win=next((one.happened for one in reversed(entries) if one.is_win), None),
    )


def _tells(week: Ground) -> bool:
    """Return whether a week has enough entries to compare it with another."""
    return sum(week.heights) >= FEWEST


def _change(week: Ground, before: Ground | None) -> Trend | None:
    """Return which way a week went: by so many steps on the scale, all its entries together."""
    if before is None or not _tells(week):
        return None
    climbed = _climbed(before, week)
    if abs(climbed) * min(sum(week.heights), sum(before.heights)) < APART:
        return "flat"
    return "up" if climbed > 0 else "down"


def _climbed(low: Ground, high: Ground) -> float:
    return (high.level or 0) - (low.level or 0)


def _path(weeks: Sequence[WeekGround]) -> tuple[str, str] | None:
    """Return the longest climb: from a week to the highest after it."""
    best: tuple[WeekGround, WeekGround] | None = None
    low: WeekGround | None = None
    for week in filter(_tells, weeks):
        if low is not None and (best is None or _climbed(low, week) > _climbed(*best)):
            best = low, week
        if low is None or _climbed(low, week) <= 0:
            low = week
    if best is None or _climbed(*best) < CLIMB or _change(best[1], best[0]) != "up":
        return None
    return best[0].name, best[1].name
