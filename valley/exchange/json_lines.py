"""JSON Lines: an entry a line, with the documented fields."""

import json
from collections.abc import Iterable

from valley.exchange.formats import Reading
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import Source

ENDINGS = {".jsonl", ".ndjson"}
NO_OBJECT = "is no object with 'day' and 'happened'"


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file is named so, or its first line is an entry of its own."""
    return source.ending in ENDINGS or (source.begins_as_json and source.has_rows)


def read_file(source: Source, _: Reading) -> Document:
    """Read a file; a line that is no object is a problem of its own."""
    return Document(records=read(source.lines()))


def read(rows: Iterable[str]) -> Records:
    """Yield what each line holds."""
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(number, f"is no JSON: {error}")
            continue
        yield Record(number, row) if isinstance(row, dict) else Problem(number, NO_OBJECT)
