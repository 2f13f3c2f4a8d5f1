"""Copies of a journal joined: commutative, associative, idempotent, whoever merges whatever first.

Per volume, table and id the record with the later `updated_at` counts, as `rows.precedence` orders
them. An entry is one thing wherever it stands: of its records in several years the latest decides
where it lives, or that it is deleted, and all others become tombstones of the same moment. So the
outcome depends on nothing but the set of records that came together.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from valley.store.rows import Row, content_of, is_deleted, precedence, tombstone

ENTRIES = "entries"  # the table whose rows can move from volume to volume

Tables = Mapping[str, Mapping[str, Row]]
Copy = Mapping[str, Tables]  # volume: table: id: row


class Merged(NamedTuple):
    """What a merge did to the entries: how many came, changed or went, and stayed."""

    added: int
    updated: int
    unchanged: int


def join(copies: Iterable[Copy]) -> dict[str, dict[str, dict[str, Row]]]:
    """Join copies of a journal."""
    joined: dict[str, dict[str, dict[str, Row]]] = {}
    for copy in copies:
        for volume, tables in copy.items():
            for table, rows in tables.items():
                kept = joined.setdefault(volume, {}).setdefault(table, {})
                for row_id, row in rows.items():
                    if row_id not in kept or precedence(kept[row_id]) < precedence(row):
                        kept[row_id] = row
    _settle(joined)
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


def count(ours: Copy, joined: Copy) -> Merged:
    """Count what the entries went through."""
    before, after = _living(ours), _living(joined)
    added = len(after.keys() - before.keys())
    same = sum(1 for row_id, row in after.items() if before.get(row_id) == row)
    gone = len(before.keys() - after.keys())
    return Merged(added, len(after) - added - same + gone, same)


def _settle(joined: dict[str, dict[str, dict[str, Row]]]) -> None:
    """Let each entry live in one volume at most."""
    where: dict[str, list[str]] = {}
    for volume, tables in joined.items():
        for row_id in tables.get(ENTRIES, {}):
            where.setdefault(row_id, []).append(volume)
    for row_id, volumes in where.items():
        if len(volumes) < 2:  # noqa: PLR2004  # one volume: nothing to settle
            continue
        last = max(
            volumes, key=lambda volume: (*precedence(joined[volume][ENTRIES][row_id]), volume)
        )
        moment = str(joined[last][ENTRIES][row_id].get("updated_at", ""))
        for volume in volumes:
            if volume != last:
                joined[volume][ENTRIES][row_id] = tombstone(row_id, moment)


def _living(copy: Copy) -> dict[str, str]:
    """Tell what each living entry says and where it stands."""
    return {
        row_id: f"{volume} {content_of(row)}"
        for volume, tables in copy.items()
        for row_id, row in tables.get(ENTRIES, {}).items()
        if not is_deleted(row)
    }
