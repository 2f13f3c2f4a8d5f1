"""Saving a check-in; where that cannot be done, its answers are kept in a draft."""

from datetime import date
from typing import TYPE_CHECKING

from valley import operations
from valley.errors import CannotWrite, InvalidInput, ValleyError

if TYPE_CHECKING:
    from valley.entry.answers import Answers
    from valley.journal import Draft
    from valley.model import Entry
    from valley.session import Session

CHECKIN = "checkin"  # the drafts of check-ins


def save(session: "Session", answers: "Answers", day: date) -> "Entry":
    """Write the entry of what is answered; where that fails, keep it in a draft and say so.

    Raises:
        InvalidInput: The answers make no entry.
        ValleyError: It could not be written.
    """
    try:
        saved = operations.check_in(
            session.journal,
            answers,
            day=day,
            moment=session.moment,
            reader=session.recognition,
        )
    except InvalidInput:
        raise  # it makes no entry, so there is nothing to keep
    except ValleyError as error:
        try:
            kept = _save_draft(session, answers, day)
        except CannotWrite:
            raise error from None
        raise error.with_more(kept) from error
    for draft in _same(session, answers, day):
        draft.discard()  # what could not be saved the last time is saved now
    return saved


def _save_draft(session: "Session", answers: "Answers", day: date) -> str:
    """Write what is answered to a draft, where none has it already; return where, in words.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    from valley.ui.sentences import kept_in_draft

    same = _same(session, answers, day)
    draft = same[0] if same else session.journal.new_draft(CHECKIN)
    draft.save(day, **answers.as_fields())
    return kept_in_draft(draft.place)


def _same(session: "Session", answers: "Answers", day: date) -> "list[Draft]":
    """Return the drafts that hold exactly what is answered."""
    held = (day, answers.as_fields())
    drafts = session.journal.unfinished(CHECKIN)
    return [draft for draft in drafts if (draft.day, draft.answers) == held]
