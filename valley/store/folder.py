"""The folder a journal lives in: names, bytes, and the lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from valley import files
from valley.errors import Busy, DamagedJournal

LOCK = ".valley.lock"
PATIENCE = 15.0  # seconds to wait for another valley to finish


class Folder:
    """The journal's folder; every byte of the journal goes in and out through here.

    Names are relative, with `/`: `journal/2026.json`. Nothing is created before the first write.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Tell where the file of that name stands."""
        return self.root / name

    def exists(self, name: str) -> bool:
        """Tell whether there is a file of that name."""
        try:
            return self.path(name).is_file()
        except OSError:
            return False

    def read(self, name: str) -> bytes:
        """Return what is in the file.

        Raises:
            FileNotFoundError: There is none.
            DamagedJournal: It cannot be read.
        """
        try:
            return self.path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileNotFoundError(name) from error
        except OSError as error:
            raise DamagedJournal(f"Cannot read {self.path(name)}: {error.strerror}.") from error

    def write(self, name: str, data: bytes) -> None:
        """Put the data in the file, whole or not at all.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; the file is as it was.
        """
        path = self.path(name)
        files.make_folder(path.parent)
        files.write_whole(path, data)

    def remove(self, name: str) -> None:
        """Remove the file, if it is there."""
        files.remove(self.path(name))

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, replacing what is there.

        Raises:
            CannotWrite: The folder is closed.
        """
        try:
            self.path(old).replace(self.path(new))
            files.sync_folder(self.path(new).parent)
        except OSError as error:
            raise files.cannot_write(self.path(new), error) from error

    def names(self, folder: str, pattern: str) -> list[str]:
        """List the files of a folder in it that match a pattern, sorted."""
        try:
            found = [path.name for path in self.path(folder).glob(pattern) if path.is_file()]
        except OSError:
            return []
        return sorted(f"{folder}/{name}" for name in found if not name.startswith("."))

    @contextmanager
    def locked(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the journal against every other valley, for one read-change-write.

        Raises:
            Busy: Another valley held it for all of `patience`, in seconds.
            CannotWrite: The folder is closed.
        """
        from filelock import FileLock, Timeout  # 16 ms; commands that only read never load it

        files.make_folder(self.root)
        lock = FileLock(self.path(LOCK), timeout=patience, mode=files.FILE_MODE)
        try:
            lock.acquire()
        except Timeout as error:
            raise Busy(
                f"Another valley is writing to {self.root} and has not finished; try again."
            ) from error
        except OSError as error:
            raise files.cannot_write(self.path(LOCK), error) from error
        try:
            self.sweep()
            yield
        finally:
            lock.release()

    def sweep(self) -> None:
        """Remove what writes that never finished left behind; only under the lock."""
        for place in (".", "journal", "backups", "drafts", "history"):
            try:
                for path in self.path(place).glob(".*.tmp"):
                    files.remove(path)
            except OSError:
                continue
