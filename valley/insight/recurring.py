"""Which excuses keep coming back, and what was done about them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal

from valley.coach.catalogue import title
from valley.model import KEPT, Entry, Setback, Status, Theme

WINDOW = 90  # days
OFTEN = 3  # times that make an excuse one that keeps coming back
SILENT = 60  # days without it, after which it counts as left behind
Trend = Literal["up", "flat", "down"]


@dataclass(frozen=True, slots=True)
class Recurring:
    """An excuse over a period.

    Attributes:
        excuse: Its name.
        title: Its name as it is shown.
        theme: Whom it mostly holds responsible.
        count: Entries that gave it.
        first: Day of the first of them.
        last: Day of the last of them.
        entries: Their ids, newest first.
        answered: Those with an action.
        kept: Those whose promise was kept, or bettered.
        missed: Promises on it that were missed, also those that were renewed since.
        trend: Its count against the period of the same length before; None where nothing at all
            was logged in that.
    """

    excuse: str
    title: str
    theme: Theme | None
    count: int
    first: date
    last: date
    entries: tuple[str, ...]
    answered: int
    kept: int
    missed: int
    trend: Trend | None


def recurring(
    entries: Iterable[Entry | Setback], *, since: date, today: date, logged_before: bool = False
) -> tuple[Recurring, ...]:
    """Return the excuses from `since` to today, the most frequent and then the latest first.

    Args:
        entries: In any order, from twice the length of the period, so that there is something to
            compare with.
        since: First day of the period.
        today: Last day of the period.
        logged_before: Whether anything is known to be logged in the period before beside these.
    """
    before = period_before(since, today)
    now: defaultdict[str, list[Entry | Setback]] = defaultdict(list)
    then: Counter[str | None] = Counter()
    for entry in entries:
        if entry.excuse and since <= entry.day <= today:
            now[entry.excuse].append(entry)
        elif before <= entry.day < since:
            logged_before = True
            then[entry.excuse] += 1
    found = [
        _sum_up(name, said, then[name] if logged_before else None) for name, said in now.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, -one.last.toordinal(), one.excuse)))


def excuses(entries: Iterable[Entry]) -> Counter[str]:
    """Return how often each excuse was given."""
    return Counter(entry.excuse for entry in entries if entry.excuse)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An excuse that kept coming back and has not been heard for a while."""

    excuse: str
    title: str
    count: int
    last: date


def left_behind(entries: Iterable[Entry | Setback], *, today: date) -> tuple[LeftBehind, ...]:
    """Return the excuses that came three times or more and then not for 60 days, the latest first.

    Args:
        entries: In any order; how far they reach back is how far this looks.
        today: From when the silence is counted.
    """
    said: defaultdict[str, list[date]] = defaultdict(list)
    for entry in entries:
        if entry.excuse and entry.day <= today:
            said[entry.excuse].append(entry.day)
    found = [
        LeftBehind(name, title(name), len(days), max(days))
        for name, days in said.items()
        if len(days) >= OFTEN and (today - max(days)).days >= SILENT
    ]
    return tuple(sorted(found, key=lambda one: (-one.last.toordinal(), one.excuse)))


def period_before(since: date, today: date) -> date:
    """Return the first day of the period of the same length before, or as far as dates go."""
    days = max((today - since).days + 1, 0)
    return since - timedelta(days=min(days, since.toordinal() - 1))


def _sum_up(name: str, said: list[Entry | Setback], before: int | None) -> Recurring:
    said = sorted(said, key=attrgetter("day", "written_at", "id"), reverse=True)
    themes = Counter(entry.theme for entry in said if entry.theme)
    ends = [entry.status for entry in said]
    renewed = sum(entry.renewals for entry in said)
    count = len(said)
    return Recurring(
        excuse=name,
        title=title(name),
        theme=themes.most_common(1)[0][0] if themes else None,
        count=count,
        first=said[-1].day,
        last=said[0].day,
        entries=tuple(entry.id for entry in said),
        answered=sum(entry.action is not None for entry in said),
        kept=sum(end in KEPT for end in ends),
        missed=ends.count(Status.MISSED) + renewed,
        trend=None if before is None else _trend(count, before),
    )


def _trend(count: int, before: int) -> Trend:
    return "up" if count > before else "down" if count < before else "flat"
