"""Promises on the screen: what is open by due day, and how some ended."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from valley import dates
from valley.model import Entry
from valley.ui import style
from valley.ui.entries import SHORT_ID
from valley.ui.sentences import STATUSES

if TYPE_CHECKING:
    from rich.console import RenderableType


def promise_list(entries: Sequence[Entry], *, today: date) -> Iterator["RenderableType"]:
    """List the open promises by the day they are due, overdue ones first."""
    shown: str | None = None
    for entry in entries:
        when = due_words(entry.due, today)
        if when != shown:
            yield Text(when if shown is None else f"\n{when}", "title")
            shown = when
        yield style.words(f"{entry.action}  ({entry.id[:SHORT_ID]})", indent=2)
    if entries:
        yield Text("\nvalley promises keep ID, miss, better, or move ID --due friday", "quiet")
    else:
        yield Text("No open promises.", "quiet")


def settled(entries: Sequence[Entry], *, today: date) -> Iterator["RenderableType"]:
    """Say how promises stand now."""
    for entry in entries:
        stands = STATUSES[entry.status] if entry.status else ""
        due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
        tail = due if entry.resolved_on is None else ""
        yield style.words(f"{entry.action}: {stands}{tail}")


def due_words(due: date | None, today: date) -> str:
    """Say when a promise is due, from today."""
    if due is None:
        return "No day"
    day = dates.show(due, today=today)
    if due < today:
        return f"Overdue since {day}"
    return f"Today, {day}" if due == today else day
