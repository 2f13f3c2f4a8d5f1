"""What was answered at a check-in: by options, at the questions, or in a draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from valley import clock
from valley.errors import InvalidInput
from valley.model import Debriefed, EntryKind, PlanUse, Source, as_typed


def loggable(day: date, today: date) -> date:
    """Return a day that an entry can be about.

    Raises:
        InvalidInput: It is yet to come, or too long ago.
    """
    if day > today:
        raise InvalidInput(f"{day} is yet to come; an entry is about today or a day before.")
    if day.year not in clock.YEARS:
        raise InvalidInput(
            f"{day} is too long ago; days are logged from the year {clock.YEARS[0]} on."
        )
    return day


_WORDS = {"plan_use": PlanUse, "heard": Source, "debriefed": Debriefed}


class Answers(NamedTuple):
    """The answers of a check-in.

    None where a question was not answered yet; an empty text where the answer was nothing.

    Attributes:
        kind: What the rep said it is, where there is no reason: a win or a note.
        excuse: A name; an empty one leaves the reason unnamed, also where a guess is sure.
        own: The rep said 'I own this'.
        volunteered: The action stood in the reason already.
        plan: The action is the if-then plan for this excuse from now on.
        plan_use: What became of the plan there was.
        heard: Whose words the reason is.
        debriefed: What was asked of a win.
        debrief: What was answered to that.
        numbers: The rep's own numbers of the day; None for one that is not known.
    """

    happened: str | None = None
    reason: str | None = None
    kind: EntryKind | None = None
    excuse: str | None = None
    own: bool = False
    mine: str | None = None
    action: str | None = None
    volunteered: bool = False
    plan: bool = False
    plan_use: PlanUse | None = None
    heard: Source | None = None
    debriefed: Debriefed | None = None
    debrief: str | None = None
    due: date | None = None
    tags: tuple[str, ...] = ()
    numbers: Mapping[str, int | None] | None = None

    def as_fields(self) -> dict[str, object]:
        """Return what is answered as JSON values, as a draft holds it.

        Raises:
            InvalidInput: A text holds bytes that are no text.
        """
        held: dict[str, object] = {}
        for name, value in self._asdict().items():
            if isinstance(value, date):
                held[name] = value.isoformat()
            elif isinstance(value, str):
                held[name] = as_typed(value)
            elif isinstance(value, tuple) and value:
                held[name] = [as_typed(one) for one in value]
            elif isinstance(value, Mapping):
                held[name] = dict(value)
            elif value is True:
                held[name] = True
        return held

    def completed_by(self, fields: Mapping[str, Any]) -> "Answers":
        """Return these answers with those of a draft taken over; tags add up."""
        known = {name: value for name, value in fields.items() if name in self._fields}
        if "due" in known:
            known["due"] = date.fromisoformat(known["due"])
        if "kind" in known:
            known["kind"] = EntryKind(known["kind"])
        elif known.get("reason") == "":  # what Enter meant before there were plain days
            known["kind"] = EntryKind.WIN
        known |= {name: words(known[name]) for name, words in _WORDS.items() if name in known}
        return self._replace(**known | {"tags": (*self.tags, *known.get("tags", ()))})

    def contradict(self, fields: Mapping[str, Any]) -> bool:
        """Return whether a draft answers a question otherwise than these do."""
        said = self._replace(tags=()).as_fields()
        return any(fields.get(name, value) != value for name, value in said.items())
