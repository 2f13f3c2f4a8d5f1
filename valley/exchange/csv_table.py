"""CSV, for spreadsheets: a row an entry, its columns the documented fields.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that
begins with an apostrophe; import takes it off again, so that every text comes back as it was.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Any, Literal

from valley.counts import is_name
from valley.errors import InvalidInput
from valley.exchange import columns, json_lines, table
from valley.exchange.formats import Reading, Writing
from valley.exchange.numbers_table import as_count
from valley.exchange.records import Document, Problem, Rows, Table
from valley.exchange.selection import Selection
from valley.exchange.source import Lines, Source
from valley.insight.record import WHOLE, records
from valley.kept import DayNumbers
from valley.ui.numbers_sentences import no_entry_on

BOM = "\ufeff"
END = "\r\n"  # of a row
# What begins a formula; Excel takes the full-width signs as well.
FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
DEFUSED = re.compile(r"'(?=['=+\-@\t\r\n＝＋－＠])")
COUNTED = "numbers."  # what the columns of the rep's own numbers begin with
OWN = {"id", "written_at"}  # columns that a table of valley's has


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield what is handed on as a table."""
    derived = {**how.derived, "comments": selection.comments_of}
    rows = records(selection.entries, derived, whole=True)
    numbers = {one.day.isoformat(): one.counts for one in selection.numbers if one.counts}
    yield from write(rows, bom=how.bom, numbers=numbers)
    if numbers:
        how.tell(no_entry_on(len(numbers)))


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


def write(
    rows: Iterable[Mapping[str, Any]],
    *,
    bom: bool = False,
    numbers: MutableMapping[str, Mapping[str, int]] | None = None,
) -> Iterator[str]:
    """Yield the table row by row.

    Args:
        rows: Entries as JSON values by field, all of them.
        bom: Begin with a byte order mark, by which Excel knows UTF-8.
        numbers: The rep's own numbers by day, each in a column of its own; they stand in the first
            row of their day, and what is left here has none.
    """
    days = {} if numbers is None else numbers
    names = list(dict.fromkeys(name for counts in days.values() for name in counts))
    yield (BOM if bom else "") + _line([*WHOLE, *(f"{COUNTED}{name}" for name in names)])
    for row in rows:
        counts = days.pop(str(row.get("day")), {})
        cells = [_cell(name, row.get(name)) for name in WHOLE]
        yield _line([*cells, *(str(counts.get(name, "")) for name in names)])


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
    counted = _counted(layout.header) if own else {}
    found = Table(
        name=name,
        word="column",
        names={at: cell for at, cell in enumerate(layout.header) if at not in counted},
        rows=lambda remarks: table.rows_of(lines, name, layout, how, remarks),
        own=own,
        cell=_undone if own else lambda cell: cell,
    )
    document = columns.document(found, how)
    if counted:
        day = [cell.strip() for cell in layout.header].index("day")
        rows = table.rows_of(lines, name, layout, how, [])
        document.kept += _numbers(rows, day, counted)
    above = islice(lines(), max(0, layout.line - 1))
    if any(line.strip() and not table.SEP.fullmatch(line) for line in above):
        document.remarks.append(
            f"Line {layout.line} names the columns; those above were left aside."
        )
    return document


def _counted(header: Sequence[str]) -> dict[int, str]:
    """Return which columns hold a number of the rep's own, and what that is called."""
    return {
        at: cell.removeprefix(COUNTED)
        for at, cell in enumerate(header)
        if cell.startswith(COUNTED) and is_name(cell.removeprefix(COUNTED))
    }


def _numbers(rows: Rows, day: int, counted: Mapping[int, str]) -> Iterator[DayNumbers]:
    """Yield the numbers of days; a row that says none, or whose day makes no sense, has none."""
    for row in rows:
        if isinstance(row, Problem):
            continue  # it is told as an entry
        _, cells = row
        counts = {name: as_count(str(cells.get(at, ""))) for at, name in counted.items()}
        known = {name: count for name, count in counts.items() if count is not None}
        with suppress(ValueError, InvalidInput):
            if known:
                yield DayNumbers(day=date.fromisoformat(cells[day]), counts=known)


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
    if name in {"steps", "comments"}:
        return json.dumps(value, ensure_ascii=False)  # no formula: it begins with a bracket
    text = _line(value, csv.QUOTE_MINIMAL)[: -len(END)] if isinstance(value, list) else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _line(cells: Sequence[str], quoting: Literal[0, 1] = csv.QUOTE_ALL) -> str:
    """Write a row; everything is quoted, so that no character in a text can end a cell."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=END).writerow(cells)
    return out.getvalue()
