"""A week on the screen: figures beside those of the weeks before, terrain, excuses."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from valley import dates
from valley.insight.week import DayTerrain, Week
from valley.ui import style
from valley.ui.sentences import THEMES, times
from valley.ui.style import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType


def week(view: Week, *, today: date, screen: Screen) -> Iterator["RenderableType"]:
    """Show the picture of a week."""
    first, last = (dates.show(day, today=today) for day in (view.first, view.last))
    going_on = ", still going on" if view.in_progress else ""
    yield Text(f"Week {view.name}, {first} to {last}{going_on}", "title")
    if not view.entries:
        yield Text("Nothing was logged in this week.", "quiet")
        if view.focus:
            yield style.words(f"Focus: {view.focus}")
        return
    yield Text()
    yield _terrain(view, screen=screen)
    yield Text()
    for name, now, before in _figures(view):
        past = f"  (before: {before})" if before else ""
        yield Text(f"{name}: {now}{past}", overflow="fold")
    if view.came_back:
        yield Text("\nCame back, in 90 days", "title")
        for one in view.came_back:
            yield style.words(f"{one.title}, {times(one.count)}", indent=2)
    if view.blamed:
        blamed = ", ".join(f"{THEMES[theme]} {count}" for theme, count in view.blamed)
        yield Text("\nHeld responsible", "title")
        yield style.words(blamed, indent=2)
    if view.focus:
        yield Text("\nFocus", "title")
        yield style.words(view.focus, indent=2)


def _figures(view: Week) -> Iterator[tuple[str, str, str]]:
    now, past = view.figures, view.before
    promises = now.promises
    yield (
        "Logged",
        f"{now.logged:g} of {now.workdays:g} working days",
        _number(past and past.logged),
    )
    yield "Wins", f"{now.wins:g}", _number(past and past.wins)
    yield "Setbacks", f"{now.setbacks:g}", _number(past and past.setbacks)
    yield "Reasons owned", _percent(now.owned), _percent(past and past.owned)
    yield (
        "Answered with a concrete action",
        _percent(now.answered),
        _percent(past and past.answered),
    )
    yield (
        "Actions that came unasked",
        _percent(now.volunteered),
        _percent(past and past.volunteered),
    )
    stands = [f"{promises.kept} kept", f"{promises.better} bettered", f"{promises.missed} missed"]
    yield "Promises", f"{promises.made} made, {', '.join(stands)}, {promises.open} open", ""


def _terrain(view: Week, *, screen: Screen) -> Text:
    """Draw the days side by side, or name them one by one."""
    line = Text(overflow="fold")
    for day in view.terrain:
        if not day.counts and not day.wins and not day.setbacks:
            continue
        name = dates.WEEKDAYS[day.day.weekday()][:3]
        mark, words, look = _look(day, screen=screen)
        line.append(f"{name} ", "quiet")
        line.append(f"{words}, " if screen.plain else f"{mark}  ", look)
    return line


def _look(day: DayTerrain, *, screen: Screen) -> tuple[str, str, str]:
    marks = style.MARKS_ASCII if screen.ascii_only else style.MARKS
    if day.lowest is not None:
        return marks[day.lowest], str(day.lowest), str(day.lowest)
    if day.wins:
        return style.WIN_ASCII if screen.ascii_only else style.WIN, "a win", "win"
    return "·" if not screen.ascii_only else ".", "nothing", "quiet"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)}%"
