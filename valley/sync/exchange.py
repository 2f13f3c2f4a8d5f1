"""A sync from its beginning to its end.

Fetch; bring the journal and what came together; commit what then says more; push. Where the remote
moved on meanwhile, all that once more. Cut off anywhere, the next sync begins at the beginning: each
step finds done what was done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import monotonic

from valley import lock
from valley.errors import Busy, CannotWrite, InvalidInput, NotFound, WrongPassphrase
from valley.journal import Journal
from valley.reports import Chosen, Merged, Synced, SyncStatus
from valley.sync import preferences, state
from valley.sync.git import Git, GitFailed, TooLate, cannot_reach
from valley.sync.repository import KEY_FILE, Repository, Taken
from valley.sync.state import State

PATIENCE = 15.0  # seconds to wait for another valley to finish a change
ROUNDS = 8  # how often the remote may move on while we work
CLOCKS_DIFFER = timedelta(minutes=5)
MUCH = 300 * 2**20  # bytes of history after which an empty remote is better
NOTHING = Merged(0, 0, 0)
NOT_SET_UP = "Nothing is set up to sync with; begin with: valley sync setup REMOTE"


def sync(journal: Journal, root: Path, until: float | None = None) -> Synced:
    """Bring this journal and the one at the remote together.

    Args:
        journal: The journal.
        root: Its folder.
        until: When it has to be done, on the clock of `monotonic`.

    Raises:
        NotFound: It is not set up, or there is no Git.
        InvalidInput: One of the two is encrypted and the other is not; or the repository could
            start a program, or somebody is in the middle of a merge by hand.
        Busy: Another sync goes on, or the remote moved on all the time.
        CannotWrite: The remote was not reached, or would not take it; or the disk is full.
        DamagedJournal: A newer valley wrote what is there.
    """
    repository = opened(root, until)
    if begun := repository.under_way():
        raise InvalidInput(
            f"Somebody is in the middle of something in this repository ({begun}); end it with Git"
            " first, as by: git merge --abort"
        )
    place = repository.git.place
    with alone(root), whole(place):
        repository.unlock()
        remembered = state.load(place)
        remembered.began_at = journal.now.isoformat()
        remembered.save(place)
        patience = PATIENCE if until is None else max(0.0, until - monotonic())
        done = _Run(journal, root, repository, remembered, patience).to_the_end()
        remembered.synced_at = journal.now.isoformat()
        remembered.save(place)
        journal.saved.append(f"the sync with {repository.remote}" if done.remote else "the sync")
        if until is None:
            repository.pack()
        size = repository.size()
    return done._replace(begin_afresh=size if size > MUCH else None)


def opened(root: Path, until: float | None = None) -> Repository:
    """Return the repository that was set up here.

    Raises:
        NotFound: There is none, or no Git.
        InvalidInput: Its settings could start a program, or valley did not set it up.
    """
    if not (root / ".git").exists():
        raise NotFound(NOT_SET_UP)
    repository = found(root, until)
    if not repository.is_ours:
        raise InvalidInput(
            f"{root / '.git'} is a clone without valley as the merge driver of its volumes, so Git"
            " could write its marks into them; put that right with: valley sync setup"
        )
    return repository


def found(root: Path, until: float | None = None) -> Repository:
    """Return the repository in a folder, whoever made it.

    Raises:
        NotFound: There is no Git.
        InvalidInput: Its settings could start a program, or lie elsewhere.
        CannotWrite: It is damaged.
    """
    place = root / ".git"
    if not place.is_dir() or place.is_symlink() or (place / "commondir").exists():
        raise InvalidInput(f"{place} leads to a repository elsewhere; valley needs one of its own.")
    with whole(place):
        return Repository(Git(root, until))


@contextmanager
def whole(place: Path) -> Iterator[None]:
    """Make what Git cannot do here an error that says what helps.

    Raises:
        CannotWrite: Git failed.
    """
    try:
        yield
    except TooLate as error:
        raise CannotWrite(
            f"The sync did not end in time: {error}. Nothing is lost; the next one goes on from here."
        ) from error
    except GitFailed as error:
        raise CannotWrite(
            f"Git failed in {place}: {error}. The journal itself is whole; make room, or where that"
            " stays so, move that folder away and make it anew: valley sync setup REMOTE"
        ) from error


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold every other sync of this folder off.

    Raises:
        Busy: One goes on.
        CannotWrite: The folder is closed.
    """
    try:
        with lock.held(root / lock.OF_A_SYNC, 0):
            yield
    except TimeoutError as error:
        raise Busy(
            f"Another valley sync of {root} goes on; try again when it is through."
        ) from error


def reach(repository: Repository, act: Callable[[], None]) -> None:
    """Do something that speaks to the remote.

    Raises:
        CannotWrite: It was not reached.
    """
    try:
        act()
    except GitFailed as error:
        raise cannot_reach(repository.remote or "The remote", error) from error


