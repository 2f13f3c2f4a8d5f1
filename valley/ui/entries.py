"""Entries on the screen: the list, one entry whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from valley import dates
from valley.coach.catalogue import title
from valley.entry.promise import given_up, is_agreed
from valley.model import Entry, Status
from valley.ui import style
from valley.ui.one_more_sentences import turned_out_to_be
from valley.ui.saved import title_line
from valley.ui.sentences import STATUSES, THEMES, step_words
from valley.ui.style import Renderable, Screen

NOTHING_YET = "Nothing logged yet. Start with: valley checkin"


def entry_list(
    entries: Sequence[Entry],
    *,
    today: date,
    screen: Screen,
    more: bool = False,
    filtered: bool = False,
    unread: bool = False,
) -> Iterator[Renderable]:
    """Yield entries, each as a few lines.

    Args:
        entries: Newest first.
        today: The day.
        screen: Where it is drawn.
        more: There are more of them than these.
        filtered: Only some were asked for.
        unread: Something was passed over, so that an empty list does not mean an empty journal.
    """
    for number, entry in enumerate(entries):
        if number:
            yield Text()
        yield heading(entry, today=today, screen=screen)
        yield style.words(entry.happened, indent=2)
        if entry.reason:
            yield style.words(entry.reason, "quiet", indent=2)
        if entry.action:
            yield from action_lines(entry, today=today, screen=screen)
        if entry.turned_out:
            yield style.words(turned_out_to_be(entry), "quiet", indent=2)
        if entry.debrief:
            yield style.words(entry.debrief, "quiet", indent=2)
    if more:
        yield Text("\nThere are more: valley log --limit 0", "quiet")
    if not entries:
        nothing = "No entry can be read." if unread else NOTHING_YET
        yield Text("No entry fits." if filtered else nothing, "quiet")


def whole(fields: Mapping[str, Any], entry: Entry, *, screen: Screen) -> Iterator[Renderable]:
    """Yield every field that an entry has."""
    yield heading(entry, today=entry.day, screen=screen)
    shown = dict(fields) | {
        "excuse": entry.excuse and f"{title(entry.excuse)} ({entry.excuse})",
        "theme": entry.theme and f"{entry.theme} ({THEMES[entry.theme]})",
        "accounts": ", ".join(fields["accounts"]) or None,
        "tags": ", ".join(entry.tags) or None,
        "status": entry.status and STATUSES[entry.status],
    }
    shown["history"] = "\n".join(step_words(step, entry.day) for step in entry.steps) or None
    for name, value in shown.items():
        if value is None or value is False or name == "comments":
            continue
        text = "yes" if value is True else str(value)
        yield Text(f"{name.replace('_', ' ').capitalize()}:", "quiet")
        yield style.words(text, indent=2)


def heading(entry: Entry, *, today: date, screen: Screen) -> Renderable:
    """Return an entry in one line: day, mark, excuse or win, the start of its id."""
    parts = title_line(entry, today=today, plain=screen.plain, ascii_only=screen.ascii_only)
    return style.Words(Text.assemble(*parts), Text())


def action_lines(
    entry: Entry, *, today: date, screen: Screen, sign: tuple[str, str] | None = None
) -> Iterator[Renderable]:
    """Yield what was promised, by when, and how it stands; before it what it was renewed from.

    Args:
        entry: The entry.
        today: The day.
        screen: Where it is drawn.
        sign: What it begins with, and its style; default: an arrow.
    """
    arrow, look = sign or (
        "Action:" if screen.plain else "->" if screen.ascii_only else "→",
        "action",
    )
    due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
    stands = STATUSES[entry.status or Status.OPEN]
    note = f": {entry.note}" if entry.note else ""
    for action in given_up(entry):
        yield style.words(f"{arrow} {action} ({STATUSES[Status.MISSED]})", "quiet", indent=2)
    agreed = ", agreed" if is_agreed(entry) else ""
    yield style.words(f"{arrow} {entry.action} ({stands}{agreed}{due}){note}", look, indent=2)
