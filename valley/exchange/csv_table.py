"""CSV, for spreadsheets: a row an entry, its columns the documented fields.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that
begins with an apostrophe; import takes it off again, so that every text comes back as it was.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal

from valley.errors import InvalidInput
from valley.exchange import columns, json_lines, table
from valley.exchange.formats import Reading, Writing
from valley.exchange.records import Document, Table
from valley.exchange.selection import Selection
from valley.exchange.source import Lines, Source
from valley.insight.record import WHOLE, records

BOM = "\ufeff"
END = "\r\n"  # of a row
# What begins a formula; Excel takes the full-width signs as well.
FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
DEFUSED = re.compile(r"'(?=['=+\-@\t\r\n＝＋－＠])")
OWN = {"id", "written_at"}  # columns that a table of valley's has


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield what is handed on as a table."""
    return write(records(selection.entries, how.derived, whole=True), bom=how.bom)


def fits(source: Source, how: Reading) -> bool:
    """Return whether a file is no JSON, and named a table or holds one."""
    if source.begins_as_json or source.ending in json_lines.ENDINGS:
        return False
    if source.ending in {".csv", ".tsv"} or table.SEP.match(source.beginning):
        return True
    begins = source.beginning.splitlines(keepends=True)
    found = table.find(lambda: begins, how)
    return bool(found and (found.sure or _even(begins, found.delimiter)))


def read_file(source: Source, how: Reading) -> Document:
    """Read a file that is a table."""
    return read(source.lines, source.name, how)


def write(rows: Iterable[Mapping[str, Any]], *, bom: bool = False) -> Iterator[str]:
    """Yield the table row by row.

    Args:
        rows: Entries as JSON values by field, all of them.
        bom: Begin with a byte order mark, by which Excel knows UTF-8.
    """
    yield (BOM if bom else "") + _line(WHOLE)
    for row in rows:
        yield _line([_cell(name, row.get(name)) for name in WHOLE])


def read(lines: Lines, name: str, how: Reading) -> Document:
    """Read a table, wherever in a text it stands.

    Args:
        lines: Returns the lines of the text, each with its end.
        name: What the file is called in messages.
        how: Which column holds a field, where its name does not say.

    Raises:
        InvalidInput: There is no table, or columns that are needed are missing.
    """
    layout = table.find(lines, how)
    if layout is None:
        raise InvalidInput(
            f"{name} holds no table: no line has two cells, divided by a comma, a semicolon, a tab"
            " or a bar. Nothing was imported."
        )
    own = {cell.strip() for cell in layout.header} >= OWN
    found = Table(
        name=name,
        word="column",
        names=dict(enumerate(layout.header)),
        rows=lambda remarks: table.rows_of(lines, name, layout, how, remarks),
        own=own,
        cell=_undone if own else lambda cell: cell,
    )
    document = columns.document(found, how)
    above = islice(lines(), max(0, layout.line - 1))
    if any(line.strip() and not table.SEP.fullmatch(line) for line in above):
        document.remarks.append(
            f"Line {layout.line} names the columns; those above were left aside."
        )
    return document


def _even(lines: Sequence[str], delimiter: str) -> bool:
    """Return whether the first lines are divided into as many cells each, as prose is not."""
    counts = {line.count(delimiter) for line in lines[: table.LOOKED_AT] if line.strip()}
    return len(lines) > 1 and len(counts) == 1


def _undone(cell: Any) -> Any:
    """Return a cell without the apostrophe that export put before it."""
    return cell[1:] if isinstance(cell, str) and DEFUSED.match(cell) else cell


def _cell(name: str, value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if name == "steps":
        return json.dumps(value, ensure_ascii=False)  # no formula: it begins with a bracket
    text = _line(value, csv.QUOTE_MINIMAL)[: -len(END)] if isinstance(value, list) else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _line(cells: Sequence[str], quoting: Literal[0, 1] = csv.QUOTE_ALL) -> str:
    """Write a row; everything is quoted, so that no character in a text can end a cell."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=END).writerow(cells)
    return out.getvalue()
