"""The first evenings of a journal: a step each, up to the fifth."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.insight.days import Day
from valley.ui import style
from valley.ui.style import AMBER, GREEN, Renderable, Screen

FIRST = 5  # evenings that have a picture of their own
STEP, NARROWEST = 12, 5  # columns of a step at most, and at least for a picture
# An evening that was written, today's that is still to come, and the ones after it.
DONE, NOW, AHEAD = ("█", "#", GREEN), ("▒", "?", AMBER), ("░", "~", "quiet")
FLAG, FLAG_ASCII = "⚑", "P"
TODAY = "today"


def are_first(days: Sequence[Day]) -> bool:
    """Return whether a journal is as young as that."""
    return 0 < len(_written(days)) < FIRST


def first_evenings(days: Sequence[Day], *, today: date, screen: Screen) -> list[Renderable]:
    """Return the evenings as steps, each named by its day, the next ones in mist; or in words.

    Args:
        days: In order, up to today.
        today: The day.
        screen: Where they are drawn.
    """
    written = _written(days)
    step = min(STEP, screen.width // FIRST)
    drawn = [] if screen.plain or step < NARROWEST else _steps(written, today, step, screen)
    return [*drawn, style.words(_told(len(written)), "quiet" if drawn else "")]


def _written(days: Sequence[Day]) -> list[date]:
    return [day.day for day in days if day.entries]


def _told(count: int) -> str:
    return f"{count} of your first {FIRST} evenings; {FIRST - count} to go."


def _steps(written: Sequence[date], today: date, step: int, screen: Screen) -> list[Text]:
    """Return the picture from the top down, and under it the days."""
    evenings = [*written, *([] if today in written else [today])]
    looks = [DONE] * len(written) + [NOW] * (len(evenings) - len(written))
    looks += [AHEAD] * (FIRST - len(looks))
    lines = [
        Text(" " * (step * (FIRST - 1) + step // 2))
        + Text(FLAG_ASCII if screen.ascii_only else FLAG, "quiet")
    ]
    for height in range(FIRST, 0, -1):
        line = Text(" " * (step * (height - 1)), no_wrap=True)
        for look in looks[height - 1 :]:
            line.append((look[1] if screen.ascii_only else look[0]) * step, look[2])
        lines.append(line)
    names, below = Text(no_wrap=True), Text(no_wrap=True)
    for day in evenings:
        weekday = dates.WEEKDAYS[day.weekday()][:3]
        name = f"{weekday} {day.day}" if step > len("Wed 31") else weekday
        is_today = day == today
        names.append(name.center(step), "bold" if is_today else "")
        below.append((TODAY if is_today else "").center(step), "bold")
    below.rstrip()
    names.rstrip()
    return [*lines, names, *([below] if below.plain else []), Text()]
