"""What was true of a month, told in the review of the first Friday after it.

Which excuse went, which came, and what the rep does now that they hardly did before: counted in
distinct days, each with the days that bear it out, and nothing where they are too few.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from valley.coach.catalogue import title
from valley.entry.promise import each, made_on
from valley.insight.findings import CLEARLY, ENOUGH, KINDS
from valley.insight.recurring import OFTEN, SILENT_LOGGED, WINDOW, given
from valley.model import Entry

FRIDAY = timedelta(days=4)  # after a Monday
FIRST_FRIDAY = 7  # no later in its month
SELDOM = 0.25  # of the days before, below which something is hardly done
OWNED = "owned"  # beside the kinds of action


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that went, came, or is done now.

    Attributes:
        about: An excuse by its name, a kind of action, or `owned`.
        title: What an excuse is called; empty where it is none.
        days: The days that bear it out, oldest first: of what went, those before the month.
        of: Out of how many days of that time: logged, with an action, or with a setback.
        other: On how many days of the other time it was met.
        other_of: Out of how many.
    """

    about: str
    title: str
    days: tuple[date, ...]
    of: int
    other: int
    other_of: int


@dataclass(frozen=True, slots=True)
class Month:
    """What was true of a month.

    Attributes:
        first: Its first day.
        went: The excuse that kept coming in the 90 days before, and has not come since.
        came: The excuse that came on some days, and on none of the 90 days before.
        does: What the rep does now, and hardly did before.
    """

    first: date
    went: Shift | None
    came: Shift | None
    does: Shift | None


def told_of(monday: date) -> date | None:
    """Return the first day of the month that the review of a week tells of; None where of none."""
    friday = monday + FRIDAY
    if friday.day > FIRST_FRIDAY:
        return None
    return (friday.replace(day=1) - timedelta(days=1)).replace(day=1)


def month(entries: Iterable[Entry], *, monday: date, until: date) -> Month | None:
    """Return what was true of the month before; None where it is not told now, or of nothing.

    Args:
        entries: In any order, from 90 days before that month on; later than `until` none is counted.
        monday: The first day of the week that is looked back on.
        until: The last day of it that has come.
    """
    first = told_of(monday)
    if first is None:
        return None
    known = [entry for entry in entries if entry.day <= until]
    times = _Times(first, (monday + FRIDAY).replace(day=1), until)
    went, came = _excuses(known, times)
    found = Month(first, went, came, _does(known, times))
    return found if went or came or found.does else None


@dataclass(frozen=True, slots=True)
class _Times:
    """The month, the 90 days before it, and what has come after.

    Attributes:
        first: The first day of the month.
        end: The day after its last.
        until: The last day that is known.
    """

    first: date
    end: date
    until: date

    def before(self, days: Iterable[date]) -> tuple[date, ...]:
        """Return those before the month, each once."""
        since = self.first - timedelta(days=WINDOW)
        return tuple(sorted({day for day in days if since <= day < self.first}))

    def within(self, days: Iterable[date]) -> tuple[date, ...]:
        """Return those in it, each once."""
        return tuple(sorted({day for day in days if self.first <= day < self.end}))

    def since(self, days: Iterable[date]) -> bool:
        """Return whether there is any from its first day on."""
        return any(self.first <= day <= self.until for day in days)


def _excuses(entries: Sequence[Entry], times: _Times) -> tuple[Shift | None, Shift | None]:
    """Return the excuse that went, and the one that came: of several, that of the most days."""
    logged = [entry.day for entry in entries]
    before, now = len(times.before(logged)), len(times.within(logged))
    if min(before, now) < SILENT_LOGGED:
        return None, None
    said: defaultdict[str, list[date]] = defaultdict(list)
    for one in given(entries):
        said[one.excuse].append(one.day)
    went, came = [], []
    for name, days in said.items():
        old, new = times.before(days), times.within(days)
        if len(old) >= OFTEN and not times.since(days):
            went.append(Shift(name, title(name), old, before, 0, now))
        if len(new) >= OFTEN and not old:
            came.append(Shift(name, title(name), new, now, 0, before))
    return _most(went), _most(came)


def _most(found: Iterable[Shift]) -> Shift | None:
    return max(found, key=lambda one: (len(one.days), one.days, one.about), default=None)


def _does(entries: Sequence[Entry], times: _Times) -> Shift | None:
    """Return what is done on clearly more of the days than in the 90 days before, where hardly any."""
    actions = [(made_on(one), one) for entry in entries for one in each(entry)]
    setbacks = [(entry.day, entry) for entry in entries if entry.is_setback]
    owns: Mapping[str, Callable[[Entry], bool]] = {OWNED: lambda entry: bool(entry.owned)}
    found = []
    for tests, dated in ((KINDS, actions), (owns, setbacks)):
        all_before = times.before(day for day, _ in dated)
        all_now = times.within(day for day, _ in dated)
        if len(all_before) < ENOUGH or len(all_now) < OFTEN:
            continue
        for kind, is_of in tests.items():
            of_kind = [day for day, one in dated if is_of(one)]
            before, now = times.before(of_kind), times.within(of_kind)
            share = len(before) / len(all_before)
            more = len(now) / len(all_now) - share
            if len(now) >= OFTEN and share < SELDOM and more >= CLEARLY:
                shift = Shift(kind, "", now, len(all_now), len(before), len(all_before))
                found.append((more, shift))
    return max(found, key=lambda one: one[0])[1] if found else None
