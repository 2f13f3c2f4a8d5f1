"""Which columns of a foreign table hold which fields: a CSV's columns, or the keys of JSON records.

What `--map` says holds; of the rest, names that are known are taken. A field of our own that is
closed (an id, a theme, a day) is taken only where all of the column's values fit it: another
program's `Id` or `Status` is left aside, and named.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from valley import model
from valley.errors import InvalidInput
from valley.exchange.days import Days, Moment
from valley.exchange.formats import Reading
from valley.exchange.html_text import plain
from valley.exchange.importer import BadValue, read_value
from valley.exchange.records import Document, Look, Problem, Record, Records, Table
from valley.fields import FieldType
from valley.insight.record import WHOLE

NEEDED = ("day", "happened")
OPEN = {FieldType.TEXT, FieldType.NAME, FieldType.TAGS}  # whatever stands there
WORDS = {FieldType.TEXT, FieldType.NAME}
MOST = 4000  # columns of a table
SAMPLES = 3  # rows that are shown to somebody who says which column is which
SHOWN = 24  # characters of a value
MOST_NAMED = 40  # columns that a message names
# What stands between the cells of a field that has several; the other fields have one column.
BETWEEN = {"day": " ", "written_at": " ", "tags": ","}


class ColumnsNeeded(InvalidInput):
    """Nothing says which column of a table holds a field that every entry has."""

    def __init__(self, message: str, look: Look) -> None:
        super().__init__(message)
        self.look = look


def document(table: Table, how: Reading) -> Document:
    """Return the records of a table.

    Raises:
        InvalidInput: A column that was named is not there, or one that is needed is missing, or
            there are more than a table has.
    """
    if len(table.names) > MOST:
        raise InvalidInput(
            f"{table.name} has more than {MOST:,} {table.word}s, so it is no table of entries."
            " Nothing was imported."
        )
    places, aside = _places(table, how)
    missing = [field for field in NEEDED if field not in places]
    if missing:
        raise ColumnsNeeded(_needed(table, missing), _look(table))
    document = Document(records=iter(()))
    if aside:
        more = f" and {len(aside) - MOST_NAMED} more" if len(aside) > MOST_NAMED else ""
        listed = ", ".join(aside[:MOST_NAMED])
        document.remarks.append(f"{table.word.capitalize()}s left aside: {listed}{more}.")
    if not table.own:
        document.look = _look(table)
        document.columns = {
            field: [table.names[key] for key in keys] for field, keys in places.items()
        }
    document.records = _records(table, places, document)
    return document


def resolves(cells: Sequence[str], how: Reading) -> bool:
    """Return whether a row may name the columns: all that are asked for, and all that are needed."""
    names = dict(enumerate(cells))
    asked = [column for _, column in how.columns if column] + list(how.ignore)
    found = [_find(names, column) for column in asked]
    given = {field for field, _ in how.columns}
    keys = _keys(names)
    known = {field for field in NEEDED for _ in _known(keys, field)} | given
    return None not in found and known.issuperset(NEEDED)


def number(column: str) -> int | None:
    """Return the number that a column is asked for by, from 1; None for a name."""
    return int(column) if re.fullmatch(r"[1-9]\d{0,3}", column.strip(), re.ASCII) else None


def _places(table: Table, how: Reading) -> tuple[dict[str, list[Any]], list[str]]:
    """Return which columns hold which field, and what the others are called."""
    places: dict[str, list[Any]] = {}
    ignored = {_asked(table, column) for column in how.ignore}
    empty = {field for field, column in how.columns if not column}
    for field, column in how.columns:
        if column:
            places.setdefault(field, []).append(_asked(table, column))
    for field, keys in places.items():
        if len(keys) > 1 and field not in BETWEEN and _type(field) not in OPEN:
            raise InvalidInput(f"--map {field}= takes one {table.word}; it was given {len(keys)}.")
    used = {key for keys in places.values() for key in keys} | ignored
    wanted = [field for field in WHOLE if field not in places and field not in empty]
    called = _keys(table.names)
    candidates = {
        field: [key for key in _known(called, field) if key not in used] for field in wanted
    }
    unfit = {} if table.own else _unfit(table, candidates, how)
    for field in wanted:
        free = [key for key in candidates[field] if key not in used]
        fitting = [key for key in free if (field, key) not in unfit]
        if field in NEEDED and not fitting:
            fitting = free  # its rows are told one by one
        if fitting:
            places[field] = fitting[:1]
            used.add(fitting[0])
    why = {key: f" ({bad!r} is no {field})" for (field, key), bad in unfit.items() if bad}
    left = [key for key in table.names if key not in used and table.names[key].strip()]
    if table.own:  # what valley derives is no news
        left = [key for key in left if _key(table.names[key]) not in WHOLE]
    order = {field: place for place, field in enumerate(WHOLE)}
    places = dict(sorted(places.items(), key=lambda one: order[one[0]]))
    return places, [table.names[key] + why.get(key, "") for key in left]


def _unfit(
    table: Table, candidates: Mapping[str, Sequence[Any]], how: Reading
) -> dict[tuple[str, Any], str]:
    """Return which columns do not fit a field that is closed, each with a value that does not."""
    pairs = {
        (field, key): set[str]()
        for field, keys in candidates.items()
        for key in keys
        if _type(field) not in OPEN and (field not in NEEDED or len(keys) > 1)
    }
    unfit: dict[tuple[str, Any], str] = {}
    filled: set[tuple[str, Any]] = set()
    days = how.days.afresh()
    for row in table.rows([]) if pairs else ():
        if isinstance(row, Problem):
            continue
        for pair, seen in pairs.items():
            value = row[1].get(pair[1])
            if pair in unfit or value in (None, ""):
                continue
            filled.add(pair)
            if not _fits(pair[0], value, seen, days):
                unfit[pair] = str(value)[:SHOWN]
    return unfit | {pair: "" for pair in pairs if pair not in filled}


def _fits(field: str, value: Any, seen: set[str], days: Days) -> bool:
    try:
        if field == "written_at":
            days.at(Moment(days.today, None), str(value))
        elif _type(field) is FieldType.FLAG:
            return str(value).casefold() in {"true", "false"}
        elif field in model.FIELDS:
            read_value({field: value}, field, days)
    except (BadValue, ValueError):
        return False
    if field == "id":
        if value in seen:
            return False
        seen.add(value)
    return True


def _records(table: Table, places: Mapping[str, Sequence[Any]], document: Document) -> Records:
    labels = {field: " + ".join(table.names[key] for key in keys) for field, keys in places.items()}
    converted = 0
    empty: list[int] = []
    for found in table.rows(document.remarks):
        if isinstance(found, Problem):
            yield found
            continue
        line, cells = found
        row = dict(cells) if table.own else {}  # each record of JSON says `day` or `date`
        for field, keys in places.items():
            values: list[Any] = [table.cell(cells.get(key)) for key in keys]
            if not table.own and _type(field) in OPEN:
                texts = [plain(one) if isinstance(one, str) else one for one in values]
                converted += texts != values
                values = texts
            value = values[0] if len(values) == 1 else _joined(values, field)
            row[field] = None if isinstance(value, str) and not value.strip() else value
        if not (table.own or any(row[field] for field in places if _type(field) in WORDS)):
            empty.append(line)
            continue
        if table.own and isinstance(row.get("tags"), str):
            row["tags"] = next(csv.reader([row["tags"]]), [])
        yield Record(line, row, labels)
    if empty:
        lines = ", ".join(map(str, empty[:SAMPLES])) + ("…" if len(empty) > SAMPLES else "")
        document.remarks.append(f"Without a word, and left out: {len(empty)} (line {lines}).")
    if converted:
        document.remarks.append("HTML was read as the text it shows.")


def _joined(values: Sequence[Any], field: str) -> Any:
    """Return the cells of several columns as one, in the order they were given."""
    if any(value is not None and not isinstance(value, str) for value in values):
        return next(value for value in values if value is not None and not isinstance(value, str))
    return BETWEEN.get(field, "\n").join(value for value in values if value and value.strip())


def _asked(table: Table, column: str) -> Any:
    """Return the column that was asked for.

    Raises:
        InvalidInput: There is none.
    """
    if (key := _find(table.names, column)) is None:
        raise InvalidInput(f"{table.name} has no {table.word} {column!r}. {_has(table)}")
    return key


def _find(names: Mapping[Any, str], column: str) -> Any:
    """Return a column by its name, or by its number where none is named so; None for none."""
    wanted = column.strip().casefold()
    for key, name in names.items():
        if name.strip().casefold() == wanted:
            return key
    place = number(column)
    return place - 1 if place is not None and place - 1 in names else None


def _keys(names: Mapping[Any, str]) -> dict[str, list[Any]]:
    """Return the columns by the names they are compared by: one look at each, however many."""
    keys: dict[str, list[Any]] = {}
    for column, name in names.items():
        keys.setdefault(_key(name), []).append(column)
    return keys


def _known(keys: Mapping[str, list[Any]], field: str) -> Iterator[Any]:
    """Yield the columns that are called as a field, the surest first."""
    known = model.FIELDS.get(field)
    for wanted in (_key(field), *(known.synonyms if known else ())):
        yield from keys.get(wanted, ())


def _type(field: str) -> Any:
    return model.FIELDS[field].type if field in model.FIELDS else FieldType.FLAG


def _key(name: str) -> str:
    """Return the name of a column in the form it is compared in."""
    kept = re.sub(r"\W+", "", name.casefold())
    return kept if kept in WHOLE else kept.replace("_", "")


def _look(table: Table) -> Look:
    rows = islice((row[1] for row in table.rows([]) if not isinstance(row, Problem)), SAMPLES)
    cells = [list(map(row.get, table.names)) for row in rows]
    return Look(list(table.names.values()), cells)


def _needed(table: Table, missing: Sequence[str]) -> str:
    asked = " ".join(f"--map {field}={table.word.upper()}" for field in missing)
    return (
        f"{table.name} needs the {table.word}s {' and '.join(NEEDED)}; {' and '.join(missing)}"
        f" {'is' if len(missing) == 1 else 'are'} missing. {_has(table)} Say which they are:"
        f" {asked}. Nothing was imported."
    )


def _has(table: Table) -> str:
    names = [name.strip() or "(no name)" for name in table.names.values()]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"It has {', '.join(names[:MOST_NAMED]) or 'none'}{more}."
