"""The evening's questions in a terminal, one by one; each answer is in the draft as it is given.

The questions of each stretch stand in a module of their own: `promises_due`, `came_back`, `action`.
"""

import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from valley.entry.answers import Answers
from valley.entry.kinds import kind_of
from valley.errors import Interrupted
from valley.sittings.saving import CHECKIN, save
from valley.sittings.sheet import Sheet
from valley.sittings.walk import Answered, Question, walk
from valley.ui.prompts import Asker

if TYPE_CHECKING:
    from valley.journal import Draft
    from valley.model import Entry
    from valley.session import Session


class Evening:
    """One check-in in a terminal.

    Args:
        session: The run.
        answers: What was answered beforehand.
        day: The day it is about.
        day_was_said: By the person, who then has no other in mind.
        as_json: Stdout is for the entry alone, so the questions go to stderr.
        more: One was logged just before; what waited then, promises and drafts, waits on.
    """

    def __init__(
        self,
        session: "Session",
        answers: Answers,
        day: date,
        *,
        day_was_said: bool,
        as_json: bool,
        more: bool = False,
    ) -> None:
        out = sys.stderr if as_json or not sys.stdout.isatty() else sys.stdout
        self._session = session
        self._day_was_said = day_was_said
        self._asker = Asker(out, plain=session.plain)
        draft = session.journal.draft(CHECKIN)
        self._sheet = Sheet(session, self._asker, answers, day, draft)
        self._more = more
        self._focus: str | None = None

    def run(self) -> "Entry | None":
        """Ask what is not answered yet, and save; None where there was nothing to log.

        Raises:
            Interrupted: The person left; what was answered is in the draft.
        """
        from valley.ui import sentences

        sheet = self._sheet
        try:
            self._session.journal.check_writable(sheet.day)
            self._take_up_draft()
            sheet.begin()
            walk(self._asker, self._questions())
        except (KeyboardInterrupt, EOFError) as error:
            kept = sentences.kept_in_draft(sheet.draft.place) if sheet.draft.answers else ""
            raise Interrupted(f"Stopped. {kept or 'Nothing was answered yet.'}") from error
        if not (sheet.answers.happened or "").strip():
            sheet.draft.discard()
            self._asker.say(sentences.NOTHING, quiet=True)
            return None
        entry = save(self._session, sheet.answers, sheet.day)
        sheet.draft.discard()
        return entry

    def another(self) -> bool:
        """Return whether a further deal of the day is to be logged."""
        from valley.coach.replies import Meant
        from valley.ui import choices, sentences

        if not self._asker.asked:
            return False  # all was said beforehand
        try:
            return self._asker.choose(sentences.ANOTHER, choices.ANOTHER).meant is Meant.ANOTHER
        except (KeyboardInterrupt, EOFError):
            return False  # all is saved

    def _take_up_draft(self) -> None:
        """Offer to go on with what earlier sittings left; else begin a draft of its own.

        Answers that say otherwise than a draft are of another sitting: the two stay apart.
        """
        from valley.ui import sentences

        sheet, today = self._sheet, self._session.today
        for draft in () if self._more else self._session.journal.unfinished(CHECKIN):
            day = draft.day or today
            if day > today:
                continue
            begun = str(draft.answers.get("happened", "")), day, today
            if self._goes_with(draft) and self._goes_on(draft, sentences.resume(*begun)):
                sheet.draft, sheet.day = draft, day
                sheet.answers = sheet.answers.completed_by(draft.answers)
                return
            if draft.answers:
                self._asker.say(sentences.waits(*begun), quiet=True)
        sheet.draft = self._session.journal.new_draft(CHECKIN)

    def _goes_with(self, draft: "Draft") -> bool:
        """Return whether a draft may be of this sitting: it says nothing otherwise."""
        same_day = draft.day == self._sheet.day or not self._day_was_said
        return same_day and not self._sheet.answers.contradict(draft.answers)

    def _goes_on(self, draft: "Draft", question: str) -> bool:
        """Ask whether to go on with a draft; it goes where the rep says so, and only there."""
        from valley.coach.replies import Meant
        from valley.ui import choices, sentences

        reply = self._asker.choose(question, choices.RESUME)
        if reply.meant is Meant.DISCARD:
            draft.discard()
            self._asker.say(sentences.THROWN_AWAY, quiet=True)
        return reply.meant is Meant.RESUME

    # The questions, in order

    def _questions(self) -> tuple[Question, ...]:
        """Return the questions there are at the start; others follow from their answers."""
        if self._more:
            return (self._say_which_day, self._happened)
        from valley.sittings.counting import Counting
        from valley.sittings.promises_due import Promises
        from valley.ui import choices

        nudge = self._sheet.nudge
        promises = Promises(self._session, self._asker, choices.DID_YOU, nudge)
        numbers = Counting(self._sheet).ask
        return (*promises.due(), self._mentor, self._say_which_day, self._happened, numbers)

    def _mentor(self) -> Answered:
        """Ask whether what the mentor owed did come, where that is the one question more."""
        from valley.exchanged import Agreement
        from valley.insight.mentor import to_ask

        if to_ask(self._session.journal.kept(Agreement), self._session.today) is None:
            return Answered()  # most evenings do without what comes next
        from valley.sittings.one_more import When, one_more

        return one_more(self._sheet, When.START)

    def _say_which_day(self) -> Answered:
        """Write where the day itself begins, and which that is where it is not simply today."""
        from valley.ui import sentences

        calendar_day, day = self._session.now.date(), self._sheet.day
        if self._asker.goes_back:  # promises came before
            self._asker.rule(sentences.TODAY)
        if day != calendar_day or self._day_was_said:
            self._asker.say(sentences.for_day(day, calendar_day), quiet=True)
        return Answered()

    def _happened(self) -> Answered:
        """Ask what happened; without anything to log that was all."""
        from valley.ui import sentences

        if self._sheet.answers.happened is not None:
            there_is = bool(self._sheet.answers.happened.strip())
            return self._sheet.known("happened", then=(self._reason,) if there_is else ())
        said = self._asker.ask_in_words(
            sentences.HAPPENED,
            sentences.HAPPENED_HINT,
            meanwhile=self._load_what_comes,
            explain=sentences.HAPPENED_HELP,
            signs=True,
        )
        if not said:
            return Answered()
        take_back = self._sheet.keep(happened=said)
        if self._focus:
            self._asker.say(sentences.this_week(self._focus), quiet=True)
        return Answered((self._reason,), take_back)

    def _load_what_comes(self) -> None:
        """Load the catalogue, the recent entries and the focus while the first answer is typed."""
        _ = self._session.recognition.recogniser
        self._focus = self._session.focus()

    def _reason(self) -> Answered:
        """Ask for the reason; where there is one, it gets a name, and the question follows."""
        from valley.sittings.action import Action
        from valley.sittings.came_back import CameBack
        from valley.sittings.one_more import When, one_more
        from valley.ui import choices, sentences

        sheet = self._sheet
        came_back, more = CameBack(sheet), partial(one_more, sheet)
        then: tuple[Question, ...] = (self._excuse, self._mentor_wrote, came_back.show)
        then = (*then, partial(more, When.EXCUSE), came_back.mine)
        then = (*then, *Action(sheet).questions(), partial(more, When.END))
        without = (self._mentor_wrote, partial(more, When.END))
        kind = kind_of(sheet.answers.happened or "", None, sheet.answers.kind)
        if sheet.answers.reason is not None:
            if sheet.answers.reason.strip():
                return sheet.known("reason", then=then)
            sheet.keep(kind=kind)
            return sheet.known("reason", "kind", then=without)
        said = self._asker.ask_in_words(
            sentences.REASON,
            sentences.REASON_HINTS[kind],
            keys=sentences.KIND_KEYS,
            explain=sentences.REASON_HELP,
        )
        if said and said not in sentences.KIND_KEYS and not choices.is_none(said):
            return Answered(then, sheet.keep(reason=said))
        take_back = sheet.keep(reason="", kind=sentences.KIND_KEYS.get(said, kind))
        return Answered(without, take_back)

    def _excuse(self) -> Answered:
        """Ask which excuse it is: a guess by its key, a name of its own, or 'I own this'."""
        from valley.sittings.naming import ask_name

        sheet, recognition = self._sheet, self._session.recognition
        if sheet.answers.excuse is not None or sheet.answers.own:
            return sheet.known("excuse", "own")
        named = ask_name(self._asker, recognition.read(sheet.answers.reason or ""), recognition)
        return Answered(take_back=sheet.keep(excuse=named.excuse, own=named.own))

    def _mentor_wrote(self) -> Answered:
        """Say again what the mentor wrote of the excuse, or of the account this is about; once."""
        from valley.sittings.mentor_comments import lines_now

        given = self._sheet.answers
        texts = [text for text in (given.happened, given.reason) if text]
        for line in lines_now(self._session, given.excuse, texts):
            self._asker.say(line)
        return Answered()
