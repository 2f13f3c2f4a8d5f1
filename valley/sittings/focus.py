"""Friday's focus: a line, the end of a sentence, or four steps; nudged once where it is no step yet.

The steps are those of mental contrasting with an if-then plan: wish, outcome, obstacle, plan.
"""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from valley.model import KEPT, Verdict, as_typed
from valley.sittings.nudge import needed, nudged
from valley.sittings.walk import Answered, Question
from valley.ui import choices
from valley.ui import review_sentences as say

if TYPE_CHECKING:
    from collections.abc import Callable

    from valley.insight.review import LookBack
    from valley.session import Session
    from valley.sittings.week_draft import WeekDraft
    from valley.ui.prompts import Asker

NEXT_WEEK_ENDS = timedelta(days=13)  # after the Monday of a week
LINE = 72  # characters; whoever takes more is asked step by step


class ChoosesFocus:
    """The last question of a review.

    Args:
        session: The run.
        asker: Asks and says.
        view: The week looked back on.
        draft: Where answers are kept.
        edit: Go through what was answered before.
    """

    def __init__(
        self,
        session: "Session",
        asker: "Asker",
        view: "LookBack",
        draft: "WeekDraft",
        *,
        edit: bool,
    ) -> None:
        self._session = session
        self._asker = asker
        self._view = view
        self._draft = draft
        self._edit = edit

    def ask(self) -> Answered:
        """Ask for the focus, unless there is one, or the week it is for is over."""
        known = self._view.review.focus if self._view.review else None
        over = self._session.today > self._view.week.first + NEXT_WEEK_ENDS
        if self._draft.focus is not None or ((known or over) and not self._edit):
            return Answered()
        if known:
            said = once_more(self._asker, say.FOCUS_QUESTION, known)
            changed = self._draft.keep(focus=as_typed(said))
            return Answered((), changed) if said == known else self._weighed(said, changed)
        if over:
            return Answered()
        left = say.WISH in self._draft.answers  # among the steps
        return Answered(self._steps()) if left else self._first()

    def _first(self) -> Answered:
        """Offer an if-then plan on the excuse that matters most, or take the rep's own words."""
        view = self._view
        lines, hint = [], say.FOCUS_HINT
        if view.matters:
            lines, hint = [say.plan_begun(view.matters.excuse)], say.PLAN_HINT
            if view.tried:
                lines.append(say.tried(view.tried, kept=view.tried.status in KEPT))
        keys = ("s", say.STEPS_KEY)
        said = self._asker.ask_in_words(
            say.FOCUS_QUESTION, hint, keys=keys, choices=lines, explain=say.FOCUS_HELP
        )
        if said == say.STEPS_KEY:
            return Answered(self._steps())
        if view.matters and not said:
            return Answered((partial(self._finish, view.matters.excuse),))
        if "\n" in said or len(said) > LINE:
            return Answered((partial(self._more_than_a_line, said),))
        return self._chosen(said)

    def _finish(self, excuse: str) -> Answered:
        """Ask for the end of the sentence that is the plan."""
        then = self._asker.ask(f"{say.plan(excuse)} …", say.FOCUS_HINT_THEN, explain=say.FOCUS_HELP)
        if choices.is_skipped(then):
            return self._chosen("")
        return self._chosen(then, partial(say.planned, excuse))

    def _chosen(self, said: str, whole: "Callable[[str], str]" = str) -> Answered:
        """Keep the focus; 'none' and 'n' choose none.

        Args:
            said: What the rep will do.
            whole: Makes the focus of it.
        """
        if choices.is_skipped(said):
            return Answered(take_back=self._draft.keep(focus=""))
        # Whoever leaves at the nudge has said this much.
        return self._weighed(said, self._draft.keep(focus=as_typed(whole(said))), whole)

    def _weighed(
        self, said: str, take_back: "Callable[[], None]", whole: "Callable[[str], str]" = str
    ) -> Answered:
        """Return what follows from a focus: a nudge, where it is no step of the rep's own yet."""
        kind = needed(said) if said else None
        return Answered((partial(self._nudge, said, kind, whole),) if kind else (), take_back)

    def _nudge(self, first: str, kind: Verdict, whole: "Callable[[str], str]") -> Answered:
        """Nudge once; the second answer stands."""
        about = self._view.matters.excuse if self._view.matters else None
        said = nudged(self._session, self._asker, first, kind, about, questions=say.FOCUS_NUDGES)
        if said == first:
            return Answered()
        return Answered(take_back=self._draft.keep(focus=as_typed(whole(said))))

    # Step by step

    def _more_than_a_line(self, said: str) -> Answered:
        """Offer the steps to somebody who takes more than a line; what was said is the wish then."""
        if not self._asker.confirm(say.STEP_BY_STEP):
            return self._chosen(said)
        return Answered(self._steps()[1:], self._draft.keep_answer(say.WISH, said))

    def _steps(self) -> tuple[Question, ...]:
        steps = (partial(self._step, asked) for asked in (say.WISH, say.OUTCOME, say.OBSTACLE))
        return (*steps, self._plan)

    def _step(self, asked: str) -> Answered:
        """Ask a step that is not answered yet; Enter skips it."""
        if asked in self._draft.answers:
            return Answered()
        said = self._asker.ask_in_words(asked, say.ANSWER_HINT, keys="s", explain=say.STEPS[asked])
        said = "" if choices.is_skipped(said) else said
        return Answered(take_back=self._draft.keep_answer(asked, said))

    def _plan(self) -> Answered:
        """Ask for the plan on the obstacle, which is the focus; without one the wish is."""
        wish = self._draft.answers.get(say.WISH, "")
        obstacle = self._draft.answers.get(say.OBSTACLE, "")
        asked = say.obstacle_begun(obstacle) if obstacle else say.STEP
        said = self._asker.ask_in_words(
            asked, say.ANSWER_HINT, keys="s", explain=say.STEPS[say.STEP]
        )
        if choices.is_skipped(said):
            return Answered(take_back=self._draft.keep(focus=wish))
        return self._chosen(said, partial(say.if_then, obstacle) if obstacle else str)


def once_more(asker: "Asker", asked: str, before: str) -> str:
    """Ask what was answered before, and return what is to stand: Enter leaves it, a dash clears it."""
    line = " ".join(before.split())
    said = asker.ask(
        asked,
        say.AGAIN_HINT,
        choices=[f"  {before}"],
        prefill=line,
        explain=say.ANSWER_HELP,
    )
    return "" if said == say.CLEAR else before if said in {"", line} else said
