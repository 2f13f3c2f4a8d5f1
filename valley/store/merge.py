"""Copies of a journal joined: commutative, associative, idempotent, whoever merges whatever first.

Per volume, table and id the record with the later `updated_at` counts, as `rows.precedence` orders
them. An entry is one thing wherever it stands: of its records in several years the latest decides
where it lives, or that it is deleted, and all others become tombstones of the same moment. So the
outcome depends on nothing but the set of records that came together.
"""

from collections.abc import Iterable
from pathlib import Path

from valley.errors import DamagedJournal
from valley.reports import Merged
from valley.store import merge_sources
from valley.store.folder import Folder
from valley.store.merge_sources import Copy
from valley.store.rows import Row, by_id, content_of, is_deleted, last_writes, tombstone
from valley.store.transaction import Transaction
from valley.store.volume import ENTRIES


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
    folder: Folder,
    transaction: Transaction,
    path: Path | None,
    damaged: dict[str, DamagedJournal],
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
    found = merge_sources.of(folder, path, damaged)
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
