"""Entries, reviews and names to be written together, as rows under the lock."""

from valley.errors import NotFound
from valley.model import Entry, Review
from valley.store.rows import (
    Row,
    from_row,
    is_deleted,
    is_living,
    stamp_of,
    to_review_row,
    to_row,
)
from valley.store.transaction import Transaction, later
from valley.store.volume import ENTRIES, NAMES, OF_NO_YEAR, REVIEWS


class Change:
    """What is to be changed at once."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def fresh(self, entry: Entry) -> Entry:
        """Return the entry as it is now, under the lock, wherever it was moved to.

        Raises:
            NotFound: It was deleted meanwhile.
        """
        row = self._rows.find(self._where(entry), ENTRIES, entry.id)
        if row is None or is_deleted(row):
            raise NotFound(f"Entry {entry.short_id} was deleted meanwhile.")
        return from_row(row)

    def has(self, entry: Entry) -> bool:
        """Tell whether there is an entry of that id in that year."""
        row = self._row(entry)
        return is_living(row)

    def add(self, entry: Entry) -> Entry:
        """Add an entry with the times it has; one that was deleted before comes back as changed now.

        One that was just written cannot have been deleted, so no other year is looked through.
        """
        known = self._row(entry)
        if known is None and entry.updated_at != self._rows.now:
            key = self._rows.find_elsewhere(volume_of(entry), ENTRIES, entry.id)
            known = self._rows.find(*key) if key else None
        row = to_row(entry)
        if known is not None and stamp_of(known) >= stamp_of(row):
            row["updated_at"] = later(self._rows.now, known)
        self._rows.put(volume_of(entry), ENTRIES, row, stamp=False)
        return from_row(row)

    def put(self, entry: Entry, *, was: Entry) -> Entry:
        """Put an entry in the place of what it was; return it with its new `updated_at`."""
        year, old_year = volume_of(entry), self._where(was)
        known = self._rows.find(old_year, ENTRIES, was.id)
        self._rows.put(year, ENTRIES, to_row(entry, known), was=known)
        if year != old_year:
            self._rows.bury(old_year, ENTRIES, was.id)
        return self.fresh(entry)

    def delete(self, entry: Entry) -> None:
        """Delete an entry, leaving a tombstone."""
        self._rows.bury(self._where(entry), ENTRIES, entry.id)

    def rename(self, old: str, new: str) -> None:
        """Remember that an excuse goes by another name from now on; the entries are not touched."""
        self._rows.put(OF_NO_YEAR, NAMES, {"id": old, "new": new})
        if (back := self._rows.find(OF_NO_YEAR, NAMES, new)) and not is_deleted(back):
            self._rows.bury(OF_NO_YEAR, NAMES, new)

    def add_name(self, old: str, new: str) -> None:
        """Remember a name from elsewhere, unless that excuse goes by a name here already."""
        if self._rows.find(OF_NO_YEAR, NAMES, old) is None:
            self._rows.put(OF_NO_YEAR, NAMES, {"id": old, "new": new})

    def add_review(self, review: Review) -> None:
        """Add a review with the times it has, unless its week has one."""
        if self._rows.find(review.week[:4], REVIEWS, review.week) is None:
            self._rows.put(review.week[:4], REVIEWS, to_review_row(review), stamp=False)

    def put_review(self, review: Review) -> None:
        """Put a review in the place of the one of its week."""
        self._rows.put(review.week[:4], REVIEWS, to_review_row(review))

    def _where(self, entry: Entry) -> str:
        """Tell the volume an entry stands in: that of its day, unless it was moved meanwhile."""
        row = self._row(entry)
        if row is None or is_deleted(row):
            key = self._rows.find_elsewhere(volume_of(entry), ENTRIES, entry.id)
            if key and not is_deleted(self._rows.find(*key) or {}):
                return key.volume
        return volume_of(entry)

    def _row(self, entry: Entry) -> Row | None:
        return self._rows.find(volume_of(entry), ENTRIES, entry.id)


def volume_of(entry: Entry) -> str:
    """Name the volume that an entry of that day stands in."""
    return f"{entry.day.year:04}"
