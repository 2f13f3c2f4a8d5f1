"""valley's own JSON: the lossless export, and JSON or JSON Lines with the same fields.

    {"format": "valley-export", "version": 1, "entries": [{…}], "reviews": [{…}], "names": {…}}

Each entry has the documented fields and `guessed`. On the way in, a bare array of entries and one
entry a line (JSON Lines) are taken as well.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from valley.errors import InvalidInput
from valley.model import Review

FORMAT = "valley-export"
VERSION = 1


def write(
    records: Iterable[Mapping[str, Any]], reviews: Iterable[Review], names: Mapping[str, str]
) -> Iterator[str]:
    """Yield the document piece by piece, one entry a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n"entries": ['
    for number, record in enumerate(records):
        yield (",\n" if number else "\n") + encode(dict(record))
    yield '\n],\n"reviews": ['
    for number, review in enumerate(reviews):
        yield (",\n" if number else "\n") + encode(_review_fields(review))
    yield f'\n],\n"names": {encode(dict(names))}\n}}\n'


def read(text: str, name: str) -> dict[str, Any]:
    """Read a document: its entries with their line or number, its reviews, its names.

    Returns:
        `entries` as (line, row) pairs, `reviews` as Review values, `names` as a dictionary.

    Raises:
        InvalidInput: It is not JSON, or not of a shape that holds entries.
    """
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"{name} breaks off or is no JSON at line {error.lineno}, column {error.colno}:"
            f" {error.msg}. Nothing was imported."
        ) from error
    except RecursionError as error:
        raise InvalidInput(f"{name} is nested too deeply. Nothing was imported.") from error
    if isinstance(whole, dict) and whole.get("format") == FORMAT:
        if not isinstance(whole.get("version"), int) or whole["version"] > VERSION:
            raise InvalidInput(f"{name} comes from a newer valley; upgrade to import it.")
        rows, names = whole.get("entries"), whole.get("names", {})
        reviews = [_review(row, name) for row in whole.get("reviews", ())]
    else:
        rows, names, reviews = whole if isinstance(whole, list) else [whole], {}, []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput(f"{name} holds no entries: a list of objects with 'day' and 'happened'.")
    return {"entries": list(enumerate(rows, 1)), "reviews": reviews, "names": dict(names)}


def read_lines(text: str, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the line numbers and rows of JSON Lines.

    Raises:
        InvalidInput: A line is no JSON object.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise InvalidInput(
                f"{name} breaks off or is no JSON at line {number}: {error}. Nothing was imported."
            ) from error
        if not isinstance(row, dict):
            raise InvalidInput(f"{name}, line {number}: no JSON object. Nothing was imported.")
        yield number, row


def _review_fields(review: Review) -> dict[str, Any]:
    return {
        "week": review.week,
        "written_at": review.written_at.isoformat(),
        "updated_at": review.updated_at.isoformat(),
        "focus": review.focus,
        "answers": [list(pair) for pair in review.answers],
    }


def _review(row: Any, name: str) -> Review:
    try:
        return Review(
            week=str(row["week"]),
            written_at=datetime.fromisoformat(row["written_at"]),
            updated_at=datetime.fromisoformat(row["updated_at"]),
            focus=row.get("focus"),
            answers=tuple((str(asked), str(said)) for asked, said in row.get("answers", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(f"{name} holds a review that makes no sense: {error!r}.") from error
