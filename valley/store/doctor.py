"""Everything that can be wrong with a journal, found without changing anything; and what mends itself.

`mend` does only what can lose nothing: it closes what is open to others, removes what writes that
never finished left behind, and rolls back a change that was cut off.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from valley import files, settings
from valley.errors import DamagedJournal, InvalidInput
from valley.store import (
    backups,
    drafts,
    history,
    keyfile,
    private,
    private_file,
    sources,
    volume,
)
from valley.store.change import roll_back
from valley.store.folder import FOLDERS, Folder
from valley.store.rows import Row, from_review_row, from_row, is_deleted
from valley.store.safe import GENERATIONS
from valley.store.volume import ENTRIES, NAMES, REVIEWS

BY_HAND = "it was kept as it is; mend it in that file by hand, or see: valley backup list"
MERGE = "valley merge settles it; what it settles stays in archive/"
FIX = "valley doctor --fix"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: with which file, why, and what helps."""

    file: str
    why: str
    help: str


def check(folder: Folder) -> list[Problem]:
    """Look for whatever is wrong, changing nothing."""
    checks = (
        _volumes,
        _strangers,
        _settings,
        _drafts,
        _copies,
        _history,
        _leftovers,
        _edits,
        _access,
        _seals,
    )
    return [problem for one in checks for problem in one(folder)]


def mend(folder: Folder, now: datetime) -> list[str]:
    """Put right what can be without losing anything; say in words what was done.

    Raises:
        Busy: Another valley holds the lock.
        CannotWrite: The disk is full, or the folder is closed.
    """
    if not folder.root.is_dir():
        return []
    done = []
    for path, mode in _open_to_others(folder):
        try:
            path.chmod(mode)
        except OSError as error:
            raise files.cannot_write(path, error) from error
        done.append(f"Closed {path} to others.")
    swept = folder.stale()
    cut_off = [name for name in history.unfinished(folder) if history.read(folder, name)]
    if swept or cut_off:
        with folder.locked():  # sweeps
            roll_back(folder, now)
    done += _take_back(folder, now)
    done += [f"Removed {path}, which a write that never finished left behind." for path in swept]
    done += [f"Took back the change in {name}, which was cut off." for name in cut_off]
    return done


def _take_back(folder: Folder, now: datetime) -> Iterator[str]:
    """Remove what edits that were cut off left, and keep in a draft what was typed there."""
    for left in private_file.leftovers(folder.root):
        if left.is_changed:
            draft = drafts.spare(folder, left.draft, now)
            try:
                draft.save(now.date(), text=left.file.read_text("utf-8"))
            except (OSError, UnicodeDecodeError):
                continue  # no text that a draft could hold; it goes on being told
            yield f"Kept in {draft.place} what was typed in {left.file}."
        private_file.remove(left.file)
        yield f"Removed {left.file.parent}, which an edit that was cut off left behind."


def _volumes(folder: Folder) -> Iterator[Problem]:
    """Check every volume, and every row in it."""
    stands: dict[str, str] = {}  # id: the volume it lives in
    for file in folder.names(volume.FOLDER, "*.json"):
        name = volume.name_of(file)
        if name is None:
            continue
        try:
            _, tables = volume.read(folder.read(file), name)
        except (volume.NoVolume, FileNotFoundError) as error:
            yield Problem(file, str(error), f"valley restore {name}")
            continue
        except DamagedJournal as error:
            yield Problem(file, str(error), "bring the file back, or open it to yourself")
            continue
        for table, test in ((ENTRIES, _entry), (REVIEWS, from_review_row), (NAMES, _name)):
            yield from _rows(file, table, tables.get(table, {}), test)
        for row in tables.get(ENTRIES, {}).values():
            row_id = row.get("id")
            if isinstance(row_id, str) and not is_deleted(row):
                if row_id in stands and stands[row_id] != file:
                    why = f"entry {row_id} is in {stands[row_id]} too; the later change counts"
                    yield Problem(file, why, MERGE)
                stands[row_id] = file
                if str(row.get("day", ""))[:4] != name and _is_day(row.get("day")):
                    why = f"entry {row_id} is of {row['day']}, which belongs in another year"
                    yield Problem(file, why, "the next change of it puts it there")


def _rows(
    file: str, table: str, rows: dict[str, Row], test: Callable[[Row], object]
) -> Iterator[Problem]:
    """Check the rows of a table."""
    seen: set[str] = set()
    for number, row in rows.items():
        row_id = row.get("id")
        if not isinstance(row_id, str) or not row_id:
            yield Problem(file, f"row {number} of {table} has no id", BY_HAND)
            continue
        if row_id in seen:
            yield Problem(file, f"{row_id} is there twice; the later change counts", MERGE)
        seen.add(row_id)
        try:
            if not is_deleted(row):
                test(row)
        except InvalidInput as error:
            yield Problem(
                file, f"row {number} of {table}, {row_id}, makes no sense: {error}", BY_HAND
            )


def _entry(row: Row) -> object:
    return from_row(row)


def _name(row: Row) -> None:
    if not isinstance(row.get("new"), str):
        raise InvalidInput("its new name is no text")


