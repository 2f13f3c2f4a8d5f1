"""A volume brought back to what a copy says."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from valley.errors import DamagedJournal, NotFound
from valley.reports import Copy, Difference, Mention
from valley.store import backups, volume
from valley.store.folder import Folder
from valley.store.rows import Row, by_id, is_living, says
from valley.store.transaction import Transaction
from valley.store.volume import ENTRIES


class Step(NamedTuple):
    """A row that would come back, change or go: the table, as it is, as it would be."""

    table: str
    now: Row | None
    then: Row | None


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
        faults = {one: _fault(folder, one) for one in {copy.volume for copy in found}}
        found = [one for one in found if not isinstance(faults[one.volume], volume.TooNew)]
        return _newest_sound(folder, [one for one in found if faults[one.volume]] or found)
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


def compare(folder: Folder, transaction: Transaction, copy: Copy) -> Difference:
    """Return what restoring a copy would do.

    Raises:
        DamagedJournal: The copy is damaged.
    """
    return _difference(copy, _steps(folder, transaction, copy))


def stage(folder: Folder, transaction: Transaction, copy: Copy) -> Difference:
    """Stage what makes a volume say again what a copy says.

    A volume that can be read is changed row by row, so that copies of the journal still merge; a
    damaged one is replaced as a file, and kept in `archive/`.

    Raises:
        DamagedJournal: The copy is damaged.
        CannotWrite: The disk is full, or the folder is closed.
    """
    steps = _steps(folder, transaction, copy)
    if steps is None:
        tables = backups.read(folder, copy)
        transaction.replace_file(volume.file_of(copy.volume), volume.serialise(tables))
    for table, now, then in steps or ():
        if then is None:
            transaction.bury(copy.volume, table, (now or {})["id"])
            continue
        elsewhere = _elsewhere(transaction, copy, table, then["id"])
        known = transaction.find(*elsewhere) if elsewhere else None
        transaction.put(copy.volume, table, then, was=known)
        if elsewhere and is_living(known):
            transaction.bury(*elsewhere)
    return _difference(copy, steps)


def _steps(folder: Folder, transaction: Transaction, copy: Copy) -> list[Step] | None:
    """Return what is to be done, row by row; None where the volume is damaged."""
    tables = backups.read(folder, copy)
    try:
        present = transaction.tables(copy.volume)
    except DamagedJournal:
        return None
    steps = []
    for table in sorted((tables.keys() | present.keys()) - {"meta"}):
        old, new = _living(present.get(table, {})), _living(by_id(tables.get(table, {}).values()))
        steps += [
            Step(table, old.get(row_id), new.get(row_id))
            for row_id in old.keys() | new.keys()
            if row_id not in old
            # One that moved here from another year the copy could not have yet.
            or (row_id not in new and not _elsewhere(transaction, copy, table, row_id))
            or (row_id in new and says(old[row_id]) != says(new[row_id]))
        ]
    return steps


def _elsewhere(
    transaction: Transaction, copy: Copy, table: str, row_id: str
) -> tuple[str, str, str] | None:
    """Return where an entry stands beside the volume of the copy."""
    return transaction.find_elsewhere(copy.volume, table, row_id) if table == ENTRIES else None


def _difference(copy: Copy, steps: list[Step] | None) -> Difference:
    known = steps or []
    return Difference(
        copy,
        damaged=steps is None,
        comes=_mentions(one.then for one in known if one.now is None),
        changes=_mentions(one.now for one in known if one.now and one.then),
        goes=_mentions(one.now for one in known if one.then is None),
    )


def _mentions(rows: Iterable[Row | None]) -> list[Mention]:
    """Return rows in a few words, the newest first."""
    found = sorted(filter(None, rows), key=lambda row: str(row.get("day")), reverse=True)
    return [
        Mention(
            str(row.get("day") or row.get("id")),
            str(row.get("happened") or row.get("focus") or row.get("new") or ""),
        )
        for row in found
    ]


def _living(rows: Mapping[str, Row]) -> dict[str, Row]:
    return {row_id: row for row_id, row in rows.items() if is_living(row)}


def _newest_sound(folder: Folder, copies: list[Copy]) -> Copy:
    for copy in copies:
        try:
            backups.read(folder, copy)
        except DamagedJournal:
            continue
        return copy
    raise NotFound(f"There is no copy in {folder.path(backups.FOLDER)} that could be restored.")


def _fault(folder: Folder, name: str) -> Exception | None:
    """Return what is wrong with a volume."""
    try:
        volume.read(folder.read(volume.file_of(name)), name)
    except FileNotFoundError:
        return None
    except (DamagedJournal, volume.NoVolume) as error:
        return error
    return None
