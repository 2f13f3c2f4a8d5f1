"""Journeys in tmux: keys are sent, the screen is read, at 40 and 80 columns."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.conftest import World

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
LIMIT = 20  # seconds to wait for what should come
ROWS = 40


class Pane:
    """A terminal of so many columns, in a tmux server of its own."""

    def __init__(self, world: World, folder: Path, columns: int) -> None:
        self._tmux = ["tmux", "-f", "/dev/null", "-S", str(folder / "tmux")]
        self._env = {
            k: v for k, v in (os.environ | world.env).items() if k not in {"COLUMNS", "TMUX"}
        }
        self._env |= {"LANG": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[1])}
        self.columns = columns
        self._run("new-session", "-d", "-x", str(columns), "-y", str(ROWS), "sh")
        self.types("echo re''ady")
        self.sees("ready")

    def types(self, text: str) -> None:
        """Type a line and press Enter."""
        self._run("send-keys", "-l", text)
        self._run("send-keys", "Enter")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self._run("send-keys", "C-c")

    def valley(self, *words: str) -> None:
        """Call valley on a clean screen."""
        self.types(f"clear; {sys.executable} -m valley {' '.join(words)}; echo ended=$?")

    @property
    def screen(self) -> str:
        """What stands on the screen, lines that were too long for it broken in two."""
        return self._run("capture-pane", "-p").rstrip()

    def sees(self, text: str) -> str:
        """Wait until this stands on the screen."""
        until = time.monotonic() + LIMIT
        while time.monotonic() < until:
            if text in " ".join(self.screen.split()):
                return self.screen
            time.sleep(0.05)
        raise AssertionError(f"{text!r} did not come; there is:\n{self.screen}")

    def end(self) -> None:
        """End the server."""
        self._run("kill-server")

    def _run(self, *words: str) -> str:
        ran = subprocess.run(
            [*self._tmux, *words], env=self._env, capture_output=True, text=True, check=True
        )
        return ran.stdout


@pytest.fixture(params=[40, 80])
def pane(world: World, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Pane]:
    """Give a terminal of 40 and of 80 columns."""
    made = Pane(world, tmp_path, request.param)
    yield made
    made.end()


def test_an_evening(world: World, pane: Pane) -> None:
    """The questions, the answers, what is said then."""
    pane.valley("checkin")
    for question, answer in [
        ("What happened today?", "Demo at Acme, 金鱼楼, six people and a dog in the room"),
        ("What reason did you give?", "they say we are too dear"),
        ("Which excuse is that?", "1"),
        ("What are you going to do about that?", "call their CFO at 9 on friday"),
        ("Another?", ""),
    ]:
        pane.sees(question.split()[-1])
        pane.types(answer)
    shown = pane.sees("ended=0")
    assert "Streak 1 day" in shown
    (entry,) = world.json("log")
    assert entry["excuse"] == "price-too-high"
    assert "Promised for Fri 6 Mar" in " ".join(shown.split())
    pane.valley("status")
    pane.sees("1 logged")


@pytest.mark.parametrize("screen", ["excuses", "streak"])
def test_a_look_back(pane: Pane, screen: str) -> None:
    """What tmux shows is what was drawn: nothing ran over the edge."""
    words = ["excuses", "show", "price-too-high"] if screen == "excuses" else [screen]
    pane.valley("demo", *words)
    shown = pane.sees("ended=0")
    assert all(wcswidth(line) <= pane.columns for line in shown.splitlines())
    if screen == "streak":
        mon = next(line for line in shown.splitlines() if line.startswith("Mon "))
        assert "■" in mon
        assert "today" in shown
    else:
        assert "cost per cup" in " ".join(shown.split())


def test_ctrl_c_leaves_a_clean_line(world: World, pane: Pane) -> None:
    """And the next check-in goes on."""
    pane.valley("checkin")
    pane.sees("What happened today?")
    pane.types("Two calls")
    pane.sees("What reason")
    pane.interrupt()
    pane.sees("ended=130")
    pane.valley("checkin")
    pane.sees("You began a check-in")
    assert world.json("log") == []
