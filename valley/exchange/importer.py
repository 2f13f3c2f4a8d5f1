"""Records of a file to entries: checked, completed, and held against what is there already.

A record that says everything (valley's own exports do) is taken exactly as it is. Of others the
labels they bring are kept, and the rest is found as at an unattended check-in.
"""

import re
from collections import Counter, deque
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
from valley.model import Entry, PlanUse, Status, Step, Theme, Verdict, answer
from valley.store.rows import read_steps

EVENING = time(18)  # when an entry was written whose file does not say
TEXTS = ("happened", "reason", "excuse", "mine", "action", "note")
# A record with all of these needs nothing to be found out.
WHOLE = (
    *("id", "day", "written_at", "updated_at", *TEXTS, "theme", "verdict", "volunteered", "due"),
    *("status", "resolved_on", "tags"),
)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Attributes:
        read: Records in it.
        added: How many of them are new.
        entries: Those; taken out from the left as they are written, they leave the memory.
        skipped: Those that are there already.
        problems: Those that cannot be taken in.
    """

    read: int
    added: int
    entries: deque[Entry]
    skipped: int
    problems: tuple[Problem, ...]


def import_records(
    records: Iterable[Record | Problem],
    *,
    known: Iterable[Entry],
    recogniser: Recogniser,
    now: datetime,
) -> Imported:
    """Turn records into entries that are not there yet.

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
    entries: deque[Entry] = deque()
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
    return Imported(read, len(entries), entries, skipped, tuple(problems))


def to_entry(row: Row, *, recogniser: Recogniser, now: datetime) -> Entry:
    """Turn a row into an entry, completing what it does not say.

    Raises:
        InvalidInput: A value makes no sense; the message names the field.
    """
    texts = {name: _text(row, name) for name in TEXTS}
    happened = texts["happened"]
    if happened is None:
        raise InvalidInput("'happened' is missing or empty")
    day = _value(row, "day" if row.get("day") else "date", _day)
    if day is None:
        raise InvalidInput("'day' is missing; give a day like 2026-03-04")
    written_at = _value(row, "written_at", moment) or _evening(day)
    entry_id = _value(row, "id", lambda text: str(UUID(text)))
    updated_at = _value(row, "updated_at", moment) or now
    resolved_on = _value(row, "resolved_on", _day)
    theme = _value(row, "theme", Theme)
    weighed = _value(row, "verdict", Verdict)
    stands = (_value(row, "status", Status) or Status.OPEN) if texts["action"] else None
    due = _value(row, "due", _day)
    plan_use = _value(row, "plan_use", PlanUse)
    steps = _steps(row)
    if entry_id and row.get("written_at") and all(name in row for name in WHOLE):
        return Entry(
            id=entry_id,
            day=day,
            written_at=written_at,
            updated_at=updated_at,
            happened=happened,
            reason=texts["reason"],
            excuse=texts["excuse"],
            theme=theme,
            guessed=_flag(row, "guessed"),
            mine=texts["mine"],
            action=texts["action"],
            verdict=weighed,
            volunteered=_flag(row, "volunteered"),
            due=due,
            status=stands,
            resolved_on=resolved_on,
            note=texts["note"],
            steps=steps,
            plan=_flag(row, "plan"),
            plan_use=plan_use,
            tags=_exact_tags(row["tags"]),
        )
    answers = Answers(
        happened=happened,
        reason=texts["reason"],
        excuse=texts["excuse"],
        own=_flag(row, "owned"),
        mine=texts["mine"],
        action=texts["action"],
        due=due,
        plan=_flag(row, "plan"),
        plan_use=plan_use,
        tags=_tags(row.get("tags")),
    )
    entry = compose(answers, day=day, now=written_at, reader=recogniser)
    return replace(
        entry,
        id=entry_id or entry.id,
        updated_at=updated_at,
        theme=(theme or entry.theme) if entry.reason else None,
        guessed=_flag(row, "guessed") if texts["excuse"] else entry.guessed,
        verdict=(weighed or entry.verdict) if entry.action else None,
        volunteered=_flag(row, "volunteered") if "volunteered" in row else entry.volunteered,
        status=(stands or entry.status) if entry.action else None,
        resolved_on=resolved_on,
        note=texts["note"],
        steps=steps if entry.action else (),
    )


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
    """Give a time its local offset.

    Raises:
        ValueError: It is at the end of the calendar, where there is none.
    """
    try:
        return naive.astimezone()
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from error


def _said(entry: Entry) -> int:
    """Name what an entry says: by its hash, for a journal can be large."""
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


def _steps(row: Row) -> tuple[Step, ...]:
    """Read what a promise went through."""
    try:
        steps = read_steps(row.get("steps"))
    except (AttributeError, TypeError, ValueError, InvalidInput) as error:
        raise InvalidInput("'steps' is no list of steps") from error
    return tuple(
        step._replace(action=answer(step.action), note=answer(step.note)) for step in steps
    )


def _tags(value: Any) -> tuple[str, ...]:
    return as_tags(value.split(",") if isinstance(value, str) else _texts(value))


def _exact_tags(value: Any) -> tuple[str, ...]:
    """Take tags that were tidied when they were first typed as they are."""
    return tuple(tag for tag in map(answer, _texts(value)) if tag)


def _texts(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, list) and all(isinstance(tag, str) for tag in value):
        return value
    raise InvalidInput("'tags' is no list of texts")
