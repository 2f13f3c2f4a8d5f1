"""A period as a mentor reads it: what it comes to, what kept coming back, what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from valley import dates
from valley.entry.made_up import made_up
from valley.entry.promise import each
from valley.exchange.formats import Writing
from valley.exchange.selection import Selection, counted_since
from valley.exchanged import Comment
from valley.insight.days import Day, Diary, Rules
from valley.insight.numbers import Sum
from valley.insight.recurring import Recurring, excuses, given, period_before, recurring
from valley.insight.terrain import Ground, ground
from valley.insight.trend import covered
from valley.insight.week import Figures, figures, oldest_first
from valley.journal import IN_ORDER
from valley.kept import DayNumbers
from valley.model import KEPT, Entry, Review, Status, Theme

DAILY = 35  # days; the ground of a longer period is drawn week by week


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """The view of a period.

    Attributes:
        first: Its first day.
        last: Its last day.
        today: The day it was made.
        only: What the entries were chosen by beside the period, in words; empty for all.
        figures: What it comes to.
        before: The same of as much of the period before; None where the journal does not cover it.
        weekly: Whether the terrain has a point for each week, not each day.
        terrain: The ground of the period, in order; days that do not count and have no entry
            are left out.
        calendar: What became of each day; empty where entries were chosen.
        since: Since when excuses are counted: 90 days at least.
        compared: Whether the journal covers as much time before that, to compare them with.
        excuses: Those of the period that came more than once since then, the most frequent
            first, with their entries.
        once: Those that came once.
        guessed: The excuses that valley guessed in the period, and nobody confirmed, with how
            often; they are in no count of excuses, nor of whom reasons hold responsible.
        blamed: Whom the setbacks held responsible, the most frequent first.
        promises: The promises made or ended in the period by how they ended: well, missed, and
            open, those by the day they are due.
        days: The entries by day, oldest first.
        focuses: What the weekly reviews chose to change: week and focus.
        redacted: Whether names were replaced.
        numbers: The rep's own numbers, each with what is known of it; empty where not asked for.
        comments: What the mentor wrote of entries, by their ids.
    """

    first: date
    last: date
    today: date
    only: str
    figures: Figures
    before: Figures | None
    weekly: bool
    terrain: tuple[Ground, ...]
    calendar: tuple[Day, ...]
    since: date
    compared: bool
    excuses: tuple[tuple[Recurring, tuple[Entry, ...]], ...]
    once: tuple[Recurring, ...]
    guessed: tuple[tuple[str, int], ...]
    blamed: tuple[tuple[Theme, int], ...]
    promises: tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]
    days: tuple[tuple[date, tuple[Entry, ...]], ...]
    focuses: tuple[tuple[str, str], ...]
    redacted: bool
    numbers: tuple[tuple[str, Sum], ...] = ()
    comments: Mapping[str, Sequence[Comment]] = field(default_factory=dict)


def handout_of(selection: Selection, how: Writing) -> Handout:
    """Return the view of what is handed on; where nothing bounds the period, its entries do."""
    entries = sorted(selection.entries, key=IN_ORDER)
    last = selection.last or how.today
    days = [entry.day for entry in entries] or [selection.first or how.today, last]
    view = handout(
        [*selection.earlier, *entries],
        first=min(selection.first or days[0], days[0]),
        last=max(last, days[-1]),
        today=how.today,
        rules=how.rules,
        reviews=selection.reviews,
        only=selection.only,
        redacted=selection.redacted,
        begun=selection.begun,
    )
    view = replace(view, comments=selection.comments)
    if not how.numbers:
        return view
    of_period = (one for one in selection.numbers if view.first <= one.day <= view.last)
    return replace(view, numbers=sums(of_period))


def sums(days: Iterable[DayNumbers]) -> tuple[tuple[str, Sum], ...]:
    """Return what is known of each number in some days."""
    counts: defaultdict[str, list[int]] = defaultdict(list)
    for one in days:
        for name, count in one.counts.items():
            counts[name].append(count)
    return tuple((name, Sum(sum(known), len(known))) for name, known in counts.items())


def handout(
    entries: Iterable[Entry],
    *,
    first: date,
    last: date,
    today: date,
    rules: Rules,
    reviews: Iterable[Review],
    only: str,
    redacted: bool,
    begun: date | None,
) -> Handout:
    """Return the view of a period for somebody else.

    Args:
        entries: In any order, from `selection.needed_since` on, as far as there is to be a comparison.
        first: First day of the period.
        last: Last day of the period.
        today: Days after it are not counted.
        rules: Which days count, and when an entry is in time.
        reviews: The weekly reviews of the period.
        only: What the entries were chosen by beside the period, in words.
        redacted: Whether names were replaced.
        begun: A day by which the journal had begun.
    """
    until = min(last, today)
    known = oldest_first(entries)
    coined = made_up(known)
    known = [
        replace(entry, excuse=None, guessed=False) if entry.excuse in coined else entry
        for entry in known
    ]
    said = [_as_said(entry) for entry in known]
    of_period = [entry for entry in known if first <= entry.day <= last]
    said_now = [entry for entry in said if first <= entry.day <= last]
    by_id = {entry.id: entry for entry in known}
    # As much of the period before as there is of this one: Monday to Wednesday for a Wednesday.
    start = period_before(first, last)
    end = min(start + (until - first), first - timedelta(days=1)) if start < first else start
    earlier = [entry for entry in said if start <= entry.day <= end and entry.day < first]
    earlier = earlier if begun and begun <= start else []
    since = counted_since(first, until)
    days = [entry.day for entry in known]
    compared = covered(days, period_before(since, until), since, begun=begun)
    came = recurring(said, since=since, today=until, covered=compared)
    named = {one.excuse for one in given(said) if first <= one.day <= last}
    came = tuple(one for one in came if one.excuse in named)
    back = tuple((one, tuple(by_id[i] for i in one.entries)) for one in came if one.count > 1)
    promised = [one for entry in known for one in each(entry) if _is_told(one, first, last)]
    open_ones = (entry for entry in promised if entry.status is Status.OPEN)
    weekly = (until - first).days >= DAILY
    diary = Diary(rules, today)
    diary.add(of_period)
    return Handout(
        first=first,
        last=last,
        today=today,
        only=only,
        figures=figures(said_now, list(rules.workdays.between(first, until))),
        before=figures(earlier, list(rules.workdays.between(start, end))) if earlier else None,
        weekly=weekly,
        terrain=tuple(_terrain(of_period, first, until, rules, weekly=weekly)),
        calendar=() if only or first > until else tuple(diary.days(first, until)),
        since=since,
        compared=compared,
        excuses=back,
        once=tuple(one for one in came if one.count == 1),
        guessed=tuple(excuses(entry for entry in of_period if entry.guessed).most_common()),
        blamed=tuple(Counter(entry.theme for entry in said_now if entry.theme).most_common()),
        promises=(
            tuple(entry for entry in promised if entry.status in KEPT),
            tuple(entry for entry in promised if entry.status is Status.MISSED),
            tuple(sorted(open_ones, key=lambda entry: entry.due or date.max)),
        ),
        days=tuple((d, tuple(some)) for d, some in groupby(of_period, key=lambda e: e.day)),
        focuses=tuple((one.week, one.focus) for one in reviews if one.focus),
        redacted=redacted,
    )


def _as_said(entry: Entry) -> Entry:
    """Return it without an excuse that was guessed, and whom that holds responsible."""
    return replace(entry, excuse=None, theme=None, guessed=False) if entry.guessed else entry


def _is_told(entry: Entry, first: date, last: date) -> bool:
    """Return whether a promise was made or ended in the period."""
    ended = entry.resolved_on
    return first <= entry.day <= last or (ended is not None and first <= ended <= last)


def _terrain(
    entries: Sequence[Entry], first: date, until: date, rules: Rules, *, weekly: bool
) -> Iterable[Ground]:
    """Yield the ground day by day or week by week."""
    start, step = (dates.week_of(first)[0], 7) if weekly else (first, 1)
    by_start: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_start[(entry.day - start).days // step].append(entry)
    for number in range((until - start).days // step + 1):
        day = start + timedelta(days=number * step)
        if number in by_start or weekly or rules.workdays.counts(day):
            yield ground(day, by_start[number])
