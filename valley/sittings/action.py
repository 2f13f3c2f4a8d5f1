"""The question of the evening, and what follows from its answer: one nudge, and the day."""

from datetime import date
from functools import partial

from valley.coach.replies import Meant
from valley.model import Verdict
from valley.sittings.days import due_of
from valley.sittings.nudge import worked
from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered, Question
from valley.ui import choices, sentences
from valley.ui import one_more_sentences as words
from valley.ui.prompts import HELP


class Action:
    """What is asked about what the rep is going to do."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._asker = sheet.asker

    def questions(self) -> tuple[Question, ...]:
        """Return the questions, in order."""
        return self._volunteered, self._action, self._due

    def _volunteered(self) -> Answered:
        """Show an action that stands in what was said already, for a yes."""
        from valley.coach.volunteered import volunteered

        answers = self._sheet.answers
        if answers.action is not None:
            return Answered()
        found = volunteered(answers.reason or "") or volunteered(answers.happened or "")
        if not found:
            return Answered()
        reply = self._asker.choose(sentences.volunteered(found), choices.YES)
        if reply.meant is Meant.YES:
            self._asker.say(sentences.promised(found), quiet=True)
            take_back = self._sheet.keep(action=found, volunteered=True)
            return Answered((self._due,), take_back)
        return self._heard(reply.rest) if reply.rest else Answered()

    def _action(self) -> Answered:
        """Ask the question."""
        if self._sheet.answers.action is not None:
            return self._sheet.known("action", "volunteered")
        return self._heard(
            self._asker.ask_in_words(sentences.QUESTION, sentences.QUESTION_HINT, keys=HELP)
        )

    def _heard(self, said: str) -> Answered:
        """Keep what will be done; help somebody stuck, nudge once where it is no step yet."""
        from valley.coach.actions import is_stuck

        if is_stuck(said) or choices.is_none(said):
            if said == HELP:
                self._asker.say(sentences.QUESTION_HELP)
            mine = self._sheet.answers.mine or ""
            return Answered((self._again if is_stuck(mine) else self._take_mine,))
        take_back = self._sheet.keep(action=said)  # whoever leaves at the nudge has said this much
        if kind := self._sheet.nudge.needed(said):
            return Answered((partial(self._nudge, said, kind),), take_back)
        return Answered((self._due,), take_back)

    def _take_mine(self) -> Answered:
        """Offer somebody stuck what they said a moment ago."""
        mine = self._sheet.answers.mine or ""
        if not self._asker.confirm(sentences.take_mine(mine)):
            return Answered((self._again,))
        self._asker.say(sentences.promised(mine), quiet=True)
        return self._heard(mine)

    def _again(self) -> Answered:
        """Help somebody stuck, and ask once more; there may be no answer."""
        from valley.coach.actions import is_stuck
        from valley.coach.catalogue import title
        from valley.insight.playbook import best_move

        self._sheet.helped = True
        excuse, recent = self._sheet.answers.excuse, self._sheet.session.recent
        if excuse and (move := best_move(excuse, recent)):
            self._asker.say(words.best_move(title(excuse), move))
        for line in sentences.stuck(worked(self._sheet.session, excuse)):
            self._asker.say(line)
        said = self._asker.ask_in_words(
            sentences.QUESTION_AGAIN, sentences.MINE_HINT, explain=sentences.QUESTION_HELP
        )
        return Answered(
            take_back=self._sheet.keep(
                action="" if is_stuck(said) or choices.is_none(said) else said
            )
        )

    def _nudge(self, first: str, kind: Verdict) -> Answered:
        """Nudge once; what is promised then is said where it is not what was said first."""
        sheet = self._sheet
        whole = sheet.nudge.ask(first, kind, sheet.answers.excuse)
        if whole == first:
            return Answered()
        self._asker.say(sentences.promised(whole), quiet=True)
        return Answered(take_back=sheet.keep(action=whole))

    def _due(self) -> Answered:
        """Take the day that the action names, or ask by when; Enter is the next working day."""
        sheet = self._sheet
        action = sheet.answers.action
        if not action:
            return Answered()
        if sheet.answers.due is not None:
            return sheet.known("due")
        day = due_of(sheet.session, sheet.asker, action, since=sheet.day)
        self._say_record(day)
        return Answered(take_back=sheet.keep(due=day))

    def _say_record(self, due: date) -> None:
        """Say how promises due on such a day went, where they went clearly otherwise than others."""
        from valley.dates import WEEKDAYS
        from valley.insight.promises import due_on

        if self._sheet.nudge.given:
            return  # the record was told there
        if found := due_on(due.weekday(), self._sheet.session.recent):
            self._asker.say(words.day_record(WEEKDAYS[due.weekday()], *found), quiet=True)
