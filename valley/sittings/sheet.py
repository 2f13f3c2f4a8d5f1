"""The answers of one check-in as they are given, each on the disk before the next question."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from valley.entry.answers import Answers
from valley.sittings.nudge import Nudge
from valley.sittings.walk import Answered, Question

if TYPE_CHECKING:
    from valley.journal import Draft
    from valley.session import Session
    from valley.ui.prompts import Asker


class Sheet:
    """What is answered so far, and where it is kept until it is an entry.

    Attributes:
        session: The run.
        asker: Asks and says.
        answers: What is answered.
        day: The day it is about.
        draft: Where it is kept.
        nudge: The one of the evening.
        helped: Whether the rep was stuck and was helped.
        more: The one question more of the evening, by its name; empty as long as there was none.
    """

    def __init__(
        self, session: "Session", asker: "Asker", answers: Answers, day: date, draft: "Draft"
    ) -> None:
        self.session = session
        self.asker = asker
        self.answers = answers
        self.day = day
        self.draft = draft
        self.nudge = Nudge(session, asker)
        self.helped = False
        self.more = ""
        self._beforehand: set[str] = set()

    def keep(self, **answers: object) -> Callable[[], None]:
        """Keep answers, on the disk first; return what goes back to how it was before."""
        before = self.answers
        self._put(before._replace(**answers))  # type: ignore[arg-type]  # as Answers has them
        return lambda: self._put(before)

    def begin(self) -> None:
        """Keep what was answered before the first question: by options, or in an earlier sitting."""
        self._beforehand = {
            name
            for name, value in self.answers._asdict().items()
            if value != Answers._field_defaults[name]
        }
        if self._beforehand:
            self.keep()

    def known(self, *names: str, then: tuple[Question, ...] = ()) -> Answered:
        """Return what follows from answers that are there; those given beforehand can be gone back to."""
        given = self._beforehand.intersection(names)
        if not given:
            return Answered(then)

        def reopen() -> None:
            self._beforehand -= given
            self._put(self.answers._replace(**{n: Answers._field_defaults[n] for n in names}))

        return Answered(then, reopen, known=True)

    def _put(self, answers: Answers) -> None:
        for name in Answers._fields:  # what was taken back is not answered any more
            self.draft.answers.pop(name, None)
        self.draft.save(self.day, **answers.as_fields())
        self.answers = answers
