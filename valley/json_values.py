"""JSON values read as what the fields of an entry, a review or a name hold."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from valley.errors import InvalidInput
from valley.fields import Field, FieldType
from valley.model import FIELDS, FIRST, LAST, NO_DAY, Did, Source, Status, Step, Theme, Verdict

if TYPE_CHECKING:
    from valley.kept import Table  # the tables are loaded by what reads one

Readers = Mapping[str, Callable[[Any], Any]]


def read_fields(
    row: Mapping[str, Any], readers: Readers, needed: AbstractSet[str]
) -> dict[str, Any]:
    """Read the fields of a row that have a reader; null is as good as none.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    fields: dict[str, Any] = {}
    name = ""
    try:
        for name, value in row.items():
            read = readers.get(name)
            if read is not None and value is not None:
                fields[name] = read(value)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise InvalidInput(f"{name} {error}") from error
    for name in needed:
        if fields.get(name) is None:
            raise InvalidInput(f"{name} is missing")
    return fields


def as_text(value: Any) -> str:
    """Return a text that can be written as UTF-8.

    Raises:
        TypeError: It is no text.
    """
    if type(value) is str and value.isascii():
        return value
    if not isinstance(value, str):
        raise TypeError("is no text")
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character, from a foreign program: shown as `\ud83d`
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def read_id(value: Any) -> str:
    """Return the id of a row.

    Raises:
        TypeError, ValueError: It is none.
    """
    if value and (text := as_text(value)) == value:
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
    if not FIRST <= date.fromisoformat(f"{as_text(value)}-1") <= LAST:
        raise ValueError(NO_DAY)
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("is no list")
    return value


def _counts(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or not all(type(one) is int for one in value.values()):
        raise TypeError("are no counts by name")
    return {as_text(name): one for name, one in value.items()}


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("are no texts by name")
    return {as_text(name): as_text(one) for name, one in value.items()}


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("is no number")
    return value


def _tags(value: Any) -> tuple[str, ...]:
    return tuple(map(as_text, _list(value or [])))


def _answers(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((as_text(asked), as_text(said)) for asked, said in map(_list, _list(value)))


def read_steps(value: Any) -> tuple[Step, ...]:
    """Return the steps of a promise.

    Raises:
        AttributeError, TypeError, ValueError, InvalidInput: They make no sense.
    """
    return tuple(Step(**read_fields(step, _STEP, {"on", "did"})) for step in _list(value or []))


def _one_of(kind: type[StrEnum]) -> Callable[[Any], Any]:
    """Make a reader of the words of an enum; looking them up takes half the time of calling it."""
    words: dict[str, StrEnum | None] = {"": None} | {str(one): one for one in kind}

    def read(value: Any) -> Any:
        return words[value] if value in words else kind(value)

    return read


read_theme, read_status, read_source = _one_of(Theme), _one_of(Status), _one_of(Source)

_READERS: dict[Any, Callable[[Any], Any]] = {
    FieldType.ID: read_id,
    FieldType.TEXT: as_text,
    FieldType.NAME: as_text,
    FieldType.FLAG: _flag,
    FieldType.DAY: _day,
    FieldType.MOMENT: datetime.fromisoformat,
    FieldType.TAGS: _tags,
    FieldType.STEPS: read_steps,
    FieldType.COUNTS: _counts,
    FieldType.TEXTS: _texts,
    FieldType.NUMBER: _number,
    Theme: read_theme,
    Status: read_status,
}


def readers_of(fields: Mapping[str, Field]) -> Readers:
    """Return how each of some fields is read."""
    return {
        name: _READERS[known.type] if known.type in _READERS else _one_of(known.type)
        for name, known in fields.items()
    }


def read_kept(table: "Table", row: Mapping[str, Any]) -> Any:
    """Read a row of a table as the value it is.

    Raises:
        InvalidInput: A field is missing or makes no sense; the message names it.
    """
    readers, needed = _of_table(table)
    return table.kind(**read_fields(row, readers, needed))


@cache
def _of_table(table: "Table") -> tuple[Readers, frozenset[str]]:
    """Return how the fields of a table are read, and which every value has."""
    needed = frozenset(one.name for one in fields(table.kind) if one.default is MISSING)
    return readers_of(table.fields), needed


# How each field is read that a row of a kind has; what it has beside them is no part of it.
ENTRY = readers_of(FIELDS)
NEEDED = {"id", "day", "written_at", "updated_at", "happened"}
_STEP: Readers = {
    "on": date.fromisoformat,
    "did": _one_of(Did),
    "due": _day,
    "action": as_text,
    "note": as_text,
    "note_excuse": as_text,
    "verdict": _one_of(Verdict),
}
REVIEW: Readers = {
    "id": _week,
    "written_at": _moment,
    "updated_at": _moment,
    "focus": as_text,
    "answers": _answers,
}
NAME: Readers = {"id": read_id, "new": as_text}
