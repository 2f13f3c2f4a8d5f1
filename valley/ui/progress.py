"""How far long work has come: a bar on stderr, once it has taken long enough to wonder."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Timer
from time import monotonic

from valley.ui.text import one_line

PATIENCE = 2.0  # seconds without a word
ERASED = "\r\x1b[K"  # the line that stands there

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


@contextmanager
def waiting(what: str, *, plain: bool) -> Iterator[None]:
    """Write what goes on, once that has taken long enough to wonder; the line goes as it ends.

    For work that cannot say how far it is. Nothing is shown where stderr is no terminal; without
    redraw the line stays.

    Args:
        what: What is being done.
        plain: No redraw.
    """
    if not sys.stderr.isatty():
        yield
        return
    begun: list[Advance] = []
    timer = Timer(PATIENCE, lambda: begun.append(_plainly(one_line(what), redraws=not plain)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if begun and not plain:
            sys.stderr.write(ERASED)
            sys.stderr.flush()


def _plainly(what: str, *, redraws: bool = False) -> Advance:
    sys.stderr.write(f"{what} …" if redraws else f"{what} …\n")
    sys.stderr.flush()
    return lambda _: None


def _bar(what: str, total: int, stack: ExitStack) -> Advance:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = bar.add_task(what, total=total or None)
    return lambda done: bar.update(task, completed=done)
