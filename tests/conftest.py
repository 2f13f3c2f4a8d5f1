"""What every test may use: a world of its own, valley in it, and a real terminal."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pexpect
import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

pytest_plugins = ["tests.golden_plugin"]

TODAY = "2026-03-04"  # a Wednesday
PROMPT = "› "
LIMIT = 20  # seconds a terminal waits for what it expects

# A busy machine is no fault of the code: the first draw of a text alone can take a second there.
# What is drawn is the same each time, so that a commit that passed passes again; `search` draws
# anew, and more, for a developer who looks for what is not yet known.
settings.register_profile(
    "same",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("few", settings.get_profile("same"), max_examples=10)
settings.register_profile(
    "search", settings.get_profile("same"), derandomize=False, max_examples=500
)
settings.load_profile("same")


# Whom modes of files keep from nothing.
IS_ROOT = sys.platform != "win32" and os.geteuid() == 0


def heed_zone() -> None:
    """Have this process heed what TZ says, where a system knows of it."""
    if sys.platform != "win32":
        time.tzset()


def make_pipe(path: Path) -> None:
    """Make a pipe that has a name, where a system has such."""
    if sys.platform != "win32":
        os.mkfifo(path)


@dataclass
class World:
    """A journal folder that does not exist yet, the day it is, and valley called within.

    Attributes:
        home: The folder of the journal.
        env: What a process of its own needs beside the present environment.
    """

    home: Path
    monkeypatch: pytest.MonkeyPatch
    env: dict[str, str] = field(default_factory=dict)

    def set(self, **variables: str) -> None:
        """Set variables of the environment, for this process and those it starts."""
        for name, value in variables.items():
            self.env[name] = value
            self.monkeypatch.setenv(name, value)

    def day(self, moment: str) -> None:
        """Move to a day, or a day and time, in ISO form."""
        self.set(VALLEY_TODAY=moment)

    def call(self, *args: str) -> Result:
        """Run valley in this process."""
        from valley.cli.app import app

        return CliRunner().invoke(app, args, prog_name="valley")

    def run(self, *args: str, code: int = 0) -> str:
        """Run valley, check its exit code, and return what it printed."""
        result = self.call(*args)
        assert result.exit_code == code, result.output
        return result.stdout

    def fails(self, *args: str, code: int) -> str:
        """Run valley, which must print nothing and one line on stderr; return that line."""
        result = self.call(*args)
        assert result.exit_code == code, result.output
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1, result.stderr
        return result.stderr.strip()

    def json(self, *args: str, code: int = 0) -> Any:
        """Run valley with --json and return the document."""
        return json.loads(self.run(*args, "--json", code=code))

    def checkin(self, happened: str = "A day", **answers: str) -> dict[str, Any]:
        """Log an entry without a question, and return it."""
        flags = [f"--{name.replace('_', '-')}={answer}" for name, answer in answers.items()]
        entry: dict[str, Any] = self.json("checkin", "--no-input", f"--happened={happened}", *flags)
        return entry


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Give each test a home, a journal folder and a pinned day of its own."""
    for name in list(os.environ):
        if name.startswith(("VALLEY_", "XDG_")) or name in {"NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)
    if "rich.style" in sys.modules:  # a style keeps the codes of the first screen it was drawn on
        style = sys.modules["rich.style"].Style
        style.parse.cache_clear()
        style._add.cache_clear()
    made = World(tmp_path / "valley", monkeypatch)
    made.set(
        VALLEY_HOME=str(made.home),
        VALLEY_TODAY=TODAY,
        HOME=str(tmp_path),
        TZ="UTC",
        COLUMNS="80",
        TERM="xterm",
        EDITOR="false",
        VISUAL="",
    )
    return made


def _hear_ctrl_c() -> None:
    """Do not inherit that tests run in the background of a script, where Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """valley in a real pseudo-terminal."""

    def __init__(
        self, world: World, args: tuple[str, ...], columns: int, module: str = "valley"
    ) -> None:
        env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", module, *args],
            env=env | {k: v for k, v in world.env.items() if k != "COLUMNS"},
            encoding="utf-8",
            codec_errors="surrogateescape",  # so that bytes that are no text can be typed
            timeout=LIMIT,
            dimensions=(24, columns),
            preexec_fn=_hear_ctrl_c,
        )
        # What is typed was asked for, and `ends` waits: no rest is needed before or after.
        self.child.delaybeforesend = None
        self.child.delayafterclose = 0

    def sees(self, text: str) -> None:
        """Wait until this stands on the screen."""
        self.child.expect_exact(text)

    def answers(self, question: str, answer: str) -> None:
        """Wait for a question and its prompt, and answer it."""
        self.sees(question)
        self.sees(PROMPT)
        self.child.sendline(answer)

    def interrupt(self, question: str) -> None:
        """Wait for a question and its prompt, and press Ctrl-C.

        Python misses a Ctrl-C between showing the prompt and waiting for a key; a person, who is
        slower than that, presses again, and so does this.
        """
        self.sees(question)
        self.sees(PROMPT)
        for _ in range(LIMIT):
            self.child.sendintr()
            if self.child.expect_exact(["Stopped", pexpect.TIMEOUT], timeout=1) == 0:
                return
        raise AssertionError(self.child.before)

    def ends(self, code: int = 0) -> str:
        """Wait for the end, wanting no other entry; check the exit code; return what was printed."""
        shown = ""
        if self.child.expect_exact(["Another?", pexpect.EOF]) == 0:
            shown = str(self.child.before)
            self.sees(PROMPT)
            self.child.sendline()
            self.child.expect(pexpect.EOF)
        self.child.wait()
        self.child.close()
        assert self.child.exitstatus == code, self.child.before
        return f"{shown}{self.child.before}"


@pytest.fixture
def terminal(world: World) -> Iterator[Callable[..., Terminal]]:
    """Give a function that starts valley in a terminal of so many columns."""
    started: list[Terminal] = []

    def start(*args: str, columns: int = 80, module: str = "valley") -> Terminal:
        started.append(Terminal(world, args, columns, module))
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)
