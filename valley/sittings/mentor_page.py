"""Making the page for the mentor in a terminal: what goes on it, what to be asked, and the names."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from valley.coach.replies import Meant
from valley.errors import Interrupted
from valley.model import Entry
from valley.page.mentor import TOPICS
from valley.page.mentor_view import Chosen
from valley.sittings.walk import Answered, Question, walk
from valley.ui import choices
from valley.ui import mentor_sentences as said

if TYPE_CHECKING:
    from valley.insight.mentor import Covered
    from valley.session import Session
    from valley.ui.prompts import Asker


def names(session: "Session", asker: "Asker", *, ask: bool) -> tuple[str, str]:
    """Return the rep's name and the mentor's; asked once, before the first page.

    Args:
        session: The run.
        asker: Asks and says.
        ask: No page was made yet.
    """
    values = session.settings.values
    found = []
    for name, question in said.NAMES.items():
        told = str(values[name])
        if not told and ask:
            told = asker.ask_in_words(question, said.NAME_HINT, explain=said.NAMES_HELP)
            told = "" if choices.is_none(told) else told
            session.keep_setting(name, told)
        found.append(told)
    return found[0], found[1]


class Picking:
    """What goes on a page, one key each.

    Args:
        session: The run.
        asker: Asks and says.
        covered: What can be picked; what was answered for a page before is not asked again.
        numbers: Whether there are numbers of these days.
        chosen: What was said beforehand.
    """

    def __init__(
        self,
        session: "Session",
        asker: "Asker",
        covered: "Covered",
        chosen: Chosen,
        *,
        numbers: bool,
    ) -> None:
        self._session = session
        self._asker = asker
        self._covered = covered
        self._chosen = chosen
        self._has_numbers = numbers
        self._all = False
        self._none = False

    def run(self, *, pick: bool, ask: bool) -> Chosen:
        """Ask, and return what was chosen.

        Args:
            pick: Ask what goes on it.
            ask: Ask what to be asked about, and where the rep is stuck.

        Raises:
            Interrupted: The person left; nothing is written.
        """
        try:
            picks = (*self._picks(), self._numbers) if pick else ()
            walk(self._asker, [*picks, *(self._topics() if ask else ())])
        except (KeyboardInterrupt, EOFError) as error:
            raise Interrupted(f"Stopped. {said.NOTHING_WRITTEN}") from error
        return self._chosen

    def _picks(self) -> tuple[Question, ...]:
        known = self._covered.private | self._covered.picked
        asked = [entry for entry in self._covered.entries if entry.id not in known]
        if asked:
            self._asker.say(said.PRIVATE, quiet=True)
        return tuple(
            self._question(entry, len(asked) - number) for number, entry in enumerate(asked, 1)
        )

    def _question(self, entry: Entry, left: int) -> Question:
        return lambda: self._pick(entry, left)

    def _pick(self, entry: Entry, left: int) -> Answered:
        """Ask whether an entry goes on the page."""
        if self._none:
            return Answered()
        if self._all:
            return Answered(take_back=self._put(entry, with_promise=True))
        for line in said.entry_lines(entry, self._session.today):
            self._asker.say(line)
        choice = said.PICK if entry.action else said.PICK_PLAIN
        meant = self._asker.choose(said.on_the_page(left), choice).meant
        if meant is Meant.STOP:
            self._none = True
            return Answered(take_back=self._go_on)
        if meant is Meant.SAME:
            self._all = True
        if meant in {Meant.YES, Meant.EDIT, Meant.SAME}:
            return Answered(take_back=self._put(entry, with_promise=meant is not Meant.EDIT))
        return Answered(take_back=self._go_on)

    def _numbers(self) -> Answered:
        """Ask whether the rep's numbers go on the page."""
        before = self._chosen
        if before.numbers or not self._has_numbers or self._none:
            return Answered()
        chosen = self._asker.confirm(said.NUMBERS_TOO, default=False)
        self._chosen = replace(before, numbers=chosen)
        return Answered(take_back=lambda: self._take_back(before))

    def _go_on(self) -> None:
        self._all = self._none = False

    def _put(self, entry: Entry, *, with_promise: bool) -> Callable[[], None]:
        before = self._chosen
        without = before.without if with_promise else before.without | {entry.id}
        self._chosen = replace(before, picked=before.picked | {entry.id}, without=without)
        return lambda: self._take_back(before)

    def _take_back(self, before: Chosen) -> None:
        self._chosen = before
        self._go_on()

    def _topics(self) -> tuple[Question, ...]:
        topics = () if self._chosen.topics else (self._topic,)
        return (*topics, *(() if self._chosen.stuck else (self._stuck,)))

    def _topic(self) -> Answered:
        """Ask for something the rep wants to be asked about; up to three."""
        before = self._chosen
        question = said.TOPIC_NEXT if before.topics else said.TOPIC
        told = self._asker.ask_in_words(question, said.TOPIC_HINT, explain=said.TOPIC_HELP)
        if not told or choices.is_none(told):
            return Answered()
        self._chosen = replace(before, topics=(*before.topics, told))
        more = (self._topic,) if len(self._chosen.topics) < TOPICS else ()
        return Answered(more, lambda: self._take_back(before))

    def _stuck(self) -> Answered:
        """Ask where the rep is stuck."""
        before = self._chosen
        told = self._asker.ask_in_words(said.STUCK, said.STUCK_HINT, explain=said.STUCK_HELP)
        if not told or choices.is_none(told):
            return Answered()
        self._chosen = replace(before, stuck=told)
        return Answered(take_back=lambda: self._take_back(before))
