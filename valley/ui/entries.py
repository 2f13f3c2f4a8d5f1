"""Entries on the screen: the one just saved, the list, one entry whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from valley import dates
from valley.coach.catalogue import title
from valley.insight.streak import Standing
from valley.model import Entry, Status
from valley.ui import style
from valley.ui.sentences import ALTITUDES, NO_PLAN, STATUSES, THEMES, WIN, days, milestone
from valley.ui.streak import mending
from valley.ui.style import Screen
from valley.ui.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

SHORT_ID = 8


def saved(
    entry: Entry, standing: Standing, *, today: date, screen: Screen
) -> Iterator["RenderableType"]:
    """Say what was saved, where the rep stands, and the streak."""
    yield Text()
    yield heading(entry, today=today, screen=screen)
    if entry.altitude is None:
        yield Text(WIN, "win")
    else:
        yield Text(f"You are {ALTITUDES[entry.altitude]}.", str(entry.altitude))
        if entry.action is None:
            yield Text(NO_PLAN, "quiet")
    if entry.due:
        yield Text(f"Promised for {dates.show(entry.due, today=today)}.")
    yield Text(f"Streak {days(standing.current)}, momentum {standing.momentum:.0f}%.", "quiet")
    written = standing.days[-1].entries if standing.days else 0
    if entry.day == today and written == 1 and standing.milestone:
        yield Text(milestone(standing.milestone), "win")
    if mend := mending(standing, today):
        yield Text(mend)


def entry_list(
    entries: Sequence[Entry], *, more: bool, filtered: bool, today: date, screen: Screen
) -> Iterator["RenderableType"]:
    """List entries, each as a few lines."""
    for number, entry in enumerate(entries):
        if number:
            yield Text()
        yield heading(entry, today=today, screen=screen)
        yield style.words(entry.happened, indent=2)
        if entry.reason:
            yield style.words(entry.reason, "quiet", indent=2)
        if entry.action:
            yield action_line(entry, today=today, screen=screen)
    if more:
        yield Text("\nThere are more: valley log --limit 0", "quiet")
    if not entries:
        told = "No entry fits." if filtered else "Nothing logged yet. Start with: valley checkin"
        yield Text(told, "quiet")


def whole(fields: Mapping[str, Any], entry: Entry, *, screen: Screen) -> Iterator["RenderableType"]:
    """Show every field of an entry that it has."""
    yield heading(entry, today=entry.day, screen=screen)
    shown = dict(fields) | {
        "excuse": entry.excuse and f"{title(entry.excuse)} ({entry.excuse})",
        "theme": entry.theme and f"{entry.theme} ({THEMES[entry.theme]})",
        "tags": ", ".join(entry.tags) or None,
        "status": entry.status and STATUSES[entry.status],
    }
    shown["guessed"] = entry.guessed
    for name, value in shown.items():
        if value is None or value is False:
            continue
        text = "yes" if value is True else str(value)
        yield Text(f"{name.replace('_', ' ').capitalize()}:", "quiet")
        yield style.words(text, indent=2)


def heading(entry: Entry, *, today: date, screen: Screen) -> Text:
    """Name an entry in one line: day, mark, excuse or win, the start of its id."""
    line = Text(overflow="fold")
    line.append(dates.show(entry.day, today=today), "day")
    mark, name, look = _mark(entry, screen=screen)
    line.append(f"  {mark} " if mark else "  ")
    line.append(name, look)
    line.append(f"  {entry.id[:SHORT_ID]}", "quiet")
    return line


def action_line(entry: Entry, *, today: date, screen: Screen) -> "RenderableType":
    """Show what was promised, by when, and how it stands."""
    arrow = "Action:" if screen.plain else "->" if screen.ascii_only else "→"
    due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
    stands = STATUSES[entry.status or Status.OPEN]
    note = f": {entry.note}" if entry.note else ""
    return style.words(f"{arrow} {entry.action} ({stands}{due}){note}", "action", indent=2)


def _mark(entry: Entry, *, screen: Screen) -> tuple[str, str, str]:
    """Tell mark, words and style of an entry."""
    ascii_only, plain = screen.ascii_only, screen.plain
    if entry.altitude is None:
        mark = style.WIN_ASCII if ascii_only else style.WIN
        return "" if plain else mark, "win", "win"
    marks = style.MARKS_ASCII if ascii_only else style.MARKS
    name = visible(title(entry.excuse)) if entry.excuse else "reason without a name"
    words = f"{name} ({entry.altitude})" if plain else name
    return "" if plain else marks[entry.altitude], words, str(entry.altitude)
