"""Today at a glance, and in the few characters of a shell prompt."""

from collections.abc import Iterator

from rich.text import Text

from valley import dates
from valley.insight.days import DayState
from valley.insight.today import Today
from valley.ui.sentences import days, short
from valley.ui.text import visible

FRIDAY = 4
WHAT_IS_THIS = "valley asks one question every evening: what are you going to do about that?"


def at_a_glance(view: Today) -> Iterator[Text]:
    """Show today in under six lines."""
    if view.first_run:
        yield Text(WHAT_IS_THIS)
        yield Text("Two minutes; what you write stays on this machine.", "quiet")
        yield Text("Start with: valley checkin", "title")
        return
    logged = f"{len(view.entries)} logged" if view.entries else _not_logged(view.standing.today)
    yield Text.assemble((dates.show(view.day, today=view.day), "day"), f", {logged}")
    momentum = f"momentum {view.standing.momentum:.0f}%"
    yield Text(f"Streak {days(view.standing.current)}, {momentum}")
    if view.due:
        more = f" and {len(view.due) - 1} more" if len(view.due) > 1 else ""
        yield Text(visible(f"Due: {short(view.due[0].action or '')}{more}"), "action")
    if view.focus:
        yield Text(visible(f"This week: {short(view.focus)}"))
    yield Text(f"Next: {_next(view)}", "quiet")


def for_prompt(view: Today) -> str:
    """Say it in a few characters: streak, a mark where today is still to log, promises due."""
    waiting = "?" if view.standing.today is DayState.PENDING else ""
    due = f" !{len(view.due)}" if view.due else ""
    return f"{view.standing.current}{waiting}{due}"


def _not_logged(state: DayState) -> str:
    return {DayState.REST: "a rest day", DayState.AWAY: "away"}.get(state, "not logged yet")


def _next(view: Today) -> str:
    repair = view.standing.repair
    if repair and any(day < view.day for day in repair.days):
        day = next(day for day in repair.days if day < view.day)
        return f"valley checkin --date {day} by {dates.show(repair.until, today=view.day)}"
    if view.standing.today is DayState.PENDING:
        return "valley checkin"
    if view.due:
        return "valley promises"
    friday = view.day.weekday() >= FRIDAY
    return "valley review" if friday else "nothing more today"
