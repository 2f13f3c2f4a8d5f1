"""valley's own JSON: the lossless export, and JSON or JSON Lines with the same fields.

    {"format": "valley-export", "version": 1, "entries": [{…}], "reviews": [{…}], "names": {…}, …}

After the names, each table that is not empty stands under its name. Each entry has every field it has in a journal. On the way in, a bare array of entries, a
single one, and one entry a line (JSON Lines) are taken as well.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from valley.errors import InvalidInput
from valley.exchange import json_records
from valley.exchange.days import local
from valley.exchange.formats import Reading, Writing
from valley.exchange.json_reader import JsonReader
from valley.exchange.records import Document, Records
from valley.exchange.selection import Selection
from valley.exchange.source import Source
from valley.insight.record import records
from valley.json_values import read_kept
from valley.kept import TABLES, Kept, Table
from valley.model import Review
from valley.ui import json_views
from valley.ui.text import json_safe

FORMAT = "valley-export"
VERSION = 1


def export(selection: Selection, how: Writing) -> Iterator[str]:
    """Yield what is handed on as a document that loses nothing."""
    derived = {**how.derived, "comments": selection.comments_of}
    rows = records(selection.entries, derived, whole=True)
    return write(rows, selection.reviews, selection.names, selection.kept)


def write(
    rows: Iterable[dict[str, Any]],
    reviews: Iterable[Review],
    names: Mapping[str, str],
    kept: Mapping[str, Sequence[Kept]],
) -> Iterator[str]:
    """Yield the document piece by piece, one entry a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode

    def line(value: Any) -> str:
        return json_safe(encode(value))

    yield f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"entries": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + line(row)
    yield '\n],\n"reviews": ['
    for number, review in enumerate(reviews):
        yield (",\n" if number else "\n") + line(json_views.values(review))
    yield f'\n],\n"names": {line(dict(names))}'
    for name, values in kept.items():
        if values:
            yield f',\n"{name}": [\n'
            yield ",\n".join(line(json_views.values(value)) for value in values)
            yield "\n]"
    yield "\n}\n"


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file begins as JSON does."""
    return source.begins_as_json


def read_file(source: Source, how: Reading) -> Document:
    """Read a file that is such a document."""
    return read(source.text, source.name, how)


def read(text: str, name: str, how: Reading) -> Document:
    """Read a document, entry by entry.

    Raises:
        InvalidInput: It is no JSON, holds no entries, or comes from a newer valley.
    """
    readers: list[JsonReader] = []

    def values() -> Iterator[tuple[int, Any]]:
        reader = JsonReader(text, name)
        readers[:] = [reader]
        for one in reader.entries():
            _check_version(reader.rest, name)
            yield one
        _check_version(reader.rest, name)
        if not reader.has_entries:
            yield 1, _single(reader.rest, name)

    document = json_records.document(values, name, how)
    document.records = _whole(document, document.records, readers, name)
    return document


def _whole(document: Document, records: Records, readers: list[JsonReader], name: str) -> Records:
    """Yield the records, and take up what stands beside them once they have ended."""
    yield from records
    rest = readers[-1].rest
    if readers[-1].has_entries and rest.get("format") == FORMAT:
        document.reviews += [_review(row, name) for row in _list(rest, "reviews")]
        document.names |= _names(rest.get("names") or {}, name)
        for table in TABLES:
            document.kept += [_kept(table, row, name) for row in _list(rest, table.name)]


def _single(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object that is a record of its own.

    Raises:
        InvalidInput: It is something else.
    """
    if any(isinstance(value, list | dict) for value in row.values()) and "happened" not in row:
        keys = f" It has the keys {', '.join(map(str, list(row)[:20]))}." if row else ""
        raise InvalidInput(
            f"{name} holds no entries: a list of objects, by itself or as 'entries'.{keys}"
            " Nothing was imported."
        )
    return row


def _check_version(rest: Mapping[str, Any], name: str) -> None:
    """Refuse what a newer valley wrote.

    Raises:
        InvalidInput: A newer valley wrote it.
    """
    if rest.get("format") == FORMAT:
        version = rest.get("version", 0)
        if not isinstance(version, int) or version > VERSION:
            raise InvalidInput(
                f"{name} comes from a newer valley; upgrade to import it. Nothing was imported."
            )


def _list(rest: Mapping[str, Any], field: str) -> list[Any]:
    rows = rest.get(field)
    return rows if isinstance(rows, list) else []


def _names(names: Any, name: str) -> dict[str, str]:
    if isinstance(names, dict) and all(isinstance(new, str) for new in names.values()):
        return names
    raise InvalidInput(f"{name}: 'names' is no object of texts. Nothing was imported.")


def _review(row: Any, name: str) -> Review:
    try:
        datetime.strptime(f"{row['week']}-1", "%G-W%V-%u")  # noqa: DTZ007  # a check, no moment
        return Review(
            week=row["week"],
            written_at=_moment(row["written_at"]),
            updated_at=_moment(row["updated_at"]),
            focus=row.get("focus"),
            answers=tuple((str(asked), str(said)) for asked, said in row.get("answers", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(
            f"{name} holds a review that makes no sense ({error}). Nothing was imported."
        ) from error


def _kept(table: Table, row: Any, name: str) -> Kept:
    try:
        value: Kept = read_kept(table, row)
    except (AttributeError, InvalidInput) as error:
        raise InvalidInput(
            f"{name} holds a row of {table.name} that makes no sense ({error})."
            " Nothing was imported."
        ) from error
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else local(moment)
