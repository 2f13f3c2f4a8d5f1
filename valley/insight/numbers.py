"""The rep's own numbers: weeks against the weeks before, how one leads to the next, what goes with what.

A day of which a number is not known counts nowhere: weeks are compared by their average day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor, sqrt
from operator import attrgetter
from typing import NamedTuple

from valley import dates
from valley.insight.recurring import given
from valley.model import Entry, Theme

WEEKS = 12  # shown
WEEKS_BEFORE = 4  # that a week is held against
FEW = 3  # known days, below which nothing is compared with an average
STEP_DAYS, STEP_BEFORE = 28, 56  # that a ratio is of, and those before that it is held against
GOES_WITH = 26 * 7  # days that are looked at for what goes with what
EACH_SIDE = 8  # days on each side, below which there are too few to tell
SURE = 0.95  # of all that is looked at together

ByDay = Mapping[date, Mapping[str, int]]


class Sum(NamedTuple):
    """What is known of a number in some time.

    Attributes:
        total: Of the days it is known of.
        days: How many these are.
    """

    total: int
    days: int

    @property
    def a_day(self) -> float | None:
        """The average of the days that are known; None where none is."""
        return self.total / self.days if self.days else None


class WeekOf(NamedTuple):
    """A number in a week.

    Attributes:
        week: The ISO week.
        known: What is known of it.
        before: What is known of it in the weeks before; None where that is too little to compare.
    """

    week: str
    known: Sum
    before: Sum | None


class Course(NamedTuple):
    """A number over the weeks, oldest first."""

    name: str
    weeks: tuple[WeekOf, ...]


class Ratio(NamedTuple):
    """How many of one came on how many of another, on the days both are known of."""

    of: int
    gives: int
    days: int

    @property
    def share(self) -> float:
        """How many came on one."""
        return self.gives / self.of


class Link(NamedTuple):
    """A step of the chain: how one number leads to the next.

    Attributes:
        of: The one.
        to: The next.
        now: In the last weeks; None where there are too few days to tell.
        before: In those before; likewise.
        fell: Whether it fell by more than chance would; None where that cannot be told.
    """

    of: str
    to: str
    now: Ratio | None
    before: Ratio | None
    fell: bool | None

    @property
    def left(self) -> float:
        """How much there is of what there was before."""
        return self.now.share / self.before.share if self.now and self.before else 1.0


class With(NamedTuple):
    """What a number goes with; it need not be the cause.

    Attributes:
        about: The theme that was blamed on some days, or `win` for days with one.
        name: The number.
        days: On how many of these days it is known.
        other_days: On how many other days with an entry.
        median: Of these days.
        other_median: Of the others.
        low: The least by which these days are above the others; below nought, they are under them.
        high: The most.
    """

    about: str
    name: str
    days: int
    other_days: int
    median: float
    other_median: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The view of the rep's numbers.

    Attributes:
        first: The first day of the weeks.
        last: The last day that is counted.
        courses: A number each, in the order of their names.
        chain: How one leads to the next.
        breaks: The step that fell the most, where one surely did.
        goes_with: What goes with what.
        looked_at: In how many pairs there were days enough on each side.
    """

    first: date
    last: date
    courses: tuple[Course, ...]
    chain: tuple[Link, ...]
    breaks: Link | None
    goes_with: tuple[With, ...]
    looked_at: int


def needed_since(today: date, weeks: int = WEEKS) -> date:
    """Return the first day that the view needs the numbers of."""
    monday, _ = dates.week_of(today)
    shown = timedelta(weeks=weeks - 1 + WEEKS_BEFORE)
    return min(monday - shown, today - timedelta(days=max(GOES_WITH, STEP_DAYS + STEP_BEFORE)))


def numbers(
    known: ByDay,
    entries: Iterable[Entry],
    *,
    names: Sequence[str],
    today: date,
    weeks: int = WEEKS,
    others: Sequence[str] = (),
) -> Numbers:
    """Return the view of numbers.

    Args:
        known: From `needed_since` on; later days than today are not counted.
        entries: Of the same time, in any order.
        names: What is counted, in its order: one leads to the next.
        today: The last day.
        weeks: How many are shown.
        others: What was counted beside these, which is in no sequence.
    """
    known = {day: values for day, values in known.items() if day <= today}
    monday, _ = dates.week_of(today)
    mondays = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    chain = _chain(known, names, today)
    breaks = [link for link in chain if link.fell]
    found, looked_at = goes_with(known, entries, names=(*names, *others), today=today)
    return Numbers(
        first=mondays[0],
        last=today,
        courses=tuple(
            Course(name, tuple(_week_of(known, name, first) for first in mondays))
            for name in (*names, *others)
        ),
        chain=chain,
        breaks=min(breaks, key=attrgetter("left"), default=None),
        goes_with=found,
        looked_at=looked_at,
    )


def total(known: ByDay, name: str, first: date, days: int) -> Sum:
    """Return what is known of a number in so many days."""
    values = [
        values[name]
        for number in range(days)
        if name in (values := known.get(first + timedelta(days=number), {}))
    ]
    return Sum(sum(values), len(values))


def _week_of(known: ByDay, name: str, monday: date) -> WeekOf:
    before = total(known, name, monday - timedelta(weeks=WEEKS_BEFORE), 7 * WEEKS_BEFORE)
    this = total(known, name, monday, 7)
    return WeekOf(dates.week_name(monday), this, before if before.days >= FEW else None)


