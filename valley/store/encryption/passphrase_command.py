"""Running `passphrase_command`: without a shell, bounded in time and size, nothing left running."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import IO

from valley import on_windows

PATIENCE = 120.0  # seconds for the passphrase: a person may be asked, or has to touch a key
AFTERWARDS = 1.0  # seconds for the command to end once it is there
LOOK = 0.05  # seconds between two looks at whether the command has ended
MOST = 1 << 20  # bytes that are read of what it prints

RUNNING = "_VALLEY_PASSPHRASE_COMMAND"  # set for the command: a valley in it must not run it again
# In a group of its own it is ended with all it has started.
_GROUP = {"process_group": 0} if hasattr(os, "killpg") else {}


class CommandFailed(Exception):
    """The command gave no passphrase; the text says why, and follows its name."""


def first_line(command: str) -> bytes:
    """Run a command and return the first line it prints, as soon as that is there.

    Raises:
        CommandFailed: It cannot be run, failed, or printed no line in time.
        KeyboardInterrupt: Ctrl-C while it ran.
    """
    if RUNNING in os.environ:
        raise CommandFailed("runs valley, which would need it again")
    env = os.environ | {RUNNING: "1"}
    try:
        words = on_windows.command_words(command)
        process = subprocess.Popen(words, stdout=subprocess.PIPE, env=env, **_GROUP)  # type: ignore[call-overload]  # noqa: S603  # the person's own command
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise CommandFailed(f"cannot be run: {why}") from error
    printed = _Printed(process.stdout)
    try:
        with _in_front(process.pid):
            printed.wait(process)
            code = _code(process)
    finally:
        _end(process)
        printed.ended()
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code:
        raise CommandFailed(f"ended with code {code}")
    return printed.line()


class _Printed:
    """What a command prints, read as it comes: whoever holds the pipe afterwards is not waited for."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._read = b""
        self._has_line, self._ended = Event(), Event()
        self._reader = Thread(target=self._go_on, daemon=True)
        self._reader.start()

    def wait(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait for a whole line, or the end of what the command has to say.

        Raises:
            CommandFailed: None came in time.
        """
        until = monotonic() + PATIENCE
        while not self._has_line.is_set() and process.poll() is None:
            if monotonic() > until:
                raise CommandFailed(f"gave no passphrase within {PATIENCE:g} seconds and was ended")
            self._has_line.wait(LOOK)
        self._has_line.wait(AFTERWARDS)

    def line(self) -> bytes:
        """Return the first line.

        Raises:
            CommandFailed: It has no end.
        """
        line = self._read.split(b"\n", 1)[0]
        if len(line) >= MOST:
            raise CommandFailed("printed too much for a passphrase")
        return line.removesuffix(b"\r")

    def ended(self) -> None:
        """Close the pipe; where somebody holds it still, that is left to the end of valley."""
        self._ended.set()
        self._reader.join(LOOK)

    def _go_on(self) -> None:
        while len(self._read) < MOST and (part := os.read(self._pipe.fileno(), 1 << 16)):
            self._read += part
            if b"\n" in part:
                self._has_line.set()
        self._has_line.set()
        self._ended.wait()  # closed earlier, the command would end of that
        self._pipe.close()


def _code(process: "subprocess.Popen[bytes]") -> int:
    """Return the code the command ended with; one that goes on has done what it shall."""
    try:
        return process.wait(AFTERWARDS)
    except subprocess.TimeoutExpired:
        return 0


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the command and what it has started in its group."""
    kinds = (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM))
    for kind in kinds:
        with suppress(OSError):  # nobody is left
            if sys.platform != "win32" and _GROUP:
                os.killpg(process.pid, kind)
            else:
                process.send_signal(kind)
        with suppress(subprocess.TimeoutExpired):
            process.wait(AFTERWARDS)
            return


@contextmanager
def _in_front(group: int) -> Iterator[None]:
    """Lend the terminal to the command, as a shell does: it may ask for something there."""
    if sys.platform != "win32" and _GROUP and (terminal := _terminal()) is not None:
        own = os.getpgrp()
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})  # or we'd be stopped
        try:
            if is_ours := os.tcgetpgrp(terminal) == own:
                with suppress(OSError):  # it has ended
                    os.tcsetpgrp(terminal, group)
                    os.killpg(group, signal.SIGCONT)  # it may have asked too early
            try:
                yield
            finally:
                if is_ours:
                    os.tcsetpgrp(terminal, own)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            os.close(terminal)
    else:
        yield


def _terminal() -> int | None:
    """Open the terminal valley runs in; None where there is none."""
    try:
        return os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return None
