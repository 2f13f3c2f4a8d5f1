"""The streak on the screen."""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from valley import dates
from valley.insight.days import DayState
from valley.insight.streak import MULTIPLIER, Step, Streak, explain
from valley.ui import heatmap, style
from valley.ui.first_evenings import are_first, first_evenings
from valley.ui.saved import mending
from valley.ui.sentences import days, things
from valley.ui.style import Renderable, Screen

RECENT = 20  # days that count
EXPLAINED = 30  # days
# What the steps of the first evenings tell of a day; of others there is the calendar too.
TOLD = {DayState.DONE, DayState.PENDING, DayState.REST}


def streak(view: Streak, *, today: date, week_starts: int, screen: Screen) -> Iterator[Renderable]:
    """Yield the streak, the longest, the momentum, what can be mended, and the calendar."""
    if not view.days:
        yield Text("No streak yet. It starts with: valley checkin", "quiet")
        return
    pending = ", today still to come" if view.today is DayState.PENDING else ""
    lead = f"Streak {days(view.current)}{pending}"
    yield style.lead(lead, "win" if view.current else "quiet", screen=screen)
    if view.longest_first and view.longest_last:
        first, last = (dates.show(d, today=today) for d in (view.longest_first, view.longest_last))
        span = first if first == last else f"{first} to {last}"
        span = f"since {first}" if view.longest == view.current else span
        yield Text(f"Longest {days(view.longest)}, {span}")
    done, counted = view.done_of_last(RECENT)
    if counted:
        lately = things(counted, "working day")
        yield Text(f"Momentum {view.momentum:.1f}%, {done} of the last {lately}")
    if mend := mending(view, today):
        yield Text(mend)
    yield Text()
    if are_first(view.days):
        yield from first_evenings(view.days, today=today, screen=screen)
        if not screen.plain and all(day.state in TOLD for day in view.days):
            return
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
    )


def explained(view: Streak, *, today: date) -> Iterator[Text]:
    """Yield how streak and momentum come about, day by day, the last days of them."""
    yield Text("The streak: working days done in a row. A rest day, a day away and a pending")
    yield Text("today change nothing.")
    yield Text("Momentum, in percent: each working day leaves 0.5^(1/13) = 0.948 of it, and a")
    yield Text("day done adds 5.2 points (the score of Loop Habit Tracker).")
    yield Text()
    steps = explain(view)
    before = steps[-EXPLAINED - 1] if len(steps) > EXPLAINED else None
    for step in steps[-EXPLAINED:]:
        yield Text(_reckoned(step, before, today), overflow="fold")
        before = step


def _reckoned(step: Step, before: Step | None, today: date) -> str:
    """Return how one day comes about from the one before."""
    day = f"{dates.show(step.day.day, today=today)}, {step.day.state}"
    if not step.day.state.counted:
        return f"{day}: unchanged"
    done = step.day.state is DayState.DONE
    was, momentum = (before.current, before.momentum) if before else (0, 0.0)
    streak = f"{was} + 1 = {step.current}" if done else f"{step.current}"
    added = f" + {100 * (1 - MULTIPLIER):.1f}" if done else ""
    reckoned = f"{100 * momentum:.1f} × {MULTIPLIER:.3f}{added} = {100 * step.momentum:.1f}"
    return f"{day}: streak {streak}; momentum {reckoned}"
