"""Records of a file to entries: checked, completed, and held against what is there already.

A record that says everything (valley's own exports do) is taken exactly as it is. Of others the
labels they bring are kept, and the rest is found as at an unattended check-in.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from valley.coach.recognise import Heard, Recogniser
from valley.entry.answers import Answers, loggable
from valley.entry.compose import as_tags, compose
from valley.errors import InvalidInput
from valley.exchange import entry_comments
from valley.exchange.days import Days, Moment, evening
from valley.exchange.known import Known
from valley.exchange.records import Problem, Record, Row
from valley.exchanged import Comment
from valley.fields import FieldType
from valley.json_values import read_steps
from valley.model import FIELDS, Entry, Status, Step, answer, kind_before_kinds

LATER = {
    "kind",
    "guessed",
    "heard",
    "turned_out",
    "debrief",
    "agreed",
}  # fields that exports of earlier versions do not have
# A record with all of these needs nothing to be found out.
WHOLE = tuple(name for name, known in FIELDS.items() if known.shown and name not in LATER)
NEAR = timedelta(days=1)  # how far from its day an earlier version may have put an entry
SHOWN = 40  # characters of a value that cannot be read
T = TypeVar("T")


class BadValue(InvalidInput):
    """A field of a record that makes no sense.

    Attributes:
        field: Its name.
        why: What is wrong with it.
    """

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field!r} {why}")
        self.field, self.why = field, why

    def told(self, labels: Mapping[str, str]) -> str:
        """Return what is wrong, by what the file calls the field."""
        return f"{labels.get(self.field, self.field)!r} {self.why}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Attributes:
        read: Records in it.
        entries: Those that are new.
        skipped: Those that are there already.
        problems: Those that cannot be taken in.
        comments: What the mentor wrote of those that are new, or are there by their ids.
    """

    read: int
    entries: tuple[Entry, ...]
    skipped: int
    problems: tuple[Problem, ...]
    comments: tuple[Comment, ...] = ()


