"""Which format a file is in, told by what is in it, and its records by the reader for that."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from valley.errors import InvalidInput
from valley.exchange import csv_table, dayone, jrnl, json_document
from valley.exchange.jrnl import DayOf
from valley.exchange.json_stream import JsonStream
from valley.exchange.records import Document, Form, Found, Problem
from valley.exchange.source import Source, lines

BLANK = b" \t\r\n\xef\xbb\xbf"  # and the byte order mark of UTF-8
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(
    source: Source,
    form: Form,
    *,
    day_of: DayOf,
    columns: Mapping[str, str] | None = None,
    time_format: str = "",
) -> Document:
    """Read a file.

    Args:
        source: The file.
        form: What it is in; `auto` finds out.
        day_of: Tells the day a moment belongs to.
        columns: Which column of a CSV holds a field.
        time_format: The times of a jrnl text file, as `strptime` takes them.

    Raises:
        InvalidInput: It is in none of the formats, is encrypted, or breaks off.
    """
    if jrnl.is_encrypted(source.head):
        raise jrnl.refuse_encrypted(source.name)
    if source.head.startswith(dayone.ZIP) and form in {Form.AUTO, Form.DAYONE}:
        return dayone.read_zip(source, day_of=day_of)
    text = source.first_text()
    if not source.head.strip(BLANK):
        return Document(records=iter(()))
    if form is Form.AUTO:
        form = _form(source, text, dated=bool(time_format))
    if form is Form.JSONL:
        return json_document.read_lines(lines(source.text()))
    if form is Form.CSV:
        return csv_table.read(lines(source.text()), source.name, given=columns)
    if form is Form.JRNL and not text.lstrip().startswith("{"):
        found = jrnl.read_text(
            lines(source.text()), source.name, day_of=day_of, time_format=time_format
        )
        return Document(records=found)
    return _json(source, form, day_of)


def _json(source: Source, form: Form, day_of: DayOf) -> Document:
    """Read JSON entry by entry; whose it is shows in its first entry."""
    stream = JsonStream(source.text(), source.name)
    entries = stream.entries()
    first = next(entries, None)
    entries = chain([first] if first else [], entries)
    row = first[1] if first and isinstance(first[1], dict) else {}
    if form is Form.DAYONE or (form is Form.AUTO and "creationDate" in row):
        return Document(records=dayone.read_entries(entries, day_of=day_of))
    if form is Form.JRNL or (form is Form.AUTO and "title" in row and "body" in row):
        return Document(records=_jrnl(entries, day_of))
    return json_document.from_stream(stream, source.name, entries)


def _jrnl(entries: Iterator[tuple[int, Any]], day_of: DayOf) -> Found:
    for line, row in entries:
        if isinstance(row, dict):
            yield jrnl.from_json(line, row, day_of=day_of)
        else:
            yield Problem(line, "is no object with 'date' and 'title'")


def _form(source: Source, text: str, *, dated: bool) -> Form:
    """Tell the format of a text by how it begins.

    Raises:
        InvalidInput: It begins like none.
    """
    start, ending = text.lstrip(), source.path.suffix.casefold()
    first, _, rest = start.partition("\n")
    if jrnl.looks_like(start) or dated:
        return Form.JRNL
    if ending in {".jsonl", ".ndjson"}:
        return Form.JSONL
    if start.startswith(("{", "[")):
        return Form.JSONL if _is_a_row(first, rest) else Form.AUTO
    if ending in {".csv", ".tsv"} or any(sign in first for sign in csv_table.DELIMITERS):
        return Form.CSV
    why = "begins like no format that is known"
    if BINARY.search(source.head):
        why = (
            "is no text; a journal that another program encrypted is written out in the clear first"
        )
    raise InvalidInput(
        f"{source.name} {why}: valley's JSON or JSON Lines, CSV, jrnl's text or JSON,"
        " Day One's JSON or ZIP. --format says which it is. Nothing was imported."
    )


def _is_a_row(first: str, rest: str) -> bool:
    """Tell whether a file's first line is an entry of its own, as in JSON Lines."""
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return first.startswith("{") and rest.lstrip().startswith("{")
    return isinstance(row, dict) and "entries" not in row
