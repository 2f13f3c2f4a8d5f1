"""The review's questions in a terminal, one by one; each answer is in the draft as it is given."""

import sys
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from valley import operations
from valley.errors import Interrupted, ValleyError
from valley.insight.review import QUESTIONS, LookBack
from valley.model import answer
from valley.sittings.focus import ChoosesFocus, once_more
from valley.sittings.missed import Missed
from valley.sittings.walk import Answered, Question, walk
from valley.sittings.week_draft import WeekDraft
from valley.ui import choices
from valley.ui import review_sentences as say
from valley.ui.findings import question
from valley.ui.naming_sentences import name_them
from valley.ui.prompts import Asker
from valley.ui.sentences import kept_in_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from valley.model import Entry
    from valley.session import Session
    from valley.ui.style import Screen

WEEKEND = timedelta(days=2)  # before a week: what was written there came after its review


class Friday:
    """One review in a terminal.

    Args:
        session: The run.
        view: The week looked back on.
        draw: Draws what is put on the screen.
        screen: The screen.
        edit: Go through what was answered before.
    """

    def __init__(
        self,
        session: "Session",
        view: LookBack,
        draw: "Callable[..., None]",
        screen: "Screen",
        *,
        edit: bool,
    ) -> None:
        self._session = session
        self._draw = draw
        self._screen = screen
        self._view = view
        self._name = view.week.name
        self._asker = Asker(sys.stdout, plain=session.plain)
        self._draft = WeekDraft(session.journal, self._name, view.week.first)
        self._known = view.review
        self._edit = edit or bool(self._draft.begun and self._known and self._known.answers)
        self._focus = ChoosesFocus(session, self._asker, view, self._draft, edit=self._edit)

    @property
    def is_due(self) -> bool:
        """Whether there is anything to ask that was not answered yet."""
        answered = self._known is not None and bool(self._known.answers)
        return self._edit or (not answered and bool(self._view.asks))

    def run(self) -> None:
        """Ask what is not answered yet, and save.

        Raises:
            Interrupted: The person left; what was answered is in the draft.
        """
        session = self._session
        session.journal.check_writable(self._view.week.first + timedelta(days=3))
        try:
            self._say_where_we_are()
            walk(self._asker, self._all())
        except (KeyboardInterrupt, EOFError) as error:
            raise Interrupted(f"Stopped. {self._kept_in_draft()}") from error
        self._save()

    def _all(self) -> tuple[Question, ...]:
        """Return the questions, in order."""
        first, last = self._view.week.first, self._view.week.last
        missed = Missed(self._session, self._asker).of_week(first, last)
        begins = () if self._edit else (self._focus_went,)
        return (*begins, self._picture, *missed, self._names, *self._questions(), self._focus.ask)

    def _picture(self) -> Answered:
        """Draw the week, and what stands out after a moment."""
        from valley.ui.review import outstanding, picture

        today, take_back = self._session.today, None
        self._draw(*picture(self._view, today=today, screen=self._screen))
        if self._view.week.entries:
            if not self._draft.seen:
                self._asker.choose(say.TURN_OVER, choices.GO_ON)
                take_back = self._draft.keep(seen=True)
            self._draw(*outstanding(self._view, today=today, screen=self._screen))
        self._asker.say()
        return Answered(take_back=take_back) if take_back else Answered()

    def _say_where_we_are(self) -> None:
        """Write what was answered before, and which other review waits."""
        if self._draft.answers:
            count = sum(bool(said) for said in self._draft.answers.values())
            self._asker.say(say.resumed(count), quiet=True)
        for week in self._draft.others:
            self._asker.say(say.unfinished(week), quiet=True)

    def _focus_went(self) -> Answered:
        """Begin with how the last focus went."""
        focus = self._view.last_focus
        if focus is None or self._went in self._draft.answers:
            return Answered()
        self._asker.say(say.focus_was(focus))
        if seen := say.focus_seen(focus):
            self._asker.say(seen, quiet=True)
        said = self._asker.ask_in_words(say.HOW_DID_IT_GO, say.WENT_HINT, explain=say.ANSWER_HELP)
        self._asker.say()
        return Answered(take_back=self._draft.keep_answer(self._went, said))

    @property
    def _went(self) -> str:
        """The question how the last focus went; empty where there was none."""
        return say.focus_went(self._view.last_focus) if self._view.last_focus else ""

    def _names(self) -> Answered:
        """Offer to go through the reasons, since the Saturday before, that have no name of the rep's own."""
        from valley.entry.made_up import waits

        first, last = self._view.week.first - WEEKEND, self._view.week.last
        entries = self._session.journal.entries(first, last, oldest_first=True)
        waiting = [entry for entry in entries if waits(entry)]
        if waiting and not self._edit and self._asker.confirm(name_them(len(waiting))):
            return Answered((partial(self._go_through, waiting),))
        return Answered()

    def _go_through(self, waiting: "list[Entry]") -> Answered:
        """Name reasons one by one; each is saved at once."""
        from valley.sittings.naming import go_through

        go_through(self._session, self._asker, waiting, self._session.recognition.made_up)
        return Answered()

    def _questions(self) -> tuple[Question, ...]:
        """Return what was picked for this week, or once more what was answered before."""
        if self._edit and self._known:
            return tuple(
                partial(self._ask_again, asked, said) for asked, said in self._known.answers
            )
        monday = self._view.week.first
        return tuple(partial(self._ask, question(one, monday=monday)) for one in self._view.asks)

    def _ask(self, asked: str) -> Answered:
        """Ask what was not answered yet, as far as there is room."""
        room = len(self._draft.answers.keys() - {self._went, *say.STEPS}) < QUESTIONS
        if not room or asked in self._draft.answers:
            return Answered()
        said = self._asker.ask_in_words(asked, say.ANSWER_HINT, explain=say.ANSWER_HELP)
        return Answered(take_back=self._draft.keep_answer(asked, said))

    def _ask_again(self, asked: str, before: str) -> Answered:
        """Ask what was answered before; Enter leaves it."""
        if asked in self._draft.answers:
            return Answered()
        said = once_more(self._asker, asked, before)
        return Answered(take_back=self._draft.keep_answer(asked, said))

    def _save(self) -> None:
        """Write the review and forget the draft.

        Raises:
            ValleyError: It could not be written; the answers are in the draft.
        """
        answers = tuple(
            (asked, said) for asked, said in self._draft.answers.items() if said.strip()
        )
        before = self._known.focus if self._known else None
        focus = before if self._draft.focus is None else answer(self._draft.focus)
        if answers or focus or self._known:
            try:
                operations.save_review(
                    self._session.journal, self._name, focus=focus, answers=answers
                )
            except ValleyError as error:
                raise error.with_more(self._kept_in_draft()) from error
            self._asker.say(f"\n{say.saved(focus)}")
        else:
            self._asker.say(f"\n{say.NOTHING_KEPT}", quiet=True)
        self._draft.forget()

    def _kept_in_draft(self) -> str:
        if not self._draft.answers:
            return say.NOTHING_ANSWERED
        edit = " --edit" if self._edit else ""
        return kept_in_draft(self._draft.place, f"review --week {self._name}{edit}")
