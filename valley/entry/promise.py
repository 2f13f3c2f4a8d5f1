"""The life of a promise: open, then kept, missed or bettered; moved, or taken up anew.

Each step gives a new entry and remembers the one before, so that a promise is always in one state
and its history never loses a step.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from valley.errors import InvalidInput
from valley.model import Did, Entry, Status, Step, as_typed

OFTEN_MOVED = 3
ENDED = {Status.KEPT: Did.KEPT, Status.MISSED: Did.MISSED, Status.BETTER: Did.BETTER}


def settle(entry: Entry, status: Status, *, on: date, note: str | None = None) -> Entry:
    """Return it with how its promise ended; said again, the last word holds."""
    step = Step(on=on, did=ENDED[status], due=entry.due, note=note)
    return replace(
        entry, status=status, resolved_on=on, note=note or entry.note, steps=(*entry.steps, step)
    )


def add_note(entry: Entry, note: str) -> Entry:
    """Add to the last step what was learned from it."""
    *before, last = entry.steps
    return replace(entry, note=note, steps=(*before, last._replace(note=note)))


def move(entry: Entry, due: date, *, on: date) -> Entry:
    """Move a promise to another day; one that had ended is open again."""
    step = Step(on=on, did=Did.MOVED, due=entry.due)
    return replace(entry, due=due, status=Status.OPEN, resolved_on=None, steps=(*entry.steps, step))


def renew(entry: Entry, action: str, due: date, *, on: date) -> Entry:
    """Make a new promise of one that was missed: the same record, moved on.

    Raises:
        InvalidInput: There is no action in it.
    """
    if not action.strip():
        raise InvalidInput("A promise says what you will do.")
    from valley.coach.actions import verdict  # the first prompt stands before the coach is loaded

    step = Step(on=on, did=Did.RENEWED, due=entry.due, action=entry.action)
    return replace(
        entry,
        action=as_typed(action),
        verdict=verdict(action),
        volunteered=False,
        due=due,
        status=Status.OPEN,
        resolved_on=None,
        note=None,  # what was learned stays with the step it was said of
        steps=(*entry.steps, step),
    )


def each(entry: Entry) -> Iterator[Entry]:
    """Yield an entry as each promise made on it stood: those missed and renewed, then the last.

    An entry is one record and has one status; what counts promises counts these, or a promise that
    was missed would be forgotten when it is renewed. Whether an earlier one came unasked is not
    remembered, and not claimed.
    """
    if entry.action is None:
        return
    began = 0
    for number, step in enumerate(entry.steps):
        if step.did is not Did.RENEWED:
            continue
        from valley.coach.actions import verdict  # few promises are renewed

        steps = entry.steps[began:number]
        missed = next((one for one in steps[-1:] if one.did is Did.MISSED), step)
        action = step.action or entry.action
        yield replace(
            entry,
            action=action,
            verdict=verdict(action),
            volunteered=False,
            due=step.due,
            status=Status.MISSED,
            resolved_on=missed.on,
            note=missed.note,
            steps=steps,
        )
        began = number + 1
    yield entry


def made_on(entry: Entry) -> date:
    """Return the day its promise was made: of one that `each` yields too, the day it was renewed."""
    renewed = [step.on for step in entry.steps if step.did is Did.RENEWED]
    return renewed[-1] if renewed else entry.day


def given_up(entry: Entry) -> list[str]:
    """List the actions that were missed and renewed, the oldest first."""
    return [step.action for step in entry.steps if step.did is Did.RENEWED and step.action]


def moves(entry: Entry) -> int:
    """Count how often a promise was moved since it was made, or renewed."""
    count = 0
    for step in entry.steps:
        count = 0 if step.did is Did.RENEWED else count + (step.did is Did.MOVED)
    return count
