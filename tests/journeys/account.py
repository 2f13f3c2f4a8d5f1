"""The rep's own account of a journey: what is counted in it, with no code of valley's.

So that a figure of valley's is compared with one that was come to another way.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.journeys.script import Script

DAY = timedelta(days=1)
WELL = {"kept", "better"}
ENDED = {"kept": "kept", "better": "did something better", "missed": "missed", "open": "open"}


@dataclass
class Promise:
    """A promise as it was told."""

    action: str
    verdict: str
    due: date
    status: str = "open"
    ended: date | None = None
    note: str = ""
    excuse: str = ""


@dataclass
class Told:
    """An entry as it was told, and its promises, a renewed one after the one it came from."""

    kind: str
    day: date
    happened: str
    reason: str = ""
    excuse: str = ""
    perhaps: str = ""
    mine: str = ""
    unasked: bool = False
    said_own: bool = False
    promises: list[Promise] = field(default_factory=list)

    @property
    def owned(self) -> bool:
        """Whether the rep owned the reason: said so, or picked a name that is one's own."""
        return self.said_own or self.excuse.startswith("I ")

    @property
    def altitude(self) -> str:
        """How far out of the Valley a setback is, as the method says."""
        if any(one.status in WELL for one in self.promises):
            return "out"
        if not self.promises:
            return "slope" if self.owned else "valley"
        return "climbing" if self.promises[-1].verdict == "concrete" else "slope"


@dataclass
class Account:
    """What was told, oldest first.

    Attributes:
        themes: Who each excuse holds responsible.
        answers: What was said on Fridays: the Friday, the question, the answer.
        focus: The Friday and the focus, where one was chosen.
    """

    themes: dict[str, str]
    entries: list[Told] = field(default_factory=list)
    away: set[date] = field(default_factory=set)
    answers: list[tuple[date, str, str]] = field(default_factory=list)
    focus: list[tuple[date, str, str]] = field(default_factory=list)

    @property
    def promises(self) -> list[Promise]:
        """Every promise, those that were renewed as well."""
        return [promise for entry in self.entries for promise in entry.promises]

    def between(self, first: date, last: date) -> list[Told]:
        """Return the entries of some days."""
        return [entry for entry in self.entries if first <= entry.day <= last]

    def given(self, first: date, last: date) -> list[tuple[date, str]]:
        """Return the days on which excuses were given, for a day or for a promise, oldest first."""
        for_days = [(e.day, e.excuse or e.perhaps) for e in self.between(first, last)]
        for_promises = [
            (one.ended, one.excuse)
            for one in self.promises
            if one.ended and first <= one.ended <= last
        ]
        return sorted(one for one in [*for_days, *for_promises] if one[1])

    def working_days(self, first: date, last: date) -> list[date]:
        """Return the days from Monday to Friday on which the rep was not away."""
        span = (first + DAY * number for number in range((last - first).days + 1))
        return [day for day in span if day.weekday() < 5 and day not in self.away]


def account(script: Script) -> Account:
    """Return what a script says that its sittings come to."""
    excuses = script.excuses
    told = Account({title: theme for title, (theme, _) in excuses.items()})
    by_name: dict[str, Told] = {}
    for fact in script.facts:
        has = fact.fields
        name = fact.about.rstrip(":").split(":")[0]
        if fact.kind == "entry":
            _, _, kind, _, day = fact.about.replace(":", " :").split()
            by_name[name] = Told(kind, date.fromisoformat(day), has["happened"])
            for part in ("reason", "excuse", "perhaps", "mine"):
                setattr(by_name[name], part, has.get(part, ""))
            by_name[name].unasked = "unasked" in has
            by_name[name].said_own = "owned" in has
            told.entries.append(by_name[name])
        if "action" in has:
            due = date.fromisoformat(has["due"])
            by_name[name].promises.append(Promise(has["action"], has["verdict"], due))
        elif fact.kind == "moved":
            by_name[name].promises[-1].due = date.fromisoformat(has["due"])
        elif fact.kind == "ended":
            promise = by_name[name].promises[-1]
            promise.status, promise.ended = fact.about.split(": ")[1], fact.on
            promise.note, promise.excuse = has.get("note", ""), has.get("excuse", "")
        elif fact.kind == "away":
            told.away.add(date.fromisoformat(fact.about))
        elif fact.kind == "answer":
            told.answers.append((fact.on, fact.about, has["said"]))
        elif fact.kind == "focus":
            told.focus.append((fact.on, fact.about, has["said"]))
    return told


def tally(promises: list[Promise], *, bettered: str = "bettered") -> Iterator[tuple[int, str]]:
    """Yield how many promises ended each way, but for the ways that none did."""
    ended = Counter(one.status for one in promises)
    for status, word in (("kept", "kept"), ("better", bettered), ("missed", "missed")):
        if ended[status]:
            yield ended[status], word
    if ended["open"]:
        yield ended["open"], "open"
