"""An entry as the documented fields, in their order: what `--json` prints and exports hold."""

from typing import Any

from valley.model import Entry

FIELDS = (
    *("id", "day", "written_at", "updated_at", "happened", "reason", "excuse", "theme", "owned"),
    *("mine", "action", "verdict", "volunteered", "due", "status", "resolved_on", "note"),
    *("altitude", "tags", "backfilled"),
)


def whole_record(entry: Entry, *, backfilled: bool) -> dict[str, Any]:
    """Return all of an entry: the documented fields, and those of the lossless export."""
    return record(entry, backfilled=backfilled) | {
        "guessed": entry.guessed,
        "steps": [step.as_fields() for step in entry.steps],
        "plan": entry.plan,
        "plan_use": entry.plan_use,
    }


def record(entry: Entry, *, backfilled: bool) -> dict[str, Any]:
    """Return an entry as JSON values by field; days and times are ISO, what is absent is None."""
    return {
        "id": entry.id,
        "day": entry.day.isoformat(),
        "written_at": entry.written_at.isoformat(),
        "updated_at": entry.updated_at.isoformat(),
        "happened": entry.happened,
        "reason": entry.reason,
        "excuse": entry.excuse,
        "theme": entry.theme,
        "owned": entry.owned,
        "mine": entry.mine,
        "action": entry.action,
        "verdict": entry.verdict,
        "volunteered": entry.volunteered,
        "due": entry.due and entry.due.isoformat(),
        "status": entry.status,
        "resolved_on": entry.resolved_on and entry.resolved_on.isoformat(),
        "note": entry.note,
        "altitude": entry.altitude,
        "tags": list(entry.tags),
        "backfilled": backfilled,
    }
