"""The rep's own numbers on the screen: each over the weeks, the steps between them, what goes with what."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley.insight.numbers import Course, Numbers, WeekOf
from valley.ui import numbers_sentences as say
from valley.ui import style
from valley.ui.style import Renderable, Screen

SPARKS = "▁▂▃▄▅▆▇█"
UNKNOWN = "·"


def numbers(view: Numbers, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield the view of numbers."""
    weeks = len(view.courses[0].weeks)
    yield Text(say.numbers_title(weeks, view.last, today), "title")
    for course in view.courses:
        yield from _course(course, screen)
    if not any(course.weeks[-1].before for course in view.courses):
        yield style.words(say.FEW_BEFORE, "quiet")
    if view.chain:
        yield Text(f"\n{say.chain_title()}", "title")
        told = any(link.now for link in view.chain)
        for link in view.chain if told else ():
            yield style.words(say.link(link), indent=2)
        if not told:
            yield style.words(say.TOO_FEW_BOTH, "quiet", indent=2)
        if view.breaks:
            yield style.words(say.breaks(view.breaks), indent=2)
        elif all(link.fell is False for link in view.chain):
            yield style.words(say.NO_STEP_FELL, "quiet", indent=2)
    yield Text(f"\n{say.WITH}", "title")
    for one in view.goes_with:
        yield style.words(say.goes_with(one), indent=2)
    last = say.NO_CAUSE if view.goes_with else say.NOTHING_DIFFERS
    yield style.words(last if view.looked_at else say.TOO_FEW, "quiet", indent=2)


def _course(course: Course, screen: Screen) -> Iterator[Renderable]:
    words = screen.plain or screen.ascii_only
    line = Text(overflow="fold")
    line.append(course.name, "day")
    if not words:
        line.append(f"  {sparkline(course.weeks)}", "climbing")
    yield line
    last = course.weeks[-1]
    yield style.words(say.this_week(last), indent=2)
    if last.before:
        yield style.words(say.weeks_before(last.before), "quiet", indent=2)
    if words:
        yield style.words(say.week_by_week(course.weeks), "quiet", indent=2)


def sparkline(weeks: Sequence[WeekOf]) -> str:
    """Draw the average day of each week, from nought to the highest; a dot where none is known."""
    known = [one.known.a_day for one in weeks]
    most = max((value for value in known if value is not None), default=0)
    drawn = []
    for value in known:
        step = 0 if not value else min(int(value / most * len(SPARKS)), len(SPARKS) - 1)
        drawn.append(UNKNOWN if value is None else SPARKS[step])
    return "".join(drawn)
