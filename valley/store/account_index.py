"""Where each account is named, without reading all years: a cache that may be lost at any time.

`cache/accounts` holds the names that the entries of all years are found to hold, with the line of
the volume each entry stands on, and for each volume which file it was and what its texts show. A
volume that is not exactly that file any more is read again, the others are not. It is derived from
the volumes alone; where it is missing, damaged or from another valley it is made anew, and where it
cannot be written nothing is said.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple
from zlib import crc32

from valley import __version__
from valley.accounts.book import Name, names_of, texts_of_row
from valley.accounts.evidence import Traces, Words
from valley.accounts.sightings import Seen
from valley.errors import MAKES_NO_SENSE, CannotWrite, DamagedJournal
from valley.store import volume
from valley.store.folder import Folder
from valley.store.open_promises import GRAIN, mark
from valley.store.rows import Row, last_writes
from valley.store.volumes import Volumes

FILE = "cache/accounts"
FORMAT = f"2 of {__version__}"  # another valley may tell names otherwise

Places = dict[int, list[int]]  # lines by year; in a volume laid out otherwise, numbers of entries


class Outdated(Exception):
    """A volume is not what the index says any more: another valley has just written it."""


class Index(NamedTuple):
    """The names that a journal's entries hold, and where.

    Attributes:
        names: The names.
        places: Where each stands.
        odd: The years whose volumes are laid out otherwise.
        marks: Which file each volume was, by year.
    """

    names: list[Name]
    places: dict[Words, Places]
    odd: frozenset[int]
    marks: Mapping[str, list[int]]

    def rows(self, volumes: Volumes, wanted: Iterable[Words]) -> list[tuple[int, Row]]:
        """Return the rows that hold names, each with its year, newest year first.

        Raises:
            Outdated: They are not where the index says.
        """
        lines: defaultdict[int, set[int]] = defaultdict(set)
        try:
            for words in wanted:
                for year, numbers in self.places.get(words, {}).items():
                    lines[year].update(numbers)
            found = [
                (year, row)
                for year in sorted(lines, reverse=True)
                for row in self._of_year(volumes, year, sorted(lines[year]))
            ]
        except (OSError, IndexError, *MAKES_NO_SENSE) as error:
            raise Outdated from error
        if any(mark(volumes.folder, year) != self.marks.get(str(year)) for year in lines):
            raise Outdated
        return found

    def _of_year(self, volumes: Volumes, year: int, numbers: list[int]) -> list[Row]:
        if year in self.odd:
            rows = volumes.entries(year)
            return [rows[number] for number in numbers]
        lines = volumes.folder.read(volume.file_of(f"{year:04}")).split(b"\n")
        return [_on_line(lines[number]) for number in numbers]


def load(volumes: Volumes, *, afresh: bool = False) -> Index:
    """Return the index of a journal as it is now: from the cache, or brought up to date there.

    Args:
        volumes: The journal's volumes.
        afresh: Whether the cache is not to be relied on.
    """
    folder = volumes.folder
    volumes.recover()
    marks = {str(year): mark(folder, year) for year in volumes.years()}
    head, parts = ({}, {}) if afresh else _read(folder)
    with suppress(*MAKES_NO_SENSE):
        if head and head["marks"] == marks and not _is_fresh(folder, marks.values()):
            return _index(head)
    every = {}
    for year, marked in marks.items():
        before = None
        with suppress(*MAKES_NO_SENSE):
            before = _Part.of(json.loads(parts[year]))
        # What was changed within a moment of the cache may have changed once more since.
        same = before and head["marks"].get(year) == marked and not _is_fresh(folder, [marked])
        every[year] = before if before and same else _Part.read(volumes, int(year), before)
    made = _joined(volumes, every)
    head = {"format": FORMAT, "marks": marks, **made}
    if marks and not volumes.damaged:
        _save(folder, head, {year: part.as_json() for year, part in every.items()})
    return _index(head)


class _Part(NamedTuple):
    """What the texts of a year show.

    Attributes:
        ids: The ids of its entries, in the order of their lines.
        lines: Where each stands.
        odd: Whether the volume is laid out otherwise, so that these are numbers of entries.
        traces: What their texts show, by place in that order.
        check: What tells their texts from others.
    """

    ids: list[str]
    lines: list[int]
    odd: bool
    traces: Traces
    check: int

    @classmethod
    def read(cls, volumes: Volumes, year: int, before: "_Part | None") -> "_Part":
        """Read the volume of a year; where entries were only added, of those before no text."""
        rows = volumes.entries(year)
        ids = [str(row.get("id")) for row in rows]
        texts = [texts_of_row(row) for row in rows]
        traces, known = Traces(), 0
        if before and before.check == _check(texts[: len(before.ids)]):
            traces, known = before.traces, len(before.ids)
        for number in range(known, len(rows)):
            traces.take(number, texts[number])
        lines = _lines(volumes.folder, year, rows)
        odd = lines is None
        return cls(ids, lines or list(range(len(rows))), odd, traces, _check(texts))

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> "_Part":
        """Make it of its JSON."""
        traces = Traces(small=set(known["small"].split()))
        for name, (spelt, seen) in known["names"].items():
            words = tuple(name.split())
            traces.places[words] = {Seen(how): list(places) for how, places in seen.items()}
            traces.spelt[words] = Counter(spelt)
        return cls(known["ids"], known["lines"], known["odd"], traces, known["check"])

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        traces = self.traces
        names = {
            " ".join(words): [traces.spelt[words], traces.places[words]] for words in traces.places
        }
        small = " ".join(sorted(traces.small))
        return {
            "ids": self.ids,
            "lines": self.lines,
            "odd": self.odd,
            "check": self.check,
            "names": names,
            "small": small,
        }


def _check(texts: list[list[str]]) -> int:
    """Return what tells the texts of rows from others."""
    return crc32(json.dumps(texts).encode())


def _joined(volumes: Volumes, parts: Mapping[str, _Part]) -> dict[str, Any]:
    """Decide over all years which names there are, and where they stand."""
    beaten = _beaten(volumes, parts)
    whole = Traces()
    for year, part in parts.items():
        whole.small |= part.traces.small
        for words, seen in part.traces.places.items():
            mine = whole.places.setdefault(words, {})
            for how, places in seen.items():
                placed = ((year, number) for number in places)
                mine.setdefault(how, []).extend(at for at in placed if at not in beaten)
            whole.spelt.setdefault(words, Counter()).update(part.traces.spelt[words])
    names = {}
    for one in names_of(whole):
        by_year: defaultdict[str, list[int]] = defaultdict(list)
        for year, number in sorted(
            {at for seen in whole.places[one.words].values() for at in seen}
        ):
            by_year[year].append(parts[year].lines[number])
        names[" ".join(one.words)] = [one.said, by_year]
    return {"names": names, "odd": [int(year) for year, part in parts.items() if part.odd]}


def _beaten(volumes: Volumes, parts: Mapping[str, _Part]) -> set[tuple[str, int]]:
    """Return the rows that do not count, since a later one of their id does.

    That stands in another volume, where a folder was synchronised while the entry was moved, or
    twice in one.
    """
    different = set().union(*(part.ids for part in parts.values()))
    if len(different) == sum(len(part.ids) for part in parts.values()):
        return set()
    places: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for year, part in parts.items():
        for number, one in enumerate(part.ids):
            places[one].append((year, number))
    beaten: set[tuple[str, int]] = set()
    for several in places.values():
        if len(several) > 1:
            rows = (volumes.entries(int(year))[number] for year, number in several)
            last = last_writes(enumerate(rows))
            beaten.update(set(several) - {several[at] for at, _ in last.values()})
    return beaten


def _lines(folder: Folder, year: int, rows: list[Row]) -> list[int] | None:
    """Return on which lines of a volume its entries stand; None where it is laid out otherwise."""
    with suppress(OSError, DamagedJournal, *MAKES_NO_SENSE):
        lines = folder.read(volume.file_of(f"{year:04}")).split(b"\n")
        found: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            if line.startswith(b'"') and b'"happened"' in line:
                found.setdefault(str(_on_line(line).get("id")), []).append(number)
        placed = [found[str(row.get("id"))] for row in rows]
        if all(len(one) == 1 for one in placed) and all(
            _on_line(lines[one[0]]) == row for one, row in zip(placed, rows, strict=True)
        ):
            return [one[0] for one in placed]
    return None


def _on_line(line: bytes) -> Row:
    """Return the row that a line of a volume is."""
    row: Row = json.loads(line[line.index(b": ") + 2 :].rstrip(b","))
    return row


def _is_fresh(folder: Folder, marks: Iterable[list[int]]) -> bool:
    """Return whether a volume was changed so shortly before the cache that it may have been again."""
    try:
        made = folder.path(FILE).stat().st_mtime_ns
    except OSError:  # lost since it was read
        return True
    return any(not mark or max(mark[2:]) >= made - GRAIN for mark in marks)


def _index(head: Mapping[str, Any]) -> Index:
    places: dict[Words, Places] = {}
    names = []
    for name, (said, by_year) in head["names"].items():
        words = tuple(name.split())
        places[words] = {int(year): lines for year, lines in by_year.items()}
        names.append(Name(words, said, sum(map(len, by_year.values()))))
    return Index(names, places, frozenset(head["odd"]), head["marks"])


def _read(folder: Folder) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the head of the cache, and its years as they stand there; nothing of a damaged one."""
    with suppress(OSError, DamagedJournal, *MAKES_NO_SENSE):
        check, _, text = folder.read(FILE).partition(b"\n")
        head, *lines = text.split(b"\n")
        whole: dict[str, Any] = json.loads(head)
        if int(check, 16) == crc32(text) and whole["format"] == FORMAT:
            return whole, dict(zip(whole["marks"], lines, strict=True))
    return {}, {}


def _save(folder: Folder, head: Mapping[str, Any], parts: Mapping[str, Any]) -> None:
    encode = json.JSONEncoder(separators=(",", ":")).encode
    text = "\n".join(map(encode, (head, *parts.values()))).encode()
    with suppress(CannotWrite):  # then it is made again the next time
        folder.write(FILE, b"%08x\n%s" % (crc32(text), text))
