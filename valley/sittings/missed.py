"""After a missed promise: what got in the way, which excuse that is, and a new promise from it."""

from functools import partial
from typing import TYPE_CHECKING

from valley import operations
from valley.model import Entry, Status
from valley.sittings.days import due_of
from valley.sittings.walk import Answered, Question
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker


class Missed:
    """What is asked about missed promises: of one in a sitting, the rest waits for Friday."""

    def __init__(self, session: "Session", asker: "Asker") -> None:
        self._session = session
        self._asker = asker
        self._asked_about: str | None = None  # the id of the one

    def questions(self, entry: Entry, reason: str) -> tuple[Question, ...]:
        """Return what is asked about a promise that was missed, for a reason if one was said."""
        if self._asked_about not in {None, entry.id}:
            self._asker.say(sentences.WAY_WAITS, quiet=True)
            return ()
        self._asked_about = entry.id
        return (partial(self._way, entry, reason),)

    def take_back(self, before: Entry, after: Entry) -> None:
        """Put a promise back to how it stood before an answer, and say so."""
        now = operations.put_back(self._session.journal, before, after)
        self._session.start_afresh()
        if (now.status, now.note, now.due) != (before.status, before.note, before.due):
            self._asker.say(sentences.CHANGED_SINCE)
            return
        self._asker.say(sentences.taken_back(now), quiet=True)
        if now.status is Status.OPEN and self._asked_about == now.id:
            self._asked_about = None

    def _way(self, entry: Entry, reason: str) -> Answered:
        """Ask what got in the way, unless that was said; its excuse is taken where it is sure."""
        if not reason:
            reason = self._asker.ask(sentences.WAY, sentences.WAY_HINT, explain=sentences.WAY_HELP)
        if choices.is_skipped(reason):
            return Answered((partial(self._renew, entry),))
        sure = self._session.recognition.read(reason).sure
        excuse = sure.excuse if sure else None
        noted = operations.add_note(self._session.journal, entry, reason, excuse)
        if sure:
            self._asker.say(sentences.goes_by(sure.title), quiet=True)
        then = (partial(self._name, noted, reason), partial(self._renew, noted))
        return Answered(then[1:] if sure else then, partial(self.take_back, entry, noted))

    def _name(self, entry: Entry, reason: str) -> Answered:
        """Offer the likeliest excuses by one key; Enter leaves the reason unnamed."""
        from valley.coach.replies import number
        from valley.sittings.naming import offered

        guesses = offered(self._session.recognition.read(reason))
        if not guesses:
            return Answered()
        lines = sentences.guess_lines(guesses, sure=False)[:-1]
        hint = sentences.way_hint(len(guesses))
        while True:
            said = self._asker.ask(
                sentences.WAY_NAMED, hint, choices=lines, explain=sentences.WAY_HELP
            )
            if choices.is_skipped(said):
                return Answered()
            picked = number(said)
            if picked and picked <= len(guesses):
                break
            self._asker.say(hint)
        guess = guesses[picked - 1]
        named = operations.add_note(self._session.journal, entry, reason, guess.excuse)
        self._asker.say(sentences.goes_by(guess.title), quiet=True)
        return Answered(take_back=partial(self.take_back, entry, named))

    def _renew(self, entry: Entry) -> Answered:
        """Offer a new promise from the missed one: new words, the old ones edited, or the same."""
        from valley.coach.replies import Meant

        old = entry.action or ""
        said = self._asker.ask(sentences.RENEW, choices.RENEW.hint, explain=choices.RENEW.help)
        reply = choices.RENEW.read(said)
        if reply.rest or reply.meant is None:
            return Answered((partial(self._renewed, entry, said),))
        if reply.meant is Meant.EDIT:
            return Answered((partial(self._edit, entry, old),))
        if reply.meant is Meant.SAME:
            return Answered((partial(self._renewed, entry, old),))
        self._asker.say(sentences.RENEW_LEFT.format(id=entry.short_id), quiet=True)
        return Answered()

    def _edit(self, entry: Entry, old: str) -> Answered:
        """Ask for a promise's words, beginning with those it had."""
        said = self._asker.ask(
            sentences.RENEWED_OLD, choices=[f"  {old}"], prefill=" ".join(old.split())
        )
        return Answered((partial(self._renewed, entry, said),) if said else ())

    def _renewed(self, entry: Entry, action: str) -> Answered:
        """Save the new promise, by the day it names or that is asked for."""
        day = due_of(self._session, self._asker, action)
        new = operations.renew(self._session.journal, entry, action, day, today=self._session.today)
        self._asker.say(sentences.promised(action), quiet=True)
        return Answered(take_back=partial(self.take_back, entry, new))
