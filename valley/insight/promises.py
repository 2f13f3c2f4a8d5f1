"""What worked: how promises ended, by excuse and by the kind of action."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from valley.coach.catalogue import title
from valley.coach.words import names_an_hour
from valley.entry.promise import each
from valley.model import KEPT, Entry, PlanUse, Status, Verdict

QUOTED = 5  # actions that worked
ENOUGH = 5  # promises that have ended, from which a share is told
CLEARLY = 0.3  # between two shares
LAST = 5  # promises that a kept one is counted with


@dataclass(frozen=True, slots=True)
class Tally:
    """How promises stand now, or on average of several periods."""

    made: float = 0
    kept: float = 0
    better: float = 0
    missed: float = 0
    open: float = 0

    @property
    def rate(self) -> float | None:
        """Share of the ended ones that were kept or bettered, 0 to 1; None where none has ended."""
        return (self.kept + self.better) / self.ended if self.ended else None

    @property
    def ended(self) -> float:
        """How many have ended."""
        return self.kept + self.better + self.missed

    def expected(self, whole: "Tally") -> float | None:
        """Return the share that is to be expected, 0 to 1: few are shrunk towards that of all.

        As the mean of a beta distribution that begins with five promises kept at the rate of all.
        """
        if whole.rate is None:
            return None
        return (self.kept + self.better + ENOUGH * whole.rate) / (self.ended + ENOUGH)


@dataclass(frozen=True, slots=True)
class Worked:
    """The view of what worked.

    Attributes:
        overall: All promises.
        by_verdict: Those of each kind of action.
        by_excuse: Those on each excuse with its title, the most first.
        by_hour: Concrete ones with an hour in them, and those without.
        by_weekday: Those due on each weekday, Monday 0.
        actions: Entries whose promise was kept or bettered, newest first.
    """

    overall: Tally
    by_verdict: tuple[tuple[Verdict, Tally], ...]
    by_excuse: tuple[tuple[str, str, Tally], ...]
    by_hour: tuple[Tally, Tally]
    by_weekday: tuple[tuple[int, Tally], ...]
    actions: tuple[Entry, ...]


def worked(entries: Iterable[Entry]) -> Worked:
    """Return how promises ended; one that was missed and renewed is two.

    Args:
        entries: Newest first; those without an action are passed over.
    """
    promised = [one for entry in entries for one in each(entry)]
    verdicts: defaultdict[Verdict, list[Entry]] = defaultdict(list)
    excuses: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in promised:
        if entry.verdict:
            verdicts[entry.verdict].append(entry)
        if entry.excuse:
            excuses[entry.excuse].append(entry)
    by_excuse = [(name, title(name), tally(some)) for name, some in excuses.items()]
    concrete = [(names_an_hour(one.action or ""), one) for one in verdicts[Verdict.CONCRETE]]
    weekdays: defaultdict[int, list[Entry]] = defaultdict(list)
    for one in promised:
        if one.due:
            weekdays[one.due.weekday()].append(one)
    return Worked(
        overall=tally(promised),
        by_verdict=tuple((kind, tally(verdicts[kind])) for kind in Verdict if verdicts[kind]),
        by_hour=(
            tally([one for has, one in concrete if has]),
            tally([one for has, one in concrete if not has]),
        ),
        by_weekday=tuple((day, tally(weekdays[day])) for day in sorted(weekdays)),
        by_excuse=tuple(sorted(by_excuse, key=lambda one: (-one[2].made, one[0]))),
        actions=tuple(entry for entry in promised if entry.status in KEPT)[:QUOTED],
    )


def tally(promised: Collection[Entry]) -> Tally:
    """Return how promises stand, one by one as `promise.each` returns them."""
    stands = Counter(entry.status for entry in promised)
    return Tally(
        made=len(promised),
        kept=stands[Status.KEPT],
        better=stands[Status.BETTER],
        missed=stands[Status.MISSED],
        open=stands[Status.OPEN],
    )


def by_hour(entries: Iterable[Entry], kind: Verdict) -> tuple[Tally, Tally]:
    """Return how concrete promises with an hour in them ended, and those of another kind."""
    ended = [one for entry in entries for one in each(entry) if one.status is not Status.OPEN]
    alike = [one for one in ended if one.verdict is kind]
    concrete = [one for one in ended if one.verdict is Verdict.CONCRETE]
    return tally([one for one in concrete if names_an_hour(one.action or "")]), tally(alike)


def last_ended(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return how many of the last promises that ended were kept or bettered, and how many those are."""
    ended = [one for entry in entries for one in each(entry) if one.resolved_on]
    last = sorted(ended, key=lambda one: (one.resolved_on, one.updated_at))[-LAST:]
    return sum(one.status in KEPT for one in last), len(last)


def due_on(
    weekday: int, entries: Iterable[Entry]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return how promises due on a weekday ended, and all others: how many were kept, of how many.

    None where there are fewer than five of either, or they went much the same.
    """
    ended = [one for entry in entries for one in each(entry) if one.due and one.resolved_on]
    on = [one.status in KEPT for one in ended if one.due and one.due.weekday() == weekday]
    other = [one.status in KEPT for one in ended if one.due and one.due.weekday() != weekday]
    if min(len(on), len(other)) < ENOUGH:
        return None
    apart = abs(sum(on) / len(on) - sum(other) / len(other))
    return ((sum(on), len(on)), (sum(other), len(other))) if apart >= CLEARLY else None


@dataclass(frozen=True, slots=True)
class Plan:
    """An if-then plan for an excuse, and what became of it since.

    Attributes:
        entry: Where it was made; its action is the 'then'.
        came_up: How often the excuse came up since and the plan was asked about.
        used: How often it was used.
        helped: How often that helped.
    """

    entry: Entry
    came_up: int
    used: int
    helped: int


def plan_for(excuse: str, entries: Iterable[Entry]) -> Plan | None:
    """Return the present plan for an excuse: the newest.

    Args:
        excuse: Its name.
        entries: Newest first.
    """
    uses = []
    for entry in entries:
        if entry.excuse != excuse:
            continue
        if entry.plan_use is not None:
            uses.append(entry.plan_use)
        if entry.plan:
            since = uses[:-1] if entry.plan_use is not None else uses
            used = [use for use in since if use is not PlanUse.NOT_USED]
            return Plan(entry, len(since), len(used), used.count(PlanUse.HELPED))
    return None
