"""Signals that would end valley on the spot, taken as Ctrl-C: what is half done is cleared away."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDS = ("SIGHUP", "SIGTERM", "SIGQUIT")  # a closed terminal, a shutdown, Ctrl-\


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise KeyboardInterrupt at the first of these signals; more of them cut into no clearing up.

    A signal that is ignored already, as after `nohup`, stays ignored.
    """
    known = (getattr(signal, name) for name in ENDS if hasattr(signal, name))
    ends = [end for end in known if signal.getsignal(end) is signal.SIG_DFL]

    def stop(*_: object) -> None:
        for end in ends:
            signal.signal(end, signal.SIG_IGN)
        raise KeyboardInterrupt

    try:
        for end in ends:
            signal.signal(end, stop)
        yield
    finally:
        for end in ends:
            signal.signal(end, signal.SIG_DFL)


@contextmanager
def put_off() -> Iterator[None]:
    """Let what stops valley wait until the block has ended: half a start of a program is lost hold of."""
    late: list[int] = []
    names = (*ENDS, "SIGINT")
    known = {one: signal.getsignal(one) for name in names if (one := getattr(signal, name, None))}
    before = {one: handler for one, handler in known.items() if callable(handler)}
    try:
        for one in before:
            signal.signal(one, lambda number, _: late.append(number))
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in late:
        signal.raise_signal(number)
