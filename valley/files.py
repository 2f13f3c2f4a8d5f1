"""One file written whole or not at all, for its owner only."""

import os
from pathlib import Path

from valley.errors import CannotWrite

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_folder(folder: Path) -> None:
    """Create the folder and those above it that are missing, closed to others.

    Raises:
        CannotWrite: It cannot be made, or a file stands where a folder should.
    """
    try:
        missing = [folder, *folder.parents]
        for path in reversed([path for path in missing if not path.exists()]):
            path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(20, "Not a directory")
    except OSError as error:
        raise cannot_write(folder, error) from error


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file's content so that a crash leaves the old or the new, never a part.

    A temporary file in the same folder is written, flushed to the disk and renamed over the
    target; then the folder is flushed, so that the rename survives a power cut. A symbolic link
    is followed: its target is replaced, the link stays.

    Raises:
        CannotWrite: The disk is full, or the folder is closed; the file is as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        remove(temporary)
        raise cannot_write(path, error) from error
    except BaseException:
        remove(temporary)
        raise


def sync_folder(folder: Path) -> None:
    """Flush the folder's list of names to the disk, where the platform lets one."""
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS journals its names itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove the file if it is there; one that will not go does no harm."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def is_temporary(path: Path) -> bool:
    """Tell whether a write that never finished left this file behind."""
    return path.name.startswith(".") and path.name.endswith(".tmp")


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """Say in one line which file could not be written, and why."""
    why = error.strerror or type(error).__name__
    return CannotWrite(
        f"Cannot write {path}: {why}. What was there is untouched;"
        " make room or open the folder, then try again."
    )
