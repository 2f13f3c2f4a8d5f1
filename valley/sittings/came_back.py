"""The evening's words and question about an excuse that keeps coming back: the plan, the own part."""

from datetime import timedelta
from typing import TYPE_CHECKING

from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered
from valley.ui import choices, sentences

if TYPE_CHECKING:
    from valley.insight.promises import Plan
    from valley.insight.recurring import Given

BEFORE = 3  # earlier promises for an excuse that are shown
ROOM = 5  # questions of an evening, after which the own part is not asked for


class CameBack:
    """What is said and asked where the excuse was given three times or more in 90 days."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def show(self) -> Answered:
        """Say how often it came, and what was promised before; nothing where it did not come back."""
        from valley.coach.catalogue import title

        before, sheet = self.before(), self._sheet
        name, today = sheet.answers.excuse, sheet.session.today
        if not name or not before:
            return Answered()
        first = min(one.day for one in before)
        sheet.asker.say(sentences.came_back(title(name), len(before) + 1, first, today))
        told = {one.entry.id for one in before if not one.for_promise and one.entry.action}
        for entry in [entry for entry in sheet.session.recent if entry.id in told][:BEFORE]:
            for line in sentences.promised_before(entry, today):
                sheet.asker.say(line, quiet=True)
        if plan := self.plan():
            sheet.asker.say(sentences.plan(title(name), plan.entry.action or ""))
            score = sentences.plan_score(plan.came_up, plan.used, plan.helped)
            sheet.asker.say(score, quiet=True)
        return Answered()

    def before(self) -> "list[Given]":
        """Return the times the excuse was given, where with this one it has come back."""
        from valley.insight.recurring import OFTEN, WINDOW, given

        name, session = self._sheet.answers.excuse, self._sheet.session
        since = session.today - timedelta(days=WINDOW - 1)
        found = [one for one in given(session.recent) if one.excuse == name and one.day >= since]
        return found if name and len(found) + 1 >= OFTEN else []

    def plan(self) -> "Plan | None":
        """Return the plan there is for the excuse."""
        from valley.insight.promises import plan_for

        name = self._sheet.answers.excuse
        return plan_for(name, self._sheet.session.recent) if name else None

    def mine(self) -> Answered:
        """Ask for the rep's own part, where the evening has room for it."""
        sheet = self._sheet
        if not self.before():
            return Answered()
        if sheet.answers.mine is not None:
            return sheet.known("mine")
        if sheet.asker.asked >= ROOM:
            return Answered()
        said = sheet.asker.ask_in_words(
            sentences.MINE, sentences.MINE_HINT, keys="s", explain=sentences.MINE_HELP
        )
        return Answered(take_back=sheet.keep(mine="" if choices.is_skipped(said) else said))
