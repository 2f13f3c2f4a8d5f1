"""All files of a journal swapped for others at once: sealed for clear ones, or back.

    .turning/     all files as they shall be, written and read back; the journal is what it was
    .turned/      the same folder after one rename: from here on the journal is what it shall be
    plan.json     in it: which files there are to put in place

A kill before the rename leaves a folder that the next valley removes. One after it leaves a folder
whose files are put in place later: by the next valley, where they are sealed; by `valley decrypt`
alone, where they are in clear. For anybody who writes into the folder can put a plan there. So the
plan of a swap to clear is sealed itself and holds the digests of its files, and no other plan makes
a sealed file clear. Only under the lock.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from valley import files
from valley.errors import MAKES_NO_SENSE, DamagedJournal
from valley.store import paths, volume
from valley.store.encryption import key_file, sealed_file

STAGING, COMMITTED, PLAN = ".turning", ".turned", "plan.json"
SEALED_AS = f"{COMMITTED}/{PLAN}"  # the name that a plan is sealed for
# What goes when a journal is in clear again, the key at last.
OF_A_SEALED_JOURNAL = ("generations.json", key_file.SPARE, key_file.FILE)

Convert = Callable[[str, bytes], bytes]
Change = Callable[[bytes], bytes]


class Plan(NamedTuple):
    """What is to be put in place, and what goes then."""

    files: tuple[str, ...]
    remove: tuple[str, ...] = ()


def is_pending(root: Path) -> bool:
    """Return whether a swap goes on, or was cut off."""
    return is_committed(root) or _is_folder(root / STAGING)


def is_committed(root: Path) -> bool:
    """Return whether a swap is to be carried on; else it is as if it had never begun."""
    return _is_folder(root / COMMITTED)


def is_decrypt(root: Path) -> bool:
    """Return whether a swap to clear was cut off, which only `valley decrypt` carries on."""
    try:
        plan = files.read(root / COMMITTED / PLAN, files.SMALL) if is_committed(root) else b""
    except OSError:
        return False
    return sealed_file.is_sealed(plan) and (root / key_file.FILE).exists()


def carry_out(
    root: Path,
    names: Iterable[str],
    forth: Convert,
    back: Convert,
    *,
    beside: Mapping[str, bytes] | None = None,
    seal_plan: Change | None = None,
) -> None:
    """Swap the files of a journal.

    Args:
        root: The journal's folder.
        names: The files.
        forth: Makes the new bytes of a file, by its name, out of the old ones.
        back: Makes the old ones again; by this each is checked before anything is replaced.
        beside: Further files, with their bytes.
        seal_plan: Seals the plan of a swap to clear, after which nothing of the sealing stays.

    Raises:
        DamagedJournal: A file cannot be sealed or opened, or what was written does not read back.
        CannotWrite: The disk is full, or the folder is closed; the journal is what it was.
    """
    staging = root / STAGING
    _clear_away(staging)
    beside = beside or {}
    try:
        names = list(names)
        plan = Plan((*names, *beside), OF_A_SEALED_JOURNAL if seal_plan else ())
        _make_sure(root, plan.files)
        for name in names:
            _put(staging / name, forth(name, files.read(root / name)))
        for name, data in beside.items():
            _put(staging / name, data)
        for name in names:
            _check(root, name, back(name, files.read(staging / name)))
        _put(staging / PLAN, _laid_out(staging, plan, seal_plan))
        _clear_link(root / COMMITTED)
        files.rename(staging, root / COMMITTED)
    except BaseException:
        _clear_away(staging)
        raise
    _finish(root, plan)


def settle(root: Path) -> None:
    """Carry on a swap to sealed that was cut off, or clear away one that had hardly begun.

    Raises:
        DamagedJournal: It is one to clear, or none that valley made.
        CannotWrite: The disk is full, or the folder is closed.
    """
    if is_committed(root):
        with suppress(FileNotFoundError):  # no plan: all is in place
            _finish(root, _plan(root))
        _clear_away(root / COMMITTED)
    _clear_away(root / STAGING)


def carry_on(root: Path, open_plan: Change) -> int:
    """Carry on a swap to clear that was cut off; return how many files it is of.

    Args:
        root: The journal's folder.
        open_plan: Opens the plan by the journal's key, which proves who made it.

    Raises:
        DamagedJournal: The plan, or a file of it, is not what `valley decrypt` left.
        CannotWrite: The disk is full, or the folder is closed.
    """
    plan = check_plan(root, open_plan)
    _finish(root, plan)
    return len(plan.files)


def check_plan(root: Path, open_plan: Change) -> Plan:
    """Return the plan of a swap to clear that was cut off.

    Raises:
        DamagedJournal: The plan, or a file of it, is not what `valley decrypt` left.
    """
    where = root / COMMITTED / PLAN
    try:
        digests = dict(json.loads(open_plan(files.read(where, files.SMALL)))["files"])
    except (OSError, *MAKES_NO_SENSE) as error:  # a broken seal is one too
        raise _not_ours(where) from error
    _make_sure(root, digests)
    for name, digest in digests.items():
        staged = _staged(root, name)
        if staged and _digest(files.read(staged)) != digest:
            raise _not_ours(staged)
    return Plan(tuple(digests), OF_A_SEALED_JOURNAL)


def check_link(root: Path, name: str) -> None:
    """Make sure that a volume which is a link leads to a volume: its target is written to.

    Raises:
        DamagedJournal: It leads to something else, or nowhere.
    """
    path = root / name
    if not path.is_symlink() or paths.is_inside(root, name):
        return
    with suppress(OSError, volume.NoVolume):
        data = files.read(path)
        if sealed_file.is_sealed(data) or volume.read(data):
            return
    raise DamagedJournal(
        f"{path} is a link to {os.path.realpath(path)}, which is no volume; nothing was changed."
    )


def _laid_out(staging: Path, plan: Plan, seal_plan: Change | None) -> bytes:
    """Write a plan down; what it says of clear files is sealed."""
    if seal_plan is None:
        return json.dumps({"files": plan.files, "remove": []}).encode()
    digests = {name: _digest(files.read(staging / name)) for name in plan.files}
    return seal_plan(json.dumps({"files": digests}).encode())


def _finish(root: Path, plan: Plan) -> None:
    """Put the files of a swap in place; again and again until it is done.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    for name in plan.files:
        if staged := _staged(root, name):
            _put_in_place(staged, root / name)
    for name in plan.remove:
        if (root / name).is_file():
            files.remove_surely(root / name)
    files.remove_surely(root / COMMITTED / PLAN)
    _clear_away(root / COMMITTED)


