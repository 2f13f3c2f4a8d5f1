"""Which excuses keep coming back, and what was done about them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from valley.coach.catalogue import catalogue, title
from valley.entry.promise import ends, missed_for
from valley.insight.trend import Trend, trend
from valley.model import KEPT, Entry, Setback, Source, Status, Theme

WINDOW = 90  # days
OFTEN = 3  # days that make an excuse one that keeps coming back
SILENT = 60  # days without it, after which it counts as left behind
SILENT_LOGGED = 10  # days logged in a silence, or it shows nothing


class Given(NamedTuple):
    """A time an excuse was given: as the reason of a day, or for a promise that was missed.

    Attributes:
        excuse: Its name.
        day: When.
        theme: Whom it held responsible.
        entry: Where it stands.
        for_promise: Whether it was given for a missed promise.
    """

    excuse: str
    day: date
    theme: Theme | None
    entry: Entry | Setback
    for_promise: bool


def given(entries: Iterable[Entry | Setback]) -> Iterator[Given]:
    """Yield each time an excuse was given."""
    for entry in entries:
        if entry.excuse:
            yield Given(entry.excuse, entry.day, entry.theme, entry, for_promise=False)
        for excuse, day in missed_for(entry):
            known = catalogue().excuses.get(excuse)
            yield Given(excuse, day, known and known.theme, entry, for_promise=True)


@dataclass(frozen=True, slots=True)
class Recurring:
    """An excuse over a period.

    Attributes:
        excuse: Its name.
        title: Its name as it is shown.
        theme: Whom it mostly holds responsible.
        count: How often it was given.
        for_promises: How often of these for a promise of the rep's own that was missed.
        first: Day of the first time.
        last: Day of the last.
        entries: The ids of the entries it stands in, newest first.
        answered: Those whose reason it is, with an action.
        kept: The promises made on those that were kept, or bettered; one that was missed and
            renewed is two.
        missed: Those that were missed.
        open: Those that are open.
        heard: How often of these they said so themselves, by the rep's word.
        guess: How often it was the rep's guess, by the same.
        proved: How often it turned out to be that.
        otherwise: How often it turned out to be another one.
        trend: Its count against the period of the same length before; None where the journal does
            not cover that, or the counts are too few to tell.
    """

    excuse: str
    title: str
    theme: Theme | None
    count: int
    for_promises: int
    first: date
    last: date
    entries: tuple[str, ...]
    answered: int
    kept: int
    missed: int
    open: int
    heard: int
    guess: int
    proved: int
    otherwise: int
    trend: Trend | None


def recurring(
    entries: Iterable[Entry | Setback], *, since: date, today: date, covered: bool = False
) -> tuple[Recurring, ...]:
    """Return the excuses from `since` to today, the most frequent and then the latest first.

    Args:
        entries: In any order, from twice the length of the period, so that there is something to
            compare with.
        since: First day of the period.
        today: Last day of the period.
        covered: Whether the journal covers the period before.
    """
    before = period_before(since, today)
    now: defaultdict[str, list[Given]] = defaultdict(list)
    then: Counter[str] = Counter()
    for one in given(entries):
        if since <= one.day <= today:
            now[one.excuse].append(one)
        elif before <= one.day < since:
            then[one.excuse] += 1
    found = [_sum_up(said, then[name] if covered else None) for name, said in now.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, -one.last.toordinal(), one.excuse)))


def excuses(entries: Iterable[Entry]) -> Counter[str]:
    """Return how often each excuse was given."""
    return Counter(one.excuse for one in given(entries))


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An excuse that kept coming back and has not been heard for a while.

    Attributes:
        excuse: Its name.
        title: Its name as it is shown.
        days: The days it was given on, of the 90 up to the last of them, oldest first.
        count: How often that was.
        silent: Days since.
    """

    excuse: str
    title: str
    days: tuple[date, ...]
    count: int
    silent: int

    @property
    def last(self) -> date:
        """The last day it was given on."""
        return self.days[-1]


def left_behind(
    entries: Iterable[Entry | Setback], *, logged: Collection[date], today: date
) -> tuple[LeftBehind, ...]:
    """Return the excuses that kept coming and then did not for 60 days, the latest first.

    Args:
        entries: In any order; how far they reach back is how far this looks.
        logged: Days with an entry, of any kind: where few are logged, silence tells nothing.
        today: From when the silence is counted.
    """
    said: defaultdict[str, list[date]] = defaultdict(list)
    for one in given(entries):
        if one.day <= today:
            said[one.excuse].append(one.day)
    found = []
    for name, all_days in said.items():
        last = max(all_days)
        if (today - last).days < SILENT:
            continue
        recent = [day for day in all_days if (last - day).days < WINDOW]
        days = tuple(sorted(set(recent)))
        since = sum(last < day <= today for day in set(logged))
        if len(days) >= OFTEN and since >= SILENT_LOGGED:
            silent = (today - last).days
            found.append(LeftBehind(name, title(name), days, len(recent), silent))
    return tuple(sorted(found, key=lambda one: (one.silent, one.excuse)))


def period_before(since: date, today: date) -> date:
    """Return the first day of the period of the same length before, or as far as dates go."""
    days = max((today - since).days + 1, 0)
    return since - timedelta(days=min(days, since.toordinal() - 1))


def _sum_up(said: list[Given], before: int | None) -> Recurring:
    said = sorted(said, key=lambda one: (one.day, one.entry.written_at, one.entry.id), reverse=True)
    name = said[0].excuse
    themes = Counter(one.theme for one in said if one.theme)
    reasons = [one.entry for one in said if not one.for_promise]
    stand = Counter(end for entry in reasons for end in ends(entry))
    return Recurring(
        excuse=name,
        title=title(name),
        theme=themes.most_common(1)[0][0] if themes else None,
        count=len(said),
        for_promises=len(said) - len(reasons),
        first=said[-1].day,
        last=said[0].day,
        entries=tuple(dict.fromkeys(one.entry.id for one in said)),
        answered=sum(entry.action is not None for entry in reasons),
        kept=sum(stand[end] for end in KEPT),
        missed=stand[Status.MISSED],
        open=stand[Status.OPEN],
        heard=sum(entry.heard is Source.THEM for entry in reasons),
        guess=sum(entry.heard is Source.GUESS for entry in reasons),
        proved=sum(entry.turned_out_excuse == name for entry in reasons),
        otherwise=sum(entry.turned_out_excuse not in {None, name} for entry in reasons),
        trend=None if before is None else trend(len(said), before),
    )
