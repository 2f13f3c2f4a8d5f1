"""The format of one file of the journal: TinyDB tables as plain JSON, one row a line.

    {
    "meta": {
    "1": {"format": "valley", "schema": 1, "year": 2026}
    },
    "entries": {
    "1": {"id": "…", "day": "2026-03-04", …},
    "2": {…}
    },
    "reviews": {}
    }

A file is a volume when it is UTF-8 JSON of tables and carries the marker in `meta`. Anything else
is damaged, and whoever holds it must not write to it. What stands among the rows of a volume and is
none is kept in one, so that it keeps nobody from the others: doctor tells, for it has no id.
"""

import json
import re
from collections.abc import Callable
from datetime import MAXYEAR
from itertools import count
from typing import Any

from valley.errors import DamagedJournal
from valley.store import migrations

FORMAT = "valley"
FOLDER = "journal"
ENTRIES, REVIEWS, NAMES = "entries", "reviews", "names"  # its tables
OF_NO_YEAR = "excuses"  # the volume that holds what belongs to no year
YEAR_DIGITS = 4
DIGITS = 15  # of a row's number at most
# The number of a row as TinyDB gives it back: not '01' or '²'.
_NUMBER = re.compile(rf"0|[1-9][0-9]{{0,{DIGITS - 1}}}")
NO_ROW = "damaged"  # the field in which a row keeps what stood in its place

_READABLE = json.JSONEncoder(ensure_ascii=False).encode
_ESCAPED = json.JSONEncoder().encode

Row = dict[str, Any]
Table = dict[str, Row]
Tables = dict[str, Table]


class NoVolume(ValueError):
    """The bytes are no volume that can be read; the message says why."""


class TooNew(NoVolume):
    """The volume is of a schema that this valley does not know yet."""


def file_of(volume: str) -> str:
    """Return the file of a volume: a year, or `excuses`."""
    return f"{FOLDER}/{volume}.json"


def name_of(file: str) -> str | None:
    """Return the volume that a file of the journal is; None where it is none."""
    folder, _, name = file.rpartition("/")
    name = name.removesuffix(".json")
    return name if folder == FOLDER and is_name(name) else None


def is_name(name: str) -> bool:
    """Return whether a volume can be called so."""
    return name == OF_NO_YEAR or (name.isascii() and name.isdecimal() and len(name) == YEAR_DIGITS)


def new(volume: str) -> Tables:
    """Make an empty volume."""
    year = int(volume) if volume.isdigit() else None
    return {"meta": {"1": {"format": FORMAT, "schema": migrations.SCHEMA, "year": year}}}


