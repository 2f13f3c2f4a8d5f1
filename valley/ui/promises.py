"""Promises on the screen: what is open by due day, and how some ended."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.entry.promise import OFTEN_MOVED, is_agreed, moves
from valley.insight.promises import ENOUGH, Tally, Worked
from valley.model import Entry, Status
from valley.ui import style
from valley.ui.sentences import STATUSES, often_moved, tally_words, times
from valley.ui.style import Renderable


def promise_list(entries: Sequence[Entry], *, today: date) -> Iterator[Renderable]:
    """Yield the open promises by the day they are due, overdue ones first."""
    shown: str | None = None
    for entry in entries:
        when = due_words(entry.due, today)
        if when != shown:
            yield Text(when if shown is None else f"\n{when}", "title")
            shown = when
        moved = f", moved {times(moves(entry))}" if moves(entry) else ""
        agreed = ", agreed" if is_agreed(entry) else ""
        yield style.words(f"{entry.action}  ({entry.short_id}{agreed}{moved})", indent=2)
    if entries:
        yield Text("\nvalley promises keep ID, miss, better, or move ID --due friday", "quiet")
    else:
        yield Text("No open promises.", "quiet")


def settled(entries: Sequence[Entry], *, today: date) -> Iterator[Renderable]:
    """Yield how promises stand now."""
    for entry in entries:
        stands = STATUSES[entry.status] if entry.status else ""
        due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
        tail = due if entry.resolved_on is None else ""
        yield style.words(f"{entry.action}: {stands}{tail}")
        if entry.status is Status.OPEN and moves(entry) >= OFTEN_MOVED:
            yield Text(often_moved(moves(entry)), "quiet")


def due_words(due: date | None, today: date) -> str:
    """Return when a promise is due, from today."""
    if due is None:
        return "No day"
    day = dates.show(due, today=today)
    if due < today:
        return f"Overdue since {day}"
    return f"Today, {day}" if due == today else day


def worked(view: Worked, *, today: date) -> Iterator[Renderable]:
    """Yield how promises ended, and quotes of those that worked."""
    if not view.overall.made:
        yield Text(
            "No promises yet. The evening's question makes the first: valley checkin", "quiet"
        )
        return
    yield Text(f"All promises: {_tally(view.overall)}", "title")
    for title, rows in _groups(view):
        if rows:
            yield Text(f"\n{title}", "title")
        for name, tally in rows:
            yield style.words(f"{name}: {_tally(tally, view.overall)}", indent=2)
    if view.actions:
        yield Text("\nWhat worked", "title")
    for entry in view.actions:
        day = dates.show(entry.day, today=today)
        yield style.words(f"“{entry.action}” ({day})", "action", indent=2)


def _groups(view: Worked) -> Iterator[tuple[str, list[tuple[str, Tally]]]]:
    """Yield the ways in which promises are told apart, each with how those went."""
    kinds = [(str(verdict), tally) for verdict, tally in view.by_verdict]
    hours = zip(("concrete, with an hour", "concrete, without one"), view.by_hour, strict=True)
    yield "By the kind of action", kinds + [(name, tally) for name, tally in hours if tally.made]
    yield "By the day it was due", [(dates.WEEKDAYS[day], tally) for day, tally in view.by_weekday]
    yield "By excuse", [(name, tally) for _, name, tally in view.by_excuse]


def _tally(tally: Tally, whole: Tally | None = None) -> str:
    """Return how promises stand; of a few, that they tell little, and what all of them let expect."""
    stands = tally_words(tally)
    told = f"{tally.made} made: {stands}" if stands else f"{tally.made} made"
    if whole is None or not 0 < tally.ended < ENOUGH:
        return told
    expected = tally.expected(whole)
    return f"{told}; too few to tell" + (f", {expected:.0%} to be expected" if expected else "")
