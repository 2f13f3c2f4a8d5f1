"""An entry as a row of a volume, and back.

A row holds what the entry has and leaves out what it has not; fields it has beside the known ones
(from a newer valley) stay with it when it is changed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from enum import StrEnum
from sys import intern
from typing import Any

from valley.errors import InvalidInput
from valley.model import (
    FIELDS,
    FIRST,
    LAST,
    NO_DAY,
    TYPED,
    Did,
    Entry,
    Kind,
    Review,
    Setback,
    Status,
    Step,
    Theme,
    Written,
    check,
)

NEVER = datetime.min.replace(tzinfo=UTC)

Row = dict[str, Any]


def is_deleted(row: Mapping[str, Any]) -> bool:
    """Tell whether the row is the tombstone of an entry that was deleted."""
    return bool(row.get("deleted"))


def is_living(row: Mapping[str, Any] | None) -> bool:
    """Tell whether there is a row, and no tombstone."""
    return row is not None and not is_deleted(row)


def tombstone(row_id: str, updated_at: str = "") -> Row:
    """Make what stays of a deleted row, so that a copy of the journal cannot bring it back."""
    return {"id": row_id, "updated_at": updated_at, "deleted": True}


def stamp_of(row: Mapping[str, Any]) -> datetime:
    """Tell when a row was last changed; the beginning of time where it does not say."""
    try:
        stamp = datetime.fromisoformat(row["updated_at"])
    except (KeyError, TypeError, ValueError):
        return NEVER
    return stamp if stamp.tzinfo else NEVER


def content_of(row: Mapping[str, Any]) -> str:
    """Write a row in the one form that equal rows share."""
    return json.dumps(row, sort_keys=True)


def precedence(row: Mapping[str, Any]) -> tuple[datetime, bool, str]:
    """Order the records of one id: the last of them counts.

    The later change wins. At the same moment what lives wins over its tombstone (moving an entry
    to another year leaves one of the same moment), and else the content decides, so that any two
    copies of a journal agree.
    """
    return stamp_of(row), not is_deleted(row), content_of(row)


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Put rows under their ids, of several with one id the one that counts; leave out the others."""
    rows = list(rows)
    found: dict[str, Row] = {row["id"]: row for row in rows if type(row.get("id")) is str}
    if len(found) == len(rows):
        return found  # as nearly always: each id is there once
    found = {}
    for row in rows:
        row_id = row.get("id")
        if not isinstance(row_id, str):
            continue
        if row_id not in found or precedence(found[row_id]) < precedence(row):
            found[row_id] = row
    return found


def to_row(entry: Entry, known: Mapping[str, Any] | None = None) -> Row:
    """Turn an entry into a row, keeping what the row it replaces had beside the known fields."""
    row: Row = {}
    for name in FIELDS:
        value = getattr(entry, name)
        if value is None or value is False or value == ():
            continue
        if name == "steps":
            row[name] = [step.as_fields() for step in value]
        elif isinstance(value, tuple):
            row[name] = list(value)
        elif isinstance(value, date):  # a datetime is one too
            row[name] = intern(value.isoformat())  # an import has the same ones thousands of times
        else:
            row[name] = value if value is True else str(value)
    if known and not is_deleted(known):
        row.update({name: value for name, value in known.items() if name not in FIELDS})
    return row


def from_row(row: Mapping[str, Any]) -> Entry:
    """Turn a row into an entry.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    return Entry(**_fields(row, _ENTRY, _NEEDED))


def has_words(row: Mapping[str, Any], words: str) -> bool:
    """Tell whether words stand in one of the texts of a row, in upper or lower case."""
    wanted = words.casefold()
    tags = row.get("tags")
    texts = [*map(row.get, TYPED), *(tags if isinstance(tags, list) else ())]
    return any(isinstance(text, str) and wanted in text.casefold() for text in texts)


def to_written(row: Mapping[str, Any]) -> Written:
    """Tell when a row was written.

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