def _chain(known: ByDay, names: Sequence[str], today: date) -> tuple[Link, ...]:
    steps = list(pairwise(names))
    since = today - timedelta(days=STEP_DAYS - 1)
    begun = since - timedelta(days=STEP_BEFORE)
    links = []
    for of, to in steps:
        pairs = [(day, one[of], one[to]) for day, one in known.items() if of in one and to in one]
        now = [(x, y) for day, x, y in pairs if since <= day <= today]
        before = [(x, y) for day, x, y in pairs if begun <= day < since]
        fell = _fell(now, before, among=len(steps)) if _tells(now) and _tells(before) else None
        links.append(Link(of, to, _ratio(now), _ratio(before), fell))
    return tuple(links)


def _tells(pairs: Sequence[tuple[int, int]]) -> bool:
    return len(pairs) >= EACH_SIDE and any(x for x, _ in pairs)


def _ratio(pairs: Sequence[tuple[int, int]]) -> Ratio | None:
    if not _tells(pairs):
        return None
    return Ratio(sum(x for x, _ in pairs), sum(y for _, y in pairs), len(pairs))


def _fell(now: Sequence[tuple[int, int]], before: Sequence[tuple[int, int]], *, among: int) -> bool:
    """Return whether a ratio fell by more than chance would.

    Days are the sample, since what happens within one hangs together; the chance of a mistake is
    shared among the steps of the chain (Bonferroni).

    Source: the ratio estimator and its variance, Cochran, Sampling Techniques (3rd ed., 1977),
    chapter 6.
    """
    (share, variance), (share_before, variance_before) = _estimate(now), _estimate(before)
    return share_before - share > _z(among) * sqrt(variance + variance_before)


def _estimate(pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    count, of = len(pairs), sum(x for x, _ in pairs)
    share = sum(y for _, y in pairs) / of
    squares = sum((y - share * x) ** 2 for x, y in pairs)
    return share, squares * count / (count - 1) / of**2


def goes_with(
    known: ByDay, entries: Iterable[Entry], *, names: Sequence[str], today: date
) -> tuple[tuple[With, ...], int]:
    """Return what goes with what, the clearest first, and in how many pairs it could be told.

    Days on which somebody was blamed (or a win was told) are held against the other days with an
    entry. A pair needs eight days on each side, and is told where the interval of the shift between
    the two leaves nought out. The chance of a mistake, 5%, is shared among all the pairs looked at
    (Bonferroni). Days are taken as independent, which weeks are not quite; nothing here is a cause.

    Source: the interval of Moses for the shift by ranks, in the normal approximation; Hollander,
    Wolfe & Chicken, Nonparametric Statistical Methods (3rd ed., 2014), section 4.3. Eight days are
    valley's choice.
    """
    from statistics import median

    since = today - timedelta(days=GOES_WITH - 1)
    logged, about = _days_about(entries, since, today)
    sides = []
    for which, days in about.items():
        for name in names:
            counted = {day: known[day][name] for day in logged if name in known.get(day, {})}
            some = [value for day, value in counted.items() if day in days]
            others = [value for day, value in counted.items() if day not in days]
            if min(len(some), len(others)) >= EACH_SIDE:
                sides.append((which, name, some, others))
    found = []
    for which, name, some, others in sides:
        shift = _shift(some, others, among=len(sides))
        if shift and (shift[0] > 0 or shift[1] < 0):
            medians = float(median(some)), float(median(others))
            found.append(With(which, name, len(some), len(others), *medians, *shift))
    order = {name: number for number, name in enumerate(names)}
    found.sort(key=lambda one: (-_clear(one), one.about, order[one.name]))
    return tuple(found), len(sides)


WIN = "win"


def _days_about(
    entries: Iterable[Entry], since: date, today: date
) -> tuple[set[date], dict[str, set[date]]]:
    """Return the days with an entry, and of each theme and of wins the days it is met on."""
    entries = list(entries)
    logged = {entry.day for entry in entries if since <= entry.day <= today}
    about: defaultdict[str, set[date]] = defaultdict(set)
    for entry in entries:
        if entry.is_win:
            about[WIN].add(entry.day)
        elif entry.theme:
            about[entry.theme].add(entry.day)
    for one in given(entries):
        if one.theme:
            about[one.theme].add(one.day)
    order = [*Theme, WIN]
    return logged, {which: about[which] & logged for which in order if which in about}


def _shift(some: Sequence[int], others: Sequence[int], *, among: int) -> tuple[int, int] | None:
    """Return the interval of the shift between two sides; None where they are too few for it."""
    pairs = len(some) * len(others)
    spread = sqrt(pairs * (len(some) + len(others) + 1) / 12)
    rank = floor(pairs / 2 - _z(among) * spread)
    if rank < 1:
        return None
    counted: Counter[int] = Counter()
    for value, often in Counter(some).items():
        for other, as_often in Counter(others).items():
            counted[value - other] += often * as_often
    differences = sorted(counted.items())
    return _ranked(differences, rank), _ranked(differences, pairs + 1 - rank)


def _ranked(differences: Sequence[tuple[int, int]], rank: int) -> int:
    """Return the difference of a rank, from 1 on, of differences with how often each is met."""
    for difference, often in differences:
        rank -= often
        if rank <= 0:
            return difference
    raise AssertionError  # there are no more ranks than differences


def _z(among: int) -> float:
    """Return how many standard errors are sure, where so many are looked at."""
    from statistics import NormalDist  # 10 ms, which what is asked of an evening does without

    return NormalDist().inv_cdf(1 - (1 - SURE) / (2 * among))


def _clear(one: With) -> float:
    """Return how far the interval stays from nought, against what the number mostly is."""
    least = min(abs(one.low), abs(one.high))
    return least / max(one.median, one.other_median, 1)
