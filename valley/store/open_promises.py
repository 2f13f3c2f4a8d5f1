"""The open promises of all years, without reading all years: a cache that may be lost at any time.

`cache/promises` holds, for each volume but the newest, which file it was read from and the
rows of it that daily commands ask for. A volume that is not exactly that file any more is read
again; so is everything where the cache is missing, damaged or from another valley. It is derived
from the volumes alone, and nothing is ever read from it that they do not say.

An entry can live in two volumes, where a folder was synchronised while the entry was moved to
another year; then the later change counts. Since moving leaves the time of writing alone, at least
one of the two was written in another year than its volume's: those are noted too.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from zlib import crc32

from valley.errors import CannotWrite, DamagedJournal
from valley.store import volume
from valley.store.folder import Folder
from valley.store.reader import Volumes
from valley.store.rows import Row, by_id, precedence

FILE = "cache/promises"
FORMAT = 1
ALWAYS_READ = 1  # the newest volume, which daily commands read anyway and which changes daily
# Nanoseconds. A file changed twice within the grain of its file system's clock may look unchanged,
# so what was read that shortly after a change is not relied on (as Git does with its index).
GRAIN = 2_000_000_000

Mark = list[int]


class Page(NamedTuple):
    """What is noted of a volume.

    Attributes:
        mark: Which file it was: inode, size, times of change in nanoseconds.
        open: The rows whose promise is open.
        moved: The ids of the rows written in another year, and that year; 0 where none is told.
    """

    mark: Mark
    open: list[Row]
    moved: dict[str, int]


def open_rows(folder: Folder, volumes: Volumes) -> Iterator[tuple[int, Row]]:
    """Yield the rows of all open promises, each with the year of its volume."""
    pages = _pages(folder, volumes)
    standing: defaultdict[str, set[int]] = defaultdict(set)
    for year, page in pages.items():
        for row_id, written in page.moved.items():
            standing[row_id] |= {year, written}
    for year, page in pages.items():
        for row in page.open:
            elsewhere = standing.get(row["id"], set()) - {year, 0}
            others = [
                other
                for another in elsewhere
                for other in volumes.rows(f"{another:04}", volume.ENTRIES)
                if other.get("id") == row["id"]
            ]
            if all(precedence(other) <= precedence(row) for other in others):
                yield year, row


def _pages(folder: Folder, volumes: Volumes) -> dict[int, Page]:
    """Return the page of each year, newest first: from the cache, or read and put there."""
    years = volumes.years()
    known = _load(folder) if len(years) > ALWAYS_READ else {}
    pages: dict[int, Page] = {}
    kept: dict[str, Page] = {}
    for place, year in enumerate(years):
        name = f"{year:04}"
        mark = _mark(folder, volume.file_of(name))
        page = known.get(name)
        if page is None or page.mark != mark or place < ALWAYS_READ:
            page = _read(volumes, year, mark)
        if place >= ALWAYS_READ and mark and name not in volumes.damaged:
            kept[name] = page
        pages[year] = page
    if kept != known:
        _save(folder, kept)
    return pages


def _read(volumes: Volumes, year: int, mark: Mark) -> Page:
    name = f"{year:04}"
    rows = by_id(volumes.rows(name, volume.ENTRIES))
    written = {row_id: str(row.get("written_at"))[:4] for row_id, row in rows.items()}
    moved = {
        row_id: int(told) if told.isascii() and told.isdecimal() else 0
        for row_id, told in written.items()
        if told != name
    }
    return Page(mark, [row for row in rows.values() if row.get("status") == "open"], moved)


def _mark(folder: Folder, file: str) -> Mark:
    """Tell one state of a file from every other; nothing where it cannot be told."""
    try:
        status = folder.path(file).stat()
    except OSError:
        return []
    return [status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _load(folder: Folder) -> dict[str, Page]:
    """Read the cache; what cannot be relied on counts as not there."""
    with suppress(
        OSError, DamagedJournal, ValueError, LookupError, TypeError, AttributeError, RecursionError
    ):
        made = folder.path(FILE).stat().st_mtime_ns
        check, _, text = folder.read(FILE).partition(b"\n")
        if int(check, 16) != crc32(text):
            return {}
        whole: dict[str, Any] = json.loads(text)
        if whole["format"] == FORMAT:
            pages = {name: _page(*page) for name, page in whole["volumes"].items()}
            return {name: page for name, page in pages.items() if max(page.mark[2:]) < made - GRAIN}
    return {}


def _page(mark: Any, rows: Any, moved: Any) -> Page:
    """Check what the cache says of a volume.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: It is not what valley writes there.
    """
    told = {*map(type, mark), *map(type, moved.values())}, {type(row["id"]) for row in rows}
    if not (told[0] <= {int} and told[1] <= {str}):
        raise TypeError
    return Page(mark, rows, moved)


def _save(folder: Folder, pages: dict[str, Page]) -> None:
    text = json.dumps({"format": FORMAT, "volumes": pages}).encode()
    with suppress(CannotWrite):  # then it is read again the next time
        folder.write(FILE, b"%08x\n%s" % (crc32(text), text))