def import_records(
    records: Iterable[Record | Problem],
    *,
    known: Known,
    recogniser: Recogniser,
    now: datetime,
    days: Days,
) -> Imported:
    """Return the entries of records that are not there yet.

    A record is there already when an entry has its id, or the same day and texts; of records that
    are alike, as many are skipped as there are entries alike.

    Args:
        records: In the order of the file.
        known: The entries of the journal; those found in it are taken from it.
        recogniser: Names the reasons that bring no name; learns from those that do.
        now: When this is.
        days: Reads the days of the file.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    read = skipped = 0
    for record in records:
        read += 1
        if isinstance(record, Problem):
            problems.append(record)
            continue
        try:
            entry = to_entry(record.row, recogniser=recogniser, now=now, days=days)
            of_entry = entry_comments.read(record.row, entry.id, now)
        except BadValue as error:
            problems.append(Problem(record.line, error.told(record.labels)))
            continue
        except InvalidInput as error:
            problems.append(Problem(record.line, str(error)))
            continue
        is_there = known.take(entry, _former(record.row, entry.day))
        if known.holds(entry.id) or not is_there:
            comments += of_entry
        if is_there:
            skipped += 1
            continue
        known.keep(entry)
        entries.append(entry)
        if entry.reason and entry.excuse:
            picked = not entry.guessed
            recogniser.learn(
                Heard(entry.reason, entry.excuse, entry.theme, entry.day, picked=picked)
            )
    return Imported(read, tuple(entries), skipped, tuple(problems), tuple(comments))


def to_entry(row: Row, *, recogniser: Recogniser, now: datetime, days: Days) -> Entry:
    """Return the entry of a row, completing what it does not say.

    Raises:
        InvalidInput: A value makes no sense; the message names the field.
    """
    if row.get("date") and not row.get("day"):
        row = {**row, "day": row["date"]}
    said = _NOTHING | {name: read_value(row, name, days) for name in _READ if name in row}
    if said["happened"] is None:
        raise BadValue("happened", "is missing or empty")
    if said["day"] is None:
        raise BadValue("day", "is missing; give a day like 2026-03-04")
    if said["action"]:
        said["status"] = said["status"] or Status.OPEN
    if said["id"] and row.get("written_at") and row.keys() >= set(WHOLE):
        tags = tuple(tag for tag in map(answer, _texts(row["tags"])) if tag)  # tidied once
        exact = {
            "day": said["day"].day,
            "written_at": _value(row, "written_at", days.moment) or evening(said["day"].day),
            "updated_at": said["updated_at"] or now,
            "kind": said["kind"] or kind_before_kinds(said["reason"]),
        }
        return Entry(**said | exact | {"tags": tags})
    day, written_at = _written(row, said["day"], days)
    stamps = {"written_at": written_at, "updated_at": said["updated_at"] or now}
    known = {name: said[name] for name in Answers._fields if name in said}
    answers = Answers(**known, own=_flag(row, "owned"))
    entry = compose(answers, day=day, now=written_at, reader=recogniser)
    found = {
        name: said[name] for name in said.keys() - known.keys() - {"day"} if said[name] is not None
    }
    if not entry.reason:
        found["theme"] = None
    if not entry.action:
        found |= {"verdict": None, "status": None, "steps": ()}
    found["guessed"] = said["guessed"] if said["excuse"] else entry.guessed
    found["volunteered"] = said["volunteered"] if "volunteered" in row else entry.volunteered
    return replace(entry, **found | stamps)


def read_value(row: Row, name: str, days: Days) -> Any:
    """Return what a field of a row holds: of `day`, the moment it says.

    Raises:
        BadValue: It makes no sense.
    """
    if name == "day":
        if isinstance(row.get("day"), Moment):
            return row["day"]
        return _value(row, name, days.read)
    type_ = FIELDS[name].type
    if type_ is FieldType.DAY:
        return _value(row, name, lambda text: days.read(text).day)
    if type_ is FieldType.MOMENT:
        return _value(row, name, days.moment)
    return _READERS.get(type_, _one_of)(row, name)


def _written(row: Row, said: Moment, days: Days) -> tuple[date, datetime]:
    """Return the day of an entry and when it was written.

    Raises:
        InvalidInput: One of them makes no sense, or the day is yet to come or too long ago.
    """
    if "written_at" in row:
        said = _value(row, "written_at", lambda text: days.at(said, text)) or said
    try:
        return loggable(said.day, days.today), said.at or evening(said.day)
    except ValueError as error:
        raise BadValue("day", f"cannot be {str(said.day)!r}") from error


def _former(row: Row, day: date) -> date | None:
    """Return the day that version 0.1.0 would have given a row: the first ten signs of it."""
    try:
        former = date.fromisoformat(str(row.get("day") or row.get("date"))[:10].replace("/", "-"))
    except ValueError:
        return None
    return former if abs(former - day) <= NEAR else None


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadValue(name, "is no text")
    return answer(value)


def _value(row: Row, name: str, read: Callable[[str], T]) -> T | None:
    value = row.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read(str(value) if isinstance(value, str | int | float) else "")
    except (ValueError, OverflowError) as error:
        raise BadValue(name, f"cannot be {str(value)[:SHOWN]!r}") from error


def _flag(row: Row, name: str) -> bool:
    value = row.get(name)
    return value is True or (isinstance(value, str) and value.casefold() == "true")  # Excel: TRUE


def _steps(row: Row, name: str) -> tuple[Step, ...]:
    """Read what a promise went through: a list, or the JSON of one in a cell."""
    value = row.get(name)
    try:
        steps = read_steps(json.loads(value) if isinstance(value, str) and value else value)
    except (AttributeError, TypeError, ValueError, RecursionError, InvalidInput) as error:
        raise BadValue(name, "is no list of steps") from error
    return tuple(
        step._replace(action=answer(step.action), note=answer(step.note)) for step in steps
    )


def _tags(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name)
    return as_tags(value.split(",") if isinstance(value, str) else _texts(value))


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, list) and all(isinstance(tag, str) for tag in value):
        return value
    raise BadValue("tags", "is no list of texts")


def _one_of(row: Row, name: str) -> Any:
    """Read a word of an enum, in any case."""
    words = FIELDS[name].type
    return _value(row, name, lambda text: words("-".join(text.casefold().split())))


_READERS: dict[Any, Callable[[Row, str], Any]] = {
    FieldType.ID: lambda row, name: _value(row, name, lambda text: str(UUID(text))),
    FieldType.TEXT: _text,
    FieldType.NAME: _text,
    FieldType.FLAG: _flag,
    FieldType.TAGS: _tags,
    FieldType.STEPS: _steps,
}
_READ = [name for name in FIELDS if name != "written_at"]
# What is read of a row without a word; most rows lack most fields.
_NOTHING: dict[str, Any] = {
    name: _READERS[FIELDS[name].type]({}, name) if FIELDS[name].type in _READERS else None
    for name in _READ
}
