"""A person at a shell: zsh, bash or fish in a pseudo-terminal, with valley's completion loaded."""

import os
import shutil
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import LIMIT, World

SHELLS = [
    pytest.param(
        name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"there is no {name}")
    )
    for name in ("zsh", "bash", "fish")
]
START = {
    "zsh": ["-f", "-i"],
    "bash": ["--norc", "--noprofile", "-i"],
    "fish": ["--no-config", "-i"],
}
LOADS = {
    "zsh": 'autoload -Uz compinit; compinit -u -D; unsetopt beep; eval "$(valley {show})"',
    "bash": 'bind "set bell-style none"; eval "$(valley {show})"',
    "fish": "function fish_prompt; echo 'fish> '; end; valley {show} | source",
}


EMPTY_LINE = "\x05\x15"  # to its end, and all of it goes


class Shell:
    """A shell of a name, in an empty folder, with `valley` on its path."""

    def __init__(self, name: str, world: World, folder: Path) -> None:
        (folder / "bin").mkdir()
        (folder / "here").mkdir()
        self.name, self.here = name, folder / "here"
        valley = folder / "bin" / "valley"
        valley.write_text(f'#!/bin/sh\nexec {sys.executable} -m valley "$@"\n')
        valley.chmod(0o755)
        env = os.environ | world.env | {"PATH": f"{valley.parent}:{os.environ['PATH']}"}
        env |= {"PS1": "$ ", "TERM": "xterm", "INPUTRC": "/dev/null", "LANG": "C.UTF-8"}
        env |= {"PYTHONPATH": str(Path(__file__).parents[2])}
        self._child = pexpect.spawn(
            str(shutil.which(name)),
            START[name],
            env=env,
            cwd=self.here,
            encoding="utf-8",
            codec_errors="backslashreplace",
            timeout=LIMIT * 3,
            dimensions=(60, 200),
        )
        self.runs(LOADS[name].format(show=f"--show-completion {name}"))

    def runs(self, line: str) -> str:
        """Run a line; return what was shown until it had ended."""
        self._child.send(f"{line}; echo en''ded\r")
        self._child.expect_exact("ended\r\n")
        return str(self._child.before)

    def tab(self, line: str, then: str = EMPTY_LINE) -> str:
        """Type a line, press Tab twice and then other keys; return what was shown."""
        self._child.send(f"{line}\t\t{then}")
        return self.runs("true")

    def end(self) -> None:
        """End it."""
        self._child.close(force=True)
