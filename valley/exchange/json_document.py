"""valley's own JSON: the lossless export, and JSON or JSON Lines with the same fields.

    {"format": "valley-export", "version": 1, "entries": [{…}], "reviews": [{…}], "names": {…}}

Each entry has every field it has in a journal. On the way in, a bare array of entries, a
single one, and one entry a line (JSON Lines) are taken as well.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from valley.errors import InvalidInput
from valley.exchange.json_stream import JsonStream
from valley.exchange.records import Document, Found, Problem, Record
from valley.model import Review
from valley.ui import json_views
from valley.ui.text import json_safe

FORMAT = "valley-export"
VERSION = 1
NO_OBJECT = "is no object with 'day' and 'happened'"


def write(
    records: Iterable[dict[str, Any]], reviews: Iterable[Review], names: Mapping[str, str]
) -> Iterator[str]:
    """Yield the document piece by piece, one entry a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode

    def line(value: Any) -> str:
        return json_safe(encode(value))

    yield f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"entries": ['
    for number, record in enumerate(records):
        yield (",\n" if number else "\n") + line(record)
    yield '\n],\n"reviews": ['
    for number, review in enumerate(reviews):
        yield (",\n" if number else "\n") + line(json_views.values(review))
    yield f'\n],\n"names": {line(dict(names))}\n}}\n'


def read(text: Iterator[str], name: str) -> Document:
    """Read a document, entry by entry.

    Raises:
        InvalidInput: While its records are read: it is no JSON, holds no entries, or comes from a
            newer valley.
    """
    return from_stream(JsonStream(text, name), name)


def from_stream(
    stream: JsonStream, name: str, entries: Iterator[tuple[int, Any]] | None = None
) -> Document:
    """Read a document whose stream may have been begun already.

    Raises:
        InvalidInput: As `read`.
    """
    document = Document(records=iter(()))

    def records() -> Found:
        for line, row in stream.entries() if entries is None else entries:
            _check_version(stream.rest, name)
            yield Record(line, row) if isinstance(row, dict) else Problem(line, NO_OBJECT)
        _check_version(stream.rest, name)
        if not stream.has_entries:
            if "happened" not in stream.rest:
                raise InvalidInput(
                    f"{name} holds no entries: a list of objects with 'day' and 'happened'."
                    " Nothing was imported."
                )
            yield Record(1, stream.rest)
        elif stream.rest.get("format") == FORMAT:
            document.reviews += [_review(row, name) for row in _list(stream.rest, "reviews")]
            document.names |= _names(stream.rest.get("names") or {}, name)

    document.records = records()
    return document


def read_lines(lines: Iterable[str]) -> Document:
    """Read JSON Lines; a line that is no object is a problem of its own."""
    return Document(records=_of_lines(lines))


def _of_lines(lines: Iterable[str]) -> Found:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(number, f"is no JSON: {error}")
            continue
        yield Record(number, row) if isinstance(row, dict) else Problem(number, NO_OBJECT)


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


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone()
