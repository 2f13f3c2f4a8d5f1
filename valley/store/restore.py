"""A volume brought back to what a copy says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from valley.errors import DamagedJournal, NotFound
from valley.store import backups, volume
from valley.store.backups import Copy
from valley.store.folder import Folder
from valley.store.merge import ENTRIES
from valley.store.rows import Row, by_id, content_of, is_deleted
from valley.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Difference:
    """What restoring a copy would do to its volume.

    Attributes:
        copy: The copy.
        damaged: The volume cannot be read, and would be replaced as a file.
        comes: Transaction that would come back, each with its table.
        changes: Transaction that would change: the table, as it is, as it would be.
        goes: Transaction that would go, each with its table.
    """

    copy: Copy
    damaged: bool
    comes: list[tuple[str, Row]] = field(default_factory=list)
    changes: list[tuple[str, Row, Row]] = field(default_factory=list)
    goes: list[tuple[str, Row]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the volume says what the copy says."""
        return not (self.damaged or self.comes or self.changes or self.goes)


def choose(folder: Folder, name: str | None) -> Copy:
    """Find the copy that is meant.

    Args:
        folder: The journal's folder.
        name: A volume, a day, or a copy as `backup list` names it; None for the newest copy: of a
            damaged volume where there is one.

    Raises:
        NotFound: There is none, or the day has copies of several volumes.
        DamagedJournal: The copy that was named is damaged.
    """
    found = backups.copies(folder)
    if name is None:
        damaged = {one for one in (copy.volume for copy in found) if not _is_sound(folder, one)}
        return _newest_sound(folder, [copy for copy in found if copy.volume in damaged] or found)
    wanted = name.strip().removesuffix(".json").rpartition("/")[2]
    for copy in found:
        if copy.name == wanted:
            backups.read(folder, copy)
            return copy
    fits = [copy for copy in found if wanted in {copy.volume, copy.day.isoformat()}]
    if not fits:
        raise NotFound(f"There is no copy {name!r}; see: valley backup list")
    several = sorted({copy.volume for copy in fits})
    if len(several) > 1:
        named = ", ".join(f"{one}.{wanted}" for one in several)
        raise NotFound(f"{name} has copies of several volumes; name one: {named}.")
    return _newest_sound(folder, fits)


def compare(folder: Folder, rows: Transaction, copy: Copy) -> Difference:
    """Tell what restoring a copy would do.

    Raises:
        DamagedJournal: The copy is damaged.
    """
    tables = backups.read(folder, copy)
    then = {name: by_id(table.values()) for name, table in tables.items() if name != "meta"}
    try:
        present = rows.tables(copy.volume)
    except DamagedJournal:
        found = Difference(copy, damaged=True)
        present = {}
    else:
        found = Difference(copy, damaged=False)
    for table in sorted(then.keys() | present.keys()):
        old, new = _living(present.get(table, {})), _living(then.get(table, {}))
        for row_id in old.keys() | new.keys():
            if row_id not in old:
                found.comes.append((table, new[row_id]))
            elif row_id not in new:
                if not _came_from_elsewhere(rows, copy, table, row_id):
                    found.goes.append((table, old[row_id]))
            elif _says(old[row_id]) != _says(new[row_id]):
                found.changes.append((table, old[row_id], new[row_id]))
    return found


def stage(folder: Folder, rows: Transaction, copy: Copy) -> Difference:
    """Stage what makes a volume say again what a copy says.

    A volume that can be read is changed row by row, so that copies of the journal still merge; a
    damaged one is replaced as a file, and kept in `archive/`.

    Raises:
        DamagedJournal: The copy is damaged.
        CannotWrite: The disk is full, or the folder is closed.
    """
    found = compare(folder, rows, copy)
    if found.damaged:
        tables = backups.read(folder, copy)
        rows.replace_file(volume.file_of(copy.volume), volume.serialise(tables))
        return found
    for table, row in [*found.comes, *((table, new) for table, _, new in found.changes)]:
        elsewhere = rows.find_elsewhere(copy.volume, table, row["id"]) if table == ENTRIES else None
        known = rows.find(*elsewhere) if elsewhere else None
        rows.put(copy.volume, table, row, was=known)
        if elsewhere and known and not is_deleted(known):
            rows.bury(*elsewhere)
    for table, row in found.goes:
        rows.bury(copy.volume, table, row["id"])
    return found


def _came_from_elsewhere(rows: Transaction, copy: Copy, table: str, row_id: str) -> bool:
    """Tell whether an entry moved here from another year; the copy could not have it yet."""
    return table == ENTRIES and rows.find_elsewhere(copy.volume, table, row_id) is not None


def _living(rows: Mapping[str, Row]) -> dict[str, Row]:
    return {row_id: row for row_id, row in rows.items() if not is_deleted(row)}


def _newest_sound(folder: Folder, copies: list[Copy]) -> Copy:
    for copy in copies:
        try:
            backups.read(folder, copy)
        except DamagedJournal:
            continue
        return copy
    raise NotFound(f"There is no copy in {folder.path(backups.FOLDER)} that could be restored.")


def _is_sound(folder: Folder, name: str) -> bool:
    file = volume.file_of(name)
    try:
        volume.read(folder.read(file), name)
    except FileNotFoundError:
        return True
    except (DamagedJournal, volume.NoVolume):
        return False
    return True


def _says(row: Row) -> str:
    return content_of({name: value for name, value in row.items() if name != "updated_at"})