def ahead(repository: Repository, now: datetime) -> timedelta | None:
    """Return by how much the clock of who was at the remote last is ahead; None where it is not."""
    there = repository.there
    written = repository.written_at(there) if there else None
    return written - now if written and written - now > CLOCKS_DIFFER else None


def status(journal: Journal, root: Path) -> SyncStatus:
    """Return how the journal stands with its remote, without asking there.

    Raises:
        NotFound: There is no Git.
        InvalidInput: The repository could start a program, or valley did not set it up.
        CannotWrite: The repository is damaged.
    """
    if not (root / ".git").exists():
        return SyncStatus()
    repository = opened(root)
    remembered = state.load(repository.git.place)
    with whole(repository.git.place):
        here = repository.taken(repository.head).files
        there = repository.taken(repository.there).files
        size = repository.size()
    present = journal.stored_files()
    if _digest(present.get(KEY_FILE)) == remembered.key:
        present.pop(KEY_FILE, None)
    return SyncStatus(
        set_up=True,
        remote=repository.remote,
        synced_at=remembered.moment,
        to_send=[name for name, data in present.items() if data != there.get(name)],
        to_take=[name for name, data in there.items() if data != here.get(name)],
        size=size,
        begin_afresh=size > MUCH,
    )


class _Run:
    """One sync."""

    def __init__(
        self,
        journal: Journal,
        root: Path,
        repository: Repository,
        remembered: State,
        patience: float,
    ) -> None:
        self._journal = journal
        self._root = root
        self._repository = repository
        self._remembered = remembered
        self._patience = patience

    def to_the_end(self) -> Synced:
        """Fetch, take in, commit and push until both sides say the same."""
        repository, came = self._repository, NOTHING
        for _ in range(ROUNDS):
            if repository.remote:
                reach(repository, repository.fetch)
            taken = repository.taken(repository.there)
            done = self._take_in(taken)
            added, updated = came.added + done.came.added, came.updated + done.came.updated
            came = done.came._replace(added=added, updated=updated)
            done = done._replace(came=came, refused=tuple(taken.refused))
            if done.waits or not repository.remote or self._is_pushed():
                return done
        raise Busy(f"{repository.remote} moved on all the time; try again.")

    def _take_in(self, taken: Taken) -> Synced:
        """Bring together what is here and what came, and commit it."""
        repository, now = self._repository, self._journal.now
        done = Synced(repository.remote, NOTHING, NOTHING, ahead=ahead(repository, now))
        here = preferences.present(self._root)
        try:
            met = self._journal.meet(taken.files, self._chooser(here), self._patience)
        except WrongPassphrase:
            if not self._journal.is_encrypted:
                raise  # there is nothing here yet
            return self._without_key(taken, done)
        if here is not None:
            with self._journal.held(self._patience):
                settings = preferences.take_over(self._root, here, met.chosen)
            self._remembered.settings = settings
        self._commit(met.files, taken)
        return done._replace(came=met.came, went=met.went, settings_damaged=here is None)

    def _chooser(self, here: preferences.Values | None) -> Callable[[list[Chosen]], list[Chosen]]:
        """Return what tells the journal which settings were changed here."""
        if here is None:
            return lambda _: []
        written = preferences.written_at(self._root, self._journal.now)
        return lambda known: preferences.changed(here, self._remembered.settings, known, written)

    def _without_key(self, taken: Taken, done: Synced) -> Synced:
        """Send what lies here sealed, unless something came that would have to be merged with it."""
        here, there = self._repository.head, self._repository.there
        if there and not (here and self._repository.is_in(there, here)):
            return done._replace(waits=True)
        present = self._journal.stored_files()
        changed = {name: data for name, data in present.items() if data != taken.files.get(name)}
        self._commit(changed, taken)
        return done._replace(sealed=len(changed))

    def _commit(self, changed: dict[str, bytes], taken: Taken) -> None:
        """Commit what says more than what is there; a key file only where it was changed here."""
        digest = _digest(changed.get(KEY_FILE))
        if digest == self._remembered.key and KEY_FILE in taken.files:
            changed.pop(KEY_FILE, None)
        self._repository.put(changed, self._journal.now)
        self._remembered.key = digest or self._remembered.key
        self._remembered.save(self._repository.git.place)

    def _is_pushed(self) -> bool:
        """Send the commits here; return whether the remote has them all.

        Raises:
            CannotWrite: It was not reached, or would not take them.
        """
        repository = self._repository
        if repository.head == (before := repository.there):
            return True
        try:
            repository.push()
        except GitFailed as error:
            reach(repository, repository.fetch)
            if repository.there == before:
                raise cannot_reach(repository.remote or "", error) from error
            return False
        return True


def _digest(data: bytes | None) -> str:
    return sha256(data).hexdigest() if data else ""
