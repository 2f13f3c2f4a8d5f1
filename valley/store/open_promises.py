"""The open promises of all years, without reading all years: a cache that may be lost at any time.

`cache/promises` holds which files the volumes but the newest are, and the rows of them that count
here. Where one of them is not exactly that file any more, or the cache is missing, damaged or from
another valley, all are read again. It is derived from the volumes alone, and nothing is ever read
from it that they do not say.

An entry can live in two volumes, where a folder was synchronised while the entry was moved to
another year; then the later change counts. Since moving leaves the time of writing alone, at least
one of the two was written in another year than its volume's: those count here too.
"""

import json
from contextlib import suppress
from typing import Any
from zlib import crc32

from valley.errors import MAKES_NO_SENSE, CannotWrite, DamagedJournal
from valley.store import volume
from valley.store.folder import Folder
from valley.store.rows import Row, last_writes
from valley.store.volumes import Volumes

FILE = "cache/promises"
FORMAT = 2
# Nanoseconds. A file changed twice within the grain of its file system's clock may look unchanged,
# so what was read that shortly after a change is not relied on (as Git does with its index).
GRAIN = 2_000_000_000

Standing = tuple[int, Row]


def open_rows(volumes: Volumes) -> list[Standing]:
    """Return the rows of all open promises, each with the year of its volume."""
    newest, *older = volumes.years() or [0]
    rows = [(newest, row) for row in volumes.entries(newest)]
    moved = {_written(row) for _, row in rows if _is_open(row)} & set(older)
    rows += [(year, row) for year in moved for row in volumes.entries(year)]
    rows += _older(volumes, older)
    return [one for one in last_writes(rows).values() if _is_open(one[1])]


def _older(volumes: Volumes, years: list[int]) -> list[Standing]:
    """Return what counts of the volumes but the newest: from the cache, or read and put there."""
    folder = volumes.folder
    marks = {str(year): mark(folder, year) for year in years}
    known = _load(folder, marks) if years else []
    if known is None:
        known = [
            (year, row)
            for year, rows in volumes.rows_by_year(years)
            for row in rows
            if _is_open(row) or _written(row) != year
        ]
        if not volumes.damaged:
            _save(folder, {"format": FORMAT, "marks": marks, "rows": known})
    return known


def _is_open(row: Row) -> bool:
    return bool(row.get("status") == "open")


def _written(row: Row) -> int:
    """Return the year a row was written in; 0 where it does not say."""
    told = str(row.get("written_at"))[:4]
    return int(told) if told.isascii() and told.isdecimal() else 0


def mark(folder: Folder, year: int) -> list[int]:
    """Return what tells one state of a volume from every other; nothing where it cannot be told."""
    try:
        status = folder.path(volume.file_of(f"{year:04}")).stat()
    except OSError:
        return []
    return [status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _load(folder: Folder, marks: dict[str, list[int]]) -> list[Standing] | None:
    """Return what the cache says of these volumes; None where it cannot be relied on."""
    with suppress(OSError, DamagedJournal, *MAKES_NO_SENSE):
        made = folder.path(FILE).stat().st_mtime_ns
        check, _, text = folder.read(FILE).partition(b"\n")
        whole: dict[str, Any] = json.loads(text)
        latest = max(max(mark[2:]) for mark in marks.values())
        is_sound = int(check, 16) == crc32(text) and whole["format"] == FORMAT
        rows = [(year, row) for year, row in whole["rows"]]
        is_sound &= all(type(year) is int and type(row) is dict for year, row in rows)
        if is_sound and whole["marks"] == marks and latest < made - GRAIN:
            return rows
    return None


def _save(folder: Folder, whole: dict[str, Any]) -> None:
    text = json.dumps(whole).encode()
    with suppress(CannotWrite):  # then it is read again the next time
        folder.write(FILE, b"%08x\n%s" % (crc32(text), text))
