"""The streak on the screen."""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from valley import dates
from valley.insight.days import DayState
from valley.insight.streak import Standing, Streak, explain
from valley.ui import heatmap
from valley.ui.sentences import can_be_mended, days
from valley.ui.style import Screen

RECENT = 20  # days that count
EXPLAINED = 30  # days


def streak(view: Streak, *, today: date, week_starts: int, screen: Screen) -> Iterator[Text]:
    """Show the streak, the longest, the momentum, what can be mended, and the calendar."""
    if not view.days:
        yield Text("No streak yet. It starts with: valley checkin", "quiet")
        return
    pending = ", today still to come" if view.today is DayState.PENDING else ""
    yield Text(f"Streak {days(view.current)}{pending}", "title")
    if view.longest_first and view.longest_last:
        first, last = (dates.show(d, today=today) for d in (view.longest_first, view.longest_last))
        span = f"since {first}" if view.longest == view.current else f"{first} to {last}"
        yield Text(f"Longest {days(view.longest)}, {span}")
    done, counted = view.done_of_last(RECENT)
    if counted:
        yield Text(f"Momentum {view.momentum:.1f}%, {done} of the last {counted} working days")
    if mend := mending(view, today):
        yield Text(mend)
    yield Text()
    if screen.plain:
        for line in heatmap.sentences(view.days):
            yield Text(line)
        return
    yield heatmap.heatmap(
        view.days,
        today=today,
        width=screen.width,
        week_starts=week_starts,
        ascii_only=screen.ascii_only,
        colour=not screen.no_color,
    )


def mending(view: Standing, today: date) -> str:
    """Say what can still be mended, or nothing."""
    repair = view.repair
    missing = [day for day in repair.days if day < today] if repair else []
    return can_be_mended(missing, repair.until, repair.current, today) if repair and missing else ""


def explained(view: Streak, *, today: date) -> Iterator[Text]:
    """Reckon streak and momentum day by day, the last days of them."""
    yield Text("Momentum: each working day it loses 5.2% of itself (0.5^(1/13) stays);")
    yield Text("a day done adds 5.2 points. Rest days, away days and a pending today do nothing.")
    yield Text()
    for step in explain(view)[-EXPLAINED:]:
        day = dates.show(step.day.day, today=today)
        state = f"{step.day.state:<10}"
        yield Text(f"{day:<16} {state} streak {step.current:>3}, {100 * step.momentum:5.1f}%")
