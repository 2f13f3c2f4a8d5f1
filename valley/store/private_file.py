"""A private folder for what an editor shall see: in memory where there is such a place.

What is never written to a disk cannot be found on it. Memory can still be swapped out; SECURITY.md
says so.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from valley import files
from valley.errors import CannotWrite

MOUNTS = Path("/proc/self/mounts")
IN_MEMORY = {"tmpfs", "ramfs"}


@contextmanager
def private_file(name: str, data: bytes) -> Iterator[tuple[Path, bool]]:
    """Give a file of its own, open to its owner alone, that is gone afterwards with all beside it.

    Args:
        name: What it is called.
        data: What is in it.

    Yields:
        Where it is, and whether that is in memory.

    Raises:
        CannotWrite: It cannot be made.
    """
    folder, in_memory = make_folder()
    try:
        files.write_whole(folder / name, data)
        yield folder / name, in_memory
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_folder() -> tuple[Path, bool]:
    """Make a folder open to its owner alone; tell where, and whether that is in memory.

    Raises:
        CannotWrite: It cannot be made.
    """
    for place in memory_folders():
        try:
            return Path(mkdtemp(prefix="valley-", dir=place)), True
        except OSError:
            continue
    try:
        return Path(mkdtemp(prefix="valley-")), False
    except OSError as error:
        raise CannotWrite(f"Cannot make a temporary folder: {error.strerror}.") from error


def memory_folders() -> list[Path]:
    """List the folders that are in memory: the session's own, then the one all share."""
    places = [os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"]  # noqa: S108  # by mkdtemp
    found = [Path(place) for place in places if place.startswith("/")]
    mounts = _mounts()
    return [place for place in found if _kind(place, mounts) in IN_MEMORY and place.is_dir()]


def _mounts() -> dict[str, str]:
    """Tell what kind of file system is mounted where; nothing where the system does not say."""
    try:
        lines = files.read(MOUNTS).decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return {}
    rows = [line.split(" ") for line in lines]
    return {row[1].replace("\\040", " "): row[2] for row in rows if len(row) > 2}  # noqa: PLR2004


def _kind(place: Path, mounts: dict[str, str]) -> str:
    real = Path(os.path.realpath(place))
    for folder in (real, *real.parents):
        if str(folder) in mounts:
            return mounts[str(folder)]
    return ""
