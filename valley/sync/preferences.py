"""The settings as they travel: each key by itself, periods away as a set.

`settings.toml` says what holds here, and nothing of when. So what it said after the last sync is
remembered: what differs from that was changed here, at the latest when the file was written.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from valley import settings, settings_file
from valley.errors import MAKES_NO_SENSE, InvalidInput
from valley.reports import Chosen
from valley.settings import AWAY, BEFORE
from valley.workdays import Away, check_pattern

TICK = timedelta(microseconds=1)
Values = dict[str, Any]  # by the id under which each travels


def present(root: Path) -> Values | None:
    """Return what the settings say; None where something in the file makes no sense."""
    loaded = settings.load(root)
    if loaded.problems:
        return None
    found: Values = {
        name: loaded.values[name] for name in loaded.chosen if settings.setting(name).travels
    }
    for away in loaded.away:
        found |= _away(away)
    for until, pattern in loaded.before:
        found |= _before(until, pattern)
    return found


def changed(
    here: Values, remembered: Values, known: Sequence[Chosen], written: datetime
) -> list[Chosen]:
    """List what was changed here since the last sync.

    Args:
        here: What the settings say.
        remembered: What they said after it.
        known: What the journal knows, from here and elsewhere.
        written: When the file was written.
    """
    by_id = {one.id: one for one in known}
    found = []
    for name in here.keys() | remembered.keys():
        value, there = here.get(name), by_id.get(name)
        if value == remembered.get(name) or (there and there.value == value):
            continue
        at = written
        if there and there.value == remembered.get(name):  # nobody else has changed it
            at = max(written, there.at + TICK)
        found.append(Chosen(name, value, at))
    return found


def take_over(root: Path, here: Values, chosen: Sequence[Chosen]) -> Values:
    """Bring the settings to what the journal knows, and return what they say then.

    Args:
        root: The journal's folder.
        here: What they said when the journal was told.
        chosen: What the journal knows.

    Raises:
        DamagedJournal: The file cannot be read.
        CannotWrite: The disk is full, or the folder is closed.
    """
    new = {one.id: one.value for one in chosen if one.value != here.get(one.id) and _can_be(one)}
    now = present(root)
    if now is None:
        return here
    new = {name: value for name, value in new.items() if now.get(name) == here.get(name)}
    if not new:
        return here
    then = {name: value for name, value in (now | new).items() if value is not None}
    lists = {
        table: [_days(row) for name, row in sorted(then.items()) if name.startswith(f"{table} ")]
        for table in (AWAY, BEFORE)
        if any(name.startswith(f"{table} ") for name in new)
    }
    values = {name: value for name, value in new.items() if name in settings.NAMES}
    settings_file.take_over(root, values, lists)
    return {name: value for name, value in (here | new).items() if value is not None}


def written_at(root: Path, now: datetime) -> datetime:
    """Return when the settings were written last, at the latest now."""
    with suppress(OSError):
        changed = (root / settings.FILE).stat().st_mtime
        return min(datetime.fromtimestamp(changed, UTC), now)
    return now


def _can_be(one: Chosen) -> bool:
    """Return whether a setting from elsewhere may be taken and makes sense here."""
    if one.id in settings.NAMES:
        known = settings.setting(one.id)
        with suppress(InvalidInput):
            return known.travels and (one.value is None or known.check(one.value) == one.value)
        return False
    table = one.id.partition(" ")[0]
    if one.value is None:
        return table in {AWAY, BEFORE}
    with suppress(InvalidInput, *MAKES_NO_SENSE):
        if table == AWAY:
            first, last = map(date.fromisoformat, (one.value["from"], one.value["to"]))
            return _away(Away(first, last, one.value.get("note", ""))) == {one.id: one.value}
        if table == BEFORE:
            until, pattern = date.fromisoformat(one.value["until"]), one.value["workdays"]
            check_pattern(pattern)
            return _before(until, pattern) == {one.id: one.value}
    return False


def _away(away: Away) -> Values:
    row = {"from": away.first.isoformat(), "to": away.last.isoformat()}
    row |= {"note": away.note} if away.note else {}
    return {" ".join((AWAY, *row.values())): row}


def _before(until: date, pattern: str) -> Values:
    return {f"{BEFORE} {until}": {"until": until.isoformat(), "workdays": pattern}}


def _days(row: Mapping[str, Any]) -> Values:
    """Return a row as the file has it, with days for their texts."""
    return {
        name: date.fromisoformat(value) if name in {"from", "to", "until"} else value
        for name, value in row.items()
    }
