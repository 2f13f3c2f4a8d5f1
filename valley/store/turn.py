"""The turn of a whole journal from clear to sealed, or back: wholly the one or the other.

    .turning/     all files as they shall be, written and read back; the journal is what it was
    .turned/      the same folder after one rename: from here on the journal is what it shall be
    plan.json     in it: which files there are to put in place, and which to remove

A kill before the rename leaves a folder that the next valley removes, one after it a folder whose
files the next valley puts in place. That takes no passphrase: what is to be sealed is sealed
already. Only under the lock.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from valley import files
from valley.errors import DamagedJournal

STAGING, COMMITTED, PLAN = ".turning", ".turned", "plan.json"

FOREIGN = set("\\:\0") if os.name == "nt" else set("\0")  # what leads elsewhere, or nowhere

Turn = Callable[[str, bytes], bytes]


def is_pending(root: Path) -> bool:
    """Tell whether a turn goes on, or was cut off."""
    return (root / COMMITTED).is_dir() or (root / STAGING).is_dir()


def is_committed(root: Path) -> bool:
    """Tell whether a turn is to be carried on; else it is as if it had never begun."""
    return (root / COMMITTED).is_dir()


def carry_out(
    root: Path,
    names: Iterable[str],
    forth: Turn,
    back: Turn,
    *,
    beside: Mapping[str, bytes],
    remove: Iterable[str],
) -> None:
    """Turn the files of a journal.

    Args:
        root: The journal's folder.
        names: The files.
        forth: Turns the bytes of a file, by its name.
        back: Turns them back; by this each is checked before anything is replaced.
        beside: Further files, with their bytes.
        remove: Files that go.

    Raises:
        DamagedJournal: A file cannot be turned, or what was written does not read back.
        CannotWrite: The disk is full, or the folder is closed; the journal is what it was.
    """
    staging = root / STAGING
    _clear_away(staging)
    try:
        names = list(names)
        plan = {"files": [*names, *beside], "remove": list(remove)}
        _make_sure(plan)
        for name in names:
            _put(staging / name, forth(name, files.read(root / name)))
        for name, data in beside.items():
            _put(staging / name, data)
        for name in names:
            _check(root, name, back(name, files.read(staging / name)))
        _put(staging / PLAN, json.dumps(plan).encode())
        files.rename(staging, root / COMMITTED)
    except BaseException:
        _clear_away(staging)
        raise
    finish(root)


def settle(root: Path) -> None:
    """Carry on a turn that was cut off, or clear away one that had hardly begun.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    if is_committed(root):
        finish(root)
    _clear_away(root / STAGING)


def finish(root: Path) -> None:
    """Put the files of a turn in place; again and again until it is done.

    Raises:
        DamagedJournal: The plan of the turn is not one that valley made.
        CannotWrite: The disk is full, or the folder is closed.
    """
    turned = root / COMMITTED
    with suppress(FileNotFoundError):  # no plan: all is in place
        plan = _plan(turned / PLAN)
        for name in plan["files"]:
            staged = turned / name
            if staged.is_file():
                _put_in_place(staged, root / name)
        for name in plan["remove"]:
            if (root / name).is_file():
                files.remove_surely(root / name)
        files.remove_surely(turned / PLAN)
    _clear_away(turned)


def _plan(path: Path) -> dict[str, Any]:
    """Read a plan; one that comes out of a synchronised folder cannot name a file elsewhere.

    Raises:
        FileNotFoundError: There is none.
        DamagedJournal: It is none that valley made.
    """
    try:
        plan = json.loads(files.read(path, files.SMALL))
        sound = all(_is_within(name) for name in [*plan["files"], *plan["remove"]])
    except FileNotFoundError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        plan, sound = {}, False
    if not sound:
        raise DamagedJournal(
            f"{path} is damaged, so valley encrypt or decrypt, which was cut off, cannot be"
            " carried on; bring the journal back from a copy of its folder."
        )
    return dict(plan)


def _make_sure(plan: Mapping[str, list[str]]) -> None:
    """Make sure that a plan can be carried out, before there is no way back.

    Raises:
        DamagedJournal: It names a file that it may not.
    """
    odd = [name for names in plan.values() for name in names if not _is_within(name)]
    if odd:
        raise DamagedJournal(f"The name {odd[0]!r} is none for a file; nothing was changed.")


def _check(root: Path, name: str, data: bytes) -> None:
    """Make sure that a file was written so that it reads back.

    Raises:
        DamagedJournal: It was not, or it changed meanwhile.
    """
    if data != files.read(root / name):
        raise DamagedJournal(
            f"{root / name} did not read back as it was, or changes right now;"
            " nothing was changed, try again."
        )


def _is_within(name: str) -> bool:
    """Tell whether a name is that of a file in the journal's folder.

    Raises:
        ValueError: No file can be called so.
    """
    os.fsencode(name)
    parts = name.split("/")
    odd = any(part in {"", ".", ".."} or set(part) & FOREIGN for part in parts)
    return not odd and not parts[0].startswith(".") and (len(parts) > 1 or name.endswith(".json"))


def _put_in_place(staged: Path, target: Path) -> None:
    """Put a file where it belongs: by a rename, which takes no room; a link is followed."""
    files.make_folder(target.parent)
    if target.is_symlink():
        files.write_whole(target, files.read(staged))
        files.remove_surely(staged)
    else:
        files.rename(staged, target)


def _put(path: Path, data: bytes) -> None:
    files.make_folder(path.parent)
    files.write_whole(path, data)


def _clear_away(folder: Path) -> None:
    """Remove a folder with all that is in it; one that will not go is tried again."""
    if folder.is_dir() and not folder.is_symlink():
        import shutil

        with suppress(OSError):
            shutil.rmtree(folder)
            if os.name != "nt":
                files.sync_folder(folder.parent)
