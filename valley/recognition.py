"""Reading a reason with what this rep said and picked before, as the journal holds it."""

from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from valley.model import as_typed

if TYPE_CHECKING:
    from valley.coach.recognise import Reading, Recogniser
    from valley.journal import Journal
    from valley.model import Entry

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

        said = [entry for entry in self._recent if entry.excuse not in self.made_up]
        return Recogniser(heard(said), today=self._today, names=self._journal.names())

    @cached_property
    def made_up(self) -> frozenset[str]:
        """The names of recent reasons that earlier versions made up, and nobody picked."""
        from valley.entry.made_up import made_up

        return made_up(self._recent) - set(self._journal.names().values())

    @cached_property
    def _recent(self) -> "list[Entry]":
        entries = self._journal.entries(first=self._today - RECENT)
        return list(islice((entry for entry in entries if entry.excuse), MOST_HEARD))

    @property
    def names(self) -> frozenset[str]:
        """The names that a new one is held against: the catalogue's, and those used recently."""
        return self.recogniser.names

    def knows(self, name: str) -> bool:
        """Return whether a name is of the catalogue, or was ever used."""
        from valley.coach.catalogue import catalogue

        if name in self.names or name in catalogue().excuses:
            return True
        from valley.entry.promise import excuses_of

        return any(name in excuses_of(one) for one in self._journal.setbacks())

    def read(self, reason: str, *, explain: bool = False) -> "Reading":
        """Return which excuse a reason is.

        The same words get the name that was picked for them, however long ago that was.

        Raises:
            InvalidInput: It holds bytes that are no text.
        """
        reason = as_typed(reason)  # as journals hold it
        if not self.recogniser.knows(reason) and (entry := self._journal.picked_for(reason)):
            self.learn(entry)
        return self.recogniser.read(reason, explain=explain)

    def learn(self, entry: "Entry") -> None:
        """Remember what the reason of an entry goes by, where it has a name."""
        from valley.entry.compose import heard

        for one in heard([entry]):
            self.recogniser.learn(one)
