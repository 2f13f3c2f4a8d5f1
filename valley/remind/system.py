"""The machine as reminders see it: its platform, its programs, the user's folders."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from valley.errors import CannotWrite, NotFound

PATIENCE = 20  # seconds a program may take
Run = Callable[[Sequence[str], bytes, Mapping[str, str]], tuple[int, bytes]]


def run(command: Sequence[str], data: bytes, env: Mapping[str, str]) -> tuple[int, bytes]:
    """Run a program on this, no shell between; return its exit code and what it printed.

    That is what it said on stderr where it failed.
    """
    try:
        done = subprocess.run(  # noqa: S603  # our own words, never a shell
            list(command),
            input=data,
            env=dict(env),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, str(error).encode()
    return done.returncode, done.stdout if done.returncode == 0 else done.stderr or done.stdout


@dataclass(frozen=True)
class System:
    """What there is to work with; tests give another one.

    Attributes:
        platform: As `sys.platform` names it.
        env: The environment.
        python: What runs valley.
        which: Finds a program, or None.
        start: Runs one.
        uid: The user's number, where users have one.
    """

    platform: str = sys.platform
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    python: str = sys.executable
    which: Callable[[str], str | None] = shutil.which
    start: Run = run
    uid: int = os.getuid() if hasattr(os, "getuid") else 0

    @property
    def user(self) -> Path:
        """The user's own folder.

        Raises:
            NotFound: Nothing tells where it is.
        """
        name = "USERPROFILE" if self.platform == "win32" else "HOME"
        if not self.env.get(name):
            raise NotFound(f"{name} is not set, so there is no place for a reminder; set it first.")
        return Path(self.env[name])

    def has(self, program: str) -> bool:
        """Return whether there is a program of that name."""
        return self.which(program) is not None

    def does(self, command: Sequence[str]) -> bool:
        """Run a program; return whether it did its work."""
        return self.start(command, b"", self.env)[0] == 0

    def do(self, command: Sequence[str], data: bytes = b"") -> None:
        """Run a program that must succeed.

        Raises:
            CannotWrite: It did not.
        """
        code, output = self.start(command, data, self.env)
        if code:
            why = in_words(output) or f"it ended with {code}"
            raise CannotWrite(f"{' '.join(command)} did not work: {why}.")


def in_words(output: bytes) -> str:
    """Return what a program printed in one line."""
    return " ".join(output.decode("utf-8", "replace").split())
