# ruff: noqa: INP001  # a script beside the pictures it makes
"""Make the README's pictures of the demo: `python .github/pictures.py`.

Each is an SVG beside this file, drawn by Rich on a pinned day, so that a change of a screen is a
change of its picture. No font is fetched from anywhere: the reader's own fixed-width font is used.
"""

import os
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
import animation  # noqa: E402  # beside this

from valley.ui.picture import alone  # noqa: E402  # of this checkout

COLUMNS = 80
ID = "3c11e4f6"  # in every picture the same, whatever was drawn
SCREENS = {
    "today": "",
    "review": "review --last --no-input",
    "excuses": "excuses show price-too-high",
    "streak": "streak",
    "landscape": "landscape",
    "year": "year 2025",
}
# What is typed at the evening's questions, by a word of the question; else Enter.
EVENING = {
    "Another?": "",
    "two dates": "kept",
    "What happened": "Second tasting at the bakery, the owner came",
    "What reason": "he says our price is above what a bakery can pay",
    "What are you going to do": "ask him on Friday at 9 what a queue of ten costs",
    "is it your guess": "t",
}
THEME = TerminalTheme(
    (16, 18, 22),
    (222, 222, 222),
    [
        (0, 0, 0),
        (170, 60, 60),
        (0, 150, 70),
        (175, 110, 0),
        (95, 135, 255),
        (150, 110, 220),
        (0, 150, 150),
        (200, 200, 200),
    ],
)
ENV = os.environ | {
    "VALLEY_TODAY": "2026-03-04T18:30",
    "PYTHONPATH": str(ROOT),
    "COLUMNS": str(COLUMNS),
    "TERM": "xterm-256color",
    "FORCE_COLOR": "1",
    "PYTHONIOENCODING": "utf-8",
}


def screen(words: str) -> str:
    """Run a command on the demo and return what it prints, styles and all."""
    command = [sys.executable, "-m", "valley", "demo", *shlex.split(words or "status")]
    ran = subprocess.run(command, env=ENV, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return ran.stdout


def evening() -> list[animation.Event]:
    """Answer the evening's questions on the demo in a terminal, and return what stood there, and when."""
    command = [sys.executable, "-m", "valley", "demo", "checkin"]
    env = {name: value for name, value in ENV.items() if name != "COLUMNS"}
    events = animation.record(command, env, EVENING, COLUMNS)
    return [event._replace(text=re.sub(r"\b[0-9a-f]{8}\b", ID, event.text)) for event in events]


def draw(name: str, title: str, shown: str) -> None:
    """Write a picture of what was shown."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown.rstrip("\n")))
    svg = console.export_svg(title=title, theme=THEME, unique_id=f"valley-{name}")
    (HERE / f"{name}.svg").write_text(alone(svg), "utf-8")


def main() -> None:
    """Make every picture of a command there is."""
    from valley.cli.app import COMMANDS

    moving = animation.svg(evening(), "An evening's questions and answers", COLUMNS)
    (HERE / "evening.svg").write_text(moving, "utf-8")
    for name, words in SCREENS.items():
        if not words or words.split()[0] in COMMANDS:
            draw(name, f"valley {words}".strip(), screen(words))


if __name__ == "__main__":
    main()
