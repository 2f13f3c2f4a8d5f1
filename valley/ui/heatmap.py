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
_MARK, _MARK_WORDED = 2, 8  # columns of ' ◄', and of ' ◄ today'
_WORDED = 60  # columns from which today is named beside its row
# Columns of a week, and more of them between two months, in the order of how well they are read.
_LAYOUTS = ((2, 2), (2, 1), (2, 0), (1, 1), (1, 0))
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
        today: Its week is the last column, its row and it itself are marked.
        width: Columns of the terminal; at 40 there is room for eight months, at 80 for a year.
        week_starts: The weekday of the top row, Monday being 0.
        ascii_only: Draw with the characters that every terminal has.
    """
    shown = {day.day: day for day in days}
    weeks, columns = _laid_out(min(shown, default=today), today, week_starts, width)
    signs = {name: (look[1 if ascii_only else 0], look[2]) for name, look in _LOOKS.items()}
    drawn = Text(" " * _LABEL + _months(weeks, columns), no_wrap=True, overflow="crop")
    for row in range(7):
        ahead = timedelta(days=row)
        is_today = weeks[-1] + ahead == today
        name = WEEKDAYS[(week_starts + row) % 7][:3]
        drawn.append("\n").append(f"{name} ", signs[_TODAY][1] if is_today else "")
        at = 0
        for week, column in zip(weeks, columns, strict=True):
            if week + ahead > today:
                break
            day = shown.get(week + ahead)
            sign, style = signs[_look(day)] if day else (" ", "")
            now = " reverse" if day and day.day == today else ""
            drawn.append(" " * (column - at)).append(sign, f"{style}{now}".strip())
            at = column + 1
        if is_today:
            word = f" {_TODAY}" if width >= _WORDED else ""
            drawn.append(" ").append(f"{signs[_TODAY][0]}{word}", signs[_TODAY][1])
    seen = {_look(day) for day in shown.values() if day.day >= weeks[0]}
    seen |= set() if width >= _WORDED else {_TODAY}
    drawn.append("\n")
    used = width  # so that the first name begins a line
    for name in [name for name in _LOOKS if name in seen]:
        needed = 2 + len(name)
        fits = used + 2 + needed <= width
        used = used + 2 + needed if fits else needed
        drawn.append("  " if fits else "\n").append(*signs[name]).append(f" {name}")
    return drawn


def _laid_out(
    first: date, today: date, week_starts: int, width: int
) -> tuple[list[date], list[int]]:
    """Return the weeks that are shown and the column of each: as far apart as a year, or all, fits."""
    last = _week(today, week_starts)
    count = min(_YEAR, (last - _week(first, week_starts)) // _WEEK + 1)
    room = width - _LABEL - (_MARK_WORDED if width >= _WORDED else _MARK)
    for step, between in _LAYOUTS:
        weeks = [last - number * _WEEK for number in range(count - 1, -1, -1)]
        columns, at = [], -step
        for number, week in enumerate(weeks):
            at += step + (between if number and _begins_month(week) else 0)
            columns.append(at)
        if columns[-1] < room:
            return weeks, columns
    kept = max(1, room)
    return weeks[-kept:], list(range(min(kept, len(weeks))))


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


def _begins_month(week: date) -> bool:
    """Return whether the first of a month is among the days of a week."""
    return (week + timedelta(days=6)).day <= 7  # noqa: PLR2004


def _months(weeks: Sequence[date], columns: Sequence[int]) -> str:
    """Return each month's name above the week its first day lies in, with the year where that fits.

    The first week has the name of its own month, unless the next one would run into it.
    """
    named = [(columns[0], weeks[0], True)]
    for week, column in zip(weeks, columns, strict=True):
        if _begins_month(week):
            last = week + timedelta(days=6)
            named = named if column else []
            named.append((column, last, last.month == 1 or not column))
    line = ""
    for (column, day, dated), after in zip(named, [*named[1:], None], strict=True):
        name, year = MONTHS[day.month - 1][:3], f" {day.year}" if dated else ""
        room = after[0] - column if after else len(name + year) + 1
        if room > len(name):
            line = line.ljust(column) + name + (year if room > len(name + year) else "")
    return line
