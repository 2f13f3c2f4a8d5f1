"""Today at a glance, and in the few characters of a shell prompt."""

from collections.abc import Iterator

from valley import dates
from valley.insight.days import DayState
from valley.insight.today import Today
from valley.ui.ansi import Line, cut
from valley.ui.text import one_line

FRIDAY = 4
FIRST_RUN = (
    "valley asks one question every evening: what are you going to do about that?",
    "It takes two minutes, and what you write stays on this machine.",
    ("Start with: ", "valley checkin", "; look around first: ", "valley demo"),
)


def lines(view: Today, *, room: int) -> Iterator[Line]:
    """Yield today in under six lines; what somebody wrote is cut to one of so many columns.

    In the morning what is due, or the week's focus, comes first and stands out: it is read in a
    second, and the rest is there for whoever reads on.
    """
    if view.first_run:
        what, how, start = FIRST_RUN
        yield ((what, ""),)
        yield ((how, "quiet"),)
        yield tuple((part, ("", "bold")[number % 2]) for number, part in enumerate(start))
        return
    rest = [_day(view), _streak(view)]
    if view.due:
        rest.append(_due(view, room))
    if view.focus:
        rest.append(_focus(view.focus, room))
    if view.morning and (lead := rest[2:3]):  # what the day is for comes before all else
        yield tuple((text, "taken" if style == "action" else "bold") for text, style in lead[0])
        rest = [((_text(line), "quiet"),) for line in rest if line not in lead]
    yield from rest
    step = _next(view)
    yield ("Next: ", "quiet"), *step, *(_WAITS if view.begun and step != _BEGUN else ())


def _day(view: Today) -> Line:
    logged = f"{len(view.entries)} logged" if view.entries else _not_logged(view.standing.today)
    return (dates.show(view.day, today=view.day), "bold"), (f", {logged}", "")


def _streak(view: Today) -> Line:
    streak = view.standing.current
    days = "1 day" if streak == 1 else f"{streak} days"
    return (f"Streak {days}", ""), (f", momentum {view.standing.momentum:.0f}%", "quiet")


def _due(view: Today, room: int) -> Line:
    more = f" (and {len(view.due) - 1} more)" if len(view.due) > 1 else ""
    text = cut(one_line(view.due[0].action or ""), room - len(f"Due: {more}"))
    return ("Due: ", ""), (text, "action"), (more, "")


def _focus(focus: str, room: int) -> Line:
    return ("Focus: ", ""), (cut(one_line(focus), room - len("Focus: ")), "")


def _text(line: Line) -> str:
    return "".join(text for text, _ in line)


def for_prompt(view: Today) -> str:
    """Return today in a few characters: streak, a mark where today is still to log, promises due."""
    waiting = "?" if view.standing.today is DayState.PENDING else ""
    due = f" !{len(view.due)}" if view.due else ""
    return f"{view.standing.current}{waiting}{due}"


def _not_logged(state: DayState) -> str:
    return {DayState.REST: "a rest day", DayState.AWAY: "away"}.get(state, "not logged yet")


_BEGUN: Line = (
    ("valley checkin", "bold"),
    (", which was begun and goes on where you left", "quiet"),
)
_WAITS: Line = (("; a check-in you began waits", "quiet"),)


def _next(view: Today) -> Line:  # noqa: PLR0911  # one step each
    """Return the one next step: something to do, a command, or that there is none."""
    repair = view.standing.repair
    missed = [day for day in repair.days if day < view.day] if repair else []
    if view.due and view.morning:
        keep = f"valley promises keep {view.due[0].short_id}"
        return ("do it", "bold"), (", then ", "quiet"), (keep, "bold")
    if repair and missed and repair.current > len(repair.days):  # there is a streak to save
        until = dates.show(repair.until, today=view.day)
        return (f"valley checkin --date {missed[0]}", "bold"), (f", by {until}", "quiet")
    if view.begun:
        return _BEGUN
    if view.standing.today is DayState.PENDING:
        return (("valley checkin", "bold"),)
    if view.due:
        return (("valley promises", "bold"),)
    if view.day.weekday() >= FRIDAY and not view.reviewed:
        return (("valley review", "bold"),)
    return (("nothing more today", "quiet"),)
