"""What a reason turned out to be: asked where its account is won or lost later, and by command."""

from typing import TYPE_CHECKING

from valley import operations
from valley.coach.replies import Meant
from valley.kept import AccountName
from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered
from valley.ui import choices
from valley.ui import one_more_sentences as words

if TYPE_CHECKING:
    from valley.insight.turned_out import Earlier
    from valley.model import Entry
    from valley.session import Session
    from valley.ui.prompts import Asker


class TurnedOut:
    """What is asked of an earlier reason once an account is won or lost."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def earlier(self) -> "Earlier | None":
        """Return the last reason that was given about an account which is won or lost now."""
        from valley.insight.turned_out import reason_to_ask_about

        session, happened = self._sheet.session, self._sheet.answers.happened or ""
        return reason_to_ask_about(happened, session.recent, session.journal.kept(AccountName))

    def ask(self) -> Answered:
        """Ask what it really was; what is answered is saved at once."""
        sheet, earlier = self._sheet, self.earlier()
        if earlier is None:
            return Answered()
        entry, account = earlier
        said = sheet.asker.ask_in_words(
            words.turned_out(entry, account, sheet.session.today),
            words.TURNED_OUT_HINT,
            keys="ys",
            explain=words.TURNED_OUT_HELP,
        )
        if choices.is_skipped(said):
            return Answered()
        found = record(sheet.session, sheet.asker, entry, said)
        return Answered(take_back=lambda: _put_back(sheet, entry, found))


def record(session: "Session", asker: "Asker", entry: "Entry", said: str) -> "Entry":
    """Write what a reason turned out to be, with the name it goes by; say so.

    Args:
        session: The run.
        asker: Asks, where more than one name can be meant.
        entry: Where the reason stands.
        said: What it was, in the rep's words; a yes says it was as the rep had said.
    """
    from valley.sittings.naming import ask_name, offered

    text, excuse = known_as(session, entry, said, None)
    reading = session.recognition.read(said)
    if not excuse and offered(reading):
        excuse = ask_name(asker, reading, session.recognition, may_own=False).excuse or None
    found = operations.turned_out(session.journal, entry, text, excuse)
    session.start_afresh()
    asker.say(words.turned_out_as(found), quiet=True)
    return found


def known_as(
    session: "Session", entry: "Entry", said: str, name: str | None
) -> "tuple[str, str | None]":
    """Return what a reason turned out to be, in words, and a name for it that nobody guessed.

    A yes is what the rep had said; words that are a name go by it.
    """
    from valley.coach.catalogue import named

    reply = choices.AS_SAID.read(said)
    if reply.meant is Meant.YES and not reply.rest:
        return entry.reason or "", name or entry.excuse
    if not name and any(map(str.isalnum, said)) and session.recognition.knows(named(said)):
        return said, named(said)
    return said, name


def _put_back(sheet: Sheet, before: "Entry", after: "Entry") -> None:
    operations.put_back(sheet.session.journal, before, after)
    sheet.session.start_afresh()
