"""What worked: how promises ended, by excuse and by the kind of action."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from valley.coach.catalogue import title
from valley.entry.promise import each
from valley.model import KEPT, Entry, PlanUse, Status, Verdict

QUOTED = 5  # actions that worked
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
        ended = self.kept + self.better + self.missed
        return (self.kept + self.better) / ended if ended else None


@dataclass(frozen=True, slots=True)
class Worked:
    """The view of what worked.

    Attributes:
        overall: All promises.
        by_verdict: Those of each kind of action.
        by_excuse: Those on each excuse with its title, the most first.
        actions: Entries whose promise was kept or bettered, newest first.
    """

    overall: Tally
    by_verdict: tuple[tuple[Verdict, Tally], ...]
    by_excuse: tuple[tuple[str, str, Tally], ...]
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
    return Worked(
        overall=tally(promised),
        by_verdict=tuple((kind, tally(verdicts[kind])) for kind in Verdict if kind in verdicts),
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
    from valley.coach.words import names_an_hour

    ended = [one for entry in entries for one in each(entry) if one.status is not Status.OPEN]
    alike = [one for one in ended if one.verdict is kind]
    concrete = [one for one in ended if one.verdict is Verdict.CONCRETE]
    return tally([one for one in concrete if names_an_hour(one.action or "")]), tally(alike)


def last_ended(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return how many of the last promises that ended were kept or bettered, and how many those are."""
    ended = [one for entry in entries for one in each(entry) if one.resolved_on]
    last = sorted(ended, key=lambda one: (one.resolved_on, one.updated_at))[-LAST:]
    return sum(one.status in KEPT for one in last), len(last)


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
