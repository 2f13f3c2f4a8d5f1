"""The journal: the one door to what is stored. Takes and returns model values, never rows.

Reading goes volume by volume, from the newest year back, so that a command touches the years it
needs. A volume that is damaged is passed over and remembered in `damaged`; an entry that makes no
sense is passed over and remembered in `broken`. Both stay on the disk as they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from valley.errors import DamagedJournal, NotFound
from valley.model import Entry, Review, Setback, Written
from valley.store import drafts, undo_log
from valley.store.drafts import Draft
from valley.store.folder import Folder
from valley.store.reader import Reader
from valley.store.records import IN_ORDER, Records

# What changes the journal stands in the functions that do: it loads TinyDB, which reading does
# without.
if TYPE_CHECKING:
    from valley import reports
    from valley.store.encryption.layer import Unlock
    from valley.store.entries import Change
    from valley.store.transaction import Transaction

__all__ = ["IN_ORDER", "Draft", "Journal"]


class Journal:
    """A journal folder at a moment.

    Args:
        root: The folder; it need not exist before the first change.
        now: The moment changes are stamped with.
        unlock: Gets the key of an encrypted journal.

    Attributes:
        damaged: The volumes and drafts that were passed over, each with place and remedy.
        broken: The entries that reading passed over, as (file, id, why).
        saved: What was written through this door, in words, each with the ids it is about.
    """

    def __init__(self, root: Path, now: datetime, unlock: "Unlock | None" = None) -> None:
        self.folder = Folder(root, unlock)
        self.now = now
        self.saved: list[str] = []
        self._reader = Reader(self.folder)
        self.damaged = self._reader.damaged
        self._records = Records(self._reader)
        self.broken = self._records.broken

    # Reading

    def years(self) -> list[int]:
        """List the years there are volumes of, newest first."""
        return self._reader.years()

    def is_empty(self) -> bool:
        """Return whether nothing was ever written."""
        return not self.years()

    def entries(
        self,
        first: date = date.min,
        last: date = date.max,
        *,
        words: str = "",
        oldest_first: bool = False,
    ) -> Iterator[Entry]:
        """Yield the entries from `first` to `last`, both included, newest first.

        Args:
            first: The first day.
            last: The last day.
            words: What is to stand in one of the texts, in upper or lower case; rows without it
                never become entries, which is most of the work over a whole life.
            oldest_first: The other way round.
        """
        years = [year for year in self.years() if first.year <= year <= last.year]
        if oldest_first:
            years.reverse()
        return self._records.entries(years, first, last, words=words, oldest_first=oldest_first)

    def written(self, *years: int) -> Iterator[Written]:
        """Yield when the entries of years were written, in any order: all that a streak asks.

        It takes a fifth of the time of the entries themselves, and every check-in looks at a year
        or two.
        """
        return self._records.written(years)

    def begun(self) -> date | None:
        """Return the day of the first entry; None without any."""
        days = (
            min((one.day for one in self.written(y)), default=None) for y in sorted(self.years())
        )
        return next(filter(None, days), None)

    def setbacks(self, first: date = date.min) -> Iterator[Setback]:
        """Yield what is counted of the entries that give an excuse, from a day on, in any order.

        It takes a third of the time of the entries themselves.
        """
        years = [year for year in self.years() if first.year <= year]
        return (one for one in self._records.setbacks(years) if first <= one.day)

    def find(self, which: str, *, listed_by: str = "valley log") -> Entry:
        """Return the entry whose id starts so.

        Raises:
            NotFound: There is none, and the command that shows which there are is named; or there
                is more than one.
        """
        start = which.strip().casefold()
        found = sorted(set(self._records.starting_with(start))) if start else []
        if not found:
            raise NotFound(f"No entry has the id {which!r}; `{listed_by}` lists them.")
        if len(found) > 1:
            some = ", ".join(found[:3])
            raise NotFound(f"{len(found)} entries have ids that start with {which!r}: {some}.")
        return self._records.entry(found[0])

    def picked_for(self, reason: str) -> Entry | None:
        """Return the newest entry, of any year, in which these very words got a name by a person."""
        return next(self._records.picked_for(reason), None)

    def on(self, day: date) -> Entry:
        """Return the one entry of a day.

        Raises:
            NotFound: The day has none, or more than one.
        """
        found = list(self.entries(day, day))
        if not found:
            raise NotFound(f"There is no entry on {day}; `valley log` lists them.")
        if len(found) > 1:
            ids = ", ".join(entry.short_id for entry in found)
            raise NotFound(f"{day} has {len(found)} entries; name one by its id: {ids}.")
        return found[0]

    def open_promises(self) -> list[Entry]:
        """List the entries whose promise is still open, by due day."""
        found = self._records.open_promises()
        return sorted(found, key=lambda entry: (entry.due or date.max, entry.written_at))

    def names(self) -> Mapping[str, str]:
        """Return what excuses were renamed or merged to, old name to new."""
        return self._records.names()

    def review(self, week: str) -> Review | None:
        """Return the review of a week, `2026-W12`, if there is one."""
        return self._records.reviews(week[:4]).get(week)

    def reviews(self, first: date = date.min, last: date = date.max) -> Iterator[Review]:
        """Yield the reviews of the weeks that begin between two days, newest first."""
        for year in self.years():
            if first.year <= year + 1 and year <= last.year:
                for week, review in sorted(
                    self._records.reviews(f"{year:04}").items(), reverse=True
                ):
                    if first <= date.fromisoformat(f"{week}-1") <= last:
                        yield review

    def draft(self, name: str) -> Draft:
        """Return the draft of a sitting: `review`, or the edit of an entry."""
        return Draft(self.folder, name)

    def unfinished(self, kind: str) -> list[Draft]:
        """List the drafts of the sittings of a kind, `checkin`, that were begun and left.

        One that is damaged is passed over, and remembered in `damaged`.
        """
        found = drafts.loaded(self.folder, kind)
        self.damaged |= {draft.file: draft.damage for draft in found if draft.damage}
        return [draft for draft in found if draft.answers]

    def new_draft(self, kind: str) -> Draft:
        """Return a draft for a sitting that begins, beside those that were left."""
        return drafts.spare(self.folder, kind, self.now)

    def check_writable(self, day: date) -> None:
        """Make sure that the volume of a day can be understood, before anything is asked.

        Raises:
            DamagedJournal: It cannot, and must not be written to.
        """
        self._reader.tables(f"{day.year:04}")

    # Changing

    @contextmanager
    def change(self, what: str) -> Iterator["Change"]:
        """Change entries under the lock; all is written when the block ends, or nothing.

        Args:
            what: What the change is, in words, for `valley undo`.

        Raises:
            Busy: Another valley holds the lock.
            DamagedJournal: A volume that is touched must not be written to.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store.entries import Change

        with self._change(what) as transaction:
            yield Change(transaction)

    @contextmanager
    def _change(self, what: str) -> Iterator["Transaction"]:
        from valley.store.transaction import begin

        self._reader.start_afresh()
        with begin(self.folder, self.now, what) as transaction:
            yield transaction
        self._reader.start_afresh(transaction.written)
        if not transaction.is_empty:
            self.saved.append(f"{what}{transaction.ids}")

    def changes(self) -> "Iterator[reports.Change]":
        """Yield the finished changes that are remembered, the newest first."""
        from valley.reports import Change

        return (Change(one.what, one.at, one.name) for one in self._log())

    def undoable(self) -> "Iterator[reports.Undoable]":
        """Yield the changes that `undo` can take back, the newest first.

        Raises:
            DamagedJournal: A volume that one of them touched cannot be understood.
        """
        from valley.store.undo import preview

        return (preview(self.folder, self.now, record) for record in self._log())

    def undo(self, change: "reports.Undoable") -> "reports.Undoable":
        """Take a change back, as a change of its own, and return what was done.

        Raises:
            NotFound: Somebody else has taken it back meanwhile.
        """
        from valley.store.undo import take_back

        record = undo_log.read(self.folder, change.record)
        if record is None:
            raise NotFound("There is nothing to undo.")
        self._reader.start_afresh()
        done = take_back(self.folder, self.now, record)
        self.saved.append(f"the undo of {done.what}")
        return done

    def _log(self) -> Iterator[undo_log.Record]:
        from valley.store.recovery import recover

        recover(self.folder)
        found = (undo_log.read(self.folder, name) for name in undo_log.finished(self.folder))
        return filter(None, found)

    def merge(self, path: Path | None = None) -> "reports.Merged":
        """Take in another copy of the journal, or the conflict files that lie in this one.

        A volume that is damaged, here or there, is passed over and remembered in `damaged`.

        Raises:
            NotFound: There is no journal at that path.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store import merge

        with self._change("the merge") as transaction:
            return merge.take_in(self.folder, transaction, path, self.damaged)

    # Keeping safe

    def back_up(self) -> list[str]:
        """Copy every volume, and return the names of the copies.

        A volume that is damaged is passed over and remembered in `damaged`.

        Raises:
            CannotWrite: The disk is full, or the folder is closed.
        """
        from valley.store import backups

        copies = []
        with self.folder.locked():
            for name in self.folder.volumes():
                try:
                    copies.append(backups.keep_by_hand(self.folder, name, self.now))
                except DamagedJournal as error:
                    self.damaged[name] = error
        self.saved += copies
        return copies

    def copies(self) -> "list[reports.Copy]":
        """List the copies of volumes, newest first."""
        from valley.store import backups

        return backups.copies(self.folder)

    def compare(self, name: str | None) -> "reports.Difference":
        """Return what restoring a copy would do.

        Raises:
            NotFound: There is no such copy.
            DamagedJournal: The copy is damaged.
        """
        from valley.store import restore
        from valley.store.transaction import Transaction

        copy = restore.choose(self.folder, name)
        return restore.compare(self.folder, Transaction(self.folder, self.now), copy)

    def restore(self, copy: "reports.Copy") -> "reports.Difference":
        """Bring a volume back to what a copy says; return what that changed.

        Raises:
            DamagedJournal: The copy is damaged.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store import restore

        with self._change(f"the restore of {copy.name}") as transaction:
            return restore.stage(self.folder, transaction, copy)

    def check(self) -> "list[reports.Problem]":
        """Look for whatever is wrong, changing nothing."""
        from valley.store import doctor

        return doctor.check(self.folder)

    def mend(self) -> list[str]:
        """Put right what can be without losing anything; return in words what was done."""
        from valley.store import doctor

        done = doctor.mend(self.folder, self.now)
        self.saved += ["what could be mended"] if done else []
        return done

    # The lock and the passphrase

    def held(self) -> AbstractContextManager[None]:
        """Hold the lock of the journal's folder alone: for what is no part of it, as the settings.

        Raises:
            Busy: Another valley holds the lock.
            CannotWrite: The folder is closed.
        """
        return self.folder.held()

    @property
    def is_encrypted(self) -> bool:
        """Whether the journal is encrypted."""
        return self.folder.layer.is_encrypted

    def unlock(self) -> None:
        """Open an encrypted journal.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        self.folder.layer.key()
