"""The landscape on the screen: a profile of the days, and a line for each week.

A column of the profile is a day, drawn with its neighbours so that days become hills. Under each
week stands the way it went, and the climb out of the Valley is underlined.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from rich.text import Text

from valley import dates
from valley.insight.landscape import Landscape, WeekGround
from valley.insight.terrain import band, outline
from valley.ui import landscape_sentences as say
from valley.ui import profile, style
from valley.ui.altitudes import LOOKS
from valley.ui.ansi import beginning, width
from valley.ui.review_sentences import LEVEL
from valley.ui.style import Renderable, Screen
from valley.ui.text import one_line

WAYS = {"up": "↗", "flat": "→", "down": "↘"}
WAYS_ASCII = {"up": "/", "flat": "-", "down": "\\"}
CLIMB, CLIMB_ASCII = "▔", "="
DAY_NAME = 7  # columns of '27 Apr '
WIDE = 60  # columns from which setbacks are named
NARROWEST = 30  # columns of a terminal with a profile


def landscape(view: Landscape, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield the terrain."""
    first, last = (dates.show(day, today=today) for day in (view.first, view.last))
    yield style.words(say.landscape_title(len(view.weeks), first, last), "title")
    if all(week.level is None for week in view.weeks):
        yield style.words(say.NO_LANDSCAPE, "quiet")
        return
    if screen.plain:
        for week in view.weeks:
            yield style.words(say.week_in_words(week, today=today))
    else:
        if screen.width >= NARROWEST:
            yield from _panels(view, screen=screen)
            if not all(day.is_known for week in view.weeks for day in week.days):
                mist = profile.mist(ascii_only=screen.ascii_only)
                yield Text(f"{' ' * profile.AXIS}{mist} {say.MIST}", "quiet")
            if any(day.is_plain for week in view.weeks for day in week.days):
                yield Text(f"{' ' * profile.AXIS}{LEVEL}", "quiet")
            yield Text()
        for week in view.weeks:
            yield _line(week, screen=screen)
    if view.path:
        low, high = (_named(view.weeks, name) for name in view.path)
        yield Text()
        under = "" if screen.plain else f"{CLIMB_ASCII if screen.ascii_only else CLIMB} "
        yield style.words(under + say.path(low, high, today=today), "out")


def _named(weeks: Sequence[WeekGround], name: str) -> WeekGround:
    return next(week for week in weeks if week.name == name)


def _panels(view: Landscape, *, screen: Screen) -> Iterator[Text]:
    """Yield as many weeks side by side as fit, and the next ones below."""
    step = max(len(week.days) for week in view.weeks)
    fit = max(1, (screen.width - profile.AXIS - 1) // step)
    heights = iter(outline([day for week in view.weeks for day in week.days]))
    climbing = _on_the_way(view)
    for number in range(0, len(view.weeks), fit):
        weeks = view.weeks[number : number + fit]
        shown = list(islice(heights, sum(len(week.days) for week in weeks)))
        yield from profile.draw(shown, ascii_only=screen.ascii_only)
        yield _ways(weeks, climbing, step=step, screen=screen)
        yield _dates(weeks, step=step)


def _on_the_way(view: Landscape) -> frozenset[str]:
    """Return the weeks of the climb out of the Valley."""
    if view.path is None:
        return frozenset()
    names = [week.name for week in view.weeks]
    low, high = (names.index(name) for name in view.path)
    return frozenset(names[low : high + 1])


def _ways(
    weeks: Sequence[WeekGround], climbing: frozenset[str], *, step: int, screen: Screen
) -> Text:
    """Return the row under the weeks: which way each went, the climb underlined."""
    ways = WAYS_ASCII if screen.ascii_only else WAYS
    under = CLIMB_ASCII if screen.ascii_only else CLIMB
    row = Text(" " * profile.AXIS, no_wrap=True, overflow="crop")
    for week in weeks:
        on_the_way = week.name in climbing
        way = ways[week.change] if week.change else under if on_the_way else " "
        fill = under if on_the_way else " "
        cells = way.center(step, fill) if on_the_way else way.center(step)
        row.append(cells, "out" if on_the_way else "quiet")
    row.rstrip()
    return row


def _dates(weeks: Sequence[WeekGround], *, step: int) -> Text:
    """Return the row of Mondays, as far as each has room."""
    line = ""
    for number, week in enumerate(weeks):
        at = profile.AXIS + number * step
        if len(line) <= at:
            line = line.ljust(at) + _day(week.first)
    return Text(line, "quiet", no_wrap=True, overflow="crop")


def _day(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1][:3]} "


def _line(week: WeekGround, *, screen: Screen) -> Text:
    """Return a week in one line: when, which way, how many, what."""
    ascii_only = screen.ascii_only
    ways = WAYS_ASCII if ascii_only else WAYS
    line = Text(no_wrap=True)
    line.append(f"{_day(week.first):>{DAY_NAME}}", "day")
    if week.level is None:
        line.append(f"  {say.no_ground(week)}", "quiet")
        return line
    line.append(f"{ways[week.change] if week.change else ' '} ", "quiet")
    look = list(LOOKS.values())[band(week.middle or 0)]
    line.append(look.mark(ascii_only=ascii_only), look.style)
    line.append(f" {say.week_counts(week, wide=screen.width >= WIDE)}")
    room = screen.width - width(line.plain) - 2
    told = one_line(say.week_told(week))
    if told and room > DAY_NAME:
        dots = "..." if ascii_only else "…"
        shown = told if width(told) <= room else beginning(told, room - len(dots)).rstrip() + dots
        line.append("  ").append(shown, "quiet")
    return line
