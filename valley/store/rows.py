"""An entry as a row of a volume, and back.

A row holds what the entry has and leaves out what it has not; fields it has beside the known ones
(from a newer valley) stay with it when it is changed.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from valley import json_values as values
from valley.errors import InvalidInput
from valley.model import (
    FIELDS,
    FIRST,
    LAST,
    NO_DAY,
    TYPED,
    Entry,
    Review,
    Setback,
    Written,
    check,
    kind_before_kinds,
)

NEVER = datetime.min.replace(tzinfo=UTC)

Row = dict[str, Any]
Place = TypeVar("Place", int, str)


def is_deleted(row: Mapping[str, Any]) -> bool:
    """Return whether the row is the tombstone of an entry that was deleted."""
    return bool(row.get("deleted"))


def is_living(row: Mapping[str, Any] | None) -> bool:
    """Return whether there is a row, and no tombstone."""
    return row is not None and not is_deleted(row)


def tombstone(row_id: str, updated_at: str = "") -> Row:
    """Make what stays of a deleted row, so that a copy of the journal cannot bring it back."""
    return {"id": row_id, "updated_at": updated_at, "deleted": True}


def stamp_of(row: Mapping[str, Any]) -> datetime:
    """Return when a row was last changed; the beginning of time where it does not say."""
    try:
        stamp = datetime.fromisoformat(row["updated_at"])
    except (KeyError, TypeError, ValueError):
        return NEVER
    return stamp if stamp.tzinfo else NEVER


def content_of(row: Mapping[str, Any]) -> str:
    """Write a row in the one form that equal rows share."""
    return json.dumps(row, sort_keys=True)


def says(row: Mapping[str, Any]) -> str:
    """Write what a row says, whenever it was changed."""
    return content_of({name: value for name, value in row.items() if name != "updated_at"})


def digest(row: Mapping[str, Any]) -> str:
    """Return a digest of what a row says; by this a change knows its own work again."""
    return short_hash(says(row).encode())


def short_hash(data: bytes) -> str:
    """Return half of the SHA-256 of bytes, as a text."""
    from hashlib import sha256  # 2 ms, which reading does without

    return sha256(data).hexdigest()[:32]


def precedence(row: Mapping[str, Any]) -> tuple[datetime, bool, str]:
    """Order the records of one id: the last of them counts.

    The later change wins. At the same moment what lives wins over its tombstone (moving an entry
    to another year leaves one of the same moment), and else the content decides, so that any two
    copies of a journal agree.
    """
    return stamp_of(row), not is_deleted(row), content_of(row)


def last_writes(records: Iterable[tuple[Place, Row]]) -> dict[str, tuple[Place, Row]]:
    """Return of each id the one record that counts, with its place; leave out what has no id.

    The last write wins, as `precedence` orders them; of two that are the same, the higher place.
    """
    last: dict[str, tuple[Place, Row]] = {}
    for place, row in records:
        row_id = row.get("id")
        if not isinstance(row_id, str):
            continue
        known = last.get(row_id)
        if known is None or (precedence(known[1]), known[0]) < (precedence(row), place):
            last[row_id] = place, row
    return last


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Return rows by their ids, of several with one id the one that counts."""
    return {row_id: row for row_id, (_, row) in last_writes((0, row) for row in rows).items()}


def as_row(value: object, fields: Iterable[str]) -> Row:
    """Return fields of a value as a row; what it has not is left out."""
    row: Row = {}
    for name in fields:
        one = getattr(value, name)
        if one is None or one is False or one == ():
            continue
        if name == "steps":
            row[name] = [step.as_fields() for step in one]
        elif isinstance(one, tuple):
            row[name] = list(one)
        elif isinstance(one, Mapping):
            row[name] = dict(one)
        elif isinstance(one, date):  # a datetime is one too
            row[name] = one.isoformat()
        else:
            row[name] = one if one is True or type(one) is int else str(one)
    return row