def encode(value: Any) -> str:
    """Write a value as JSON in one line, readable where it can be, and always as UTF-8 can hold."""
    text = _READABLE(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from a damaged or a foreign file
        return _ESCAPED(value)
    return text


def serialise(tables: Tables) -> bytes:
    """Return the tables as JSON, one row a line.

    Rows are dumped one by one, because `json` leaves its fast encoder when asked to indent.
    """
    try:
        return _lay_out(tables, _READABLE).encode()
    except UnicodeEncodeError:
        return _lay_out(tables, encode).encode()


def parse(data: bytes, volume: str, where: object) -> Tables:
    """Read a volume, brought up to the present schema.

    Args:
        data: The bytes of the file.
        volume: Its name, which its `meta` must bear out.
        where: How to name the file in a message.

    Raises:
        DamagedJournal: It is not a volume; the message tells the place and the way back.
    """
    try:
        return read(data, volume)[1]
    except TooNew as error:
        raise DamagedJournal(
            f"{where} was left as it is: {error},"
            f" or go back to a copy of before with: valley restore {volume}"
        ) from error
    except NoVolume as error:
        raise DamagedJournal(
            f"{where} is damaged ({error}) and was left as it is;"
            f" bring back the newest copy with: valley restore {volume}"
        ) from error


def read(data: bytes, volume: str | None = None) -> tuple[str, Tables]:
    """Read a volume, brought up to the present schema; return its name and its tables.

    Args:
        data: The bytes of the file.
        volume: The name it must bear; None takes any.

    Raises:
        NoVolume: It is not a volume; the message says why.
    """
    if not data or data.isspace():
        raise NoVolume("it is empty")
    try:
        tables = _load(data)
    except UnicodeDecodeError as error:
        raise NoVolume(f"byte {error.start} is not UTF-8") from error
    except json.JSONDecodeError as error:
        why = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise NoVolume(why) from error
    except RecursionError as error:
        raise NoVolume("it is nested too deeply") from error
    except ValueError as error:
        raise NoVolume(str(error)) from error
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise NoVolume("it is JSON of another shape")
    _hold_rows(tables)
    name = _check_marker(tables)
    if volume is not None and name != volume:
        raise NoVolume(f"it is the volume {name}")
    return name, migrations.migrate(tables)


def _lay_out(tables: Tables, encode: Callable[[Any], str]) -> str:
    laid_out = []
    for name, table in tables.items():
        rows = ",\n".join(f'"{key}": {encode(row)}' for key, row in table.items())
        laid_out.append(encode(name) + (": {\n" + rows + "\n}" if rows else ": {}"))
    return "{\n" + ",\n".join(laid_out) + "\n}\n"


def _load(data: bytes) -> Any:
    """Parse the JSON, keeping both of two rows that a line-wise merge gave the same number."""
    text = data.decode()
    try:
        return _parse(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number of more digits than Python reads: they are kept as a text
        return _parse(text, parse_int=_digits)


def _parse(text: str, **options: Any) -> Any:
    tables = json.loads(text, **options)
    if isinstance(tables, dict):
        rows = sum(len(table) for table in tables.values() if isinstance(table, dict))
        if text.count('\n"') != len(tables) + rows:
            return json.loads(text, object_pairs_hook=_keep_both, **options)
    return tables


def _digits(text: str) -> int | str:
    return int(text) if len(text) <= DIGITS else text


def _keep_both(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dictionary; a row whose number is taken gets the next free one.

    Raises:
        ValueError: Something else stands there twice, and one of the two would be lost.
    """
    kept: dict[str, Any] = {}
    free = 0
    for key, value in pairs:
        if key not in kept:
            kept[key] = value
        elif kept[key] != value:
            if not _NUMBER.fullmatch(key):
                raise ValueError(f"{key[:20]!r} stands there twice")
            free = max(free, *(int(name) for name, _ in pairs if _NUMBER.fullmatch(name))) + 1
            kept[str(free)] = value
    return kept


def _check_marker(tables: Tables) -> str:
    """Return which volume this says it is.

    Raises:
        NoVolume: It is none, or of a schema that is not known here.
    """
    meta = next(iter(tables.get("meta", {}).values()), None)
    if meta is None or meta.get("format") != FORMAT:
        raise NoVolume("it has lost its valley marker")
    schema, year = meta.get("schema"), meta.get("year")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise NoVolume("its schema number is missing")
    if schema > migrations.SCHEMA:
        raise TooNew(
            f"a newer valley wrote it (schema {schema}, this one knows {migrations.SCHEMA});"
            " upgrade valley here, too"
        )
    if year is None:
        return OF_NO_YEAR
    if not isinstance(year, int) or isinstance(year, bool) or not 1 <= year <= MAXYEAR:
        raise NoVolume("its year is missing")
    return f"{year:04}"


def _hold_rows(tables: Tables) -> None:
    """Make sure that TinyDB takes every row as it stands, under a number of its own."""
    for name, table in tables.items():
        if all(map(_NUMBER.fullmatch, table)) and set(map(type, table.values())) <= {dict}:
            continue  # every volume that was not tampered with
        rows = {key: row for key, row in table.items() if _NUMBER.fullmatch(key)}
        free = count(max(map(int, rows), default=0) + 1)
        rows |= {str(next(free)): row for key, row in table.items() if key not in rows}
        tables[name] = {
            key: row if isinstance(row, dict) else {NO_ROW: row} for key, row in rows.items()
        }
