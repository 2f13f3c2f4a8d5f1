"""A week looked back on: the figures of the review, beside those of the four weeks before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valley import dates
from valley.insight.recurring import WINDOW, Recurring, recurring
from valley.model import Altitude, Entry, Status, Theme, Verdict
from valley.workdays import Workdays

WEEKS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Promises:
    """How the promises made in a period stand now."""

    made: int = 0
    kept: int = 0
    better: int = 0
    missed: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a week comes to; shares are from 0 to 1, None where there is nothing to share.

    Attributes:
        logged: Working days with an entry.
        workdays: Working days, up to today.
        wins: Entries without a reason.
        setbacks: Entries with a reason.
        owned: Share of the setbacks whose reason is owned.
        answered: Share of the setbacks with a concrete action.
        volunteered: Share of the actions that stood in the reason already.
        promises: The promises made.
    """

    logged: float
    workdays: float
    wins: float
    setbacks: float
    owned: float | None
    answered: float | None
    volunteered: float | None
    promises: Promises


@dataclass(frozen=True, slots=True)
class DayTerrain:
    """A day of the week: how deep its setbacks went.

    Attributes:
        lowest: The lowest altitude among its setbacks; None where there was none.
        wins: Entries without a reason.
        setbacks: Entries with one.
        counts: Whether it is a working day.
    """

    day: date
    lowest: Altitude | None
    wins: int
    setbacks: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The view of a week.

    Attributes:
        name: The ISO week, `2026-W12`.
        first: Its Monday.
        last: Its Sunday.
        in_progress: Whether it is not over.
        figures: What it comes to.
        before: The average of the four weeks before; None where they have no entry.
        terrain: Its days, from Monday.
        came_back: Excuses of this week that came at least twice in the 90 days to its end.
        blamed: Whom the setbacks held responsible, with how often, the most frequent first.
        entries: Its entries, oldest first.
        focus: The one thing to change, chosen at its review; None before that.
    """

    name: str
    first: date
    last: date
    in_progress: bool
    figures: Figures
    before: Figures | None
    terrain: tuple[DayTerrain, ...]
    came_back: tuple[Recurring, ...]
    blamed: tuple[tuple[Theme, int], ...]
    entries: tuple[Entry, ...]
    focus: str | None


def needed_since(monday: date) -> date:
    """Tell the first day whose entries the view of a week needs."""
    return monday - timedelta(days=2 * WINDOW)


def week(
    entries: Iterable[Entry],
    *,
    monday: date,
    today: date,
    workdays: Workdays,
    focus: str | None = None,
) -> Week:
    """Look at the week that begins on a Monday.

    Args:
        entries: In any order, from `needed_since(monday)` on; others do no harm.
        monday: Its first day.
        today: Days after it are not counted.
        workdays: The days that count.
        focus: What was chosen at its review.
    """
    known = sorted(entries, key=lambda entry: (entry.day, entry.written_at, entry.id))
    last = monday + timedelta(days=6)
    until = min(last, today)
    of_week = [entry for entry in known if monday <= entry.day <= until]
    said = {entry.excuse for entry in of_week}
    back = recurring(known, since=until - timedelta(days=WINDOW - 1), today=until)
    return Week(
        name=dates.week_name(monday),
        first=monday,
        last=last,
        in_progress=today <= last,
        figures=figures(of_week, list(workdays.between(monday, until))),
        before=_before(known, monday, workdays),
        terrain=tuple(_terrain(known, monday + timedelta(days=n), workdays) for n in range(7)),
        came_back=tuple(one for one in back if one.excuse in said and one.count > 1),
        blamed=tuple(Counter(e.theme for e in of_week if e.theme).most_common()),
        entries=tuple(of_week),
        focus=focus,
    )


def figures(entries: Sequence[Entry], workdays: Sequence[date]) -> Figures:
    """Count what a period comes to."""
    setbacks = [entry for entry in entries if entry.reason is not None]
    actions = [entry for entry in entries if entry.action is not None]
    stands = Counter(entry.status for entry in actions)
    days = {entry.day for entry in entries}
    return Figures(
        logged=sum(day in days for day in workdays),
        workdays=len(workdays),
        wins=len(entries) - len(setbacks),
        setbacks=len(setbacks),
        owned=_share(sum(bool(entry.owned) for entry in setbacks), len(setbacks)),
        answered=_share(sum(e.verdict is Verdict.CONCRETE for e in setbacks), len(setbacks)),
        volunteered=_share(sum(entry.volunteered for entry in actions), len(actions)),
        promises=Promises(
            made=len(actions),
            kept=stands[Status.KEPT],
            better=stands[Status.BETTER],
            missed=stands[Status.MISSED],
            open=stands[Status.OPEN],
        ),
    )


def _before(known: Sequence[Entry], monday: date, workdays: Workdays) -> Figures | None:
    """Average the weeks before that have come after the first entry."""
    weeks = []
    for number in range(1, WEEKS_BEFORE + 1):
        first = monday - timedelta(weeks=number)
        last = first + timedelta(days=6)
        if known and known[0].day <= last:
            of_week = [entry for entry in known if first <= entry.day <= last]
            weeks.append((of_week, list(workdays.between(first, last))))
    if not any(of_week for of_week, _ in weeks):
        return None
    whole = figures(
        [entry for of_week, _ in weeks for entry in of_week],
        [day for _, days in weeks for day in days],
    )
    count = len(weeks)
    return Figures(
        logged=whole.logged / count,
        workdays=whole.workdays / count,
        wins=whole.wins / count,
        setbacks=whole.setbacks / count,
        owned=whole.owned,
        answered=whole.answered,
        volunteered=whole.volunteered,
        promises=whole.promises,
    )


def _terrain(known: Sequence[Entry], day: date, workdays: Workdays) -> DayTerrain:
    entries = [entry for entry in known if entry.day == day]
    altitudes = [entry.altitude for entry in entries if entry.altitude is not None]
    order = list(Altitude)
    return DayTerrain(
        day=day,
        lowest=min(altitudes, key=order.index) if altitudes else None,
        wins=len(entries) - len(altitudes),
        setbacks=len(altitudes),
        counts=workdays.counts(day),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
