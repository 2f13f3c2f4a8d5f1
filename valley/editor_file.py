"""A private folder for what an editor shall see: in memory where there is such a place.

What is never written to a disk cannot be found on it. Memory can still be swapped out; SECURITY.md
says so.
"""

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import gettempdir, mkdtemp
from typing import NamedTuple

from valley import files, lock
from valley.errors import MAKES_NO_SENSE, CannotWrite

PREFIX = "valley-"
MARK = ".valley-lent"
_DRAFT = "edit-[0-9A-Za-z]*"
MOUNTS = Path("/proc/self/mounts")
IN_MEMORY = {"tmpfs", "ramfs"}


@dataclass(slots=True)
class Lent:
    """A file that an editor is shown.

    Attributes:
        path: Where it is.
        in_memory: Whether that is in memory.
        stays: Set where the editor may still save to it, so that it is not to be removed.
    """

    path: Path
    in_memory: bool
    stays: bool = False


class Leftover(NamedTuple):
    """What a run that was killed left of an edit, or what a window may still be open on.

    Attributes:
        file: Where the text is, in a folder of its own.
        draft: The draft it belongs in.
        is_changed: Whether it is another text than the one that was handed out.
    """

    file: Path
    draft: str
    is_changed: bool


@contextmanager
def lent_file(name: str, data: bytes, journal: Path, draft: str) -> Iterator[Lent]:
    """Yield a file of its own, open to its owner alone, that is gone afterwards with all beside it.

    Beside it lies a mark, locked for as long as this run lives: a run that is killed cannot clear
    up, and the next one shall know what of whose it was.

    Args:
        name: What it is called.
        data: What is in it.
        journal: The journal it comes from.
        draft: The draft of that journal it belongs in, should this run be killed.

    Raises:
        CannotWrite: It cannot be made.
    """
    folder, in_memory = make_folder()
    lent = Lent(folder / name, in_memory)
    mark = {"journal": os.path.realpath(journal), "file": name, "draft": draft}
    mark["sha256"] = sha256(data).hexdigest()
    try:
        files.write_whole(folder / MARK, json.dumps(mark).encode())
        with lock.held(folder / MARK, 0):
            files.write_whole(lent.path, data)
            yield lent
    finally:
        if not lent.stays:
            remove(lent.path)


def remove(file: Path) -> None:
    """Remove a file that was lent, with all beside it."""
    shutil.rmtree(file.parent, ignore_errors=True)


def leftovers(journal: Path) -> list[Leftover]:
    """List what is left of edits of this journal: only what bears its mark, and no run holds."""
    places = dict.fromkeys(memory_folders())
    with suppress(FileNotFoundError):  # no room in any: then nothing of ours is there
        places[Path(gettempdir())] = None
    folders = [folder for place in places for folder in sorted(place.glob(f"{PREFIX}*"))]
    return [left for folder in folders if (left := _left_in(folder, os.path.realpath(journal)))]


def _left_in(folder: Path, journal: str) -> Leftover | None:
    try:
        status = folder.lstat()
        mine = getattr(os, "getuid", lambda: status.st_uid)()
        if (stat.S_ISDIR(status.st_mode), status.st_uid) != (True, mine):
            return None
        mark = folder / MARK
        if not stat.S_ISREG(mark.lstat().st_mode):
            return None
        told = json.loads(files.read(mark, files.SMALL))
        file = folder / PurePath(told["file"]).name
        if told["journal"] != journal or not re.fullmatch(_DRAFT, told["draft"]):
            return None
        with lock.held(mark, 0):
            is_there = stat.S_ISREG(file.lstat().st_mode) and file.stat().st_size
            now = sha256(files.read(file)).hexdigest() if is_there else told["sha256"]
            return Leftover(file, told["draft"], now != told["sha256"])
    except (OSError, *MAKES_NO_SENSE):
        return None  # not ours, or a run holds it


def make_folder() -> tuple[Path, bool]:
    """Make a folder open to its owner alone; return where, and whether that is in memory.

    Raises:
        CannotWrite: It cannot be made.
    """
    for place in memory_folders():
        try:
            return Path(mkdtemp(prefix=PREFIX, dir=place)), True
        except OSError:
            continue
    try:
        return Path(mkdtemp(prefix=PREFIX)), False
    except OSError as error:
        raise CannotWrite(f"Cannot make a temporary folder: {error.strerror}.") from error


def memory_folders() -> list[Path]:
    """List the folders that are in memory: the session's own, then the one all share."""
    places = [os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"]  # noqa: S108  # by mkdtemp
    found = [Path(place) for place in places if place.startswith("/")]
    mounts = _mounts()
    return [place for place in found if _kind(place, mounts) in IN_MEMORY and place.is_dir()]


def _mounts() -> dict[str, str]:
    """Return what kind of file system is mounted where; nothing where the system does not say."""
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
