"""What the mentor wrote of an entry, as it stands with it in valley's own files, read back."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from valley.errors import InvalidInput
from valley.exchange.records import Row
from valley.exchanged import About, Comment
from valley.json_values import read_kept
from valley.kept import BY_KIND
from valley.mentoring import comment
from valley.model import is_blank

FIELD = "comments"
SAID = ("page", "read_at", "where", "text")
SHAPE = frozenset({"where", "text"})  # what each has in our files; others call other things so
TABLE = BY_KIND[Comment]
PLACES = {About.ENTRY, About.PROMISE}


def read(row: Row, of: str, now: datetime) -> list[Comment]:
    """Return the comments that stand in a record.

    Args:
        row: The record.
        of: The id of its entry.
        now: When they were read, where that is not said.

    Raises:
        InvalidInput: They are ours, and make no sense.
    """
    found = _listed(row.get(FIELD))
    if not found or not all(isinstance(one, dict) and one.keys() >= SHAPE for one in found):
        return []
    try:
        return list(_comments(found, of, now))
    except InvalidInput as error:
        raise InvalidInput(f"'{FIELD}' are no comments of a mentor") from error


def _listed(value: Any) -> list[Any]:
    """Return a list, or that of a cell that holds one as JSON."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return value if isinstance(value, list) else []


def _comments(found: list[Any], of: str, now: datetime) -> Iterator[Comment]:
    for one in found:
        said = {name: one[name] for name in SAID if one.get(name) is not None}
        row = {"id": of, "of": of, "read_at": now.isoformat()} | said
        told: Comment = read_kept(TABLE, row)
        if told.where not in PLACES:
            raise InvalidInput("it is on something else")
        if not is_blank(told.text):
            yield comment(told.text, where=told.where, of=of, page=told.page, read_at=told.read_at)
