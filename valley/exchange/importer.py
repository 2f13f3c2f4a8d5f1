"""Records of a file to entries: checked, completed, and held against what is there already.

A record that says everything (valley's own exports do) is taken exactly as it is. Of others the
labels they bring are kept, and the rest is found as at an unattended check-in.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from valley.coach.recognise import Heard, Recogniser
from valley.entry.answers import Answers
from valley.entry.compose import as_tags, compose
from valley.errors import InvalidInput
from valley.exchange.records import Problem, Record, Row
from valley.json_values import read_steps
from valley.model import FIELDS, Entry, FieldType, Status, Step, answer, kind_before_kinds

EVENING = time(18)  # when an entry was written whose file does not say
# A record with all of these needs nothing to be found out.
# An export of an earlier valley has no kind.
WHOLE = tuple(name for name, known in FIELDS.items() if known.shown and name != "kind")
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Attributes:
        read: Records in it.
        entries: Those that are new.
        skipped: Those that are there already.
        problems: Those that cannot be taken in.
    """

    read: int
    entries: tuple[Entry, ...]
    skipped: int
    problems: tuple[Problem, ...]


def import_records(
    records: Iterable[Record | Problem],
    *,
    known: Iterable[Entry],
    recogniser: Recogniser,
    now: datetime,
) -> Imported:
    """Return the entries of records that are not there yet.

    A record is there already when an entry has its id, or the same day and texts; of records that
    are alike, as many are skipped as there are entries alike.

    Args:
        records: In the order of the file.
        known: The entries of the journal.
        recogniser: Names the reasons that bring no name; learns from those that do.
        now: When this is.
    """
    ids: set[str] = set()
    said: Counter[int] = Counter()
    for entry in known:
        ids.add(entry.id)
        said[_said(entry)] += 1
    entries: list[Entry] = []
    problems: list[Problem] = []
    read = skipped = 0
    for record in records:
        read += 1
        if isinstance(record, Problem):
            problems.append(record)
            continue
        try:
            entry = to_entry(record.row, recogniser=recogniser, now=now)
        except InvalidInput as error:
            problems.append(Problem(record.line, str(error)))
            continue
        key = _said(entry)
        if entry.id in ids or said.get(key, 0) > 0:
            skipped += 1
            said[key] -= 1
            continue
        ids.add(entry.id)
        entries.append(entry)
        if entry.reason and entry.excuse:
            picked = not entry.guessed
            recogniser.learn(
                Heard(entry.reason, entry.excuse, entry.theme, entry.day, picked=picked)
            )
    return Imported(read, tuple(entries), skipped, tuple(problems))


def to_entry(row: Row, *, recogniser: Recogniser, now: datetime) -> Entry:
    """Return the entry of a row, completing what it does not say.

    Raises:
        InvalidInput: A value makes no sense; the message names the field.
    """
    if row.get("date") and not row.get("day"):
        row = {**row, "day": row["date"]}
    said = {name: _READERS.get(known.type, _one_of)(row, name) for name, known in FIELDS.items()}
    if said["happened"] is None:
        raise InvalidInput("'happened' is missing or empty")
    if said["day"] is None:
        raise InvalidInput("'day' is missing; give a day like 2026-03-04")
    written_at = said["written_at"] or _evening(said["day"])
    stamps = {"written_at": written_at, "updated_at": said["updated_at"] or now}
    if said["action"]:
        said["status"] = said["status"] or Status.OPEN
    if said["id"] and said["written_at"] and all(name in row for name in WHOLE):
        tags = tuple(tag for tag in map(answer, _texts(row["tags"])) if tag)  # tidied once
        kind = said["kind"] or kind_before_kinds(said["reason"])
        return Entry(**said | stamps | {"tags": tags, "kind": kind})
    known = {name: said[name] for name in Answers._fields if name in said}
    answers = Answers(**known, own=_flag(row, "owned"))
    entry = compose(answers, day=said["day"], now=written_at, reader=recogniser)
    found = {name: said[name] for name in said.keys() - known.keys() if said[name] is not None}
    if not entry.reason:
        found["theme"] = None
    if not entry.action:
        found |= {"verdict": None, "status": None, "steps": ()}
    found["guessed"] = said["guessed"] if said["excuse"] else entry.guessed
    found["volunteered"] = said["volunteered"] if "volunteered" in row else entry.volunteered
    return replace(entry, **found | stamps)


def moment(text: str) -> datetime:
    """Read a moment; one without an offset is local.

    Raises:
        ValueError: It is none.
    """
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else _local(read)


def _day(text: str) -> date:
    """Read a day; the other forms of ISO 8601 are too easily something else.

    Raises:
        ValueError: It is none.
    """
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _evening(day: date) -> datetime:
    try:
        return _local(datetime.combine(day, EVENING))
    except ValueError as error:
        raise InvalidInput(f"'day' cannot be {str(day)!r}") from error


def _local(naive: datetime) -> datetime:
    """Return a time with its local offset.

    Raises:
        ValueError: It is at the end of the calendar, where there is none.
    """
    try:
        return naive.astimezone()
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from error


def _said(entry: Entry) -> int:
    """Return what an entry says: as its hash, for a journal can be large."""
    return hash((entry.day, entry.happened, entry.reason, entry.action))


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidInput(f"{name!r} is no text")
    return answer(value)


def _value(row: Row, name: str, read: Callable[[str], T]) -> T | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return read(value if isinstance(value, str) else "")
    except ValueError as error:
        raise InvalidInput(f"{name!r} cannot be {str(value)[:40]!r}") from error


def _flag(row: Row, name: str) -> bool:
    value = row.get(name)
    return value is True or (isinstance(value, str) and value.casefold() == "true")  # Excel: TRUE


def _steps(row: Row, name: str) -> tuple[Step, ...]:
    """Read what a promise went through."""
    try:
        steps = read_steps(row.get(name))
    except (AttributeError, TypeError, ValueError, InvalidInput) as error:
        raise InvalidInput("'steps' is no list of steps") from error
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
    raise InvalidInput("'tags' is no list of texts")


def _one_of(row: Row, name: str) -> Any:
    return _value(row, name, FIELDS[name].type)


_READERS: dict[Any, Callable[[Row, str], Any]] = {
    FieldType.ID: lambda row, name: _value(row, name, lambda text: str(UUID(text))),
    FieldType.TEXT: _text,
    FieldType.NAME: _text,
    FieldType.FLAG: _flag,
    FieldType.DAY: lambda row, name: _value(row, name, _day),
    FieldType.MOMENT: lambda row, name: _value(row, name, moment),
    FieldType.TAGS: _tags,
    FieldType.STEPS: _steps,
}
