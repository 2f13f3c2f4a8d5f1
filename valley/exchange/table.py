"""The one reader of tables of text: where the table is in a file, and its rows.

Reports and spreadsheets put titles above the header, `sep=;` before it, totals and notices under
the rows, and end rows with commas that divide nothing.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from valley.errors import InvalidInput
from valley.exchange import columns
from valley.exchange.formats import Reading
from valley.exchange.records import Problem, Rows
from valley.exchange.source import Lines

DELIMITERS = (",", ";", "\t", "|")
LONGEST = 1 << 24  # characters in a cell
LOOKED_AT = 40  # rows that tell what a table is like
HEADER_WITHIN = 20  # of them, that may name its columns
SHOWN = 40  # characters of a line that is left aside
SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


class Layout(NamedTuple):
    """Where a table is.

    Attributes:
        delimiter: What divides its cells.
        skipped: Lines before its first row.
        header: What its columns are called.
        line: The line that says so; 0 where none does.
        sure: Whether a row names all columns that are needed.
    """

    delimiter: str
    skipped: int
    header: Sequence[str]
    line: int
    sure: bool


class _Row(NamedTuple):
    line: int  # it begins at
    end: int  # the last line of it
    cells: Sequence[str]


def find(
    lines: Lines, how: Reading, names_columns: Callable[[Sequence[str]], bool] | None = None
) -> Layout | None:
    """Return where a table is in a text; None where no row has two cells.

    Args:
        lines: Those of the text.
        how: What its columns are called, and how its days are written.
        names_columns: Whether a row names all columns that are needed; without it, those of entries.
    """
    csv.field_size_limit(LONGEST)
    named = names_columns or (lambda cells: columns.resolves(cells, how))
    begun = list(islice(lines(), LOOKED_AT))
    skipped = next((number for number, line in enumerate(begun) if line.strip()), 0)
    sep = SEP.fullmatch(begun[skipped]) if begun else None
    start = skipped + 1 if sep else 0
    best: tuple[tuple[bool, int, int], Layout] | None = None
    for delimiter in (sep[1],) if sep else DELIMITERS:
        rows = list(_rows(lines, delimiter, start))
        if found := _header(rows, delimiter, how, named):
            width = len(found.header)
            alike = sum(len(row.cells) == width for row in rows)
            rank = (found.sure, alike, width)
            if best is None or rank > best[0]:
                best = rank, found
    return best[1] if best else None


def rows_of(lines: Lines, name: str, layout: Layout, how: Reading, remarks: list[str]) -> Rows:
    """Yield the rows under the header, each with the line it begins at.

    Rows of one cell after an empty row are the end of a report, and are named.

    Raises:
        InvalidInput: The file breaks off in a row.
    """
    width, after_gap = len(layout.header), False
    under: list[str] = []
    reader = csv.reader(
        islice(lines(), layout.skipped, None), delimiter=layout.delimiter, strict=True
    )
    while True:
        line = layout.skipped + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InvalidInput(
                f"{name} breaks off, or is no CSV, in the row that begins at line {line}: {error}."
                " Nothing was imported."
            ) from error
        if cells is None:
            break
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            after_gap = True
        elif after_gap and len(filled) == 1 < width and not how.days.is_day(filled[0]):
            under.append(f"line {line} ({filled[0].strip()[:SHOWN]!r})")
        elif any(cell.strip() for cell in cells[width:]):
            after_gap = False
            yield Problem(line, f"has {len(cells)} cells, and there are {width} columns")
        else:
            after_gap = False
            yield line, dict(enumerate(cells[:width]))
    if under:
        more = f" and {len(under) - 3} more" if len(under) > 3 else ""  # noqa: PLR2004
        remarks.append(f"Left aside under the table: {', '.join(under[:3])}{more}.")


def _rows(lines: Lines, delimiter: str, start: int) -> Iterable[_Row]:
    """Yield the first rows of a text as one delimiter divides them, without empty ones."""
    reader = csv.reader(islice(lines(), start, None), delimiter=delimiter)
    for _ in range(LOOKED_AT):
        line = start + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            return
        if cells is None:
            return
        del cells[columns.MOST + 1 :]  # enough to refuse them
        while cells and not cells[-1].strip():
            cells.pop()  # commas that divide nothing
        if cells:
            yield _Row(line, start + reader.line_num, cells)


def _header(
    rows: Sequence[_Row], delimiter: str, how: Reading, named: Callable[[Sequence[str]], bool]
) -> Layout | None:
    """Return which row names the columns, as one delimiter divides the text."""
    place = next((columns.number(column) for field, column in how.columns if field == "day"), None)
    for row in rows[:HEADER_WITHIN] if place is None else ():
        if named(row.cells):
            return Layout(delimiter, row.end, row.cells, row.line, sure=True)
    for number, row in enumerate(rows) if place is not None else ():
        if place is not None and place <= len(row.cells) and how.days.is_day(row.cells[place - 1]):
            above = rows[number - 1] if number else None
            if above and len(above.cells) >= len(row.cells):
                return Layout(delimiter, above.end, above.cells, above.line, sure=True)
            width = max(len(one.cells) for one in rows)  # no line names them: they go by number
            names = [str(one) for one in range(1, width + 1)]
            return Layout(delimiter, row.line - 1, names, 0, sure=True)
    wide = [row for row in rows[:HEADER_WITHIN] if len(row.cells) > 1]
    if not wide:
        return None
    likely = max(wide, key=lambda row: sum(len(one.cells) == len(row.cells) for one in rows))
    return Layout(delimiter, likely.end, likely.cells, likely.line, sure=False)
