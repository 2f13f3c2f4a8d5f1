"""Accounts on the screen: one on a page, and those that matter now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from rich.text import Text

from valley import dates
from valley.insight.accounts import AccountView, Mattering
from valley.model import Entry, short
from valley.ui import account_sentences as said
from valley.ui import style
from valley.ui.altitudes import look_of
from valley.ui.style import Renderable, Screen
from valley.ui.text import one_line, visible

MOST = 3  # promises, excuses, steps that worked and wins that are shown of each
LAST = 8  # entries


def account_page(view: AccountView, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield one account on one screen."""
    yield Text(visible(view.name), "title")
    yield style.words(said.met(view, today), "quiet")
    if view.spellings:
        yield style.words(said.also(view.spellings), "quiet")
    yield style.words(said.stands(view, today))
    yield from _part(
        said.OPEN,
        (style.words(said.promise_line(one, today), "action", indent=2) for one in view.open),
    )
    yield from _part(
        said.EXCUSES,
        (style.words(said.excuse_line(one, today), indent=2) for one in view.excuses),
    )
    yield from _part(
        said.WORKED,
        (style.words(one.action or "", "out", indent=2) for one in view.worked),
    )
    yield from _part(
        said.WINS,
        (part for one in view.won[:MOST] for part in _win(one, today=today, screen=screen)),
        most=2 * MOST,
    )
    if view.comments:
        from valley.ui.mentor import wrote

        yield from wrote(view.comments, most=MOST)
    yield Text(f"\n{said.IN_ORDER}", "title")
    shown = view.entries[-LAST:]
    if before := len(view.entries) - len(shown):
        yield style.words(said.earlier(before, view.name), "quiet", indent=2)
    for entry in shown:
        yield _line(entry, today=today, screen=screen)


def account_list(found: Sequence[Mattering], *, known: bool, today: date) -> Iterator[Renderable]:
    """Yield the accounts that matter now.

    Args:
        found: The accounts.
        known: Whether any account is known.
        today: The day it is.
    """
    if not found:
        yield Text(said.NONE_MATTERS if known else said.NONE_KNOWN, "quiet")
        return
    yield Text(said.MATTER_NOW, "title")
    for one in found:
        yield Text()
        yield Text(visible(one.name), "title")
        look = "slope" if one.piling else "action" if one.open else "quiet"
        yield style.words(said.matters(one, today), look, indent=2)
    yield Text(f"\n{said.ONE_OF_THEM}", "quiet")


def _part(heading: str, lines: Iterable[Renderable], most: int = MOST) -> Iterator[Renderable]:
    """Yield the first lines of a part below its heading; nothing where there are none."""
    shown = list(islice(lines, most))
    if shown:
        yield Text(f"\n{heading}", "title")
        yield from shown


def _win(entry: Entry, *, today: date, screen: Screen) -> Iterator[Renderable]:
    """Yield a win, and what was said of it since."""
    yield _line(entry, today=today, screen=screen)
    if entry.debrief:
        yield style.words(f"{said.DEBRIEF}: {entry.debrief}", "quiet", indent=4)


def _line(entry: Entry, *, today: date, screen: Screen) -> Renderable:
    """Return an entry: day, mark, what happened, and where it takes more than a line, hanging."""
    look = look_of(entry)
    mark = look.name if screen.plain else look.mark(ascii_only=screen.ascii_only)
    line = Text()
    line.append(f"{dates.show(entry.day, today=today)} ", "day")
    line.append(f"{mark} ", look.style)
    line.append(short(one_line(entry.happened)))
    return style.Words(line, Text("  "), hang=2)
