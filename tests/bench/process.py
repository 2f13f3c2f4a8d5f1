"""Run a process and say what it took: seconds, and its peak of memory.

This module and those that use it stay small on purpose: the peak that Linux tells of a child is
never less than what its parent held when it started it.
"""

import os
import pty
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SIGN = "› ".encode()  # what stands at the end of a question


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took: seconds of the clock and of the processor, and megabytes at its peak."""

    seconds: float
    megabytes: float = 0.0
    processor: float = 0.0


def run(argv: Sequence[str], env: Mapping[str, str], *, errors: Path) -> Took:
    """Run a process to its end, its output thrown away.

    Raises:
        SystemExit: It failed; what it said on stderr is passed on.
    """
    if sys.platform != "win32":
        outputs = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(errors), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ]
        began = time.perf_counter()
        pid = os.posix_spawn(argv[0], list(argv), env, file_actions=outputs)
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - began
        if status != 0:
            raise SystemExit(f"{' '.join(argv)} ended with {status}: {errors.read_text('utf-8')}")
        return Took(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
    raise NotImplementedError


def first_prompt(argv: Sequence[str], env: Mapping[str, str]) -> Took:
    """Run a process in a terminal of its own until its first prompt stands on the screen.

    Raises:
        SystemExit: It ended before there was one.
    """
    assert hasattr(pty, "fork")
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(argv[0], list(argv), env)
    screen = b""
    try:
        while SIGN not in screen:
            screen += os.read(terminal, 4096)
        seconds = time.perf_counter() - began
    except OSError:
        raise SystemExit(f"No prompt came: {screen.decode(errors='replace')}") from None
    finally:
        assert hasattr(signal, "SIGKILL")
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return Took(seconds)
