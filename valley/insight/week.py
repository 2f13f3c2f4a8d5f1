"""A week looked back on: the figures of the review, beside those of the four weeks before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from typing import Literal

from valley import dates
from valley.entry.promise import each
from valley.insight.promises import Tally, tally
from valley.insight.recurring import WINDOW, Given, Recurring, given, recurring
from valley.insight.terrain import Ground, ground
from valley.insight.trend import FEWEST, covered, trend
from valley.model import Entry, Theme, Verdict
from valley.workdays import Workdays

WEEKS_BEFORE = 4
Change = Literal["better", "worse"]
FEW = 3  # days logged, below which a figure is a glimpse and no trend


@dataclass(frozen=True, slots=True)
class Figures:
    """What a week comes to; shares are from 0 to 1, None where there is nothing to share.

    Attributes:
        logged: Working days with an entry.
        workdays: Working days, up to today.
        wins: Entries that tell one.
        setbacks: Entries with a reason.
        notes: Plain days, of which nothing is claimed.
        owned: Share of the setbacks whose reason is owned.
        answered: Share of the setbacks with a concrete action.
        volunteered: Share of the actions that stood in the reason already.
        promises: The promises made; one that was missed and renewed is two.
        weeks: The weeks these figures are the average of; shares are of all of them together.
        days: Days with an entry, in all of these weeks.
    """

    logged: float
    workdays: float
    wins: float
    setbacks: float
    notes: float
    owned: float | None
    answered: float | None
    volunteered: float | None
    promises: Tally
    weeks: int = 1
    days: int = 0

    @property
    def few(self) -> bool:
        """Whether these are too few days to tell anything from."""
        return self.days < FEW

    @property
    def shares(self) -> dict[str, tuple[float, float]]:
        """How many and of how many, of what is told as a share."""
        made = self.promises
        return {
            "logged": (self.logged, self.workdays),
            "owned": ((self.owned or 0) * self.setbacks, self.setbacks),
            "answered": ((self.answered or 0) * self.setbacks, self.setbacks),
            "volunteered": ((self.volunteered or 0) * made.made, made.made),
            "kept": (made.kept + made.better, made.ended),
        }


@dataclass(frozen=True, slots=True)
class Week:
    """The view of a week.

    Attributes:
        name: The ISO week, `2026-W12`.
        first: Its Monday.
        last: Its Sunday.
        in_progress: Whether it is not over.
        to_come: Working days of it after today.
        workdays: Its days that count.
        figures: What it comes to.
        before: The average of the four weeks before, without those that began before the journal
            did; None where they have no entry.
        terrain: Its days, from Monday.
        came_back: Excuses of this week that came at least twice in the 90 days to its end.
        blamed: Whom else its excuses held responsible, with how often, the most frequent first.
        entries: Its entries, oldest first.
    """

    name: str
    first: date
    last: date
    in_progress: bool
    to_come: int
    workdays: tuple[date, ...]
    figures: Figures
    before: Figures | None
    terrain: tuple[Ground, ...]
    came_back: tuple[Recurring, ...]
    blamed: tuple[tuple[Theme, int], ...]
    entries: tuple[Entry, ...]

    @property
    def is_away(self) -> bool:
        """Whether none of its days counts."""
        return not self.workdays

    @property
    def changes(self) -> dict[str, Change]:
        """Which figures are better or worse than before: those that there is enough of to tell.

        Setbacks, plain days and open promises are neither: they are what happened. What is `kept`
        goes by the promises that ended.
        """
        if self.before is None or self.before.few:
            return {}
        before = self.before.shares
        ways = {}
        for name, (count, of) in self.figures.shares.items():
            then, then_of = before[name]
            if then_of * self.before.weeks >= FEWEST:
                ways[name] = trend(count, then / then_of * of)
        won = trend(self.figures.wins, self.before.wins)
        ways["wins"] = None if won == "down" and self.to_come else won
        words: dict[str | None, Change] = {"up": "better", "down": "worse"}
        return {name: words[way] for name, way in ways.items() if way in words}


def needed_since(monday: date) -> date:
    """Return the first day whose entries the view of a week needs."""
    return monday - timedelta(days=2 * WINDOW)


def week(
    entries: Iterable[Entry],
    *,
    monday: date,
    today: date,
    workdays: Workdays,
    begun: date | None = None,
) -> Week:
    """Return the view of the week that begins on a Monday.

    Args:
        entries: In any order, from `needed_since(monday)` on; others do no harm.
        monday: Its first day.
        today: Days after it are not counted.
        workdays: The days that count.
        begun: A day by which the journal had begun; default: that of the first of these.
    """
    known = oldest_first(entries)
    begun = begun or (known[0].day if known else None)
    last = monday + timedelta(days=6)
    until = min(last, today)
    of_week = [entry for entry in known if monday <= entry.day <= until]
    said = [one for one in given(known) if monday <= one.day <= until]
    names = {one.excuse for one in said}
    of_all = tuple(workdays.between(monday, last))
    days = [monday + timedelta(days=number) for number in range(7)]
    since = until - timedelta(days=WINDOW - 1)
    start = since - timedelta(days=WINDOW)
    told = covered((entry.day for entry in known), start, since, begun=begun)
    back = recurring(known, since=since, today=until, covered=told)
    return Week(
        name=dates.week_name(monday),
        first=monday,
        last=last,
        in_progress=today <= last,
        to_come=sum(day > today for day in of_all),
        workdays=of_all,
        figures=figures(of_week, [day for day in of_all if day <= until]),
        before=_before(known, monday, workdays, begun),
        terrain=tuple(ground(day, (e for e in of_week if e.day == day)) for day in days),
        came_back=tuple(one for one in back if one.excuse in names and one.count > 1),
        blamed=_blamed(of_week, said),
        entries=tuple(of_week),
    )


def oldest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order of day, then by when they were written."""
    return sorted(entries, key=lambda entry: (entry.day, entry.written_at, entry.id))


