"""Everything that can be wrong with a journal, found without changing anything; and what mends itself.

`mend` does only what can lose nothing: it closes what is open to others, removes what writes that
never finished left behind, rolls back a change that was cut off, and sets aside in `archive/` what
makes no sense: whole files, or rows, whose volume is kept there as it was.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from valley import editor_file, files, kept, settings
from valley.errors import DamagedJournal, InvalidInput, WrongPassphrase
from valley.json_values import read_kept
from valley.reports import Problem
from valley.store import backups, drafts, merge, open_promises, paths, undo_log, volume
from valley.store.encryption import key_file, swap
from valley.store.encryption.conversion import Encryption
from valley.store.encryption.layer import GENERATIONS
from valley.store.folder import Folder
from valley.store.paths import ARCHIVE, FOLDERS
from valley.store.rows import Row, from_name_row, from_review_row, from_row, is_deleted
from valley.store.transaction import begin
from valley.store.undo_log import roll_back
from valley.store.volume import ENTRIES, NAMES, REVIEWS

ROWS = "mend it in that file by hand, or have it set aside in archive/: valley doctor --fix"
ASIDE = "take out of it what you need; this moves it to archive/: valley doctor --fix"
MERGE = "valley merge settles it; what it settles stays in archive/"
FIX = "valley doctor --fix"


# How the rows of a table are read, by whoever wants to know what they say.
READERS: Mapping[str, Callable[[Row], object]] = {
    ENTRIES: from_row,
    REVIEWS: from_review_row,
    NAMES: from_name_row,
} | {name: partial(read_kept, table) for name, table in kept.BY_NAME.items()}


def check(folder: Folder) -> list[Problem]:
    """Look for whatever is wrong, changing nothing."""
    if problems := list(_conversion(folder)):
        return problems  # nothing else can be read
    of_files = (_odd, _volumes, _strangers, _settings, _drafts, _copies, _undo_log)
    checks = (*of_files, _leftovers, _edits, _access, _seals)
    return [problem for one in checks for problem in one(folder)]


def mend(folder: Folder, now: datetime) -> list[str]:
    """Put right what can be without losing anything; return in words what was done.

    Raises:
        Busy: Another valley holds the lock.
        CannotWrite: The disk is full, or the folder is closed.
    """
    if not folder.root.is_dir():
        return []
    done = [_aside(folder, problem) for problem in list(_odd(folder))]
    if any(problem.help == FIX for problem in _conversion(folder)):
        done.append(f"Moved {swap.COMMITTED}/ to {folder.set_aside(swap.COMMITTED)}/.")
    for path, mode in _open_to_others(folder):
        if not paths.is_inside(folder.root, _short(folder, path)):
            continue  # what a volume is a link to is its owner's to close
        try:
            path.chmod(mode)
        except OSError as error:
            raise files.cannot_write(path, error) from error
        done.append(f"Closed {path} to others.")
    swept = folder.stale()
    cut_off = [name for name in undo_log.unfinished(folder) if undo_log.read(folder, name)]
    if swept or cut_off:
        with folder.locked():  # sweeps
            roll_back(folder)
    done += _take_back(folder, now)
    done += [f"Removed {path}, which a write that never finished left behind." for path in swept]
    done += [f"Took back the change in {name}, which was cut off." for name in cut_off]
    with folder.locked():
        done += [
            _aside(folder, problem)
            for check in (_drafts, _copies, _undo_log)
            for problem in check(folder)
            if problem.help == ASIDE
        ]
    return done + _rows_aside(folder, now)


def _aside(folder: Folder, problem: Problem) -> str:
    """Move a file to `archive/`."""
    return f"Moved {problem.file} to {folder.set_aside(problem.file)}: {problem.why}."


def _rows_aside(folder: Folder, now: datetime) -> list[str]:
    """Take the rows that make no sense out of their volumes, which are kept as they were."""
    done = []
    for file in sorted({one.file for one in _volumes(folder) if one.help == ROWS}):
        with begin(folder, now, f"what doctor took out of {file}") as transaction:
            _, tables = volume.read(folder.read(file))
            sound = {
                table: {number: row for number, row in held.items() if not _fault(table, row)}
                for table, held in tables.items()
            }
            count = sum(map(len, tables.values())) - sum(map(len, sound.values()))
            transaction.replace_file(file, volume.serialise(sound))
        done.append(f"Took {count} of the rows out of {file}; as it was, it is kept in archive/.")
    return done


def _odd(folder: Folder) -> Iterator[Problem]:
    """Look for what has the name of a file and is none: nothing could be read from it."""
    own = [name for place in FOLDERS for name in folder.there(place, "*.json")]
    for name in (settings.FILE, key_file.FILE, GENERATIONS, open_promises.FILE, *own):
        if (kind := files.odd_kind(folder.path(name))) and not name.startswith(ARCHIVE):
            yield Problem(name, f"it is {kind}, not a file", ASIDE)


def _conversion(folder: Folder) -> Iterator[Problem]:
    """Check that no conversion to encrypted or to clear stands half done."""
    try:
        _ = folder.layer.is_encrypted  # carries on what can be
    except DamagedJournal as error:
        if not swap.is_committed(folder.root):
            return
        why, help_ = str(error), FIX
        if swap.is_decrypt(folder.root):
            try:
                Encryption(folder).check_cut_off()
                help_ = "valley decrypt"
            except WrongPassphrase:
                help_ = "valley decrypt"
            except DamagedJournal as refused:
                why = str(refused)
        yield Problem(swap.SEALED_AS, why, help_)


def _take_back(folder: Folder, now: datetime) -> Iterator[str]:
    """Remove what edits that were cut off left, and keep in a draft what was typed there."""
    for left in editor_file.leftovers(folder.root):
        if left.is_changed:
            draft = drafts.spare(folder, left.draft, now)
            try:
                draft.save(now.date(), text=files.read(left.file).decode())
            except (OSError, UnicodeDecodeError):
                continue  # no text that a draft could hold; it goes on being told
            yield f"Kept in {draft.place} what was typed in {left.file}."
        editor_file.remove(left.file)
        yield f"Removed {left.file.parent}, which an edit that was cut off left behind."


def _volumes(folder: Folder) -> Iterator[Problem]:
    """Check every volume, and every row in it."""
    stands: dict[str, str] = {}  # id: the volume it lives in
    for name in folder.volumes():
        file = volume.file_of(name)
        if folder.is_odd(file):
            continue
        try:
            _, tables = volume.read(folder.read(file), name)
        except (volume.NoVolume, FileNotFoundError) as error:
            is_newer = isinstance(error, volume.TooNew)
            helps = "upgrade valley" if is_newer else f"valley restore {name}"
            yield Problem(file, str(error), helps)
            continue
        except DamagedJournal as error:
            yield Problem(file, str(error), "bring the file back, or open it to yourself")
            continue
        for table, rows in tables.items():
            yield from _rows(file, table, rows)
        for row in tables.get(ENTRIES, {}).values():
            row_id = row.get("id")
            if isinstance(row_id, str) and not is_deleted(row):
                if row_id in stands and stands[row_id] != file:
                    why = f"entry {row_id} is in {stands[row_id]} too; the later change counts"
                    yield Problem(file, why, MERGE)
                stands[row_id] = file
                if str(row.get("day", ""))[:4] != name and drafts.is_day(row.get("day")):
                    why = f"entry {row_id} is of {row['day']}, which belongs in another year"
                    yield Problem(file, why, "the next change of it puts it there")


def _rows(file: str, table: str, rows: dict[str, Row]) -> Iterator[Problem]:
    """Check the rows of a table."""
    seen: set[str] = set()
    for number, row in rows.items():
        row_id = row.get("id")
        if fault := _fault(table, row):
            yield Problem(file, f"row {number} of {table} {fault}", ROWS)
        elif table in READERS and row_id in seen:
            yield Problem(file, f"{row_id} is there twice; the later change counts", MERGE)
        seen.add(str(row_id))


def _fault(table: str, row: Row) -> str:
    """Return what keeps a row from being read, or nothing; of a table not known here nothing is."""
    row_id = row.get("id")
    if table not in READERS:
        return ""
    if not isinstance(row_id, str) or not row_id:
        return "has no id"
    try:
        if not is_deleted(row):
            READERS[table](row)
    except InvalidInput as error:
        return f"makes no sense, {row_id}: {error}"
    return ""


def _strangers(folder: Folder) -> Iterator[Problem]:
    """Look for folders that are elsewhere, for conflict files and for what is no volume."""
    for place in FOLDERS:
        if not paths.is_inside(folder.root, place):
            why = "it is a link that leads out of the journal's folder, so nothing is written there"
            yield Problem(place, why, "put the folder itself in its place")
    conflicts = merge.conflicts(folder)
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
    if not folder.is_odd(settings.FILE):
        for problem in settings.load(folder.root).problems:
            yield Problem(settings.FILE, problem, "valley config edit")


def _drafts(folder: Folder) -> Iterator[Problem]:
    """Check that the drafts can be gone on with."""
    for draft in drafts.loaded(folder):
        if draft.damage and not folder.is_odd(draft.file):
            why = str(draft.damage).removesuffix("; see: valley doctor")
            yield Problem(draft.file, why, ASIDE)


def _copies(folder: Folder) -> Iterator[Problem]:
    """Check that every copy could be restored."""
    for copy in backups.copies(folder):
        if folder.is_odd(copy.file):
            continue
        try:
            backups.read(folder, copy)
        except DamagedJournal as error:
            yield Problem(copy.file, str(error.__cause__ or error), ASIDE)


def _undo_log(folder: Folder) -> Iterator[Problem]:
    """Check that every change can be taken back, and none was cut off."""
    for name in undo_log.names(folder):
        if folder.is_odd(name):
            continue
        if undo_log.read(folder, name) is None:
            yield Problem(name, "the change cannot be read, so it cannot be undone", ASIDE)
        elif name.endswith(undo_log.OPEN):
            yield Problem(name, "a change was cut off; the next one takes it back", FIX)


def _leftovers(folder: Folder) -> Iterator[Problem]:
    """Look for what writes that never finished left behind."""
    for path in folder.stale():
        yield Problem(_short(folder, path), "a write that never finished left this behind", FIX)


def _seals(folder: Folder) -> Iterator[Problem]:
    """Check that all of an encrypted journal is sealed, and its key file has its spare."""
    if not folder.layer.is_encrypted:
        return
    found = Encryption(folder).inspect()
    for file in found.clear:
        yield Problem(file, "it lies in clear, though the journal is encrypted", "valley encrypt")
    if found.uncounted:
        why = "it is gone or damaged, so an old volume could pass for the present one"
        yield Problem(GENERATIONS, why, "valley encrypt")
    spare = folder.raw(key_file.SPARE) if folder.exists(key_file.SPARE) else b""
    if spare != folder.raw(key_file.FILE):
        why = f"it is not the same as {key_file.FILE}, whose spare it is"
        yield Problem(key_file.SPARE, why, "valley passphrase writes both anew")


def _edits(folder: Folder) -> Iterator[Problem]:
    """Look for words that edits that were cut off left outside the journal."""
    for left in editor_file.leftovers(folder.root):
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
        here = paths.is_inside(folder.root, _short(folder, path))
        yield Problem(_short(folder, path), why, FIX if here else f"chmod {mode:o} '{path}'")


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
    inside = [place for place in (".", *FOLDERS) if paths.is_inside(folder.root, place)]
    found = [folder.path(place) for place in inside if folder.path(place).is_dir()]
    for place in inside:
        try:
            present = sorted(folder.path(place).iterdir())
        except OSError:
            continue
        own = [path for path in present if path.is_file() and _is_own(place, path)]
        found += [path for path in own if _is_here(folder, f"{place}/{path.name}")]
    return found


def _is_here(folder: Folder, name: str) -> bool:
    """Return whether a file is to be closed to others: in the folder, or what a volume links to."""
    return paths.is_inside(folder.root, name) or volume.name_of(name) is not None


def _is_own(place: str, path: Path) -> bool:
    """Return whether a file is of valley's making; what else lies in the folder is its owner's."""
    if place == ".":
        own = {settings.FILE, key_file.FILE, GENERATIONS}
        return path.name in own or path.name.startswith(".valley")
    return path.suffix in {".json", ".tmp"}


def _short(folder: Folder, path: Path) -> str:
    """Name a file within the journal's folder."""
    try:
        return str(path.relative_to(folder.root))
    except ValueError:
        return str(path)
