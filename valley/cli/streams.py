"""stdin, stdout and stderr, whatever the shell made of them: closed, full, a pipe nobody reads.

What stdout cannot take is an error of its own, so that the one boundary in `valley.cli.app` can tell
it from any other; what stderr cannot take is lost, and nothing else is.
"""

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any

from valley.errors import CannotWrite
from valley.ui.text import STAND_INS

ENCODING = "utf-8"  # of a stream that was closed, where nothing tells
MOST_DIGITS = 5  # of how wide or high a terminal is


class OutputLost(CannotWrite):
    """What was to be printed cannot be.

    Attributes:
        enough: Whoever reads it has all they wanted: `valley log | head`.
    """

    def __init__(self, error: OSError) -> None:
        self.enough = error.errno == errno.EPIPE
        why = "it is closed" if error.errno == errno.EBADF else error.strerror
        super().__init__(f"Cannot write the output: {why}.")


class Outlet(io.RawIOBase):
    """Where bytes leave for stdout.

    Args:
        raw: What takes them.
        owner: The stream it is taken from, which would close it when nobody holds it any more.
    """

    def __init__(self, raw: Any, owner: Any = None) -> None:
        self._raw = raw
        self._owner = owner

    def fileno(self) -> int:
        """Return the number of the file."""
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return bool(self._raw.isatty())

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, data: Any) -> int:
        """Write some of the bytes, and return how many.

        Raises:
            OutputLost: It cannot take them.
        """
        try:
            while (count := self._raw.write(data)) is None:  # a pipe that is not waited for
                import select

                select.select([], [self], [])
        except OSError as error:
            raise OutputLost(error) from error
        return int(count)


class Aside(Outlet):
    """Where bytes leave for stderr: there is nowhere left to say that it takes none."""

    def write(self, data: Any) -> int:
        """Write some of the bytes, or lose them all; return how many."""
        try:
            return super().write(data)
        except OutputLost:
            return len(data)


def guard() -> None:
    """Put these streams in the place of Python's own; an old encoding, or size, never ends in a crash."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # else the next file that is opened would take its number
            os.set_inheritable(os.open(os.devnull, os.O_RDONLY), True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding=ENCODING, closefd=False)  # noqa: SIM115
    for name in ("COLUMNS", "LINES"):  # Rich takes what is no number, or an endless one, for one
        told = os.environ.get(name, "")
        if not (told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS):
            os.environ.pop(name, None)
    sys.stdout = _text(sys.stdout, 1, Outlet)
    sys.stderr = _text(sys.stderr, 2, Aside)


def let_go() -> None:
    """Lose what waits to be printed and cannot be: at the end it would be tried once more."""
    try:
        sys.stdout.flush()
    except OutputLost:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        with suppress(OutputLost):
            sys.stdout.flush()


def _text(stream: Any, number: int, outlet: type[Outlet]) -> io.TextIOWrapper:
    """Make a stream like Python's own over an outlet."""
    binary = stream.buffer if stream else io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(outlet(getattr(binary, "raw", binary), stream)),
        encoding=stream.encoding if stream else ENCODING,
        errors=STAND_INS,
        line_buffering=bool(stream and stream.line_buffering),
        write_through=bool(stream and stream.write_through),
    )
