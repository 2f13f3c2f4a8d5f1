"""What can be merged: another journal, one volume, or the conflict files that lie in this one."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from valley import files
from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.store import paths, volume
from valley.store.folder import Folder
from valley.store.rows import Row, by_id

Copy = Mapping[str, Mapping[str, Mapping[str, Row]]]  # volume: table: id: row

# What Syncthing, Dropbox (and Nextcloud, Google Drive), and iCloud call the file that lost.
_CONFLICT = re.compile(
    r"(?P<volume>\d{4}|excuses)(\.sync-conflict-[^/]+| \([^/]+\)| \d+)\.json", re.DOTALL
)


class Source(NamedTuple):
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


def of(folder: Folder, path: Path | None, damaged: dict[str, DamagedJournal]) -> list[Source]:
    """Read another journal, one volume of it, or the conflict files that lie in this one.

    Args:
        folder: This journal.
        path: Where the other one is; None for the conflict files.
        damaged: Takes what was passed over, by its path.

    Raises:
        NotFound: There is no journal and no volume there.
        InvalidInput: It is a volume of this journal itself.
    """
    there, names = _named(folder, path) if path else (folder, conflicts(folder))
    found = []
    for name in names:
        try:
            found.append(_read(there, name))
        except DamagedJournal as error:
            damaged[str(there.path(name))] = error
    return found


def _named(folder: Folder, path: Path) -> tuple[Folder, list[str]]:
    """Return the folder that a path means, and the volumes in it.

    Raises:
        NotFound: There is no journal and no volume there.
        InvalidInput: It is a volume of this journal itself.
    """
    if _same(path, folder.root) or _same(path, folder.path(volume.FOLDER)):
        return folder, conflicts(folder)
    if path.is_file() or files.odd_kind(path) not in {"", "a folder"}:
        for name in folder.names(volume.FOLDER, "*.json"):
            if _same(path, folder.path(name)):
                if name not in conflicts(folder):
                    raise InvalidInput(f"{path} is a volume of this journal itself.")
                return folder, [name]
        return folder.elsewhere(path.parent), [path.name]
    for root in (path, path / volume.FOLDER):
        there = folder.elsewhere(root)
        names = [name for name in there.there(".", "*.json") if volume.is_name(Path(name).stem)]
        if names:
            return there, [name.removeprefix("./") for name in names]
    raise NotFound(
        f"There is no journal at {path}; give the folder of another one, or one of its volumes."
    )


def _read(folder: Folder, name: str) -> Source:
    """Read one file.

    Raises:
        DamagedJournal: It is damaged.
    """
    parts = _CONFLICT.fullmatch(name.removeprefix(f"{volume.FOLDER}/"))
    conflict = parts if name in conflicts(folder) else None
    if conflict and not paths.is_inside(folder.root, name):
        raise DamagedJournal(
            f"{folder.path(name)} is a link out of the journal: it was not merged."
        )
    try:
        stands_for, tables = volume.read(folder.read(name), conflict and conflict["volume"])
    except (volume.NoVolume, FileNotFoundError) as error:
        raise DamagedJournal(
            f"{folder.path(name)} is damaged ({error}), so it was not merged;"
            " move it out of the way, or get it again from where it comes."
        ) from error
    del tables["meta"]
    rows = {table: by_id(numbered.values()) for table, numbered in tables.items()}
    all_rows = [row for numbered in tables.values() for row in numbered.values()]
    without_id = sum(not isinstance(row.get("id"), str) for row in all_rows)
    return Source({stands_for: rows}, name if conflict else None, without_id)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
