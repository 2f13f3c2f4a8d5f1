"""The playbook on the screen: the rep's own moves by excuse, and what they said of their wins."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from valley import dates
from valley.insight.playbook import Move, Playbook
from valley.model import Debriefed, Entry, short
from valley.ui import style
from valley.ui.one_more_sentences import DEBRIEFS
from valley.ui.sentences import things
from valley.ui.style import Renderable
from valley.ui.text import visible

MOST = 3  # moves of an excuse
EXCUSES = 5  # that are shown
NOTHING = "No move of yours yet: a promise that was kept, or a win you said something of, makes the first."
HOW_COUNTED = (
    "Kept: of the promises that have ended. Wins: on the same account, within 14 days of a kept one;"
    " what came before a win need not have made it."
)


def playbook(view: Playbook, *, today: date) -> Iterator[Renderable]:
    """Yield the moves, then what was said of wins."""
    if not (view.moves or view.made_it or view.nearly_lost):
        yield style.words(NOTHING, "quiet")
        return
    if view.moves:
        yield Text("What you did when it went well", "title")
        yield _table(view.moves[:MOST])
    for _, title, moves in view.by_excuse[:EXCUSES]:
        yield Text(visible(f"\n{title}"), "title")
        yield _table(moves[:MOST])
    if (more := len(view.by_excuse) - EXCUSES) > 0:
        yield style.words(f"\nAnd for {things(more, 'excuse')} more: --json lists all.", "quiet")
    if view.moves:
        yield Text()
        yield style.words(HOW_COUNTED, "quiet")
    for asked, told in (
        (Debriefed.MADE_IT, view.made_it),
        (Debriefed.NEARLY_LOST, view.nearly_lost),
    ):
        yield from _told(DEBRIEFS[asked], told, today)


def _table(moves: Sequence[Move]) -> Table:
    """Return moves with how often each was kept, and the newest that was."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for align, share in (("left", None), ("right", None), ("right", None), ("left", 1)):
        table.add_column(justify=align, ratio=share, overflow="fold")  # type: ignore[arg-type]
    for move in moves:
        wins = f"{move.wins} win{'' if move.wins == 1 else 's'}" if move.wins else ""
        last = f"“{short(move.last.action or '')}”" if move.last else ""
        cells = (f"  {move.name}", f"{move.kept} of {move.made} kept", wins, last)
        styles = ("action", "", "win", "quiet")
        table.add_row(*(Text(visible(cell), one) for cell, one in zip(cells, styles, strict=True)))
    return table


def _told(asked: str, wins: Sequence[Entry], today: date) -> Iterator[Renderable]:
    """Yield what was answered to a question about wins."""
    if wins:
        yield Text(f"\n{asked}", "title")
    for win in wins:
        when = f"{dates.show(win.day, today=today)}, {short(win.happened, 50)}"
        yield style.words(when, "quiet", indent=2)
        yield style.words(win.debrief or "", indent=4)
