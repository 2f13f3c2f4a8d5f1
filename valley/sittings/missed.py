"""After a missed promise: what got in the way, which excuse that is, and a new promise from it."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from valley import operations
from valley.model import Did, Entry, Status, Verdict
from valley.sittings.days import due_of
from valley.sittings.nudge import Nudge
from valley.sittings.walk import Answered, Question
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.session import Session
    from valley.ui.prompts import Asker

MOST_ON_FRIDAY = 3  # missed promises that are asked about


class Missed:
    """What is asked about missed promises: of one in a sitting, the rest waits for Friday.

    Args:
        session: The run.
        asker: Asks and says.
        nudge: The one of the evening; without it each new promise that is no step has its own.
    """

    def __init__(self, session: "Session", asker: "Asker", nudge: Nudge | None = None) -> None:
        self._session = session
        self._asker = asker
        self._nudge = nudge
        self._asked_about: str | None = None  # the id of the one

    def of_evening(self, entry: Entry, why: str) -> tuple[Question, ...]:
        """Return what is asked about a promise that was missed now; of a second one nothing.

        Args:
            entry: The promise.
            why: What was said of it along with that; empty where nothing was.
        """
        if self._asked_about not in {None, entry.id}:
            if not entry.note:
                self._asker.say(sentences.WAY_WAITS, quiet=True)
            return ()
        self._asked_about = entry.id
        return (partial(self._name, entry, why) if why else partial(self._way, entry),)

    def of_week(self, first: date, last: date) -> tuple[Question, ...]:
        """Return what is asked on Friday about those missed without a word of what was in the way."""
        found = [
            entry
            for entry in self._session.recent
            for step in entry.steps[-1:]
            if step.did is Did.MISSED and not step.note and first <= step.on <= last
        ]
        return tuple(partial(self._of_friday, entry) for entry in found[:MOST_ON_FRIDAY])

    def _of_friday(self, entry: Entry) -> Answered:
        """Say which promise it is about, and ask."""
        self._asker.say(sentences.missed(entry))
        return self._way(entry)

    def take_back(self, before: Entry, after: Entry) -> None:
        """Put a promise back to how it stood before an answer, and say so."""
        now = operations.put_back(self._session.journal, before, after)
        self._session.start_afresh()
        if (now.status, now.note, now.due) != (before.status, before.note, before.due):
            self._asker.say(sentences.CHANGED_SINCE)
            return
        said = sentences.taken_back(now) if before.status != after.status else sentences.UNSAID
        self._asker.say(said, quiet=True)
        if now.status is Status.OPEN and self._asked_about == now.id:
            self._asked_about = None

    def _way(self, entry: Entry) -> Answered:
        """Ask what got in the way."""
        said = self._asker.ask_in_words(
            sentences.WAY, sentences.WAY_HINT, keys="s", explain=sentences.WAY_HELP
        )
        if choices.is_skipped(said):
            return Answered((partial(self._renew, entry),))
        noted = operations.add_note(self._session.journal, entry, joined(entry.note, said))
        return Answered((partial(self._name, noted, said),), partial(self.take_back, entry, noted))

    def _name(self, entry: Entry, way: str) -> Answered:
        """Ask what got in the way goes by, where there is a guess."""
        from valley.sittings.naming import ask_name, offered

        known = self._session.recognition
        reading = known.read(way)
        excuse = None
        if offered(reading):
            excuse = ask_name(self._asker, reading, known, may_own=False).excuse
        if not excuse:
            return Answered((partial(self._renew, entry),))
        named = operations.add_note(self._session.journal, entry, entry.note or "", excuse)
        return Answered((partial(self._renew, named),), partial(self.take_back, entry, named))

    def _renew(self, entry: Entry) -> Answered:
        """Offer a new promise from the missed one: new words, the old ones edited, or the same."""
        from valley.coach.replies import Meant

        old = entry.action or ""
        said = self._asker.ask(sentences.RENEW, choices.RENEW.hint, explain=choices.RENEW.help)
        meant = choices.renewal(said)
        if meant is Meant.EDIT:
            return Answered((partial(self._edit, entry, old),))
        if meant in {None, Meant.SAME}:
            return self._heard(entry, said if meant is None else old)
        self._asker.say(sentences.RENEW_LEFT.format(id=entry.short_id), quiet=True)
        return Answered()

    def _edit(self, entry: Entry, old: str) -> Answered:
        """Ask for a promise's words, beginning with those it had."""
        said = self._asker.ask(
            sentences.RENEWED_OLD,
            choices=[f"  {old}"],
            prefill=" ".join(old.split()),
            explain=choices.RENEW.help,
        )
        return self._heard(entry, said) if said else Answered()

    def _heard(self, entry: Entry, action: str) -> Answered:
        """Save a new promise that is a step; nudge once, as every promise, where it is none yet."""
        nudge = self._nudge or Nudge(self._session, self._asker)
        if kind := nudge.needed(action):
            return Answered((partial(self._nudged, nudge, entry, action, kind),))
        return Answered((partial(self._renewed, entry, action),))

    def _nudged(self, nudge: Nudge, entry: Entry, first: str, kind: Verdict) -> Answered:
        """Nudge once; whatever is promised then stands."""
        whole = nudge.ask(first, kind, entry.excuse)
        return Answered((partial(self._renewed, entry, whole),))

    def _renewed(self, entry: Entry, action: str) -> Answered:
        """Save the new promise, by the day it names or that is asked for."""
        day = due_of(self._session, self._asker, action)
        new = operations.renew(self._session.journal, entry, action, day, today=self._session.today)
        self._asker.say(sentences.promised(action), quiet=True)
        return Answered(take_back=partial(self.take_back, entry, new))


def joined(note: str | None, said: str) -> str:
    """Return a note with what was said after it: 'half of it' stays beside the reason why."""
    return f"{note}; {said}" if note else said
