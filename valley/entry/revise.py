"""What follows from changing an entry: a new reason may be another excuse, a new action is weighed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from valley.coach.actions import verdict
from valley.due import Moment
from valley.entry.answers import Answers
from valley.entry.compose import Reader, as_tags, compose, with_due
from valley.entry.kinds import kind_of
from valley.entry.promise import without
from valley.errors import InvalidInput
from valley.model import Entry, EntryKind, Status, answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is to be changed of an entry; None for what stays, an empty text for what goes.

    Attributes:
        kind: What it is, where there is no reason: a win or a note.
        own: The rep says 'I own this'.
        no_due: The promise is to have no day.
        texts: Those of further fields, from which nothing follows, each by its name.
    """

    day: date | None = None
    happened: str | None = None
    reason: str | None = None
    kind: EntryKind | None = None
    excuse: str | None = None
    own: bool = False
    action: str | None = None
    due: date | None = None
    no_due: bool = False
    tags: tuple[str, ...] | None = None
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed."""
        return self == Revision()


def revise(entry: Entry, new: Revision, *, reader: Reader, moment: Moment) -> Entry:
    """Return the entry changed, with what follows from the change.

    What the rep named stays named so, unless the reason goes. A promise that ended stays ended when
    its words are corrected; one that is new is open, and due on the day it names, else the
    next working day.

    Raises:
        InvalidInput: What happened would be empty, or there is no reason to name, or no action to
            be due.
    """
    changed = replace(
        entry,
        day=new.day or entry.day,
        happened=entry.happened if new.happened is None else answer(new.happened) or "",
        tags=entry.tags if new.tags is None else as_tags(new.tags),
    )
    others: dict[str, Any] = {name: answer(text) for name, text in new.texts}
    if "note" in others:
        others["note_excuse"] = None
    changed = replace(changed, **others)
    if new.kind and (changed.reason if new.reason is None else answer(new.reason)):
        raise InvalidInput("A reason makes it a setback; take the reason away as well.")
    if not changed.is_setback:
        changed = replace(changed, kind=_kind(entry, changed.happened, new.kind))
    changed = _reasoned(changed, new, reader)
    return _promised(changed, new, moment)


def _reasoned(entry: Entry, new: Revision, reader: Reader) -> Entry:
    """Return it with the new reason, and the excuse and theme that go with it."""
    reason = entry.reason if new.reason is None else answer(new.reason)
    if reason is None:
        if new.excuse or new.own:
            raise InvalidInput("Without a reason there is no excuse; give the reason as well.")
        return replace(
            entry,
            kind=kind_of(entry.happened, None, new.kind) if entry.is_setback else entry.kind,
            reason=None,
            excuse=None,
            theme=None,
            guessed=False,
            volunteered=False,
        )
    same_reason = reason == entry.reason
    named = new.excuse if new.excuse is not None else None if entry.guessed else entry.excuse
    if new.excuse is None and not new.own and (same_reason or named):
        return replace(entry, kind=EntryKind.SETBACK, reason=reason)
    answers = Answers(
        happened=entry.happened,
        reason=reason,
        excuse=new.excuse,
        own=new.own,
    )
    read = compose(answers, day=entry.day, now=entry.written_at, reader=reader)
    return replace(
        entry,
        kind=EntryKind.SETBACK,
        reason=reason,
        excuse=read.excuse,
        theme=read.theme,
        guessed=read.guessed,
    )


def _kind(was: Entry, happened: str, said: EntryKind | None) -> EntryKind:
    """Return what an entry without a reason is now: a kind that its words did not tell stays."""
    told = kind_of(was.happened, None, None) is was.kind
    return kind_of(happened, None, said or (None if told else was.kind))


def _promised(entry: Entry, new: Revision, moment: Moment) -> Entry:
    """Return it with the new action, its day, and its verdict."""
    action = entry.action if new.action is None else answer(new.action)
    if action is None:
        if new.due:
            raise InvalidInput("Without an action nothing is due; give the action as well.")
        if entry.action is None:
            return entry
        return without(entry)
    is_new = entry.action is None
    if action != entry.action:
        stood_in_reason = action.casefold() in (entry.reason or "").casefold()
        entry = replace(
            entry,
            action=action,
            verdict=verdict(action),
            volunteered=entry.volunteered and stood_in_reason,
            status=entry.status or Status.OPEN,
        )
    if new.no_due:
        return replace(entry, due=None)
    entry = replace(entry, due=new.due or entry.due)
    return with_due(entry, moment) if is_new else entry
