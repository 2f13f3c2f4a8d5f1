"""Reading a reason with what this rep said and picked before, as the journal holds it."""

from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from valley.model import as_typed

if TYPE_CHECKING:
    from valley.coach.recognise import Reading, Recogniser
    from valley.journal import Journal

RECENT = timedelta(days=400)
MOST_HEARD = 300  # setbacks that reasons are compared with: a year and more of most reps


class Recognition:
    """What reads reasons in a run; the recogniser is made when the first reason comes."""

    def __init__(self, journal: "Journal", today: date) -> None:
        self._journal = journal
        self._today = today

    @cached_property
    def recogniser(self) -> "Recogniser":
        """The recogniser, which has heard this rep's recent reasons."""
        from valley.coach.recognise import Recogniser
        from valley.entry.compose import heard

        entries = self._journal.entries(first=self._today - RECENT)
        setbacks = islice((entry for entry in entries if entry.excuse), MOST_HEARD)
        return Recogniser(heard(setbacks), today=self._today, names=self._journal.names())

    def read(self, reason: str, *, explain: bool = False) -> "Reading":
        """Return which excuse a reason is.

        The same words get the name that was picked for them, however long ago that was.

        Raises:
            InvalidInput: It holds bytes that are no text.
        """
        reason = as_typed(reason)  # as journals hold it
        if not self.recogniser.knows(reason) and (entry := self._journal.picked_for(reason)):
            from valley.entry.compose import heard

            for one in heard([entry]):
                self.recogniser.learn(one)
        return self.recogniser.read(reason, explain=explain)
