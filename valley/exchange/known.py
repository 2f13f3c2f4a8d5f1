"""What a journal holds already, so that a file comes in once."""

from collections.abc import Iterable
from datetime import date

from valley.exchange.days import evening
from valley.exchange.html_text import plain
from valley.model import Entry


class Known:
    """The entries there are, by id and by what they say; of those alike each counts once.

    A text is the same in other white space, without the apostrophe before a formula, and as HTML:
    earlier versions read files so.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids: set[str] = set()
        self._said: dict[int, list[float]] = {}
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries up."""
        for entry in entries:
            self._ids.add(entry.id)
            at = entry.written_at.timestamp()
            self._said.setdefault(_what(entry, entry.day), []).append(at)

    def take(self, entry: Entry, former: date | None = None) -> bool:
        """Return whether an entry is there, and count the one that is like it as taken.

        Args:
            entry: What a file says.
            former: The day an earlier version gave it, at the time it says or in the evening.
        """
        at, day = entry.written_at.timestamp(), _what(entry, entry.day)
        places = [(day, {at})]
        if former:
            then = {at, evening(former).timestamp()}
            places.append((day if former == entry.day else _what(entry, former), then))
        for key, times in places:
            if found := times.intersection(self._said.get(key, ())):
                self._said[key].remove(found.pop())
                return True
        if self._said.get(day):
            self._said[day].pop()
            return True
        return entry.id in self._ids

    def holds(self, id_: str) -> bool:
        """Return whether an entry of that id is there."""
        return id_ in self._ids

    def keep(self, entry: Entry) -> None:
        """Remember the id of an entry of the file, which no other of it may have."""
        self._ids.add(entry.id)


def _what(entry: Entry, day: date) -> int:
    """Return what an entry says of a day: as its hash, for a journal can be large."""
    action = None if entry.volunteered else entry.action  # found in the reason, not said
    return hash((day, *map(_likeness, (entry.happened, entry.reason, action))))


def _likeness(text: str | None) -> str:
    return " ".join(plain(text or "").lstrip("'").split())
