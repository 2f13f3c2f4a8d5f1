"""The landscape on the screen: one silhouette of all the days, and a line for each week.

A column is a day, or more than one where the screen is narrow, drawn with its neighbours so that
days become hills. Under each week stands the way it went, and the climb out of the Valley is
underlined.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from rich.text import Text

from valley import dates
from valley.insight.landscape import Landscape, WeekGround
from valley.insight.terrain import band, ground, silhouette, spread
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
MOST_COLUMNS = 3  # of a day
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
            yield from _picture(view, screen=screen)
            yield from _legend(view, screen=screen)
            yield Text()
        for week in view.weeks:
            yield _line(week, screen=screen)
    if view.path:
        low, high = (_named(view.weeks, name) for name in view.path)
        yield Text()
        under = "" if screen.plain else f"{CLIMB_ASCII if screen.ascii_only else CLIMB} "
        yield style.words(under + say.path(low, high, today=today), "out")


def _legend(view: Landscape, *, screen: Screen) -> Iterator[Text]:
    """Yield what the signs of the picture mean."""
    days = [day for week in view.weeks for day in week.days]
    known = all(day.is_known for day in days)
    return profile.legend(
        flagged=any(day.wins for day in days),
        mist=say.MIST_AHEAD if view.ahead else "" if known else say.MIST,
        level=LEVEL if any(day.is_plain for day in days) else "",
        width=screen.width,
        ascii_only=screen.ascii_only,
    )


def _named(weeks: Sequence[WeekGround], name: str) -> WeekGround:
    return next(week for week in weeks if week.name == name)


def _picture(view: Landscape, *, screen: Screen) -> Iterator[Text]:
    """Yield the silhouette of all the days, the way each week went, and when it was."""
    days = [day for week in view.weeks for day in week.days]
    days += [ground(view.last, ())] * view.ahead
    room = screen.width - profile.AXIS - 1
    columns = min(room, len(days) * max(1, min(MOST_COLUMNS, room // len(days))))
    drawn = spread(len(days), columns)
    yield from profile.draw(
        silhouette(days, columns=columns),
        rows=profile.TALL if screen.width >= WIDE else profile.LOW,
        flags={at for at, some in enumerate(drawn) if any(days[day].wins for day in some)},
        ascii_only=screen.ascii_only,
    )
    starts, day = [], 0
    for week in view.weeks:
        starts.append(profile.AXIS + day * columns // len(days))
        day += len(week.days)
    yield _ways(view, [*starts, profile.AXIS + columns], screen=screen)
    yield _dates(view.weeks, starts)


def _ways(view: Landscape, edges: Sequence[int], *, screen: Screen) -> Text:
    """Return the row under the weeks: which way each went, the climb underlined."""
    ways = WAYS_ASCII if screen.ascii_only else WAYS
    under = CLIMB_ASCII if screen.ascii_only else CLIMB
    names = [week.name for week in view.weeks]
    climb = range(0)
    if view.path:
        climb = range(names.index(view.path[0]), names.index(view.path[1]) + 1)
    row = Text(" " * profile.AXIS, no_wrap=True, overflow="crop")
    for number, (week, (start, end)) in enumerate(zip(view.weeks, pairwise(edges), strict=True)):
        fill = under if number in climb else " "
        way = ways[week.change] if week.change and end - start > 1 else fill
        row.append(way.center(end - start, fill), "out" if number in climb else "quiet")
    row.rstrip()
    return row


def _dates(weeks: Sequence[WeekGround], starts: Sequence[int]) -> Text:
    """Return the row of Mondays, as far as each has room."""
    line = ""
    for week, start in zip(weeks, starts, strict=True):
        if len(line) <= start:
            line = line.ljust(start) + _day(week.first)
    return Text(line.rstrip(), "quiet", no_wrap=True, overflow="crop")


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
