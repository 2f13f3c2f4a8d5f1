"""The evening's questions in a terminal, one by one; each answer is in the draft as it is given."""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from valley.entry.answers import Answers
from valley.errors import Interrupted
from valley.model import KEPT, Verdict
from valley.sittings.saving import CHECKIN, save
from valley.ui.prompts import Asker

if TYPE_CHECKING:
    from valley.coach.recognise import Reading
    from valley.journal import Draft
    from valley.model import Entry
    from valley.session import Session

SKIP = ""
HELP = "?"
BEFORE = 3  # earlier promises for an excuse that are shown


class Evening:
    """One check-in in a terminal.

    Args:
        session: The run.
        answers: What was answered beforehand.
        day: The day it is about.
        day_was_said: By the person, who then has no other in mind.
        as_json: Stdout is for the entry alone, so the questions go to stderr.
    """

    def __init__(
        self, session: "Session", answers: Answers, day: date, *, day_was_said: bool, as_json: bool
    ) -> None:
        out = sys.stderr if as_json or not sys.stdout.isatty() else sys.stdout
        self._session = session
        self._answers = answers
        self._day = day
        self._day_was_said = day_was_said
        self._asker = Asker(out, plain=session.plain)
        self._draft = session.journal.draft(CHECKIN)
        self._focus: str | None = None

    def run(self) -> "Entry | None":
        """Ask what is not answered yet, and save; None where there was nothing to log.

        Raises:
            Interrupted: The person left; what was answered is in the draft.
        """
        from valley.ui import sentences

        try:
            self._session.journal.check_writable(self._day)
            self._take_up_draft()
            if self._answers.as_fields():
                self._save_answer()  # what options say is answered as well
            self._promises()
            self._say_which_day()
            if not self._happened():
                self._draft.discard()
                self._asker.say(sentences.NOTHING, quiet=True)
                return None
            if self._reason():
                reading = self._session.recognition.read(self._answers.reason or "")
                self._excuse(reading)
                came_back = self._came_back()
                self._action()
                self._due()
                if came_back:
                    self._plan()
        except (KeyboardInterrupt, EOFError) as error:
            kept = sentences.kept_in_draft(self._draft.place) if self._draft.answers else ""
            raise Interrupted(f"Stopped. {kept or 'Nothing was answered yet.'}") from error
        entry = save(self._session, self._answers, self._day)
        self._draft.discard()
        return entry

    # The questions, in order

    def _take_up_draft(self) -> None:
        """Offer to go on with what earlier sittings left; else begin a draft of its own.

        Answers that say otherwise than a draft are of another sitting: the two stay apart.
        """
        from valley.ui import sentences

        today = self._session.today
        for draft in self._session.journal.unfinished(CHECKIN):
            day = draft.day or today
            if day > today:
                continue
            begun = str(draft.answers.get("happened", "")), day, today
            if not self._goes_with(draft):
                self._asker.say(sentences.waits(*begun), quiet=True)
                continue
            self._draft = draft
            if self._asker.confirm(sentences.resume(*begun)):
                self._answers, self._day = self._answers.completed_by(draft.answers), day
                return
            draft.discard()
        self._draft = self._session.journal.new_draft(CHECKIN)

    def _goes_with(self, draft: "Draft") -> bool:
        """Return whether a draft may be of this sitting: it says nothing otherwise."""
        same_day = draft.day == self._day or not self._day_was_said
        return same_day and not self._answers.contradict(draft.answers)

    def _promises(self) -> None:
        """Ask how the promises that are due went."""
        from valley.sittings.promises_due import follow_up

        follow_up(self._session, self._asker)

    def _say_which_day(self) -> None:
        """Write which day is being logged, where it is not simply today."""
        from valley.ui import sentences

        calendar_day = self._session.now.date()
        if self._day != calendar_day or self._day_was_said:
            self._asker.say(sentences.for_day(self._day, calendar_day), quiet=True)

    def _happened(self) -> bool:
        """Ask what happened; return whether there is anything to log."""
        from valley.ui import sentences

        if self._answers.happened is None:
            said = self._asker.ask(
                sentences.HAPPENED, sentences.HAPPENED_HINT, meanwhile=self._load_what_comes
            )
            if not said:
                return False
            self._save_answer(happened=said)
            self._say_focus()
        return bool((self._answers.happened or "").strip())

    def _say_focus(self) -> None:
        """Show this week's focus, now that the first answer has given time to find it."""
        from valley.ui import sentences

        if self._focus:
            self._asker.say(sentences.this_week(self._focus), quiet=True)

    def _reason(self) -> bool:
        """Ask for the reason; return whether there is one."""
        from valley.ui import sentences

        if self._answers.reason is None:
            said = self._asker.ask(sentences.REASON, sentences.REASON_HINT)
            while said == HELP:
                self._asker.say(sentences.REASON_HELP)
                said = self._asker.ask(sentences.REASON, sentences.REASON_HINT)
            self._save_answer(reason=said)
        return bool((self._answers.reason or "").strip())

    def _excuse(self, reading: "Reading") -> None:
        """Ask which excuse it is: a guess by its key, a name of its own, or 'I own this'."""
        if self._answers.excuse is not None or self._answers.own:
            return
        from valley.sittings.naming import ask_name

        named = ask_name(self._asker, reading, self._session.recognition)
        self._save_answer(excuse=named.excuse, own=named.own)

    def _came_back(self) -> bool:
        """Where the excuse keeps coming back, show what was done, ask for the own part; return if."""
        from valley.coach.catalogue import title
        from valley.insight.promises import plan_for
        from valley.insight.recurring import OFTEN, WINDOW
        from valley.ui import sentences

        name, session = self._answers.excuse, self._session
        since = session.today - timedelta(days=WINDOW - 1)
        before = [entry for entry in session.recent if entry.excuse == name and entry.day >= since]
        if not name or len(before) + 1 < OFTEN:
            return False
        first = min(entry.day for entry in before)
        self._asker.say(sentences.came_back(title(name), len(before) + 1, first, session.today))
        for entry in [entry for entry in before if entry.action][:BEFORE]:
            for line in sentences.promised_before(entry, session.today):
                self._asker.say(line, quiet=True)
        if self._answers.plan_use is None and (plan := plan_for(name, session.recent)):
            self._asker.say(sentences.plan(title(name), plan.entry.action or ""))
            self._asker.say(sentences.plan_score(plan.came_up, plan.used, plan.helped), quiet=True)
            self._plan_used()
        if self._answers.mine is None:
            self._save_answer(mine=self._asker.ask(sentences.MINE, sentences.MINE_HINT))
        return True

    def _plan_used(self) -> None:
        """Ask what became of the plan this time."""
        from valley.ui import sentences

        said = None
        while said not in {SKIP, *sentences.PLAN_USES}:
            said = self._asker.ask(sentences.PLAN_USED, sentences.PLAN_HINT).casefold()[:1]
        if said != SKIP:
            self._save_answer(plan_use=sentences.PLAN_USES[said])

    def _action(self) -> None:
        """Ask the question; nudge once where the answer is not a step of one's own."""
        from valley.coach.actions import is_stuck, verdict
        from valley.coach.volunteered import volunteered
        from valley.ui import sentences

        if self._answers.action is not None:
            return
        found = volunteered(self._answers.reason or "") or volunteered(self._answers.happened or "")
        if found and self._asker.confirm(sentences.volunteered(found)):
            self._save_answer(action=found, volunteered=True)
            return
        said = self._asker.ask(sentences.QUESTION, sentences.QUESTION_HINT)
        mine = self._answers.mine or ""
        if is_stuck(said) and not is_stuck(mine) and self._asker.confirm(sentences.take_mine(mine)):
            said = mine
        if is_stuck(said):
            for line in sentences.stuck(self._worked()):
                self._asker.say(line)
            said = self._asker.ask(sentences.QUESTION_AGAIN, sentences.MINE_HINT)
            said = SKIP if is_stuck(said) else said
        elif (kind := verdict(said)) is not Verdict.CONCRETE:
            self._save_answer(action=said)  # whoever leaves at the nudge has said this much
            for entry in self._worked()[:1]:
                self._asker.say(sentences.example(entry), quiet=True)
            said = self._asker.ask(sentences.NUDGES[kind], sentences.NUDGE_HINT) or said
        self._save_answer(action=said)

    def _due(self) -> None:
        """Take the day that the action names, or ask by when; Enter is the next working day."""
        from valley.sittings.promises_due import due_of

        action = self._answers.action
        if self._answers.due is None and action:
            self._save_answer(due=due_of(self._session, self._asker, action, since=self._day))

    def _plan(self) -> None:
        """Offer the action as the if-then plan for an excuse that keeps coming back."""
        from valley.coach.catalogue import title
        from valley.ui import sentences

        given = self._answers
        if given.action and given.excuse and not given.plan:
            question = sentences.offer_plan(title(given.excuse), given.action)
            self._save_answer(plan=self._asker.confirm(question))

    def _worked(self) -> Sequence["Entry"]:
        """List the rep's own kept promises, those on the same excuse first, then the newest."""
        kept = [e for e in self._session.recent if e.status in KEPT]
        return sorted(kept, key=lambda entry: entry.excuse != self._answers.excuse)

    def _save_answer(self, **answers: object) -> None:
        """Keep answers; all there are stand on the disk first."""
        now = self._answers._replace(**answers)  # type: ignore[arg-type]  # as Answers has them
        self._draft.save(self._day, **now.as_fields())
        self._answers = now

    def _load_what_comes(self) -> None:
        """Load the catalogue, the recent entries and the focus while the first answer is typed."""
        _ = self._session.recognition.recogniser
        self._focus = self._session.focus()
