"""An entry as a row of a volume, and back.

A row holds what the entry has and leaves out what it has not; fields it has beside the known ones
(from a newer valley) stay with it when it is changed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from valley.errors import InvalidInput
from valley.model import Entry, PlanUse, Status, Step, Theme, Verdict

TEXTS = ("reason", "excuse", "mine", "action", "note")
FLAGS = ("volunteered", "guessed", "plan")
FIELDS = tuple(Entry.__dataclass_fields__)

Row = dict[str, Any]


def is_deleted(row: Mapping[str, Any]) -> bool:
    """Tell whether the row is the tombstone of an entry that was deleted."""
    return bool(row.get("deleted"))


def tombstone(row: Mapping[str, Any]) -> Row:
    """Make what stays of a deleted row, so that a copy of the journal cannot bring it back."""
    return {"id": row["id"], "updated_at": row["updated_at"], "deleted": True}


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
            row[name] = value.isoformat()
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
    try:
        get = row.get
        for name in TEXTS:
            if not isinstance(get(name, ""), str | None):
                raise InvalidInput(f"{name} is no text")
        for name in FLAGS:
            if not isinstance(get(name, False), bool):
                raise InvalidInput(f"{name} is neither true nor false")
        if not (isinstance(row["happened"], str) and isinstance(row["id"], str)):
            raise InvalidInput("id or happened is no text")
        tags = get("tags") or ()
        if not isinstance(tags, list | tuple) or not all(isinstance(tag, str) for tag in tags):
            raise InvalidInput("tags is no list of texts")
        return Entry(
            id=row["id"],
            day=date.fromisoformat(row["day"]),
            written_at=datetime.fromisoformat(row["written_at"]),
            updated_at=datetime.fromisoformat(row["updated_at"]),
            happened=row["happened"],
            reason=get("reason"),
            excuse=get("excuse"),
            theme=Theme(row["theme"]) if get("theme") else None,
            mine=get("mine"),
            action=get("action"),
            verdict=Verdict(row["verdict"]) if get("verdict") else None,
            volunteered=get("volunteered", False),
            guessed=get("guessed", False),
            due=date.fromisoformat(row["due"]) if get("due") else None,
            status=Status(row["status"]) if get("status") else None,
            resolved_on=date.fromisoformat(row["resolved_on"]) if get("resolved_on") else None,
            note=get("note"),
            steps=tuple(Step.of(step) for step in get("steps", ())),
            plan=get("plan", False),
            plan_use=PlanUse(row["plan_use"]) if get("plan_use") else None,
            tags=tuple(tags),
        )
    except KeyError as error:
        raise InvalidInput(f"{error.args[0]} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(str(error)) from error
