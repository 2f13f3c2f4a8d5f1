"""From answers to an entry: name the reason, weigh the action, find the day it is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from valley import due
from valley.due import Moment
from valley.entry.answers import Answers
from valley.entry.kinds import kind_of
from valley.errors import InvalidInput
from valley.model import Entry, Status, Theme, Verdict, answer

# The coach is loaded where there is a reason or an action: a win does without its 20 ms.
if TYPE_CHECKING:
    from valley.coach.recognise import Heard, Reading

OWN = "own-"


class Reader(Protocol):
    """Whatever reads a reason."""

    def read(self, reason: str) -> "Reading":
        """Return which excuse a reason is, whom it blames, and whether it is owned."""


def compose(answers: Answers, *, day: date, now: datetime, reader: Reader) -> Entry:
    """Return the entry of a day from the answers; an action needs its due day already.

    A reason without a name gets the guess that is sure, and is marked as guessed; else it stays
    unnamed, for nobody named it. An action that stands in the reason is taken where none was given.

    Raises:
        InvalidInput: What happened is empty, or a name has no letter in it.
    """
    happened = answer(answers.happened)
    if happened is None:
        raise InvalidInput("What happened is empty; nothing was written.")
    reason, action = answer(answers.reason), answer(answers.action)
    taken = answers.volunteered
    if reason and answers.action is None:  # not asked for; an empty answer is one
        from valley.coach.volunteered import volunteered

        action = volunteered(reason)
        taken = action is not None
    excuse, theme, guessed = _name(answers, reason, reader)
    return Entry(
        id=str(uuid4()),
        day=day,
        written_at=now,
        updated_at=now,
        kind=kind_of(happened, reason, answers.kind),
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


def with_due(entry: Entry, moment: Moment) -> Entry:
    """Return the entry with its action due: on the day it names, else the next working day."""
    if entry.action is None or entry.due is not None:
        return entry
    return replace(entry, due=due.of(entry.action, moment))


def as_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags in the form they are kept in: once each, in order, without a leading #."""
    kept = (answer(tag.strip().removeprefix("#")) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in kept if tag))


def heard(entries: Iterable[Entry]) -> list["Heard"]:
    """Return what was said before as a recogniser hears it, oldest first."""
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
    answers: Answers, reason: str | None, reader: Reader
) -> tuple[str | None, Theme | None, bool]:
    """Return the excuse, the theme, and whether the excuse is a guess."""
    if reason is None:
        return None, None, False
    from valley.coach.catalogue import named

    reading = reader.read(reason)
    if answers.excuse:
        name = named(answers.excuse)
        return name, theme_of(name, reading, own=answers.own), False
    if answers.own:
        return None, Theme.SELF, False  # said; a name that is guessed would make it a guess
    if reading.sure and answers.excuse is None:
        return reading.sure.excuse, reading.sure.theme, True
    return None, reading.settled, False


def theme_of(name: str, reading: "Reading", *, own: bool = False) -> Theme | None:
    """Return whom an excuse the rep named holds responsible; None where nothing tells."""
    from valley.coach.catalogue import catalogue

    if own or name.startswith(OWN):
        return Theme.SELF
    known = catalogue().excuses.get(name)
    used = [guess.theme for guess in reading.guesses if guess.excuse == name and guess.seen]
    return used[0] if used else known.theme if known else reading.settled
