"""What is to be written together, as rows under the lock: entries, and all that is kept beside them."""

from typing import TypeVar

from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.json_values import read_kept
from valley.kept import BY_KIND, Kept
from valley.model import Entry, Review
from valley.store import tables
from valley.store.rows import Row, from_row, is_deleted, is_living, stamp_of, to_review_row, to_row
from valley.store.transaction import Transaction, later
from valley.store.volume import ENTRIES, NAMES, OF_NO_YEAR, REVIEWS

K = TypeVar("K", bound=Kept)


class Change:
    """What is to be changed at once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def fresh(self, entry: Entry) -> Entry:
        """Return the entry as it is now, under the lock, wherever it was moved to.

        Raises:
            NotFound: It was deleted meanwhile.
        """
        row = self._transaction.find(self._where(entry), ENTRIES, entry.id)
        if row is None or is_deleted(row):
            raise NotFound(f"Entry {entry.short_id} was deleted meanwhile.")
        return from_row(row)

    def has(self, entry: Entry) -> bool:
        """Return whether there is an entry of that id in that year."""
        return is_living(self._row(entry))

    def add(self, entry: Entry) -> Entry:
        """Add an entry with the times it has; one that was deleted before comes back as changed now.

        One that was just written cannot have been deleted, so no other year is looked through.
        """
        known = self._row(entry)
        if known is None and entry.updated_at != self._transaction.now:
            key = self._transaction.find_elsewhere(volume_of(entry), ENTRIES, entry.id)
            known = self._transaction.find(*key) if key else None
        row = to_row(entry)
        if known is not None and stamp_of(known) >= stamp_of(row):
            row["updated_at"] = later(self._transaction.now, known)
        self._transaction.put(volume_of(entry), ENTRIES, row, stamp=False)
        return from_row(row)

    def put(self, entry: Entry, *, was: Entry) -> Entry:
        """Put an entry in the place of what it was; return it with its new `updated_at`."""
        year, old_year = volume_of(entry), self._where(was)
        known = self._transaction.find(old_year, ENTRIES, was.id)
        self._transaction.put(year, ENTRIES, to_row(entry, known), was=known)
        if year != old_year:
            self._transaction.bury(old_year, ENTRIES, was.id)
        return self.fresh(entry)

    def delete(self, entry: Entry) -> None:
        """Delete an entry, leaving a tombstone."""
        self._transaction.bury(self._where(entry), ENTRIES, entry.id)

    def rename(self, old: str, new: str) -> None:
        """Remember that an excuse goes by another name from now on; the entries are not touched."""
        self._transaction.put(OF_NO_YEAR, NAMES, {"id": old, "new": new})
        if is_living(self._transaction.find(OF_NO_YEAR, NAMES, new)):
            self._transaction.bury(OF_NO_YEAR, NAMES, new)

    def add_name(self, old: str, new: str) -> None:
        """Remember a name from elsewhere, unless that excuse goes by a name here already."""
        if self._transaction.find(OF_NO_YEAR, NAMES, old) is None:
            self._transaction.put(OF_NO_YEAR, NAMES, {"id": old, "new": new})

    def add_review(self, review: Review) -> None:
        """Add a review with the times it has, unless its week has one."""
        if self._transaction.find(review.week[:4], REVIEWS, review.week) is None:
            self._transaction.put(review.week[:4], REVIEWS, to_review_row(review), stamp=False)

    def put_review(self, review: Review) -> None:
        """Put a review in the place of the one of its week."""
        self._transaction.put(review.week[:4], REVIEWS, to_review_row(review))

    def keep(self, value: Kept) -> None:
        """Put a value in its table, in the place of the one of its id."""
        table = BY_KIND[type(value)].name
        self._transaction.put(tables.volume_of(value), table, tables.to_row(value))

    def keep_new(self, value: Kept) -> None:
        """Put a value from elsewhere in its table, unless one of its id was there before."""
        table = BY_KIND[type(value)].name
        if self._transaction.find(tables.volume_of(value), table, value.id) is None:
            self.keep(value)

    def now(self, value: K) -> K | None:
        """Return the value of the same id as it is now, under the lock; None where there is none.

        Raises:
            DamagedJournal: It makes no sense, and is left as it is.
        """
        table, volume = BY_KIND[type(value)], tables.volume_of(value)
        row = self._transaction.find(volume, table.name, value.id)
        if row is None or is_deleted(row):
            return None
        try:
            found: K = read_kept(table, row)
        except InvalidInput as error:
            raise DamagedJournal(
                f"Row {value.id} of {table.name} is damaged ({error}) and was left as it is;"
                " see: valley doctor"
            ) from error
        return found

    def drop(self, value: Kept) -> None:
        """Take a value out of its table, leaving a tombstone."""
        table = BY_KIND[type(value)].name
        self._transaction.bury(tables.volume_of(value), table, value.id)

    def _where(self, entry: Entry) -> str:
        """Return the volume an entry stands in: that of its day, unless it was moved meanwhile."""
        if not is_living(self._row(entry)):
            key = self._transaction.find_elsewhere(volume_of(entry), ENTRIES, entry.id)
            if key and is_living(self._transaction.find(*key)):
                return key.volume
        return volume_of(entry)

    def _row(self, entry: Entry) -> Row | None:
        return self._transaction.find(volume_of(entry), ENTRIES, entry.id)


def volume_of(entry: Entry) -> str:
    """Return the name of the volume that an entry of that day stands in."""
    return f"{entry.day.year:04}"