def to_row(entry: Entry, known: Mapping[str, Any] | None = None) -> Row:
    """Return an entry as a row, keeping what the row it replaces had beside the known fields."""
    row = as_row(entry, FIELDS)
    if known and not is_deleted(known):
        row.update({name: value for name, value in known.items() if name not in FIELDS})
    return row


def from_row(row: Mapping[str, Any]) -> Entry:
    """Return a row as an entry.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    fields = values.read_fields(row, values.ENTRY, values.NEEDED)
    fields.setdefault("kind", kind_before_kinds(fields.get("reason")))
    return Entry(**fields)


def has_words(row: Mapping[str, Any], words: str) -> bool:
    """Return whether words stand in one of the texts of a row, in upper or lower case."""
    wanted = words.casefold()
    tags = row.get("tags")
    texts = [*map(row.get, TYPED), *(tags if isinstance(tags, list) else ())]
    return any(isinstance(text, str) and wanted in text.casefold() for text in texts)


def to_written(row: Mapping[str, Any]) -> Written:
    """Return when a row was written.

    Raises:
        InvalidInput: Its day or its time is missing or makes no sense.
    """
    try:
        day, moment = date.fromisoformat(row["day"]), datetime.fromisoformat(row["written_at"])
    except KeyError as error:
        raise InvalidInput(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"day or written_at {error}") from error
    if moment.tzinfo is None:
        raise InvalidInput("a time of writing carries its offset from UTC")
    if not (FIRST <= day <= LAST and FIRST.year <= moment.year <= LAST.year):
        raise InvalidInput(NO_DAY)
    return Written(day, moment)


def gives_excuse(row: Mapping[str, Any]) -> bool:
    """Return whether a row gives an excuse, as its reason or for a promise that was missed."""
    if row.get("excuse") or row.get("note_excuse"):
        return True
    steps = row.get("steps")
    steps = steps if isinstance(steps, list) else []
    return any(isinstance(step, dict) and "note_excuse" in step for step in steps)


def to_setback(row: Mapping[str, Any]) -> Setback:
    """Return what is counted of a row that gives an excuse.

    Only that is read, in a third of the time of reading all: what is wrong with the rest, doctor
    and the commands that show the entry tell.

    Raises:
        InvalidInput: A field of these is missing or makes no sense.
    """
    day, written_at = to_written(row)
    get = row.get
    action, theme, status = get("action"), get("theme"), get("status")
    try:
        happened, excuse = values.as_text(row["happened"]), get("excuse") or None
        excuse = excuse if excuse is None else values.as_text(excuse)
        action = action if action is None else values.as_text(action)
        theme = theme if theme is None else values.read_theme(theme)
        status = status if status is None else values.read_status(status)
        row_id = values.read_id(row["id"])
        ended, missed = get("resolved_on"), get("note_excuse")
        ended = ended if ended is None else date.fromisoformat(ended)
        missed = missed if missed is None else values.as_text(missed)
        steps = values.read_steps(get("steps"))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"happened, excuse, action or where it stands {error}") from error
    check(happened, written_at, written_at, action, status)
    return Setback(row_id, day, written_at, excuse, theme, action, status, ended, missed, steps)


def to_review_row(review: Review) -> Row:
    """Return a review as a row."""
    row: Row = {
        "id": review.week,
        "written_at": review.written_at.isoformat(),
        "updated_at": review.updated_at.isoformat(),
    }
    if review.focus is not None:
        row["focus"] = review.focus
    if review.answers:
        row["answers"] = [list(pair) for pair in review.answers]
    return row


def from_review_row(row: Mapping[str, Any]) -> Review:
    """Return a row as a review.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    fields = values.read_fields(row, values.REVIEW, {"id", "written_at", "updated_at"})
    return Review(week=fields.pop("id"), **fields)


def from_name_row(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return from a row what an excuse was called, and what it is called now.

    Raises:
        InvalidInput: One of them is missing or no text.
    """
    fields = values.read_fields(row, values.NAME, values.NAME.keys())
    return fields["id"], fields["new"]
