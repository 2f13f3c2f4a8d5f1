"""The journal: the one door to what is stored. Takes and returns model values, never rows.

What it says is read by `valley.store.reading`; here is what changes it and keeps it safe.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from valley.errors import DamagedJournal, NotFound
from valley.store import drafts, undo_log
from valley.store.drafts import Draft
from valley.store.encryption.layer import Unlock
from valley.store.folder import PATIENCE, Folder
from valley.store.reading import IN_ORDER, Reading

# What changes the journal stands in the functions that do: it loads TinyDB, which reading does
# without.
if TYPE_CHECKING:
    from valley import reports
    from valley.reports import Chosen
    from valley.store.encryption.conversion import Encryption
    from valley.store.entries import Change
    from valley.store.transaction import Transaction
    from valley.store.volume import Tables

__all__ = ["IN_ORDER", "Draft", "Journal"]


class Journal(Reading):
    """A journal folder at a moment.

    Args:
        root: The folder; it need not exist before the first change.
        now: The moment changes are stamped with.
        unlock: Gets the key of an encrypted journal.

    Attributes:
        saved: What was written through this door, in words, each with the ids it is about.
    """

    def __init__(self, root: Path, now: datetime, unlock: Unlock | None = None) -> None:
        super().__init__(Folder(root, unlock))
        self.now = now
        self.saved: list[str] = []

    # Unfinished sittings

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

        self._start_afresh()
        with begin(self.folder, self.now, what) as transaction:
            yield transaction
        self._start_afresh(transaction.written)
        if not transaction.is_empty:
            self.saved.append(f"{what}{transaction.ids}")

    def _start_afresh(self, known: "Mapping[str, Tables] | None" = None) -> None:
        """Forget what was read, since something changed, but what is known as it is now."""
        self._volumes.start_afresh(known)
        self.__dict__.pop("_accounts", None)

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
        self._start_afresh()
        done = take_back(self.folder, self.now, record)
        self.saved.append(f"the undo of {done.what}")
        return done

    def _log(self) -> Iterator[undo_log.Record]:
        undo_log.recover(self.folder)
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

    def meet(
        self,
        theirs: Mapping[str, bytes],
        choose: Callable[["list[Chosen]"], "list[Chosen]"],
        patience: float,
    ) -> "reports.Exchanged":
        """Take in the files of another machine, and return what they do not say yet.

        An empty folder becomes the encrypted journal that they are. A volume that is damaged, here
        or there, is passed over and remembered in `damaged`. Nothing of it is left to undo.

        Args:
            theirs: Its volumes and its key file, by their names.
            choose: Told the settings that are known, gives those that were changed here.
            patience: How long to wait for another valley, in seconds.

        Raises:
            InvalidInput: One of the two is encrypted and the other is not, or under another key.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
            DamagedJournal: A newer valley wrote a volume there.
            CannotWrite: The disk is full, or the folder is closed; nothing is changed.
        """
        from valley.store import meeting

        meeting.join_sealed(self.folder, theirs)
        done = meeting.meet(self.folder, self.now, theirs, choose, self.damaged, patience)
        self._start_afresh()
        return done

    def stored_files(self) -> dict[str, bytes]:
        """Return what travels as it is on the disk: the volumes, and the key file where there is one.

        What lies in clear in an encrypted journal is left out.
        """
        from valley.store import meeting

        return meeting.as_they_are(self.folder)

    def join_volumes(self, file: str, copies: list[bytes]) -> bytes:
        """Join copies of a volume of this journal.

        Raises:
            InvalidInput: That is no volume.
            DamagedJournal: A copy is damaged.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        from valley.store import meeting

        return meeting.join_volumes(self.folder, file, copies)

    def check_alike(self, theirs: Mapping[str, bytes]) -> None:
        """Make sure that the files of another machine are in clear where these are, or under one key.

        Raises:
            InvalidInput: They are not; the message says what to do.
        """
        from valley.store import meeting

        meeting.check_alike(self.folder, theirs)

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

    def held(self, patience: float = PATIENCE) -> AbstractContextManager[None]:
        """Hold the lock of the journal's folder alone: for what is no part of it, as the settings.

        Args:
            patience: How long to wait for another valley, in seconds.

        Raises:
            Busy: Another valley holds the lock.
            CannotWrite: The folder is closed.
        """
        return self.folder.held(patience)

    @property
    def is_encrypted(self) -> bool:
        """Whether the journal is encrypted."""
        return self.folder.layer.is_encrypted

    @property
    def encryption(self) -> "Encryption":
        """What can be done about its encryption."""
        from valley.store.encryption.conversion import Encryption

        return Encryption(self.folder)

    def unlock(self) -> None:
        """Open an encrypted journal.

        Raises:
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        self.folder.layer.key()
