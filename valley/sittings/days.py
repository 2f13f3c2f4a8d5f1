"""By when: the day that an action names, or that is asked for."""

from datetime import date
from typing import TYPE_CHECKING

from valley import due
from valley.errors import InvalidInput
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker


LONG = 8  # questions of a sitting, after which the day is said and not asked


def due_of(session: "Session", asker: "Asker", action: str, *, since: date | None = None) -> date:
    """Return when an action is due: on the day it names, which is said, else as is answered.

    At the end of a long sitting it is due as Enter would have it.
    """
    named = due.named(action, session.moment)
    if named is None and asker.asked < LONG:
        return ask_due(session, asker, since=since)
    day = named or session.workdays.next(session.today)
    asker.say(sentences.understood(day, session.today), quiet=True)
    return day


def ask_due(session: "Session", asker: "Asker", *, since: date | None = None) -> date:
    """Ask by when, from `since` on (today, unless given); Enter is the next working day."""
    default = session.workdays.next(session.today)
    since = since or session.today
    hint = sentences.due_hint(default, session.today)
    while True:
        said = asker.ask(sentences.DUE, hint, explain=sentences.DUE_HELP)
        skipped = choices.is_skipped(said)
        try:
            day = default if skipped else due.parse(said, session.moment, since=since)
        except InvalidInput as error:
            asker.say(str(error))
            continue
        if said:
            asker.say(sentences.understood(day, session.today), quiet=True)
        return day
