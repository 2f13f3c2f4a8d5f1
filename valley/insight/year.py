"""A year as a whole: its terrain, what went and what came, what was learned, its best week."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valley.accounts.book import Book
from valley.coach.catalogue import title
from valley.entry.promise import each
from valley.insight.findings import ENOUGH
from valley.insight.landscape import Landscape, WeekGround, landscape
from valley.insight.playbook import Move, playbook
from valley.insight.promises import Tally, by_hour, tally
from valley.insight.recurring import OFTEN, SILENT_LOGGED, WINDOW, LeftBehind, given, left_behind
from valley.insight.trend import FEWEST
from valley.insight.week import oldest_first
from valley.model import Entry, Verdict
from valley.workdays import Workdays

LEARNED = 3  # at most
MOST = 3  # excuses that went, and that came


@dataclass(frozen=True, slots=True)
class Came:
    """An excuse that was new in the year, and kept coming back.

    Attributes:
        excuse: Its name.
        title: Its name as it is shown.
        days: The days it was given on, oldest first.
        before: On how many days something was logged in the 90 days before, and it was not given.
    """

    excuse: str
    title: str
    days: tuple[date, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Year:
    """The view of a year.

    Attributes:
        year: Which one.
        first: The first day it tells of: that of the first entry, or the first of the year.
        last: The last one: today, or the last of the year.
        logged: On how many of its working days something was logged.
        workdays: How many working days it has.
        wins: How many.
        setbacks: How many.
        owned: How many of these the rep owned.
        promises: What became of the promises of its entries.
        ground: The terrain; None where there is nothing.
        left: Excuses that kept coming and have not come for 60 days, as of its last day.
        came: Excuses that were new and kept coming, those of the most days first.
        learned: The entries that hold what a reason turned out to be, newest first.
        hours: How concrete promises with an hour in them ended, and vague ones; None where either
            are too few to tell.
        moves: The rep's own moves of it that were kept most.
        best: Its highest week with enough entries to tell; None where there is none.
    """

    year: int
    first: date
    last: date
    logged: int
    workdays: int
    wins: int
    setbacks: int
    owned: int
    promises: Tally
    ground: Landscape | None
    left: tuple[LeftBehind, ...]
    came: tuple[Came, ...]
    learned: tuple[Entry, ...]
    hours: tuple[Tally, Tally] | None
    moves: tuple[Move, ...]
    best: WeekGround | None


def year(
    entries: Iterable[Entry], *, number: int, today: date, workdays: Workdays, book: Book
) -> Year:
    """Return the view of a year.

    Args:
        entries: In any order, those of the year and of the 90 days before it; others do no harm.
        number: Which year.
        today: Days after it are not told of.
        workdays: The days that count.
        book: The accounts they are about.
    """
    begins, last = date(number, 1, 1), min(date(number, 12, 31), today)
    known = [entry for entry in oldest_first(entries) if entry.day <= last]
    its_own = [entry for entry in known if entry.day >= begins]
    first = begins if known[: len(known) - len(its_own)] or not its_own else its_own[0].day
    counted = set(workdays.between(first, last))
    logged = {entry.day for entry in its_own}
    setbacks = [entry for entry in its_own if entry.is_setback]
    left = left_behind(known, logged={one.day for one in known}, today=last)
    gone = {one.excuse for one in left}
    came = [one for one in _came(known, begins) if one.excuse not in gone]
    ground = landscape(its_own, first=first, last=last, workdays=workdays) if its_own else None
    return Year(
        year=number,
        first=first,
        last=last,
        logged=len(logged & counted),
        workdays=len(counted),
        wins=sum(entry.is_win for entry in its_own),
        setbacks=len(setbacks),
        owned=sum(bool(entry.owned) for entry in setbacks),
        promises=tally([one for entry in its_own for one in each(entry)]),
        ground=ground,
        left=left[:MOST],
        came=tuple(came[:MOST]),
        learned=tuple(entry for entry in reversed(its_own) if entry.turned_out)[:LEARNED],
        hours=_hours(its_own),
        moves=playbook(its_own, book).moves[:MOST],
        best=_best(ground.weeks) if ground else None,
    )


def _came(known: Sequence[Entry], begins: date) -> list[Came]:
    """Return the excuses that were new, as far as the 90 days before tell."""
    logged = {entry.day for entry in known}
    said: defaultdict[str, set[date]] = defaultdict(set)
    for one in given(known):
        said[one.excuse].add(one.day)
    found = []
    for name, days in said.items():
        first = min(days)
        before = sum(first - timedelta(days=WINDOW) <= day < first for day in logged)
        if first >= begins and len(days) >= OFTEN and before >= SILENT_LOGGED:
            found.append(Came(name, title(name), tuple(sorted(days)), before))
    return sorted(found, key=lambda one: (-len(one.days), one.days, one.excuse))


def _hours(entries: Sequence[Entry]) -> tuple[Tally, Tally] | None:
    with_hour, vague = by_hour(entries, Verdict.VAGUE)
    return (with_hour, vague) if min(with_hour.made, vague.made) >= ENOUGH else None


def _best(weeks: Iterable[WeekGround]) -> WeekGround | None:
    """Return the highest week, of two as high that with more wins, then the later."""
    tell = [week for week in weeks if week.wins + week.setbacks >= FEWEST]
    return max(tell, key=lambda week: (week.level or 0, week.wins, week.first), default=None)