def _strangers(folder: Folder) -> Iterator[Problem]:
    """Look for conflict files and for what is no volume."""
    conflicts = sources.conflicts(folder)
    for file in folder.names(volume.FOLDER, "*.json"):
        if file in conflicts:
            yield Problem(
                file, "a synchronised folder left this copy beside its volume", "valley merge"
            )
        elif volume.name_of(file) is None:
            why = "valley does not know this file, and leaves it alone"
            yield Problem(file, why, f"take in what is in it: valley merge {folder.path(file)}")


def _settings(folder: Folder) -> Iterator[Problem]:
    """Check the settings."""
    for problem in settings.load(folder.root).problems:
        yield Problem(settings.FILE, problem, "valley config edit")


def _drafts(folder: Folder) -> Iterator[Problem]:
    """Check that the drafts can be read."""
    for file in folder.names(drafts.FOLDER, "*.json"):
        try:
            whole = json.loads(folder.read(file))
            date.fromisoformat(whole["day"])
            dict(whole["answers"])
        except (DamagedJournal, ValueError, TypeError, KeyError, RecursionError) as error:
            why = f"the draft cannot be read: {error}"
            yield Problem(file, why, "take out of it what you need, then remove it")


def _copies(folder: Folder) -> Iterator[Problem]:
    """Check that every copy could be restored."""
    for copy in backups.copies(folder):
        try:
            backups.read(folder, copy)
        except DamagedJournal as error:
            yield Problem(copy.file, str(error.__cause__ or error), "remove it; it cannot help")


def _history(folder: Folder) -> Iterator[Problem]:
    """Check that every change can be taken back, and none was cut off."""
    for name in history.names(folder):
        if history.read(folder, name) is None:
            yield Problem(name, "the change cannot be read, so it cannot be undone", "remove it")
        elif name.endswith(history.OPEN):
            yield Problem(name, "a change was cut off; the next one takes it back", FIX)


def _leftovers(folder: Folder) -> Iterator[Problem]:
    """Look for what writes that never finished left behind."""
    for path in folder.stale():
        yield Problem(_short(folder, path), "a write that never finished left this behind", FIX)


def _seals(folder: Folder) -> Iterator[Problem]:
    """Check that all of an encrypted journal is sealed, and its key file has its spare."""
    if not folder.safe.is_encrypted:
        return
    found = private.inspect(folder)
    for file in found.clear:
        yield Problem(file, "it lies in clear, though the journal is encrypted", "valley encrypt")
    if found.uncounted:
        why = "it is gone or damaged, so an old volume could pass for the present one"
        yield Problem(GENERATIONS, why, "valley encrypt")
    if folder.raw(keyfile.FILE) != (
        folder.raw(keyfile.SPARE) if folder.exists(keyfile.SPARE) else b""
    ):
        why = f"it is not the same as {keyfile.FILE}, whose spare it is"
        yield Problem(keyfile.SPARE, why, "valley passphrase writes both anew")


def _edits(folder: Folder) -> Iterator[Problem]:
    """Look for words that edits that were cut off left outside the journal."""
    for left in private_file.leftovers(folder.root):
        why = "an edit that was cut off, or is open in a window, left an entry's words here"
        yield Problem(str(left.file), why, f"{FIX} keeps what was typed in a draft and removes it")


def _access(folder: Folder) -> Iterator[Problem]:
    """Check that the owner can read and write everything, and nobody else can."""
    for path in _own(folder):
        wanted = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
        if path.exists() and not os.access(path, wanted):
            why = "you may not read and write it"
            helps = f"open it to yourself: chmod u+rwX '{path}'"
            if path.stat().st_uid != getattr(os, "getuid", lambda: 0)():
                helps = f"if a `sudo valley` made it: sudo chown -R $USER '{folder.root}'"
            yield Problem(_short(folder, path), why, helps)
    for path, mode in _open_to_others(folder):
        why = f"it is open to others ({stat.S_IMODE(path.stat().st_mode):o}; {mode:o} is meant)"
        yield Problem(_short(folder, path), why, FIX)


def _open_to_others(folder: Folder) -> list[tuple[Path, int]]:
    """List what is open to others, each with the mode it should have."""
    if os.name == "nt":
        return []  # who may read is not in the mode there
    found = []
    for path in _own(folder):
        try:
            status = path.stat()
        except OSError:
            continue
        if stat.S_IMODE(status.st_mode) & 0o077:
            mode = files.FOLDER_MODE if stat.S_ISDIR(status.st_mode) else files.FILE_MODE
            found.append((path, mode))
    return found


def _own(folder: Folder) -> list[Path]:
    """List the folder, those in it that are valley's, and their files."""
    found = [folder.root] if folder.root.is_dir() else []
    for place in (".", *FOLDERS):
        where = folder.path(place)
        if place != "." and where.is_dir():
            found.append(where)
        try:
            found += [p for p in sorted(where.iterdir()) if p.is_file() and _is_own(place, p)]
        except OSError:
            continue
    return found


def _is_own(place: str, path: Path) -> bool:
    """Tell whether a file is of valley's making; what else lies in the folder is its owner's."""
    if place == ".":
        own = {settings.FILE, keyfile.FILE, GENERATIONS}
        return path.name in own or path.name.startswith(".valley")
    return path.suffix in {".json", ".tmp"}


def _short(folder: Folder, path: Path) -> str:
    """Name a file within the journal's folder."""
    try:
        return str(path.relative_to(folder.root))
    except ValueError:
        return str(path)


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False
