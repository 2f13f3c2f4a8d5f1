"""What is wrong, which copies there are, and what a restore would do, on the screen."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.text import Text

from valley import dates
from valley.model import short
from valley.reports import Copy, Difference, Mention, Problem
from valley.ui import style
from valley.ui.sentences import things
from valley.ui.style import Renderable

SHOWN = 20


def checkup(problems: Sequence[Problem], *, home: Path) -> Iterator[Renderable]:
    """Yield what is wrong and what helps, file by file."""
    if not problems:
        yield style.words(f"All is well in {home}.")
        return
    file = None
    for problem in problems:
        if problem.file != file:
            yield style.words(problem.file, "title")
            file = problem.file
        yield style.words(problem.why, indent=2)
        yield style.words(f"Help: {problem.help}", "quiet", indent=2)
    yield Text(f"\n{things(len(problems), 'thing')} to look at; nothing was changed.", "quiet")


def copy_list(copies: Sequence[Copy], *, today: date) -> Iterator[Renderable]:
    """Yield the backups, newest first."""
    for copy in copies:
        how = "by hand" if copy.by_hand else "daily"
        yield style.words(f"{copy.name}  {dates.show(copy.day, today=today)}, {how}")
    if not copies:
        yield Text("No copies yet; the first is made before the first change of a day.", "quiet")


def difference(found: Difference, *, today: date) -> Iterator[Renderable]:
    """Yield what a restore would do."""
    copy = found.copy
    day = dates.show(copy.day, today=today)
    yield style.words(f"The copy {copy.name} of {day}, into journal/{copy.volume}.json:")
    if found.is_empty:
        yield style.words("says the same as the journal.", indent=2)
    if found.damaged:
        yield style.words("that file is damaged and would be replaced.", indent=2)
    yield from _part("would come back", found.comes)
    yield from _part("would change", found.changes)
    yield from _part("would go", found.goes)


def _part(what: str, found: Sequence[Mention]) -> Iterator[Renderable]:
    """Yield what something would happen to."""
    if not found:
        return
    yield style.words(f"{len(found)} {what}:", indent=2)
    for one in found[:SHOWN]:
        yield style.words(f"{one.when}  {short(one.said)}", "quiet", indent=4)
    if len(found) > SHOWN:
        yield style.words(f"and {len(found) - SHOWN} more", "quiet", indent=4)
