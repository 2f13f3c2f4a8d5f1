"""How promises went, one by one: each answer is saved at once, and `<` takes it back."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from valley import dates, due, operations
from valley.entry import promise
from valley.errors import Interrupted, InvalidInput
from valley.model import Entry, Status
from valley.sittings.days import ask_due
from valley.sittings.missed import Missed, joined
from valley.sittings.walk import Answered, Question, walk
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.coach.replies import Reply
    from valley.session import Session
    from valley.sittings.nudge import Nudge
    from valley.ui.choices import Choice
    from valley.ui.prompts import Asker

MOST_ASKED = 5  # promises before it is asked whether to go on


class Promises:
    """The questions about promises.

    Args:
        session: The run.
        asker: Asks and says.
        choice: What can be answered about each.
        nudge: The one of the evening; without it each new promise that is no step has its own.
    """

    def __init__(
        self,
        session: "Session",
        asker: "Asker",
        choice: "Choice",
        nudge: "Nudge | None" = None,
    ) -> None:
        self._session = session
        self._asker = asker
        self._choice = choice
        self._missed = Missed(session, asker, nudge)

    def due(self) -> tuple[Question, ...]:
        """Return the questions about those that are due, the oldest first, the first few of many."""
        waiting = [
            one
            for one in self._session.journal.open_promises()
            if one.due and one.due <= self._session.today
        ]
        rest = self.about(waiting[MOST_ASKED:])
        return (*self.about(waiting[:MOST_ASKED]), *([partial(self._more, rest)] if rest else []))

    def about(self, entries: Sequence[Entry]) -> tuple[Question, ...]:
        """Return the questions about promises, in order."""
        return tuple(partial(self._did_you, entry) for entry in entries)

    def go_through(self) -> None:
        """Ask about every promise that is open; each answer is saved at once.

        Raises:
            Interrupted: The person left.
        """
        try:
            walk(self._asker, self.about(self._session.journal.open_promises()))
        except (KeyboardInterrupt, EOFError) as error:
            raise Interrupted(sentences.STOPPED) from error

    def _more(self, rest: tuple[Question, ...]) -> Answered:
        """Ask whether to go through the rest of many."""
        goes_on = self._asker.confirm(sentences.more_due(len(rest)), default=False)
        return Answered(rest if goes_on else ())

    def _did_you(self, entry: Entry) -> Answered:
        """Ask how a promise went."""
        from valley.coach.replies import Meant

        question = sentences.promise_due(entry, self._session.today)
        moment = self._session.moment
        reply = self._asker.choose(
            question, self._choice, read=lambda said: heard(said, self._choice, entry, moment)
        )
        if reply.meant is Meant.MOVE:
            told = another_day(reply.rest, moment) or due.named(reply.rest, moment)
            return self._move(entry, told if told and told > moment.today else None)
        if reply.meant in {Meant.LATER, Meant.STOP}:
            return Answered(ends=reply.meant is Meant.STOP)
        return self._settle(entry, Status(str(reply.meant)), reply)

    def _settle(self, entry: Entry, status: Status, reply: "Reply") -> Answered:
        """Save how a promise ended; return what is asked about that."""
        note = _note(reply)
        [settled] = operations.settle(
            self._session.journal, [entry], status, today=self._session.today, note=note
        )
        self._session.start_afresh()
        self._asker.say(sentences.ended(settled, note, self._count(settled)), quiet=True)
        then: tuple[Question, ...] = ()
        if status is Status.MISSED:
            then = self._missed.of_evening(settled, reply.rest)
        elif status is Status.BETTER and not reply.rest:
            then = (partial(self._instead, settled),)
        return Answered(then, partial(self._missed.take_back, entry, settled))

    def _count(self, settled: Entry) -> tuple[int, int]:
        """Return how many of the last promises were kept, this one among them, and how many those are."""
        from valley.insight.promises import last_ended

        others = [one for one in self._session.recent if one.id != settled.id]
        return last_ended([settled, *others])

    def _instead(self, entry: Entry) -> Answered:
        """Ask what was done that is better."""
        said = self._asker.ask_in_words(
            sentences.INSTEAD, sentences.WAY_HINT, keys="s", explain=sentences.INSTEAD_HELP
        )
        if choices.is_skipped(said):
            return Answered()
        noted = operations.add_note(self._session.journal, entry, joined(entry.note, said))
        return Answered(take_back=partial(self._missed.take_back, entry, noted))

    def _move(self, entry: Entry, to: date | None) -> Answered:
        """Move a promise, to a day that was said or is asked for; name gently what moved often."""
        day = to or ask_due(self._session, self._asker)
        [moved] = operations.move(self._session.journal, [entry], day, today=self._session.today)
        self._asker.say(sentences.moved_to(day, self._session.today), quiet=True)
        count = promise.moves(moved)
        if count >= promise.OFTEN_MOVED:
            self._asker.say(sentences.often_moved(count), quiet=True)
        return Answered(take_back=partial(self._missed.take_back, entry, moved))


def heard(said: str, choice: "Choice", entry: Entry, moment: due.Moment) -> "Reply":
    """Return what an answer means: by itself, as told of this promise, or as another day."""
    from valley.coach.replies import Meant, Reply, did

    reply = choice.read(said)
    if reply.meant is not None or not said:
        return reply
    if did(said, entry.action or ""):
        return Reply(Meant.KEPT, said)
    return Reply(Meant.MOVE, said) if another_day(said, moment) else reply


def another_day(said: str, moment: due.Moment) -> date | None:
    """Return the day that an answer is, from tomorrow on; None where it is none, or may be today.

    '9am' is when it was done as well as when it will be, and so is 'friday' on a Friday.
    """
    morning = moment._replace(now=datetime.combine(moment.today, time.min, moment.now.tzinfo))
    try:
        day = min(due.parse(said, at, since=moment.today) for at in (moment, morning))
    except InvalidInput:
        return None
    return day if day > moment.today and not _is_today(said, moment.today) else None


def _is_today(said: str, today: date) -> bool:
    """Return whether a day, looked back for, is today."""
    try:
        return dates.parse(said, today=today) == today
    except InvalidInput:
        return False


def _note(reply: "Reply") -> str:
    """Return the words of an answer beyond what it means; a word alone is none."""
    told = [said for said in reply.unsure if len(said.split()) > 1]
    return "; ".join([*told, *([reply.rest] if reply.rest else [])])
