"""jrnl's journals: its text files in any of the usual time formats, and its JSON export.

An entry begins with a time at the start of a line: in brackets, or bare as jrnl wrote it before 2.0.
What looks like such a start and cannot be read is a problem with its line, and no text of the entry
before it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from valley.errors import InvalidInput
from valley.exchange.days import Days, Moment, beginning, seems_day
from valley.exchange.formats import Reading
from valley.exchange.free_text import parts
from valley.exchange.json_reader import JsonReader
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import BOM, Lines, Source
from valley.model import EntryKind

STARRED = "starred"
TABLES = {".csv", ".tsv"}
# Not where a link's address follows, as [2026-03-04](…).
BRACKETS = re.compile(r"\[([^\[\]\n]{4,60})\](?![(\[])[ \t]?(.*)", re.DOTALL)
CLOCK = re.compile(r"\d[:.]\d{2}|\d\s?[AaPp]\.?[Mm]")
TAG = re.compile(r"(?<!\S)([@#][-+*#/\w]+)")


class _Start(NamedTuple):
    """How an entry begins: its line, the time as it is written, and the text after it."""

    line: int
    stamp: str
    text: str


def fits(source: Source, how: Reading) -> bool:
    """Return whether a file begins with a time, or as jrnl's JSON."""
    if source.ending in TABLES:
        return False
    begins = _bracketed(source.first_line, how.days) or beginning(source.first_line, how.days)
    return bool(begins) or {"title", "body"} <= source.first_row.keys()


def read_file(source: Source, how: Reading) -> Document:
    """Read a journal: its text, or its JSON."""
    if source.beginning.startswith("{") or source.first_row:
        entries = JsonReader(source.text, source.name).entries()
        return Document(records=(from_json(line, row, how.days) for line, row in entries))
    return Document(records=read_text(source.lines, source.name, how.days))


def read_text(lines: Lines, name: str, days: Days) -> Records:
    """Yield the entries of a text file.

    Args:
        lines: Returns its lines, each with its end.
        name: What the file is called in messages.
        days: Reads its days.

    Raises:
        InvalidInput: No line begins with a time.
    """
    first = next((line for line in lines() if line.strip()), "")
    bracketed = _bracketed(first, days)
    if not (bracketed or beginning(first, days)):
        raise InvalidInput(
            f"{name} does not begin with a time as jrnl writes it ([2026-03-04 18:30]);"
            " --date-format says how it does, as '%d.%m.%Y %H:%M'. Nothing was imported."
        )
    found = _in_brackets(lines(), days) if bracketed else _bare(lines, days)
    held: _Start | None = None
    text: list[str] = []
    for piece in chain(found, [None]):
        if isinstance(piece, str):
            text.append(piece)
            continue
        if held:
            yield _entry(held, "".join(text), days)
        held, text = piece, [piece.text] if piece else []


def _in_brackets(lines: Iterable[str], days: Days) -> Iterator[_Start | str]:
    """Yield the starts of entries, and the lines between them."""
    for number, line in enumerate(lines, 1):
        begins = _bracketed(line.lstrip(BOM), days)
        yield _Start(number, *begins) if begins else line


def _bare(lines: Lines, days: Days) -> Iterator[_Start | str]:
    """Yield the starts of entries, and the lines between them.

    A day without a time is a start where a line is empty before it, unless none is in the file:
    a line of a text can begin with a day.
    """
    gapped = any(gap and beginning(line, days) for line, gap in _with_gaps(lines(), first=False))
    for number, (line, gap) in enumerate(_with_gaps(lines(), first=True), 1):
        begins = beginning(line, days)
        if begins and (gap or not gapped or _has_time(begins[0])):
            yield _Start(number, begins[0], begins[1].lstrip("-–— "))
        else:
            yield line


def _with_gaps(lines: Iterable[str], *, first: bool) -> Iterator[tuple[str, bool]]:
    """Yield lines, each with whether an empty one stands before it."""
    gap = first
    for line in lines:
        yield line.lstrip(BOM), gap
        gap = not line.strip()


def _bracketed(line: str, days: Days) -> tuple[str, str] | None:
    """Return the time in the brackets that a line begins with, and what follows; None for text."""
    match = BRACKETS.match(line)
    return (
        (match[1], match[2]) if match and (days.is_day(match[1]) or seems_day(match[1])) else None
    )


def _has_time(stamp: str) -> bool:
    return bool(CLOCK.search(stamp))


def from_json(line: int, row: Any, days: Days) -> Record | Problem:
    """Return what an entry of jrnl's JSON export holds."""
    if not isinstance(row, dict):
        return Problem(line, "is no object with 'date' and 'title'")
    texts = (row.get("title") or "", row.get("body") or "")
    if not all(isinstance(text, str) for text in texts):
        return Problem(line, "'title' or 'body' is no text")
    tags = row.get("tags") or []
    if not isinstance(tags, list):
        return Problem(line, "'tags' is no list of texts")
    given = f"{row.get('date')} {row.get('time') or ''}".strip()
    try:
        moment = days.read(given)
    except ValueError:
        return Problem(line, f"'date' and 'time' cannot be {given[:40]!r}")
    starred = [STARRED] if row.get("starred") is True else []
    text = "\n".join(part for part in texts if part)
    return _record(line, moment, text, [*tags, *starred])


def _entry(start: _Start, text: str, days: Days) -> Record | Problem:
    try:
        moment = days.read(start.stamp)
    except ValueError:
        why = "looks like the time of an entry, and cannot be read"
        return Problem(start.line, f"{start.stamp!r} {why}")
    title, newline, body = text.partition("\n")
    starred = title.rstrip().endswith("*")
    if starred:  # jrnl's own reading: a star at the end of the first line
        title = title.rstrip(" *")
    tags = [tag.casefold() for tag in TAG.findall(text)]
    return _record(start.line, moment, title + newline + body, tags + [STARRED] * starred)


def _record(line: int, moment: Moment, text: str, tags: list[Any]) -> Record:
    said = {"kind": EntryKind.WIN} if STARRED in tags else {}  # unless it gives a reason
    return Record(line, {"day": moment, **parts(text), **said, "tags": tags})
