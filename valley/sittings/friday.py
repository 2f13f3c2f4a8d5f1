"""The review's questions in a terminal, one by one; each answer is in the draft as it is given."""

import sys
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from valley import operations
from valley.errors import Interrupted, ValleyError
from valley.insight.review import QUESTIONS, LookBack
from valley.model import KEPT, answer, as_typed
from valley.sittings.missed import Missed
from valley.sittings.walk import Answered, Question, walk
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

ANSWERS, FOCUS, SEEN = "answers", "focus", "seen"
WEEKEND = timedelta(days=2)  # before a week: what was written there came after its review
NEXT_WEEK_ENDS = timedelta(days=13)  # after the Monday of a week


class Friday:
    """One review in a terminal.

    The draft holds a week's answers by question, so that weeks begun and left stay apart; an
    answer that was skipped is there as well, empty, and not asked for again.

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
        self._draft = session.journal.draft("review")
        self._draft.load()
        begun = self._draft.answers.get(self._name)
        self._given: dict[str, Any] = begun if isinstance(begun, dict) else {}
        self._known = view.review
        self._edit = edit or bool(begun and self._known and self._known.answers)

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
        return (*begins, self._picture, *missed, self._names, *self._questions(), self._focus)

    def _picture(self) -> Answered:
        """Draw the week, and what stands out after a moment."""
        from valley.ui.review import outstanding, picture

        today, take_back = self._session.today, None
        self._draw(*picture(self._view, today=today, screen=self._screen))
        if self._view.week.entries:
            if not self._given.get(SEEN):
                self._asker.choose(say.TURN_OVER, choices.GO_ON)
                take_back = self._keep(seen=True)
            self._draw(*outstanding(self._view, today=today, screen=self._screen))
        self._asker.say()
        return Answered(take_back=take_back) if take_back else Answered()

    def _say_where_we_are(self) -> None:
        """Write what was answered before, and which other review waits."""
        if self._answers:
            count = sum(bool(said) for said in self._answers.values())
            self._asker.say(say.resumed(count), quiet=True)
        for week in self._draft.answers:
            if week != self._name:
                self._asker.say(say.unfinished(week), quiet=True)

    @property
    def _answers(self) -> dict[str, str]:
        """What was answered in this sitting or the one it goes on from, by question."""
        answers = self._given.get(ANSWERS)
        return dict(answers) if isinstance(answers, dict) else {}

    def _focus_went(self) -> Answered:
        """Begin with how the last focus went."""
        focus = self._view.last_focus
        if focus is None or self._went in self._answers:
            return Answered()
        self._asker.say(say.focus_was(focus))
        if seen := say.focus_seen(focus):
            self._asker.say(seen, quiet=True)
        said = self._asker.ask_in_words(say.HOW_DID_IT_GO, say.WENT_HINT, explain=say.ANSWER_HELP)
        self._asker.say()
        return Answered(take_back=self._keep_answer(self._went, said))

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
        room = len(self._answers.keys() - {self._went}) < QUESTIONS
        if not room or asked in self._answers:
            return Answered()
        said = self._asker.ask_in_words(asked, say.ANSWER_HINT, explain=say.ANSWER_HELP)
        return Answered(take_back=self._keep_answer(asked, said))

    def _ask_again(self, asked: str, before: str) -> Answered:
        """Ask what was answered before; Enter leaves it."""
        if asked in self._answers:
            return Answered()
        said = self._once_more(asked, say.AGAIN_HINT, before)
        return Answered(take_back=self._keep_answer(asked, said))

    def _once_more(self, asked: str, hint: str, before: str) -> str:
        said = self._asker.ask(
            asked,
            hint,
            choices=[f"  {before}"],
            prefill=_one_line(before),
            explain=say.ANSWER_HELP,
        )
        return "" if said == say.CLEAR else before if said in {"", _one_line(before)} else said

    def _focus(self) -> Answered:
        """Offer an if-then plan on the excuse that matters most, or take the rep's own words."""
        view, known = self._view, self._known.focus if self._known else None
        over = self._session.today > view.week.first + NEXT_WEEK_ENDS
        if FOCUS in self._given or (over and not self._edit):
            return Answered()
        if known:
            if not self._edit:
                return Answered()
            said = self._once_more(say.FOCUS_QUESTION, say.AGAIN_HINT, known)
            return Answered(take_back=self._keep(focus=as_typed(said)))
        if over:
            return Answered()
        lines, hint = [], say.FOCUS_HINT
        if view.matters:
            lines, hint = [say.plan_begun(view.matters.excuse)], say.PLAN_HINT
            if view.tried:
                lines.append(say.tried(view.tried, kept=view.tried.status in KEPT))
        said = self._asker.ask_in_words(
            say.FOCUS_QUESTION, hint, keys="s", choices=lines, explain=say.FOCUS_HELP
        )
        if view.matters and not said:
            return Answered((partial(self._finish, view.matters.excuse),))
        return self._chosen(said)

    def _finish(self, excuse: str) -> Answered:
        """Ask for the end of the sentence that is the plan."""
        then = self._asker.ask(f"{say.plan(excuse)} …", say.FOCUS_HINT_THEN, explain=say.FOCUS_HELP)
        return self._chosen("" if choices.is_skipped(then) else say.planned(excuse, then))

    def _chosen(self, focus: str) -> Answered:
        """Keep the focus; 'none' and 'n' choose none."""
        none = choices.is_skipped(focus)
        return Answered(take_back=self._keep(focus="" if none else as_typed(focus)))

    def _keep_answer(self, asked: str, said: str) -> "Callable[[], None]":
        """Keep the answer to a question; return what takes it back."""
        told = "" if choices.is_skipped(said, also_no=False) else as_typed(said)
        return self._keep(answers=self._answers | {asked: told})

    def _keep(self, **given: Any) -> "Callable[[], None]":
        """Keep an answer, on the disk first; return what takes it back."""
        before = self._given
        self._put(before | given)
        return lambda: self._put(before)

    def _put(self, given: dict[str, Any]) -> None:
        self._draft.save(self._view.week.first, **{self._name: given})
        self._given = given

    def _save(self) -> None:
        """Write the review and forget the draft.

        Raises:
            ValleyError: It could not be written; the answers are in the draft.
        """
        answers = tuple((asked, said) for asked, said in self._answers.items() if said.strip())
        before = self._known.focus if self._known else None
        focus = answer(self._given[FOCUS]) if FOCUS in self._given else before
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
        self._forget()

    def _forget(self) -> None:
        """Forget this week's draft, and leave those of other weeks."""
        self._draft.answers.pop(self._name, None)
        if self._draft.answers:
            self._draft.save(self._view.week.first)
        else:
            self._draft.discard()

    def _kept_in_draft(self) -> str:
        if not self._answers:
            return say.NOTHING_ANSWERED
        edit = " --edit" if self._edit else ""
        return kept_in_draft(self._draft.place, f"review --week {self._name}{edit}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
