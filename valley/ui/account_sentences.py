"""What is said of accounts."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from valley import dates
from valley.ui.sentences import ALTITUDES, days, listed, things, times

if TYPE_CHECKING:
    from valley.insight.accounts import AccountView, ExcuseGiven, Mattering
    from valley.model import Entry

MATTER_NOW = "The accounts that matter now"
NONE_KNOWN = "No account yet: they are found in what you write, by their names or as @name."
NONE_MATTERS = "All quiet: no account has setbacks piling up, an open promise, or gone silent."
ONE_OF_THEM = "One of them: valley about NAME"
OPEN, EXCUSES, WORKED, WINS = "Open promises", "Excuses given", "What worked", "Wins"
IN_ORDER = "In order"
DEBRIEF = "Looking back"


def met(view: "AccountView", today: date) -> str:
    """Return since when an account is known, and what came of it."""
    counted = listed(
        ((view.setbacks, _many(view.setbacks, "setback")), (view.wins, _many(view.wins, "win")))
    )
    of = f": {counted}" if counted else ""
    first = dates.show(view.first, today=today)
    return f"First met {first}, {things(len(view.entries), 'entry', 'entries')}{of}."


def also(spellings: Sequence[str]) -> str:
    """Return how else an account is written."""
    return f"Also written: {', '.join(spellings)}."


def stands(view: "AccountView", today: date) -> str:
    """Return where an account stands, and since which entry: a plain day may have come later."""
    last = f"Last heard of {dates.show(view.last, today=today)}{_ago(view.silent)}."
    if view.stands is None:
        return last
    day = dates.show(view.stands.day, today=today)
    if view.stands.is_win:
        return f"A win, {day}. {last}"
    altitude = view.stands.altitude
    said = ALTITUDES[altitude] if altitude else ""
    return f"{said[:1].upper()}{said[1:]}, on the setback of {day}. {last}" if said else last


def promise_line(entry: "Entry", today: date) -> str:
    """Return an open promise, by when, and the start of its id."""
    due = f", due {dates.show(entry.due, today=today)}" if entry.due else ""
    return f"{entry.action}{due}  {entry.short_id}"


def excuse_line(one: "ExcuseGiven", today: date) -> str:
    """Return an excuse with how often it was given."""
    return f"{one.title}: {times(one.count)}, last {dates.show(one.last, today=today)}"


def earlier(count: int, name: str) -> str:
    """Return how many entries are not shown."""
    return f"{things(count, 'entry', 'entries')} before these: valley log --about {_quoted(name)}"


def matters(one: "Mattering", today: date) -> str:
    """Return why an account matters now."""
    why = []
    if one.piling:
        why.append(f"{things(one.setbacks, 'setback')} in eight weeks")
    if one.open:
        why.append(f"{things(one.open, 'promise')} open")
    if one.is_silent:
        why.append(f"silent for {days(one.silent)}")
    else:
        why.append(f"last {dates.show(one.last, today=today)}")
    return ", ".join(why)


def renamed(old: str, new: str) -> str:
    """Return that an account is called something else."""
    return f"{old} is called {new} now. valley undo takes it back."


def merged(old: str, into: str) -> str:
    """Return that two accounts are one."""
    return f"{old} counts as {into} from now on. valley undo takes it back."


def forgotten(name: str, count: int) -> str:
    """Return that a name is no account any more, and that nothing was deleted."""
    entries = things(count, "entry", "entries")
    return f"{name} is no account any more. No word of {entries} was deleted; valley undo takes it back."


def saved_about(names: Sequence[str]) -> str:
    """Return which accounts an entry is about."""
    commands = f"valley about {_quoted(names[0])}"
    return f"About {', '.join(names)}: {commands}"


def _quoted(name: str) -> str:
    return name if name.isalnum() else "'" + name.replace("'", "’") + "'"


def _ago(count: int) -> str:
    return f" ({days(count)} ago)" if count > 1 else ""


def _many(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
