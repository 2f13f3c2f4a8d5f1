"""Copies of a journal joined: commutative, associative, idempotent, whoever merges whatever first.

Per volume, table and id the record with the later `updated_at` counts, as `rows.precedence` orders
them. An entry is one thing wherever it stands: of its records in several years the latest decides
where it lives, or that it is deleted, and all others become tombstones of the same moment. So the
outcome depends on nothing but the set of records that came together.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from valley import files
from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.reports import Merged
from valley.store import paths, volume
from valley.store.folder import Folder
from valley.store.rows import Row, by_id, content_of, is_deleted, last_writes, tombstone
from valley.store.transaction import Transaction
from valley.store.volume import ENTRIES

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


def join(copies: Iterable[Copy]) -> dict[str, dict[str, dict[str, Row]]]:
    """Join copies of a journal."""
    copies = list(copies)
    joined: dict[str, dict[str, dict[str, Row]]] = {}
    places = dict.fromkeys((name, t) for copy in copies for name in copy for t in copy[name])
    for name, table in places:
        rows = (row for copy in copies for row in copy.get(name, {}).get(table, {}).values())
        joined.setdefault(name, {})[table] = by_id(rows)
    last = last_writes(
        (name, row) for name in joined for row in joined[name].get(ENTRIES, {}).values()
    )
    for name, tables in joined.items():
        entries = tables.get(ENTRIES, {})
        for row_id in entries:
            place, row = last[row_id]
            if place != name:
                entries[row_id] = tombstone(row_id, str(row.get("updated_at", "")))
    return joined


def differences(ours: Copy, joined: Copy) -> list[tuple[str, str, Row]]:
    """List the rows of the joined copy that ours has not, as volume, table and row."""
    return [
        (volume, table, row)
        for volume, tables in joined.items()
        for table, rows in tables.items()
        for row_id, row in rows.items()
        if (known := ours.get(volume, {}).get(table, {}).get(row_id)) is None
        or content_of(known) != content_of(row)
    ]


def take_in(
    folder: Folder, transaction: Transaction, path: Path | None, damaged: dict[str, DamagedJournal]
) -> Merged:
    """Stage what another copy of the journal says, or the conflict files that lie in this one.

    Args:
        folder: This journal.
        transaction: Where it is staged.
        path: Where the other one is; None for the conflict files.
        damaged: Takes what was passed over, by its volume or path.

    Raises:
        NotFound: There is no journal at that path.
        CannotWrite: The disk is full, or the folder is closed.
    """
    found = _sources(folder, path, damaged)
    ours = {}
    for name in folder.volumes():
        try:
            ours[name] = transaction.tables(name)
        except DamagedJournal as error:
            damaged[name] = error
    taken = [source for source in found if not source.copy.keys() & damaged.keys()]
    for name in ours:
        transaction.tidy(name)
    joined = join([ours, *(source.copy for source in taken)])
    for name, table, row in differences(ours, joined):
        transaction.put(name, table, row, stamp=False)
    conflicts = [source.conflict for source in taken if source.conflict]
    for conflict in conflicts:
        transaction.replace_file(conflict, None)
    return count(ours, joined)._replace(
        sources=len(taken),
        conflicts=len(conflicts),
        without_id=sum(source.without_id for source in taken),
    )


def count(ours: Copy, joined: Copy) -> Merged:
    """Count what the entries went through."""
    before, after = _living(ours), _living(joined)
    added = len(after.keys() - before.keys())
    same = sum(1 for row_id, row in after.items() if before.get(row_id) == row)
    gone = len(before.keys() - after.keys())
    return Merged(added, len(after) - added - same + gone, same)


def _living(copy: Copy) -> dict[str, str]:
    """Return what each living entry says and where it stands."""
    return {
        row_id: f"{volume} {content_of(row)}"
        for volume, tables in copy.items()
        for row_id, row in tables.get(ENTRIES, {}).items()
        if not is_deleted(row)
    }


def conflicts(folder: Folder) -> list[str]:
    """List the conflict files that lie in the journal."""
    found = folder.names(volume.FOLDER, "*.json")
    return [name for name in found if _CONFLICT.fullmatch(name.removeprefix(f"{volume.FOLDER}/"))]


def _sources(folder: Folder, path: Path | None, damaged: dict[str, DamagedJournal]) -> list[Source]:
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
