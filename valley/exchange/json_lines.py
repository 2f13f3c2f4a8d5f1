"""JSON Lines: an entry a line, with the documented fields."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from valley.exchange import json_records
from valley.exchange.formats import Reading
from valley.exchange.records import Document, Problem
from valley.exchange.source import Lines, Source

ENDINGS = {".jsonl", ".ndjson"}


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file is named so, or its first line is an entry of its own."""
    return source.ending in ENDINGS or (source.begins_as_json and source.has_rows)


def read_file(source: Source, how: Reading) -> Document:
    """Read a file; a line that is no object is a problem of its own."""
    return read(source.lines, source.name, how)


def read(lines: Lines, name: str, how: Reading) -> Document:
    """Read the lines of a file, which may be asked for again."""
    return json_records.document(lambda: _values(lines()), name, how)


def _values(rows: Iterable[str]) -> Iterator[tuple[int, Any] | Problem]:
    """Yield what each line holds."""
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(number, f"is no JSON: {error}")
