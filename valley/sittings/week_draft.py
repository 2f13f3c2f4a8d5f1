"""The draft of reviews: a week's answers as they are given, each on the disk before the next question.

It holds them by week, so that weeks begun and left stay apart.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from valley.model import as_typed
from valley.ui import choices

if TYPE_CHECKING:
    from valley.journal import Journal

ANSWERS, FOCUS, SEEN = "answers", "focus", "seen"


class WeekDraft:
    """What is answered of one week.

    An answer that was skipped is there as well, empty, and not asked for again.

    Args:
        journal: Where the draft is kept.
        week: The name of the week.
        monday: Its first day.
    """

    def __init__(self, journal: "Journal", week: str, monday: date) -> None:
        self._draft = journal.draft("review")
        self._draft.load()
        self._week = week
        self._monday = monday
        begun = self._draft.answers.get(week)
        self.begun = bool(begun)
        self._given: dict[str, Any] = begun if isinstance(begun, dict) else {}

    @property
    def place(self) -> str:
        """Where it is kept, in words."""
        return self._draft.place

    @property
    def others(self) -> Iterator[str]:
        """The other weeks that were begun and left."""
        return (week for week in self._draft.answers if week != self._week)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered in this sitting or the one it goes on from, by question."""
        answers = self._given.get(ANSWERS)
        return dict(answers) if isinstance(answers, dict) else {}

    @property
    def focus(self) -> str | None:
        """The focus; empty where none was chosen, None where it was not asked for yet."""
        return self._given.get(FOCUS)

    @property
    def seen(self) -> bool:
        """Whether the picture was looked at."""
        return bool(self._given.get(SEEN))

    def keep_answer(self, asked: str, said: str) -> Callable[[], None]:
        """Keep the answer to a question; return what takes it back."""
        told = "" if choices.is_skipped(said, also_no=False) else as_typed(said)
        return self.keep(answers=self.answers | {asked: told})

    def keep(self, **given: Any) -> Callable[[], None]:
        """Keep an answer, on the disk first; return what takes it back."""
        before = self._given
        self._put(before | given)
        return lambda: self._put(before)

    def forget(self) -> None:
        """Forget this week, and leave the others."""
        self._draft.answers.pop(self._week, None)
        if self._draft.answers:
            self._draft.save(self._monday)
        else:
            self._draft.discard()

    def _put(self, given: dict[str, Any]) -> None:
        self._draft.save(self._monday, **{self._week: given})
        self._given = given
