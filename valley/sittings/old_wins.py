"""Days that earlier versions called wins because they give no reason: asked about on a Friday."""

from typing import TYPE_CHECKING

from valley import operations
from valley.coach.replies import Meant
from valley.coach.wins import tells_win
from valley.errors import Interrupted
from valley.model import Entry, EntryKind
from valley.ui import choices
from valley.ui import review_sentences as say

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker

LISTED = 3  # of them
KINDS = {Meant.PLAIN: EntryKind.NOTE, Meant.WIN: EntryKind.WIN}


def look_at_old_wins(session: "Session", asker: "Asker") -> None:
    """Ask what those are whose words tell no win; one that got a kind is not asked about again.

    Raises:
        Interrupted: The person left; what was answered is saved.
    """
    old = [one for one in session.journal.wins_before_kinds() if not tells_win(one.happened)]
    if not old:
        return
    for line in say.old_wins(old[-LISTED:], len(old), session.today):
        asker.say(line, quiet=True)
    try:
        meant = asker.choose(say.OLD_WINS, choices.OLD_WINS).meant
        if meant is Meant.EACH:
            _one_by_one(session, asker, old)
        elif meant in KINDS:
            _put(session, asker, old, KINDS[meant])
    except (KeyboardInterrupt, EOFError) as error:
        raise Interrupted(say.STOPPED) from error
    asker.say()


def _one_by_one(session: "Session", asker: "Asker", old: list[Entry]) -> None:
    """Ask of each whether it was a win, the newest first; each answer is saved at once."""
    for entry in reversed(old):
        meant = asker.choose(say.was_a_win(entry, session.today), choices.WAS_A_WIN).meant
        if meant not in KINDS:
            return
        _put(session, asker, [entry], KINDS[meant])


def _put(session: "Session", asker: "Asker", entries: list[Entry], kind: EntryKind) -> None:
    """Write what entries are, and say so."""
    operations.set_kind(session.journal, entries, kind)
    asker.say(say.kinds_are(len(entries), kind), quiet=True)
