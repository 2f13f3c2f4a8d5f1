"""The evening's questions about an excuse that keeps coming back: its plan, and the own part."""

from datetime import timedelta
from typing import TYPE_CHECKING

from valley.coach.replies import Meant
from valley.model import PlanUse
from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered, Question
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.insight.recurring import Given

BEFORE = 3  # earlier promises for an excuse that are shown
USES = {
    Meant.HELPED: PlanUse.HELPED,
    Meant.TRIED: PlanUse.TRIED,
    Meant.UNUSED: PlanUse.NOT_USED,
}


class CameBack:
    """What is asked where the excuse was given three times or more in 90 days."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def show(self) -> Answered:
        """Say how often it came, and what was promised before; nothing where it did not come back."""
        from valley.coach.catalogue import title
        from valley.insight.promises import plan_for
        from valley.sittings.mentor_comments import lines_now

        before, sheet = self.before(), self._sheet
        name, today = sheet.answers.excuse, sheet.session.today
        for line in lines_now(sheet.session, name, sheet.session.recent):
            sheet.asker.say(line)
        if not name or not before:
            return Answered()
        first = min(one.day for one in before)
        sheet.asker.say(sentences.came_back(title(name), len(before) + 1, first, today))
        told = {one.entry.id for one in before if not one.for_promise and one.entry.action}
        for entry in [entry for entry in sheet.session.recent if entry.id in told][:BEFORE]:
            for line in sentences.promised_before(entry, today):
                sheet.asker.say(line, quiet=True)
        then: tuple[Question, ...] = (self._mine,)
        plan = plan_for(name, sheet.session.recent)
        if sheet.answers.plan_use is None and plan:
            sheet.asker.say(sentences.plan(title(name), plan.entry.action or ""))
            score = sentences.plan_score(plan.came_up, plan.used, plan.helped)
            sheet.asker.say(score, quiet=True)
            then = (self._plan_used, *then)
        return Answered(then)

    def before(self) -> "list[Given]":
        """Return the times the excuse was given, where with this one it has come back."""
        from valley.insight.recurring import OFTEN, WINDOW, given

        name, session = self._sheet.answers.excuse, self._sheet.session
        since = session.today - timedelta(days=WINDOW - 1)
        found = [one for one in given(session.recent) if one.excuse == name and one.day >= since]
        return found if name and len(found) + 1 >= OFTEN else []

    def _plan_used(self) -> Answered:
        """Ask what became of the plan this time."""
        self._sheet.extra = True
        reply = self._sheet.asker.choose(sentences.PLAN_USED, choices.PLAN_USE)
        use = USES.get(reply.meant) if reply.meant else None
        if use is None:
            return Answered()
        self._sheet.asker.say(sentences.PLAN_WENT[use], quiet=True)
        return Answered(take_back=self._sheet.keep(plan_use=use))

    def _mine(self) -> Answered:
        """Ask for the rep's own part."""
        if self._sheet.answers.mine is not None:
            return self._sheet.known("mine")
        said = self._sheet.asker.ask_in_words(
            sentences.MINE, sentences.MINE_HINT, keys="s", explain=sentences.MINE_HELP
        )
        return Answered(take_back=self._sheet.keep(mine="" if choices.is_skipped(said) else said))
