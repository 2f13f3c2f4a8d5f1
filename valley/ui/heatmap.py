"""A calendar of the streak: weeks across, days of the week down.

Every state has its own character, so that nothing depends on colour, and none is red: a day
without an entry is a fact, not a fault. The characters are in every terminal font (WGL4), and
each takes one column.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from rich.text import Text

from valley.dates import MONTHS, WEEKDAYS
from valley.insight.days import Day, DayState
from valley.ui.sentences import listed
from valley.ui.style import AMBER, GREEN, TEAL, VIOLET

_YEAR = 53  # weeks that a year touches
_LABEL = 4  # columns of 'Mon '
_MARK = 2  # columns of ' ◄'
_WEEK = timedelta(weeks=1)
_DAY_OFF = "written on a day off"
_TODAY = "today"
# What a day shows as: a character, one of ASCII, a style. The order is that of the legend.
_LOOKS: dict[str, tuple[str, str, str]] = {
    DayState.DONE: ("■", "#", GREEN),
    DayState.BACKFILLED: ("▒", "+", TEAL),
    DayState.MISSED: ("□", "o", ""),
    DayState.PENDING: ("○", "?", AMBER),
    DayState.REST: ("·", ".", "dim"),
    DayState.AWAY: ("~", "~", VIOLET),
    _DAY_OFF: ("▪", "*", GREEN),
    _TODAY: ("◄", "<", "bold"),
}


def heatmap(
    days: Sequence[Day],
    *,
    today: date,
    width: int,
    week_starts: int = 0,
    ascii_only: bool = False,
) -> Text:
    """Return the days up to today, drawn: a year, or as many weeks of it as fit.

    Args:
        days: In order, none left out.
        today: Its week is the last column, and its row is marked.
        width: Columns of the terminal; at 40 there is room for eight months.
        week_starts: The weekday of the top row, Monday being 0.
        ascii_only: Draw with the characters that every terminal has.
    """
    gap = 1 if width >= _LABEL + 2 * _YEAR + _MARK else 0
    room = max(1, (width - _LABEL - _MARK) // (1 + gap))
    shown = {day.day: day for day in days}
    last = _week(today, week_starts)
    first = max(
        _week(min(shown, default=today), week_starts), last - (min(room, _YEAR) - 1) * _WEEK
    )
    weeks = [first + number * _WEEK for number in range((last - first) // _WEEK + 1)]
    signs = {name: (look[1 if ascii_only else 0], look[2]) for name, look in _LOOKS.items()}

    drawn = Text(" " * _LABEL + _months(weeks, 1 + gap), no_wrap=True, overflow="crop")
    for row in range(7):
        drawn.append(f"\n{WEEKDAYS[(week_starts + row) % 7][:3]} ")
        ahead = timedelta(days=row)
        for week in weeks[: -1 if last + ahead > today else None]:
            drawn.append(" " * (gap if week > first else 0))
            day = shown.get(week + ahead)
            drawn.append(*signs[_look(day)] if day else (" ",))
        if last + ahead == today:
            drawn.append(" ").append(*signs[_TODAY])
    seen = {_look(day) for day in shown.values() if day.day >= first} | {_TODAY}
    drawn.append("\n")
    used = width  # so that the first name begins a line
    for name in [name for name in _LOOKS if name in seen]:
        needed = 2 + len(name)
        fits = used + 2 + needed <= width
        used = used + 2 + needed if fits else needed
        drawn.append("  " if fits else "\n").append(*signs[name]).append(f" {name}")
    return drawn


def sentences(days: Sequence[Day]) -> list[str]:
    """Return the same in words, a line for each month, for screen readers."""
    lines = []
    for (year, month), of_month in groupby(days, key=lambda day: (day.day.year, day.day.month)):
        counts = Counter(_look(day) for day in of_month)
        said = listed((counts[name], name) for name in _LOOKS)
        lines.append(f"{MONTHS[month - 1]} {year}: {said}.")
    return lines


def _look(day: Day) -> str:
    """Return what a day looks like; a day off with an entry is welcome, and shows."""
    return _DAY_OFF if day.extra else day.state


def _week(day: date, week_starts: int) -> date:
    """Return the first day of the week that a day lies in."""
    return day - timedelta(days=(day.weekday() - week_starts) % 7)


def _months(weeks: Sequence[date], step: int) -> str:
    """Return each month's name above the week its first day lies in.

    The first week has the name of its own month, unless the next one would run into it.
    """
    line = MONTHS[weeks[0].month - 1][:3]
    for number, week in enumerate(weeks):
        ends = week + timedelta(days=6)
        if ends.day <= 7:  # noqa: PLR2004 - the first is among the days of this week
            column = number * step
            line = line.ljust(column) if len(line) < column else " " * column
            line += MONTHS[ends.month - 1][:3]
    return line
