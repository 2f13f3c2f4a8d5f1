"""The rep's own numbers as a table: a row a day, a column a name; an empty cell is unknown."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from valley.counts import DAY, MOST, as_name
from valley.entry.answers import loggable
from valley.errors import InvalidInput
from valley.exchange import table
from valley.exchange.formats import Reading
from valley.exchange.records import Problem
from valley.exchange.source import Source
from valley.kept import DayNumbers

END = "\r\n"  # of a row
DAYS = (DAY, "date")  # what the column of days is called
LONGEST_CELL = 40
# A number as spreadsheets write it too: 40.0
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0{1,9})?")


@dataclass(slots=True)
class Found:
    """What a table of numbers holds.

    Attributes:
        days: The numbers of its days.
        problems: Rows that cannot be taken in.
        remarks: What the person should know of how it was read.
        read: How many rows there are.
    """

    days: list[DayNumbers] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    read: int = 0


def write(days: Iterable[DayNumbers], names: Sequence[str]) -> Iterator[str]:
    """Yield the table row by row.

    Args:
        days: In the order they are to stand in.
        names: The columns.
    """
    yield _line([DAY, *names])
    for one in days:
        counts = [one.counts.get(name) for name in names]
        yield _line([one.day.isoformat(), *("" if c is None else str(c) for c in counts)])


def read(source: Source, names: Sequence[str], how: Reading, *, today: date) -> Found:
    """Read a table.

    Args:
        source: The file.
        names: What the rep counts; where that is nothing, all columns that can be names are taken.
        how: How its days are written.
        today: Later days are refused.

    Raises:
        InvalidInput: There is no table, no column of days, or no column of numbers.
    """
    layout = table.find(source.lines, how, lambda cells: _names_columns(cells, names))
    header = [cell.strip() for cell in layout.header] if layout else []
    found = Found()
    places, aside = _places(header, names)
    at = _days(header)
    if layout is None or at is None or not places:
        wanted = ", ".join(names) or "dials, talks"
        raise InvalidInput(
            f"{source.name} holds no numbers: a table with a column {DAY!r} and others called"
            f" {wanted}. Nothing was imported."
        )
    if aside:
        found.remarks.append(f"Columns left aside: {', '.join(aside)}.")
    known: dict[date, dict[str, int]] = {}
    for row in table.rows_of(source.lines, source.name, layout, how, found.remarks):
        found.read += 1
        if isinstance(row, Problem):
            found.problems.append(row)
            continue
        line, cells = row
        try:
            day, counts = loggable(how.days.read(cells[at]).day, today), _counts(cells, places)
        except (ValueError, InvalidInput) as error:
            found.problems.append(Problem(line, str(error)))
            continue
        if known.setdefault(day, counts) is not counts:
            found.problems.append(Problem(line, f"{day} stands there twice"))
    found.days = [DayNumbers(day=day, counts=counts) for day, counts in known.items()]
    return found


def _names_columns(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether a row names a column of days and one of numbers."""
    header = [cell.strip() for cell in cells]
    return _days(header) is not None and bool(_places(header, names)[0])


def _days(header: Sequence[str]) -> int | None:
    """Return which column holds the days."""
    return next((place for place, cell in enumerate(header) if cell.casefold() in DAYS), None)


def _places(header: Sequence[str], names: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """Return which columns hold which number, and what the others are called."""
    places: dict[int, str] = {}
    aside = []
    for place, cell in enumerate(header):
        if not cell or cell.casefold() in DAYS:
            continue
        try:
            name = as_name(cell)
        except InvalidInput:
            name = ""
        if name and name not in places.values() and (name in names or not names):
            places[place] = name
        else:
            aside.append(cell)
    return places, aside


def _counts(cells: Mapping[int, Any], places: Mapping[int, str]) -> dict[str, int]:
    counts = {}
    for place, name in places.items():
        cell = str(cells.get(place, "")).strip()
        if cell in {"", "-"}:
            continue
        count = as_count(cell)
        if count is None:
            raise InvalidInput(
                f"{name!r} cannot be {cell[:LONGEST_CELL]!r}: a whole number up to {MOST:,}"
            )
        counts[name] = count
    return counts


def as_count(cell: str) -> int | None:
    """Return the number in a cell; None where it is none."""
    whole = _COUNT.fullmatch(cell.strip())
    return int(whole[1]) if whole else None


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=END).writerow(cells)
    return out.getvalue()
