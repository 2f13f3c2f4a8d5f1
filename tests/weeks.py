"""Entries for tests of weeks: wins, setbacks, and a quarter with something of everything."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from valley.journal import Journal
from valley.model import Entry, EntryKind, Status, Theme, Verdict, kind_before_kinds

MONDAY = date(2026, 6, 1)
FRIDAY = date(2026, 6, 5)
_numbers = count(1)


def day(weeks_back: int, weekday: int) -> date:
    """Give a day of the week of MONDAY, or of one before; Monday is 0."""
    return MONDAY + timedelta(days=weekday - 7 * weeks_back)


def win(on: date, happened: str = "signed", **fields: Any) -> Entry:
    """Make a win, later in the evening than any entry made before."""
    number = next(_numbers)
    written = datetime.combine(on, time(18), UTC) + timedelta(seconds=number % 3600)
    usual: dict[str, Any] = {
        "id": f"{number:08}-0000-4000-8000-000000000000",
        "written_at": written,
        "updated_at": written,
        "kind": kind_before_kinds(fields.get("reason")),
    }
    return Entry(day=on, happened=happened, **usual | fields)


def note(on: date, happened: str = "a quiet day", **fields: Any) -> Entry:
    """Make a plain note."""
    return win(on, happened, kind=EntryKind.NOTE, **fields)


def setback(
    on: date,
    excuse: str = "too-dear-today",
    *,
    verdict: Verdict | None = None,
    status: Status = Status.OPEN,
    **fields: Any,
) -> Entry:
    """Make a setback; with a verdict it has an action, and a status other than open ends it."""
    usual: dict[str, Any] = {
        "happened": "a call",
        "reason": "they said no",
        "excuse": excuse,
        "theme": Theme.SELF if excuse.startswith("own-") else Theme.PRICE,
    }
    if verdict:
        usual |= {"action": "do something about it", "verdict": verdict, "status": status}
        usual["due"] = on + timedelta(days=1)
        usual["resolved_on"] = None if status is Status.OPEN else on + timedelta(days=1)
    return win(on, **usual | fields)


def promise(on: date, action: str, status: Status, **fields: Any) -> Entry:
    """Make a setback with a promise that ended as it did."""
    return setback(on, verdict=Verdict.CONCRETE, status=status, action=action, **fields)


def quarter() -> list[Entry]:
    """Make the quarter to FRIDAY, and some days before: an excuse that runs, a win and its step."""
    made = [win(day(weeks, number)) for weeks in range(25, 13, -1) for number in (0, 1)]
    for weeks in range(11, -1, -1):
        concrete = Verdict.CONCRETE if weeks < 6 else Verdict.VAGUE
        kept = Status.KEPT if weeks < 5 else Status.MISSED
        made += [
            setback(day(weeks, 0), "empty-purse" if weeks > 8 else "gone-fishing"),
            setback(day(weeks, 1), "own-slow-start", verdict=concrete, status=kept),
        ]
        if weeks % 3:
            made.append(win(day(weeks, 2), "a good call at Brindle [poc] 金鱼楼 🎉"))
        else:
            made.append(setback(day(weeks, 2), theme=Theme.CUSTOMER, verdict=Verdict.PASSIVE))
        if weeks % 4:
            made.append(setback(day(weeks, 3), "full-diary", theme=Theme.TIME, verdict=concrete))
    made.append(
        setback(
            day(0, 3),
            "locked-gate",
            happened="they would not let me up at Marlowe Court",
            action="walk in at Marlowe Court tomorrow at 8 with the roof photos",
            verdict=Verdict.CONCRETE,
            theme=Theme.CUSTOMER,
        )
    )
    made.append(win(day(0, 4), "walked in at Marlowe Court, got 15 min and a date"))
    return made


def write(home: Path, entries: Sequence[Entry]) -> None:
    """Write entries into a journal."""
    journal = Journal(home, datetime(2026, 1, 1, tzinfo=UTC))
    with journal.change("the entries of a test") as change:
        for entry in entries:
            change.add(entry)
