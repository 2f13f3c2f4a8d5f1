"""CSV, for spreadsheets: a row an entry, its columns the documented fields.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does one that
begins with an apostrophe; import takes it off again, so that every text comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal

from valley import model
from valley.errors import InvalidInput
from valley.exchange import json_lines
from valley.exchange.formats import Reading, Writing
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.selection import Selection
from valley.exchange.source import Source
from valley.insight.record import FIELDS, records

COLUMNS = (*FIELDS, "guessed")
BOM = "\ufeff"
END = "\r\n"  # of a row
LONGEST = 1 << 24  # characters in a cell
# What begins a formula; Excel takes the full-width signs as well.
FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
DEFUSED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
OWN_DEFUSED = re.compile(r"'(?=['=+\-@\t\r\n＝＋－＠])")
NEEDED = ("day", "happened")
DELIMITERS = (",", ";", "\t")


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield what is handed on as a table."""
    return write(records(selection.entries, how.rules.in_time, whole=True), bom=how.bom)


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file is no JSON, and named a table or divided in its first line."""
    if source.begins_as_json or source.ending in json_lines.ENDINGS:
        return False
    return source.ending in {".csv", ".tsv"} or any(
        sign in source.first_line for sign in DELIMITERS
    )


def read_file(source: Source, how: Reading) -> Document:
    """Read a file that is a table."""
    return read(source.lines(), source.name, given=how.columns)


def write(rows: Iterable[Mapping[str, Any]], *, bom: bool = False) -> Iterator[str]:
    """Yield the table row by row.

    Args:
        rows: Entries as their documented fields and `guessed`; others are left out.
        bom: Begin with a byte order mark, by which Excel knows UTF-8.
    """
    yield (BOM if bom else "") + _line(COLUMNS)
    for row in rows:
        yield _line([_cell(row.get(name)) for name in COLUMNS])


def read(rows: Iterable[str], name: str, *, given: Mapping[str, str] | None = None) -> Document:
    """Read a table whose first row names its columns.

    Args:
        rows: Its lines, each with its end.
        name: What the file is called in messages.
        given: Which column holds a field, where its name does not say.

    Raises:
        InvalidInput: Columns that are needed are missing, or the first row cannot be read.
    """
    csv.field_size_limit(LONGEST)
    unread = iter(rows)
    first = next(unread, "")
    delimiter = max(DELIMITERS, key=first.count)  # the earlier where they are even
    cells = csv.reader(chain([first], unread), delimiter=delimiter, strict=True)
    try:
        header = next(cells, [])
    except csv.Error as error:
        raise InvalidInput(f"{name}, line 1: {error}. Nothing was imported.") from error
    places = _places(header, name, given or {})
    aside = [cell for number, cell in enumerate(header) if number not in places and cell.strip()]
    aside = [cell for cell in aside if _key(cell) not in COLUMNS]
    document = Document(records=iter(()))
    if aside:
        document.remarks.append(f"Columns left aside: {', '.join(aside)}.")
    document.records = _records(cells, places, len(header), name)
    return document


def _records(rows: Any, places: Mapping[int, str], width: int, name: str) -> Records:
    own = {"id", "written_at"} <= set(places.values())
    defused = OWN_DEFUSED if own else DEFUSED
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise InvalidInput(
                f"{name} breaks off, or is no CSV, in the row that begins at line {line}: {error}."
                " Nothing was imported."
            ) from error
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > width:
            yield Problem(line, f"has {len(cells)} cells, and there are {width} columns")
            continue
        row: dict[str, Any] = {}
        for number, field in places.items():
            if number < len(cells):
                row[field] = cells[number][1 if defused.match(cells[number]) else 0 :]
        yield Record(line, _typed(row, own=own))


def _typed(row: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """Return cells in the form the fields have elsewhere."""
    if own:
        row["tags"] = next(csv.reader([row.get("tags", "")]), [])
    day = str(row.get("day", "")).strip()
    if len(day) > len("2026-03-04") and day[len("2026-03-04")] in " T":
        row.setdefault("written_at", day)
        day = day[: len("2026-03-04")]
    row["day"] = day.replace("/", "-") if re.fullmatch(r"\d{4}/\d\d/\d\d", day) else day
    return row


def _places(header: Sequence[str], name: str, given: Mapping[str, str]) -> dict[int, str]:
    """Return which column holds which field.

    Raises:
        InvalidInput: A column that was named is not there, or one that is needed is missing.
    """
    columns = {cell.strip().casefold(): number for number, cell in reversed([*enumerate(header)])}
    places: dict[int, str] = {}
    for field, column in given.items():
        if column.strip().casefold() not in columns:
            raise InvalidInput(f"{name} has no column {column!r}; {_has(header)}")
        places[columns[column.strip().casefold()]] = field
    keys = [_key(cell) for cell in header]
    for field in COLUMNS:
        for wanted in (_key(field), *_synonyms(field)):
            number = keys.index(wanted) if wanted in keys else None
            if number is not None and number not in places and field not in places.values():
                places[number] = field
    missing = [field for field in NEEDED if field not in places.values()]
    if missing:
        asked = " ".join(f"--map {field}=COLUMN" for field in missing)
        raise InvalidInput(
            f"{name} needs the columns {' and '.join(NEEDED)}; {' and '.join(missing)}"
            f" {'is' if len(missing) == 1 else 'are'} missing. {_has(header)} Say which they are:"
            f" {asked}. Nothing was imported."
        )
    return places


def _synonyms(field: str) -> tuple[str, ...]:
    known = model.FIELDS.get(field)
    return known.synonyms if known else ()


def _has(header: Sequence[str]) -> str:
    return f"It has {', '.join(cell.strip() or '(no name)' for cell in header) or 'none'}."


def _key(name: str) -> str:
    """Return the name of a column in the form it is compared in."""
    kept = re.sub(r"[\W]+", "", name.casefold())
    return kept if kept in COLUMNS else kept.replace("_", "")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = _line(value, csv.QUOTE_MINIMAL)[: -len(END)] if isinstance(value, list) else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _line(cells: Sequence[str], quoting: Literal[0, 1] = csv.QUOTE_ALL) -> str:
    """Write a row; everything is quoted, so that no character in a text can end a cell."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=END).writerow(cells)
    return out.getvalue()
