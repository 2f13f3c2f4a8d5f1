"""An entry as a row of a volume, and back.

A row holds what the entry has and leaves out what it has not; fields it has beside the known ones
(from a newer valley) stay with it when it is changed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from sys import intern
from typing import Any

from valley.errors import InvalidInput
from valley.model import (
    Did,
    Entry,
    PlanUse,
    Review,
    Setback,
    Status,
    Step,
    Theme,
    Verdict,
    Written,
    check,
)

FIELDS = tuple(Entry.__dataclass_fields__)
TYPED = ("happened", "reason", "mine", "action", "note")  # what somebody typed, beside the tags
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
        if name == "tags":
            row[name] = list(value)
        elif name == "steps":
            row[name] = [step.as_fields() for step in value]
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
    fields: dict[str, Any] = {}
    name = ""
    try:
        for name, value in row.items():
            read = _READ.get(name)
            if type(value) is str and read is _text:
                fields[name] = value  # a third of all fields
            elif read is not None and value is not None:
                fields[name] = read(value)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise InvalidInput(f"{name} {error}") from error
    for name in _NEEDED - fields.keys():
        raise InvalidInput(f"{name} is missing")
    return Entry(**fields)


def has_words(row: Mapping[str, Any], words: str) -> bool:
    """Tell whether words stand in one of the texts of a row, in upper or lower case."""
    wanted = words.casefold()
    texts = [*filter(None, map(row.get, TYPED)), *(row.get("tags") or ())]
    return any(isinstance(text, str) and wanted in text.casefold() for text in texts)


def to_written(row: Mapping[str, Any]) -> Written:
    """Tell when a row was written.

    Raises:
        InvalidInput: Its day or its time is missing or makes no sense.
    """
    try:
        moment = datetime.fromisoformat(row["written_at"])
        written = Written(date.fromisoformat(row["day"]), moment)
    except KeyError as error:
        raise InvalidInput(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError) as error:
        raise InvalidInput(f"day or written_at {error}") from error
    if moment.tzinfo is None:
        raise InvalidInput("a time of writing carries its offset from UTC")
    return written


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
        theme = theme if theme is None else _READ["theme"](theme)
        status = status if status is None else _READ["status"](status)
        renewals = [step["did"] for step in get("steps") or ()].count(Did.RENEWED)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"happened, excuse, action or where it stands {error}") from error
    check(happened, written_at, written_at, action, status)
    return Setback(row["id"], day, written_at, excuse, theme, action, status, renewals)


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
    try:
        date.fromisoformat(f"{row['id']}-1")
        answers = tuple((asked, said) for asked, said in row.get("answers", ()))
        texts = [*(text for pair in answers for text in pair), row.get("focus") or ""]
        if not all(isinstance(text, str) for text in texts):
            raise InvalidInput("focus or answers is no text")
        return Review(
            week=row["id"],
            written_at=datetime.fromisoformat(row["written_at"]),
            updated_at=datetime.fromisoformat(row["updated_at"]),
            focus=row.get("focus"),
            answers=answers,
        )
    except KeyError as error:
        raise InvalidInput(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError) as error:
        raise InvalidInput(str(error)) from error


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("is no text")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError("is neither true nor false")


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _tags(value: Any) -> tuple[str, ...]:
    tags = value or ()
    if not isinstance(tags, list | tuple) or not all(isinstance(tag, str) for tag in tags):
        raise TypeError("is no list of texts")
    return tuple(tags)


def _steps(value: Any) -> tuple[Step, ...]:
    return tuple(map(Step.of, value))


def _one_of(kind: type[StrEnum]) -> Callable[[Any], Any]:
    """Make a reader of the words of an enum; looking them up takes half the time of calling it."""
    words: dict[str, StrEnum | None] = {"": None} | {str(one): one for one in kind}

    def read(value: Any) -> Any:
        return words[value] if value in words else kind(value)

    return read


# How each field of an entry is read; what a row has beside them is no part of the entry.
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("id", "happened", "reason", "excuse", "mine", "action", "note"), _text),
    **dict.fromkeys(("volunteered", "guessed", "plan"), _flag),
    "day": date.fromisoformat,
    "written_at": datetime.fromisoformat,
    "updated_at": datetime.fromisoformat,
    "due": _day,
    "resolved_on": _day,
    "theme": _one_of(Theme),
    "verdict": _one_of(Verdict),
    "status": _one_of(Status),
    "plan_use": _one_of(PlanUse),
    "steps": _steps,
    "tags": _tags,
}
_NEEDED = {"id", "day", "written_at", "updated_at", "happened"}
