"""The first of the evening's questions: how the promises that are due went."""

from datetime import date
from typing import TYPE_CHECKING

from valley import due, operations
from valley.entry import promise
from valley.errors import InvalidInput
from valley.model import Entry, Status
from valley.ui import sentences

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker

MOST_ASKED = 5  # promises before it is asked whether to go on
SKIP = ""
MOVE = "d"


def follow_up(session: "Session", asker: "Asker") -> None:
    """Ask about the promises that are due, the oldest first; each answer is saved at once."""
    waiting = [
        one for one in session.journal.open_promises() if one.due and one.due <= session.today
    ]
    for number, entry in enumerate(waiting):
        if number == MOST_ASKED:
            left = len(waiting) - MOST_ASKED
            if not asker.confirm(sentences.more_due(left), default=False):
                return
        _ask_about(session, asker, entry)


def _ask_about(session: "Session", asker: "Asker", entry: Entry) -> None:
    said = None
    while said not in {SKIP, MOVE, *sentences.ENDS}:
        question = sentences.promise_due(entry, session.today)
        said = asker.ask(question, sentences.PROMISE_HINT).casefold()[:1]
    if said == MOVE:
        _move(session, asker, entry)
    elif said != SKIP:
        [settled] = operations.settle(
            session.journal, [entry], sentences.ENDS[said], today=session.today
        )
        if settled.status is Status.MISSED:
            _learn(session, asker, settled)


def _move(session: "Session", asker: "Asker", entry: Entry) -> None:
    """Move a promise, and name it gently where it was moved often."""
    day = ask_due(session, asker)
    [moved] = operations.move(session.journal, [entry], day, today=session.today)
    count = promise.moves(moved)
    if count >= promise.OFTEN_MOVED:
        asker.say(sentences.often_moved(count), quiet=True)


def _learn(session: "Session", asker: "Asker", entry: Entry) -> None:
    """Ask what would make it work, and offer a new promise from it."""
    note = asker.ask(sentences.LEARN, sentences.LEARN_HINT)
    if note:
        operations.add_note(session.journal, entry, note)
    action = asker.ask(sentences.RENEW, sentences.RENEW_HINT)
    if action:
        day = due_of(session, asker, action)
        operations.renew(session.journal, entry, action, day, today=session.today)


def due_of(session: "Session", asker: "Asker", action: str, *, since: date | None = None) -> date:
    """Return when an action is due: on the day it names, which is said, else as is answered."""
    named = due.named(action, session.moment)
    if named is None:
        return ask_due(session, asker, since=since)
    asker.say(sentences.understood(named, session.today), quiet=True)
    return named


def ask_due(session: "Session", asker: "Asker", *, since: date | None = None) -> date:
    """Ask by when, from `since` on (today, unless given); Enter is the next working day."""
    default = session.workdays.next(session.today)
    since = since or session.today
    while True:
        said = asker.ask(sentences.DUE, sentences.due_hint(default, session.today))
        try:
            day = due.parse(said, session.moment, since=since) if said else default
        except InvalidInput as error:
            asker.say(str(error))
            continue
        if said:
            asker.say(sentences.understood(day, session.today), quiet=True)
        return day
