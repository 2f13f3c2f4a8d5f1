"""What can be merged: another journal, one volume, or the conflict files that lie in this one."""

import re
from dataclasses import dataclass
from pathlib import Path

from valley import files
from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.store import volume
from valley.store.folder import Folder
from valley.store.merge import Copy
from valley.store.rows import by_id

# What Syncthing, Dropbox (and Nextcloud, Google Drive), and iCloud call the file that lost.
_CONFLICT = re.compile(
    r"(?P<volume>\d{4}|excuses)(\.sync-conflict-[^/]+| \([^/]+\)| \d+)\.json", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Source:
    """A volume that was read from elsewhere.

    Attributes:
        copy: Its rows.
        conflict: Its name, where it is a conflict file in the journal's folder.
        without_id: How many of its rows have no id of their own; they cannot be merged.
    """

    copy: Copy
    conflict: str | None = None
    without_id: int = 0


def conflicts(folder: Folder) -> list[str]:
    """List the conflict files that lie in the journal."""
    found = folder.names(volume.FOLDER, "*.json")
    return [name for name in found if _CONFLICT.fullmatch(name.removeprefix(f"{volume.FOLDER}/"))]


def own_conflicts(folder: Folder) -> list[Source]:
    """Read the conflict files that lie in the journal.

    Raises:
        DamagedJournal: One of them is damaged.
    """
    return [_read(folder, name) for name in conflicts(folder)]


def from_path(folder: Folder, path: Path) -> list[Source]:
    """Read another journal, one volume, or a conflict file of this journal.

    Raises:
        NotFound: There is no journal and no volume there.
        InvalidInput: It is a volume of this journal itself.
        DamagedJournal: It is damaged.
    """
    if _same(path, folder.root) or _same(path, folder.path(volume.FOLDER)):
        return own_conflicts(folder)
    if path.is_file() or files.odd_kind(path) not in {"", "a folder"}:
        for name in folder.names(volume.FOLDER, "*.json"):
            if _same(path, folder.path(name)):
                if name not in conflicts(folder):
                    raise InvalidInput(f"{path} is a volume of this journal itself.")
                return [_read(folder, name)]
        return [_read(folder.elsewhere(path.parent), path.name)]
    for root in (path, path / volume.FOLDER):
        there = folder.elsewhere(root)
        names = [name for name in there.there(".", "*.json") if volume.is_name(Path(name).stem)]
        if names:
            return [_read(there, name.removeprefix("./")) for name in names]
    raise NotFound(
        f"There is no journal at {path}; give the folder of another one, or one of its volumes."
    )


def _read(folder: Folder, name: str) -> Source:
    """Read one file.

    Raises:
        DamagedJournal: It is damaged.
    """
    conflict = name if name in conflicts(folder) else None
    try:
        stands_for, tables = volume.read(folder.read(name), _volume_of(conflict))
    except (volume.NoVolume, FileNotFoundError) as error:
        raise DamagedJournal(
            f"{folder.path(name)} is damaged ({error}), so nothing was merged;"
            " move it out of the way, or get it again from where it comes."
        ) from error
    del tables["meta"]
    rows = {table: by_id(numbered.values()) for table, numbered in tables.items()}
    all_rows = [row for numbered in tables.values() for row in numbered.values()]
    without_id = sum(not isinstance(row.get("id"), str) for row in all_rows)
    return Source({stands_for: rows}, conflict, without_id)


def _volume_of(conflict: str | None) -> str | None:
    """Name the volume that a conflict file must be of."""
    parts = _CONFLICT.fullmatch(conflict.removeprefix(f"{volume.FOLDER}/")) if conflict else None
    return parts["volume"] if parts else None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
