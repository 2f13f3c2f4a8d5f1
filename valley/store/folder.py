"""The folder a journal lives in: names, bytes, and the lock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from valley import files
from valley.errors import Busy, DamagedJournal

LOCK = ".valley.lock"
PATIENCE = 15.0  # seconds to wait for another valley to finish
FOLDERS = ("journal", "backups", "backups/by-hand", "drafts", "history", "archive")


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
        """Tell whether there is a file of that name, or a link that leads nowhere."""
        return _is_there(self.path(name))

    def read(self, name: str) -> bytes:
        """Return what is in the file.

        Raises:
            FileNotFoundError: There is none.
            DamagedJournal: It cannot be read, or is a link that leads nowhere.
        """
        path = self.path(name)
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            if not path.is_symlink():
                raise FileNotFoundError(name) from error
            where = os.path.realpath(path)
            raise DamagedJournal(
                f"{path} is a link to {where}, which is not there; bring that file back"
                " (is its disk connected?), then try again."
            ) from error
        except OSError as error:
            raise DamagedJournal(
                f"Cannot read {path}: {error.strerror}; see: valley doctor"
            ) from error

    def write(self, name: str, data: bytes) -> None:
        """Put the data in the file, whole or not at all.

        Raises:
            CannotWrite: The disk is full, or the folder is closed; the file is as it was.
        """
        path = self.path(name)
        files.make_folder(path.parent)
        files.write_whole(path, data)

    def remove(self, name: str) -> None:
        """Remove the file, if it is there; one that will not go does no harm."""
        files.remove(self.path(name))

    def remove_surely(self, name: str) -> None:
        """Remove the file, on the disk before it returns.

        Raises:
            CannotWrite: The folder is closed.
        """
        files.remove_surely(self.path(name))

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, on the disk before it returns, or not at all.

        Raises:
            CannotWrite: The folder is closed.
        """
        files.rename(self.path(old), self.path(new))

    def names(self, folder: str, pattern: str) -> list[str]:
        """List the files of a folder in it that match a pattern, sorted; no hidden ones."""
        try:
            found = [path.name for path in self.path(folder).glob(pattern) if _is_there(path)]
        except OSError:
            return []
        return sorted(f"{folder}/{name}" for name in found if not name.startswith("."))

    @contextmanager
    def locked(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the journal against every other valley, for one read-change-write.

        The lock is the operating system's, so it ends with the process that holds it; the file
        that stays behind means nothing.

        Raises:
            Busy: Another valley held it for all of `patience`, in seconds.
            CannotWrite: The folder is closed.
        """
        from valley.store import lock  # commands that only read need none

        files.make_folder(self.root)
        try:
            release = lock.acquire(self.path(LOCK), patience)
        except TimeoutError as error:
            raise Busy(
                f"Another valley is writing to {self.root} and has not finished; try again."
            ) from error
        except OSError as error:
            raise files.cannot_write(self.path(LOCK), error) from error
        try:
            self.sweep()
            yield
        finally:
            release()

    def stale(self) -> list[Path]:
        """List what writes that never finished left behind, also beside the target of a link."""
        found = []
        for place in (".", *FOLDERS):
            folder = self.path(place)
            try:
                linked = [path for path in folder.glob("*.json") if path.is_symlink()]
                beside = [Path(os.path.realpath(path)) for path in linked]
                paths = [*folder.glob(".*.tmp")]
                for target in beside:
                    paths += target.parent.glob(f".{target.name}.*.tmp")
            except (OSError, ValueError):
                continue
            found += [path for path in paths if files.is_stale(path)]
        return found

    def sweep(self) -> list[Path]:
        """Remove what writes that never finished left behind; return what that was."""
        found = self.stale()
        for path in found:
            files.remove(path)
        return found


def _is_there(path: Path) -> bool:
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return False
