"""A year on one screen: its terrain, one line of figures, and what stands out of it."""

from collections.abc import Iterator
from datetime import date

from rich.table import Table
from rich.text import Text

from valley.insight.year import Year
from valley.ui import profile, style
from valley.ui import year_sentences as say
from valley.ui.landscape import picture
from valley.ui.style import Renderable, Screen
from valley.ui.text import one_line

GAP = 2  # columns between a name and what it tells


def year(view: Year, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield a year."""
    if view.ground is None:
        yield style.words(say.nothing(view.year), "quiet")
        return
    yield Text.assemble((say.year_title(view), "title"), (f"  {say.span(view, today)}", "quiet"))
    if screen.plain:
        yield style.words(f"{say.days(view)}; {say.rest(view)}")
        for name, told in _rows(view, today):
            yield style.words(f"{name}: {told}")
        return
    if screen.width >= profile.NARROWEST:
        best = {view.best.name} if view.best else set()
        yield from picture(view.ground, screen=screen, rows=profile.LOW, flagged=best)
        yield from profile.legend(
            flag=say.BEST_WEEK if best else "", width=screen.width, ascii_only=screen.ascii_only
        )
    yield Text()
    yield style.words(say.days(view), "title")
    yield style.words(say.rest(view), "quiet")
    yield Text()
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    named = ""
    for name, told in _rows(view, today):
        table.add_row(Text("" if name == named else name, "day"), Text(told))
        named = name
    yield table


def _rows(view: Year, today: date) -> Iterator[tuple[str, str]]:
    """Yield what is told of it, each under its name."""
    for gone in view.left:
        yield say.LEFT, one_line(say.left(gone, today))
    for new in view.came:
        yield say.CAME, one_line(say.came(new, today))
    if view.hours:
        yield say.LEARNED, say.hours(view.hours)
    for entry in view.learned:
        yield say.LEARNED, one_line(say.turned_out(entry))
    if view.moves:
        yield say.MOVES, one_line(say.moves(view.moves))
    if view.best:
        yield say.BEST, one_line(say.best(view.best, today))
