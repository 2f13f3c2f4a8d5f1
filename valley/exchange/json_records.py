"""Records of JSON, an object each: ours as they are, others by the names of their keys."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from valley.exchange import columns
from valley.exchange.formats import Reading
from valley.exchange.records import Document, Problem, Record, Records, Rows, Table

NO_OBJECT = "is no object with 'day' and 'happened'"
WRITTEN = {"id", "written_at", "happened"}  # keys that an entry of valley's own has
MOST_KEYS = 200  # of a file that are looked at; objects of more are no records

Values = Callable[[], Iterator[tuple[int, Any] | Problem]]


def document(values: Values, name: str, how: Reading) -> Document:
    """Return the records that a file holds, an object each.

    Args:
        values: Returns what there is, each value with its line; it may be called again.
        name: What the file is called in messages.
        how: Which key holds a field, where its name does not say.

    Raises:
        InvalidInput: Keys that are needed are missing.
    """
    first = next((row for row in _rows(values) if not isinstance(row, Problem)), (0, {}))[1]
    ours = first.keys() >= WRITTEN and not how.columns and not how.ignore
    if ours or not first:
        return Document(records=_as_they_are(values))
    keys: dict[str, str] = {}
    for row in _rows(values):
        if not isinstance(row, Problem):
            keys |= {key: key for key in islice(row[1], MOST_KEYS) if len(keys) < MOST_KEYS}
    own = "happened" in keys and bool({"day", "date"} & keys.keys())
    table = Table(
        name=name,
        word="key",
        names=keys,
        rows=lambda _: _rows(values),
        own=own,
        cell=lambda value: value,
    )
    return columns.document(table, how)


def _rows(values: Values) -> Rows:
    for value in values():
        if isinstance(value, Problem):
            yield value
        else:
            yield value if isinstance(value[1], dict) else Problem(value[0], NO_OBJECT)


def _as_they_are(values: Values) -> Records:
    for row in _rows(values):
        yield row if isinstance(row, Problem) else Record(*row)
