"""Rows of a file to entries: checked, completed, and held against what is there already.

A row is a dictionary with the documented fields of an entry (`valley.insight.record`); `date` is
read as `day`. Whatever labels it brings are kept, the rest is found as at an unattended check-in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from valley.coach.actions import verdict
from valley.coach.recognise import Heard, Recogniser
from valley.compose import Answers, as_tags, compose
from valley.errors import InvalidInput
from valley.model import Entry, Status, Theme, Verdict, answer

EVENING = time(18)  # when an entry was written whose file does not say
TEXTS = ("happened", "reason", "excuse", "mine", "action", "note")
T = TypeVar("T")
Row = Mapping[str, Any]
Said = tuple[date, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that cannot be taken in."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Intake:
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


def take_in(
    rows: Iterable[tuple[int, Row]],
    *,
    known: Iterable[Entry],
    recogniser: Recogniser,
    now: datetime,
) -> Intake:
    """Turn rows into entries that are not there yet.

    A row is there already when an entry has its id, or the same day and texts; of rows that are
    alike, as many are skipped as there are entries alike.

    Args:
        rows: Line numbers and rows.
        known: The entries of the journal.
        recogniser: Names the reasons that bring no name; learns from those that do.
        now: When this is.
    """
    ids: set[str] = set()
    said: Counter[Said] = Counter()
    for entry in known:
        ids.add(entry.id)
        said[_said(entry)] += 1
    entries: list[Entry] = []
    problems: list[Problem] = []
    read = skipped = 0
    for line, row in rows:
        read += 1
        try:
            entry = to_entry(row, recogniser=recogniser, now=now)
        except InvalidInput as error:
            problems.append(Problem(line, str(error)))
            continue
        if entry.id in ids or said[_said(entry)] > 0:
            skipped += 1
            said[_said(entry)] -= 1
            continue
        ids.add(entry.id)
        entries.append(entry)
        if entry.reason and entry.excuse:
            picked = not entry.guessed
            recogniser.learn(
                Heard(entry.reason, entry.excuse, entry.theme, entry.day, picked=picked)
            )
    return Intake(read, tuple(entries), skipped, tuple(problems))


def to_entry(row: Row, *, recogniser: Recogniser, now: datetime) -> Entry:
    """Turn a row into an entry, completing what it does not say.

    Raises:
        InvalidInput: A value makes no sense; the message names the field.
    """
    texts = {name: _text(row, name) for name in TEXTS}
    if not texts["happened"]:
        raise InvalidInput("'happened' is missing or empty")
    day = _value(row, "day" if row.get("day") else "date", date.fromisoformat)
    if day is None:
        raise InvalidInput("'day' is missing; give a day like 2026-03-04")
    written_at = _value(row, "written_at", _moment) or datetime.combine(day, EVENING).astimezone()
    answers = Answers(
        happened=texts["happened"],
        reason=texts["reason"],
        excuse=texts["excuse"],
        own=row.get("owned") is True,
        mine=texts["mine"],
        action=texts["action"],
        due=_value(row, "due", date.fromisoformat),
        tags=_tags(row.get("tags")),
    )
    entry = compose(answers, day=day, now=written_at, recogniser=recogniser)
    theme = _value(row, "theme", Theme) if entry.reason else None
    stands = _value(row, "status", Status) or Status.OPEN
    weighed = _value(row, "verdict", Verdict)
    return replace(
        entry,
        id=_value(row, "id", lambda text: str(UUID(text))) or entry.id,
        updated_at=_value(row, "updated_at", _moment) or now,
        theme=theme or entry.theme,
        guessed=_flag(row, "guessed") if texts["excuse"] else entry.guessed,
        verdict=(weighed or verdict(entry.action)) if entry.action else None,
        volunteered=_flag(row, "volunteered") if "volunteered" in row else entry.volunteered,
        status=stands if entry.action else None,
        resolved_on=_value(row, "resolved_on", date.fromisoformat),
        note=texts["note"],
    )


def _said(entry: Entry) -> Said:
    return entry.day, entry.happened, entry.reason, entry.action


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
        return read(str(value))
    except ValueError as error:
        raise InvalidInput(f"{name!r} cannot be {str(value)[:40]!r}") from error


def _flag(row: Row, name: str) -> bool:
    return row.get(name) is True


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.astimezone()


def _tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple | None) or not all(
        isinstance(t, str) for t in value or ()
    ):
        raise InvalidInput("'tags' is no list of texts")
    return as_tags(value or ())
