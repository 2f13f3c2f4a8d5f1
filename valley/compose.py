"""From answers to an entry: names the reason, weighs the action, finds the day it is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import uuid4

from valley.errors import InvalidInput
from valley.model import Entry, PlanUse, Status, Theme, Verdict, answer
from valley.workdays import Workdays

# The coach is loaded where there is a reason or an action: a win does without its 20 ms.
if TYPE_CHECKING:
    from valley.coach.recognise import Heard, Reading

OWN = "own-"


class Reader(Protocol):
    """Whoever can read a reason: a recogniser, or a session that makes one when it is asked."""

    def read(self, reason: str) -> "Reading":
        """Say which excuse a reason is, whom it blames, and whether it is owned."""


class Answers(NamedTuple):
    """What was answered at a check-in; None where there was no answer.

    Attributes:
        own: The rep said 'I own this'.
        volunteered: The action stood in the reason already.
        plan: The action is the if-then plan for this excuse from now on.
        plan_use: What became of the plan there was.
    """

    happened: str
    reason: str | None = None
    excuse: str | None = None
    own: bool = False
    mine: str | None = None
    action: str | None = None
    volunteered: bool = False
    plan: bool = False
    plan_use: PlanUse | None = None
    due: date | None = None
    tags: tuple[str, ...] = ()


def compose(answers: Answers, *, day: date, now: datetime, recogniser: Reader) -> Entry:
    """Make the entry of a day from the answers; an action needs its due day already.

    A reason without a name gets the guess that is well ahead, else a name from its key words, and
    is marked as guessed. An action that stands in the reason is taken where none was given.

    Raises:
        InvalidInput: What happened is empty, or a name has no letter in it.
    """
    happened = answer(answers.happened)
    if happened is None:
        raise InvalidInput("An entry says what happened; give --happened a text.")
    reason, action = answer(answers.reason), answer(answers.action)
    taken = answers.volunteered
    if reason and not action:
        from valley.coach.volunteered import volunteered

        action = volunteered(reason)
        taken = action is not None
    excuse, theme, guessed = _name(answers, reason, recogniser)
    return Entry(
        id=str(uuid4()),
        day=day,
        written_at=now,
        updated_at=now,
        happened=happened,
        reason=reason,
        excuse=excuse,
        theme=theme,
        guessed=guessed,
        mine=answer(answers.mine),
        action=action,
        verdict=_weigh(action) if action else None,
        volunteered=taken and action is not None,
        due=answers.due if action else None,
        status=Status.OPEN if action else None,
        plan=answers.plan and action is not None,
        plan_use=answers.plan_use,
        tags=as_tags(answers.tags),
    )


def with_due(entry: Entry, workdays: Workdays, today: date) -> Entry:
    """Give an action without a due day the next working day."""
    if entry.action is None or entry.due is not None:
        return entry
    return replace(entry, due=workdays.next(today))


def as_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Bring tags into the form they are kept in: once each, in order, without a leading #."""
    kept = (answer(tag.strip().removeprefix("#")) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in kept if tag))


def heard(entries: Iterable[Entry]) -> list["Heard"]:
    """Tell a recogniser what was said before, oldest first."""
    from valley.coach.recognise import Heard

    said = [
        Heard(entry.reason, entry.excuse, entry.theme, entry.day, picked=not entry.guessed)
        for entry in entries
        if entry.reason and entry.excuse
    ]
    return sorted(said, key=lambda one: one.day)


def _weigh(action: str) -> Verdict:
    from valley.coach.actions import verdict

    return verdict(action)


def _name(
    answers: Answers, reason: str | None, recogniser: Reader
) -> tuple[str | None, Theme | None, bool]:
    """Tell the excuse, the theme, and whether the excuse is a guess."""
    if reason is None:
        return None, None, False
    from valley.coach.catalogue import named
    from valley.coach.recognise import name_for

    reading = recogniser.read(reason)
    if answers.excuse:
        name = named(answers.excuse)
        return name, theme_of(name, reading, own=answers.own), False
    if answers.own:
        owned = [guess.excuse for guess in reading.guesses if guess.theme is Theme.SELF]
        return owned[0] if owned else OWN + name_for(reason), Theme.SELF, True
    if reading.sure:
        return reading.sure.excuse, reading.sure.theme, True
    return name_for(reason), reading.settled, True


def theme_of(name: str, reading: "Reading", *, own: bool = False) -> Theme:
    """Tell whom an excuse the rep named holds responsible."""
    from valley.coach.catalogue import catalogue

    if own or name.startswith(OWN):
        return Theme.SELF
    known = catalogue().excuses.get(name)
    used = [guess.theme for guess in reading.guesses if guess.excuse == name and guess.seen]
    return used[0] if used else known.theme if known else reading.theme
