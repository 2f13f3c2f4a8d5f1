"""A process that dies in the middle of what it writes."""

import os
import warnings
from collections.abc import Callable
from typing import Any

import cryptography.hazmat.primitives.kdf.scrypt  # noqa: F401  # here, not in every child

# Of flushing nothing can be seen from outside; that it comes before the rename, tests of files say.
STEPS = ("open", "write", "replace", "rename", "unlink", "mkdir", "rmdir")
KILLED, FAILED = 77, 78


def dies_at(step: int, do: Callable[[], object]) -> bool:
    """Do something in a process of its own that dies before its nth step; tell whether it did.

    A step is a call that changes the disk. Of a write half is done. Nothing is cleaned up: no
    `finally` runs, as when the battery is empty.
    """
    assert hasattr(os, "fork")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside xdist's threads
        child = os.fork()
    if not child:
        try:
            _count_down(step)
            do()
        except BaseException:  # noqa: BLE001  # told to the parent
            os._exit(FAILED)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, KILLED}, code
    return code == KILLED


def _count_down(step: int) -> None:
    """Replace the calls that change the disk by such that count, and die at the last."""
    left = [step]

    def wrap(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            reads = name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR)
            left[0] -= not reads
            if left[0] or reads:
                return call(*args, **options)
            if name == "write":
                call(args[0], args[1][: len(args[1]) // 2])
            os._exit(KILLED)

        return counted

    for name in STEPS:
        setattr(os, name, wrap(name, getattr(os, name)))