def _plan(root: Path) -> Plan:
    """Read the plan of a swap that can be carried on without the key.

    Raises:
        FileNotFoundError: There is none.
        DamagedJournal: It needs the key, or is none that valley made.
    """
    where = root / COMMITTED / PLAN
    try:
        data = b"" if where.is_symlink() else files.read(where, files.SMALL)
        if is_decrypt(root):
            raise DamagedJournal(
                f"valley decrypt of {root} was cut off, and nothing is read or written before it is"
                " through; carry it on with: valley decrypt"
            )
        if sealed_file.is_sealed(data) and not _staged_files(root):
            return Plan(())  # the key went last: all is in place
        plan = json.loads(data)
        names = list(plan["files"])
        if plan["remove"]:
            raise _not_ours(where)
        _make_sure(root, names)
        _make_sure_sealed(root, names)
    except FileNotFoundError:
        raise
    except (OSError, *MAKES_NO_SENSE) as error:
        raise _not_ours(where) from error
    return Plan(tuple(names))


def _make_sure(root: Path, names: Iterable[str]) -> None:
    """Make sure that a plan names files of the journal alone.

    Raises:
        DamagedJournal: It does not, or a link leads elsewhere.
    """
    for place in paths.FOLDERS:
        if not paths.is_inside(root, place):
            raise DamagedJournal(
                f"{root / place} is a link that leads out of the journal's folder; put the folder"
                " itself in its place, then try again."
            )
    for name in names:
        if paths.leads_astray(root, name):
            raise _not_ours(root / COMMITTED / PLAN)
        check_link(root, name)


def _make_sure_sealed(root: Path, names: Iterable[str]) -> None:
    """Make sure that nothing in clear is to be put in place, nor anything under another key.

    Raises:
        DamagedJournal, ValueError: It is.
    """
    keys = set()
    for path in filter(None, (_staged(root, name) for name in names)):
        data = files.read(path)
        if path.name == key_file.FILE:
            keys.add(key_file.parse(data, path).key_id)
        else:
            keys.add(sealed_file.read_header(data)[0].key)
    with suppress(FileNotFoundError):
        own = root / key_file.FILE
        keys.add(key_file.parse(files.read(own, files.SMALL), own).key_id)
    if len(keys) > 1:
        raise _not_ours(root / COMMITTED / PLAN)


def _staged(root: Path, name: str) -> Path | None:
    """Return the file that is to be put in place under a name; None where that was done.

    Raises:
        DamagedJournal: A link leads to it.
    """
    staged = root / COMMITTED / name
    if staged.is_symlink() or not paths.is_inside(root / COMMITTED, name):
        raise _not_ours(staged)
    return staged if staged.is_file() else None


def _staged_files(root: Path) -> list[Path]:
    """List what is not in place yet."""
    found = (root / COMMITTED).rglob("*")
    return [path for path in found if path.name != PLAN and (path.is_symlink() or path.is_file())]


def _not_ours(path: Path) -> DamagedJournal:
    """Return what to say of a plan, or a file of it, that valley did not leave there."""
    return DamagedJournal(
        f"{path} is damaged, or not what valley encrypt or decrypt left there, so nothing was"
        f" changed; move {COMMITTED}/ away with: valley doctor --fix"
    )


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


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


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _clear_link(path: Path) -> None:
    """Remove a link that stands where a folder of ours should, never what it leads to."""
    if path.is_symlink():
        files.remove(path)


def _clear_away(folder: Path) -> None:
    """Remove a folder with all that is in it; one that will not go is tried again."""
    _clear_link(folder)
    if folder.is_dir():
        import shutil

        with suppress(OSError):
            shutil.rmtree(folder)
            if os.name != "nt":
                files.sync_folder(folder.parent)
