"""The folder a journal lives in: names, bytes, and the lock."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from fnmatch import fnmatchcase
from itertools import count
from pathlib import Path, PurePath

from valley import files, lock
from valley.errors import Busy, CannotWrite, DamagedJournal
from valley.store import paths, volume
from valley.store.encryption import sealed_file, swap
from valley.store.encryption.layer import GENERATIONS, Layer, Unlock
from valley.store.encryption.passphrases import Unlocker
from valley.store.paths import ARCHIVE, FOLDERS

LOCK = ".valley.lock"
PATIENCE = 15.0  # seconds to wait for another valley to finish
# Bytes that a file may have, where it is small by nature; what a year can hold, elsewhere.
MOST = {"drafts": 2**24, "cache": 2**26, GENERATIONS: files.SMALL, "key.json": files.SMALL}


class Folder:
    """The journal's folder; every byte of the journal goes in and out through here.

    Names are relative, with `/`: `journal/2026.json`. Nothing is created before the first write.
    Where the journal is encrypted, what goes in is sealed and what comes out is opened.

    Args:
        root: The folder.
        unlock: Gets the key of an encrypted journal; without it only what needs nobody to type.
    """

    def __init__(self, root: Path, unlock: Unlock | None = None) -> None:
        self.root = root
        self.unlock = unlock or Unlocker()
        self.layer = Layer(root, self.unlock, self.raw, self._settle)
        self._is_held = False

    def path(self, name: str) -> Path:
        """Return where the file of that name stands."""
        return self.root / name

    def exists(self, name: str) -> bool:
        """Return whether anything stands under that name, were it a link that leads nowhere."""
        return os.path.lexists(self.path(name))

    def is_odd(self, name: str) -> bool:
        """Return whether something stands under that name that is no file: a pipe, a folder."""
        return bool(files.odd_kind(self.path(name)))

    def read(self, name: str) -> bytes:
        """Return what is in the file.

        Raises:
            FileNotFoundError: There is none.
            DamagedJournal: It cannot be read, or its seal is broken.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        return self.layer.opened(name)

    def raw(self, name: str) -> bytes:
        """Return the bytes of the file as they are on the disk, sealed or not.

        Raises:
            FileNotFoundError: There is none.
            DamagedJournal: It cannot be read, or is a link that leads nowhere.
        """
        path = self.path(name)
        try:
            return files.read(path, _most(name))
        except (FileNotFoundError, NotADirectoryError) as error:
            if not path.is_symlink():
                raise FileNotFoundError(name) from error
            where = os.path.realpath(path)
            raise DamagedJournal(
                f"{path} is a link to {where}, which is not there; bring that file back"
                " (is its disk connected?), then try again."
            ) from error
        except OSError as error:
            raise self._cannot_read(path, error) from error

    def write(self, name: str, data: bytes) -> None:
        """Put the data in the file, whole or not at all.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; the file is as it was.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        sealed = self.layer.sealed(name, data)
        if len(sealed) > _most(name):  # nobody could read it again
            raise CannotWrite(
                f"{self.path(name)} would be larger than valley reads; nothing was changed."
            )
        self.put(name, sealed)
        if counted := self.layer.count(name, sealed):
            self.put(*counted)

    def keep(self, name: str, kept: str) -> None:
        """Keep a file that may be damaged under another name, byte for byte where it is sealed.

        Raises:
            FileNotFoundError: There is none.
            CannotWrite: The disk is full, or the folder is closed.
        """
        self.put(kept, self.layer.as_is(name))

    def set_aside(self, name: str) -> str:
        """Move what stands under a name into `archive/`, whatever it is; return where.

        Raises:
            CannotWrite: The folder is closed.
        """
        kept = next(kept for kept in self.archived_as(name) if not self.exists(kept))
        files.make_folder(self._target(kept).parent)
        files.rename(self._target(name), self.path(kept))
        return kept

    def archived_as(self, name: str, *added: str) -> Iterator[str]:
        """Yield the names that a file can have in `archive/`, the plainest first."""
        stem, _, ending = name.rpartition("/")[2].rpartition(".")
        for number in count(1):
            numbered = (str(number),) if number > 1 else ()
            yield f"{ARCHIVE}/{'.'.join((stem, *added, *numbered, ending))}"

    def remove(self, name: str) -> None:
        """Remove the file, if it is there; one that will not go does no harm."""
        with suppress(CannotWrite):
            files.remove(self._target(name))

    def remove_surely(self, name: str) -> None:
        """Remove the file, on the disk before it returns.

        Raises:
            CannotWrite: The folder is closed.
        """
        if counted := self.layer.count(name, None):
            self.put(*counted)
        files.remove_surely(self._target(name))

    def rename(self, old: str, new: str) -> None:
        """Rename a file, on the disk before it returns, or not at all.

        Raises:
            CannotWrite: The folder is closed.
        """
        files.rename(self._target(old), self._target(new))

    def names(self, folder: str, pattern: str) -> list[str]:
        """List the files of a folder in it that match a pattern, sorted; no hidden ones.

        A volume of an encrypted journal that somebody took away is listed: reading it tells.
        """
        gone = [name for name in self.layer.missing(folder) if PurePath(name).match(pattern)]
        return sorted({*self.there(folder, pattern), *gone})

    def volumes(self) -> list[str]:
        """List the volumes there are: the years from the first, then `excuses`."""
        found = map(volume.name_of, self.names(volume.FOLDER, "*.json"))
        return [name for name in found if name is not None]

    def there(self, folder: str, pattern: str) -> list[str]:
        """List the files of a folder that are there, as `names` does.

        What has the name of a file and is none is listed too: reading it tells.

        Raises:
            DamagedJournal: The folder is closed to us: what is in it must not pass for nothing.
        """
        try:
            with os.scandir(self.path(folder)) as found:
                names = [one.name for one in found if one.name.endswith(".json") or _is_file(one)]
        except PermissionError as error:
            raise self._cannot_read(self.path(folder), error) from error
        except OSError:
            return []
        fitting = [name for name in names if fnmatchcase(name, pattern) and name[0] != "."]
        return sorted(f"{folder}/{name}" for name in fitting)

    def _cannot_read(self, path: Path, error: OSError) -> DamagedJournal:
        """Return which file or folder is closed, and what helps."""
        helps = "see: valley doctor"
        if isinstance(error, PermissionError):
            helps = f"if a `sudo valley` wrote it, give it back: sudo chown -R $USER '{self.root}'"
        return DamagedJournal(f"Cannot read {path}: {error.strerror}; {helps}")

    def elsewhere(self, root: Path) -> "Folder":
        """Return another folder, to be read with this one's key or its own."""
        return Elsewhere(root, self)

    @contextmanager
    def locked(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the journal against every other valley, for one read-change-write.

        The lock is the operating system's, so it ends with the process that holds it; the file
        that stays behind means nothing.

        Raises:
            Busy: Another valley held it for all of `patience`, in seconds.
            CannotWrite: The folder is closed.
            WrongPassphrase: There is no passphrase, or it does not open the journal.
        """
        if swap.is_pending(self.root):
            with self.held(patience):
                swap.settle(self.root)
        self.layer.key()  # before the lock: it must not be held while a prompt waits
        with self.held(patience):
            self._check_key()
            self.sweep()
            yield

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock alone: for what is not sealed, as the settings."""
        files.make_folder(self.root)
        with ExitStack() as stack:
            try:
                stack.enter_context(lock.held(self.path(LOCK), patience))
            except TimeoutError as error:
                raise Busy(
                    f"Another valley is writing to {self.root} and has not finished; try again."
                ) from error
            except OSError as error:
                raise files.cannot_write(self.path(LOCK), error) from error
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = False

    def _check_key(self) -> None:
        """Make sure that the journal was not encrypted or decrypted while the lock was waited for.

        Raises:
            Busy: It was.
        """
        if not self.layer.is_opened():
            raise Busy(f"{self.root} was encrypted or decrypted right now; try again.")

    def _settle(self) -> None:
        """End a swap that was cut off; wait for one that goes on and is past the point of return."""
        if self._is_held:
            return
        if swap.is_committed(self.root):
            with self.held(PATIENCE):
                swap.settle(self.root)
            return
        with suppress(Busy, CannotWrite), self.held(0):
            swap.settle(self.root)

    def put(self, name: str, data: bytes) -> None:
        """Put bytes in a file as they are.

        A link that leads out of the folder is followed where it stands for a volume, else replaced.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; the file is as it was.
        """
        path = self._target(name)
        files.make_folder(path.parent)
        if path.is_symlink() and not (volume.name_of(name) or paths.is_inside(self.root, name)):
            files.remove(path)
        files.write_whole(path, data)

    def _target(self, name: str) -> Path:
        """Return where a file is written or removed.

        Raises:
            CannotWrite: Its folder is a link that leads out of the journal's.
        """
        place = name.rpartition("/")[0]
        if not paths.is_inside(self.root, place):
            raise CannotWrite(
                f"{self.path(place)} is a link that leads out of the journal's folder, so nothing is"
                " written there; put the folder itself in its place, then try again."
            )
        return self.path(name)

    def stale(self) -> list[Path]:
        """List what writes that never finished left behind, also beside the target of a link."""
        found = []
        for place in (".", *FOLDERS):
            folder = self.path(place)
            if not paths.is_inside(self.root, place):
                continue
            try:
                linked = [path for path in folder.glob("*.json") if path.is_symlink()]
                beside = [Path(os.path.realpath(path)) for path in linked]
                temporary = [*folder.glob(".*.tmp")]
                for target in beside:
                    temporary += target.parent.glob(f".{target.name}.*.tmp")
            except (OSError, ValueError):
                continue
            found += [path for path in temporary if files.is_stale(path)]
        return found

    def sweep(self) -> list[Path]:
        """Remove what writes that never finished left behind; return what that was."""
        found = self.stale()
        for path in found:
            files.remove(path)
        return found


class Elsewhere(Folder):
    """A copy of a journal, or a single volume of one, that is only read.

    Args:
        root: The folder; that of the journal, or the one its volumes are in.
        own: The journal at home.
    """

    def __init__(self, root: Path, own: Folder) -> None:
        super().__init__(root, own.unlock)
        self._own = own

    def read(self, name: str) -> bytes:
        """Return what is in the file; a copy of our own journal opens with our own key.

        Raises:
            FileNotFoundError: There is none.
            DamagedJournal: It cannot be read, or its seal is broken.
            WrongPassphrase: There is no passphrase, or it does not open that journal.
        """
        data = self.raw(name)
        if not sealed_file.is_sealed(data):
            return data
        try:
            header, _ = sealed_file.read_header(data)
            key = self._key_named(header.key)
            volume = header.name.rpartition("/")[0] + "/" + name.rpartition("/")[2]
            return key.open(data, volume).data
        except sealed_file.BadSeal as error:
            raise DamagedJournal(f"{self.path(name)} is damaged ({error})") from error

    def _key_named(self, key_id: str) -> sealed_file.Key:
        """Return the key of that name: our own, or that of a key file above or beside the file.

        Raises:
            BadSeal: There is none.
        """
        own = self._own.layer.key()
        if own is not None and own.id == key_id:
            return own
        for root in (self.root, self.root.parent):
            found = self if root == self.root else Elsewhere(root, self._own)
            if found.layer.is_encrypted and (key := found.layer.key()) and key.id == key_id:
                return key
        raise sealed_file.BadSeal("it is sealed, and the key file of its journal is not beside it")


def _is_file(entry: "os.DirEntry[str]") -> bool:
    """Return whether it is a file, or a link that leads nowhere, and no folder or pipe."""
    return not files.odd_kind(Path(entry))


def _most(name: str) -> int:
    """Return how many bytes a file may have."""
    return MOST.get(name.partition("/")[0], files.LARGE)