def figures(entries: Sequence[Entry], workdays: Sequence[date]) -> Figures:
    """Return what a period comes to."""
    setbacks = [entry for entry in entries if entry.is_setback]
    actions = [one for entry in entries for one in each(entry)]
    days = {entry.day for entry in entries}
    return Figures(
        logged=sum(day in days for day in workdays),
        workdays=len(workdays),
        wins=sum(entry.is_win for entry in entries),
        setbacks=len(setbacks),
        notes=sum(not (entry.is_win or entry.is_setback) for entry in entries),
        owned=_share(sum(bool(entry.owned) for entry in setbacks), len(setbacks)),
        answered=_share(sum(e.verdict is Verdict.CONCRETE for e in setbacks), len(setbacks)),
        volunteered=_share(sum(one.volunteered for one in actions), len(actions)),
        promises=tally(actions),
        days=len(days),
    )


def _before(
    known: Sequence[Entry], monday: date, workdays: Workdays, begun: date | None
) -> Figures | None:
    """Return the average of the weeks before that the journal covers, but for those all away."""
    weeks = []
    for number in range(1, WEEKS_BEFORE + 1):
        first = monday - timedelta(weeks=number)
        last = first + timedelta(days=6)
        of_week = [entry for entry in known if first <= entry.day <= last]
        days = list(workdays.between(first, last))
        if begun and begun <= min(days, default=first) and (of_week or days):
            weeks.append((of_week, days))
    if not any(of_week for of_week, _ in weeks):
        return None
    whole = figures(
        [entry for of_week, _ in weeks for entry in of_week],
        [day for _, days in weeks for day in days],
    )
    count = len(weeks)
    return replace(
        whole,
        logged=whole.logged / count,
        workdays=whole.workdays / count,
        wins=whole.wins / count,
        setbacks=whole.setbacks / count,
        notes=whole.notes / count,
        promises=Tally(*(number / count for number in astuple(whole.promises))),
        weeks=count,
    )


def _blamed(entries: Sequence[Entry], said: Iterable[Given]) -> tuple[tuple[Theme, int], ...]:
    """Count whom the setbacks and the reasons for missed promises hold responsible."""
    themes = Counter(entry.theme for entry in entries)
    themes.update(one.theme for one in said if one.for_promise)
    return tuple((t, count) for t, count in themes.most_common() if t and t is not Theme.SELF)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
