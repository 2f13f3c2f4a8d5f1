"""The life of a promise: open, then kept, missed or bettered; moved, or taken up anew.

Each step gives a new entry and remembers the one before, so that a promise is always in one state
and its history never loses a step.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from valley.errors import InvalidInput
from valley.model import KEPT, Did, Entry, Setback, Status, Step, Verdict, as_typed

OFTEN_MOVED = 3
ENDED = {Status.KEPT: Did.KEPT, Status.MISSED: Did.MISSED, Status.BETTER: Did.BETTER}
_ENDS = {did: status for status, did in ENDED.items()}


def without(entry: Entry) -> Entry:
    """Return it without its promise, and all that is said of that."""
    return replace(
        entry,
        action=None,
        verdict=None,
        volunteered=False,
        due=None,
        status=None,
        resolved_on=None,
        note=None,
        note_excuse=None,
        steps=(),
        plan=False,
        agreed=False,
    )


def settle(entry: Entry, status: Status, *, on: date, note: str | None = None) -> Entry:
    """Return it with how its promise ended; said again, the last word holds."""
    step = Step(on=on, did=ENDED[status], due=entry.due, note=note)
    same = note is None and status is entry.status
    return replace(
        entry,
        status=status,
        resolved_on=on,
        note=note or entry.note,
        note_excuse=entry.note_excuse if same else None,
        steps=(*entry.steps, step),
    )


def add_note(entry: Entry, note: str, excuse: str | None = None) -> Entry:
    """Add to the last step what was learned from it, and the excuse that goes by."""
    *before, last = entry.steps
    step = last._replace(note=note, note_excuse=excuse)
    return replace(entry, note=note, note_excuse=excuse, steps=(*before, step))


def completed(first: str, second: str) -> str:
    """Return an action with what a second answer says of it, which stands alone where it is a step.

    A day, a time or a condition is none: 'monday' is added to 'follow up with him'.
    """
    from valley.coach.actions import does, verdict

    if does(second) and verdict(second) is Verdict.CONCRETE:
        return second
    return f"{first.rstrip(' .,;!')}, {second}"


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

    step = Step(on=on, did=Did.RENEWED, due=entry.due, action=entry.action, verdict=entry.verdict)
    return replace(
        entry,
        action=as_typed(action),
        verdict=verdict(action),
        volunteered=False,
        due=due,
        status=Status.OPEN,
        resolved_on=None,
        note=None,  # what was learned stays with the step it was said of
        note_excuse=None,
        steps=(*entry.steps, step),
    )


def each(entry: Entry) -> Iterator[Entry]:
    """Yield an entry as each promise made on it stood: those that were renewed, then the last.

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
        steps = entry.steps[began:number]
        ended = steps[-1] if steps and steps[-1].did in _ENDS else step
        action = step.action or entry.action
        yield replace(
            entry,
            action=action,
            verdict=step.verdict or _weigh(action),
            volunteered=False,
            due=step.due,
            status=_ENDS.get(ended.did, Status.MISSED),
            resolved_on=ended.on,
            note=ended.note,
            note_excuse=ended.note_excuse,
            steps=steps,
        )
        began = number  # a renewal is the first step of what it begins
    yield entry


def first_words(entry: Entry) -> list[str]:
    """Return the words that were promised first, whatever they were made anew into."""
    renewed = (step.action for step in entry.steps if step.did is Did.RENEWED)
    return (next(renewed, None) or entry.action or "").split()


def is_agreed(entry: Entry) -> bool:
    """Return whether its promise was agreed as it stands: made anew in other words, it is the rep's own."""
    return entry.agreed and first_words(entry) == (entry.action or "").split()


def ends(entry: Entry | Setback) -> tuple[Status, ...]:
    """Return where each promise made on an entry stands, in the order of `each`."""
    before = [_ENDS.get(was.did, Status.MISSED) for was in _before_renewals(entry)]
    return (*before, entry.status) if entry.status else ()


def missed_for(entry: Entry | Setback) -> tuple[tuple[str, date], ...]:
    """Return the excuses that the promises of an entry were missed for, each with the day."""
    missed = [(was.note_excuse, was.on) for was in _before_renewals(entry) if was.did is Did.MISSED]
    if entry.status is Status.MISSED:
        missed.append((entry.note_excuse, entry.resolved_on or entry.day))
    return tuple((excuse, day) for excuse, day in missed if excuse)


def excuses_of(entry: Entry | Setback) -> frozenset[str]:
    """Return the excuses that an entry gives, as its reason and for missed promises."""
    named = frozenset(excuse for excuse, _ in missed_for(entry))
    return named | {entry.excuse} if entry.excuse else named


def _before_renewals(entry: Entry | Setback) -> list[Step]:
    """Return the steps that stand before each renewal, or the renewal itself where none does."""
    places = [number for number, step in enumerate(entry.steps) if step.did is Did.RENEWED]
    return [entry.steps[max(0, number - 1)] for number in places]


def _renewals(entry: Entry | Setback) -> list[Step]:
    return [step for step in entry.steps if step.did is Did.RENEWED]


def made_on(entry: Entry) -> date:
    """Return the day its promise was made: of one that `each` yields too, the day it was renewed."""
    renewed = _renewals(entry)
    return renewed[-1].on if renewed else entry.day


def _weigh(action: str) -> Verdict:
    """Return the verdict of an action that was renewed before verdicts were kept with the step."""
    from valley.coach.actions import verdict  # few promises are renewed

    return verdict(action)


def given_up(entry: Entry) -> list[str]:
    """List the actions that were missed and renewed, the oldest first."""
    return [
        step.action
        for was, step in zip(_before_renewals(entry), _renewals(entry), strict=True)
        if step.action and _ENDS.get(was.did) not in KEPT
    ]


def moves(entry: Entry) -> int:
    """Count how often a promise was moved since it was made, or renewed."""
    count = 0
    for step in entry.steps:
        count = 0 if step.did is Did.RENEWED else count + (step.did is Did.MOVED)
    return count


def rename_excuse(entry: Entry, old: str, new: str | None) -> Entry:
    """Return it with another name, or none, for what its promises were missed for by the old one."""
    steps = tuple(
        step._replace(note_excuse=new) if step.note_excuse == old else step for step in entry.steps
    )
    note_excuse = new if entry.note_excuse == old else entry.note_excuse
    return replace(entry, note_excuse=note_excuse, steps=steps)