def to_setback(row: Mapping[str, Any]) -> Setback:
    """Tell what is counted of a row that gives an excuse.

    Only that is read, in a third of the time of reading all: what is wrong with the rest, doctor
    and the commands that show the entry tell.

    Raises:
        InvalidInput: A field of these is missing or makes no sense.
    """
    day, written_at = to_written(row)
    get = row.get
    action, theme, status = get("action"), get("theme"), get("status")
    try:
        happened, excuse = _text(row["happened"]), _text(row["excuse"])
        action = action if action is None else _text(action)
        theme = theme if theme is None else _theme(theme)
        status = status if status is None else _status(status)
        row_id = _id(row["id"])
        renewals = [step["did"] for step in get("steps") or ()].count(Did.RENEWED)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"happened, excuse, action or where it stands {error}") from error
    check(happened, written_at, written_at, action, status)
    return Setback(row_id, day, written_at, excuse, theme, action, status, renewals)


def to_review_row(review: Review) -> Row:
    """Turn a review into a row."""
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
    """Turn a row into a review.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    fields = _fields(row, _REVIEW, {"id", "written_at", "updated_at"})
    return Review(week=fields.pop("id"), **fields)


def from_name_row(row: Mapping[str, Any]) -> tuple[str, str]:
    """Turn a row into what an excuse was called, and what it is called now.

    Raises:
        InvalidInput: One of them is missing or no text.
    """
    fields = _fields(row, _NAME, _NAME.keys())
    return fields["id"], fields["new"]


Readers = Mapping[str, Callable[[Any], Any]]


def _fields(row: Mapping[str, Any], readers: Readers, needed: AbstractSet[str]) -> dict[str, Any]:
    """Read the fields of a row that have a reader; null is as good as none.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    fields: dict[str, Any] = {}
    name = ""
    try:
        for name, value in row.items():
            read = readers.get(name)
            if read is _text and type(value) is str and value.isascii():
                fields[name] = value  # a third of all fields
            elif read is not None and value is not None:
                fields[name] = read(value)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise InvalidInput(f"{name} {error}") from error
    for name in needed:
        if fields.get(name) is None:
            raise InvalidInput(f"{name} is missing")
    return fields


def _text(value: Any) -> str:
    if type(value) is str and value.isascii():
        return value
    if not isinstance(value, str):
        raise TypeError("is no text")
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character, from a foreign program: shown as `\ud83d`
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _id(value: Any) -> str:
    if value and (text := _text(value)) == value:
        return text
    raise ValueError("is no name for anything")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError("is neither true nor false")


def _day(value: Any) -> date | None:
    return None if value == "" else date.fromisoformat(value)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("has no offset from UTC")
    if not FIRST <= moment.date() <= LAST:
        raise ValueError(NO_DAY)
    return moment


def _week(value: Any) -> str:
    if not FIRST <= date.fromisoformat(f"{_text(value)}-1") <= LAST:
        raise ValueError(NO_DAY)
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("is no list")
    return value


def _tags(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(value or [])))


def _answers(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(asked), _text(said)) for asked, said in map(_list, _list(value)))


def read_steps(value: Any) -> tuple[Step, ...]:
    """Turn JSON values into the steps of a promise.

    Raises:
        AttributeError, TypeError, ValueError, InvalidInput: They make no sense.
    """
    return tuple(Step(**_fields(step, _STEP, {"on", "did"})) for step in _list(value or []))


def _one_of(kind: type[StrEnum]) -> Callable[[Any], Any]:
    """Make a reader of the words of an enum; looking them up takes half the time of calling it."""
    words: dict[str, StrEnum | None] = {"": None} | {str(one): one for one in kind}

    def read(value: Any) -> Any:
        return words[value] if value in words else kind(value)

    return read


_theme, _status = _one_of(Theme), _one_of(Status)

_KINDS: dict[Any, Callable[[Any], Any]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.NAME: _text,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.TAGS: _tags,
    Kind.STEPS: read_steps,
    Theme: _theme,
    Status: _status,
}
# How each field is read that a row of a kind has; what it has beside them is no part of it.
_ENTRY: Readers = {
    name: _KINDS[known.kind] if known.kind in _KINDS else _one_of(known.kind)
    for name, known in FIELDS.items()
}
_NEEDED = {"id", "day", "written_at", "updated_at", "happened"}
_STEP: Readers = {
    "on": date.fromisoformat,
    "did": _one_of(Did),
    "due": _day,
    "action": _text,
    "note": _text,
}
_REVIEW: Readers = {
    "id": _week,
    "written_at": _moment,
    "updated_at": _moment,
    "focus": _text,
    "answers": _answers,
}
_NAME: Readers = {"id": _id, "new": _text}
