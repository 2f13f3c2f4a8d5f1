"""How far long work has come: a bar on stderr, once it has taken long enough to wonder."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from valley.ui.text import one_line

PATIENCE = 2.0  # seconds without a word

Advance = Callable[[int], None]


@contextmanager
def progress(what: str, total: int, *, plain: bool) -> Iterator[Advance]:
    """Return a function to call with each bit of work done.

    Nothing is shown where stderr is no terminal; without redraw it is one line.

    Args:
        what: What is being done.
        total: How much there is to do; 0 where that is not known.
        plain: No bar, no redraw.
    """
    with ExitStack() as stack:
        begun = monotonic() if sys.stderr.isatty() else None
        done = 0
        show: Advance | None = None

        def advance(count: int) -> None:
            nonlocal done, show
            done += count
            if show is not None:
                show(done)
            elif begun is not None and monotonic() - begun > PATIENCE:
                show = _plainly(one_line(what)) if plain else _bar(one_line(what), total, stack)
                show(done)

        yield advance


def _plainly(what: str) -> Advance:
    sys.stderr.write(f"{what} …\n")
    sys.stderr.flush()
    return lambda _: None


def _bar(what: str, total: int, stack: ExitStack) -> Advance:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = bar.add_task(what, total=total or None)
    return lambda done: bar.update(task, completed=done)
