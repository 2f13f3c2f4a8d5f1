# ruff: noqa: INP001  # a script beside the picture it makes
"""A recording of valley in a terminal, and the moving picture that is made of it.

A recording is what asciinema's is: texts, each with the second it came at. The seconds are made up,
as a calm typist's are, so that the same screens are the same file. The picture is an SVG that moves
by CSS alone and loads nothing; whoever asked for less motion sees its last screen, standing.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

import pexpect

MOST = 30  # questions in an evening
PROMPT = "› "
READ, KEY, ANSWERED = 1.1, 0.05, 0.35  # seconds: to read a question, for a key, after Enter
AT_THE_END = 6.0  # seconds that the last screen stands
ROWS = 24
CELL, LINE, SIZE, EDGE = 8.4, 19.0, 14, 14  # units of the picture
BACK, FRONT = "#101216", "#dedede"
COLOURS = {"32": "#009650", "33": "#af6e00", "35": "#966edc", "36": "#009696"}
BOLD, DIM = "1", "2"


class Event(NamedTuple):
    """A text that came to the screen, and when, in seconds."""

    at: float
    text: str


class Run(NamedTuple):
    """A piece of a line in one style, where it stands and when it came."""

    at: float
    row: int
    column: int
    text: str
    codes: frozenset[str]


def record(
    command: list[str], env: Mapping[str, str], answers: Mapping[str, str], columns: int
) -> list[Event]:
    """Answer a command's questions in a terminal, by the word of each that comes last, else by Enter."""
    child = pexpect.spawn(
        command[0],
        command[1:],
        env=dict(env),
        encoding="utf-8",
        dimensions=(60, columns),
        timeout=20,
    )
    events: list[Event] = []
    at, typed = 0.4, ""
    for _ in range(MOST):
        ended = child.expect_exact([PROMPT, pexpect.EOF]) == 1
        came = re.sub(r"\x1b\[\?2004[hl]|\r", "", str(child.before)).removeprefix(typed)
        events.append(Event(at, came if ended else came + PROMPT))
        if ended:
            break
        asked = " ".join(came.split())
        word = max(answers, key=asked.rfind)
        typed = answers[word] if word in asked else ""
        at += READ
        for key in typed:
            events.append(Event(at, key))
            at += KEY
        child.sendline(typed)
        at += ANSWERED
    return events


def svg(events: list[Event], title: str, columns: int) -> str:
    """Return the moving picture of a recording."""
    whole = events[-1].at + AT_THE_END
    runs = list(_runs(events))
    times = sorted({run.at for run in runs})
    name = {at: f"t{number}" for number, at in enumerate(times)}
    width, height = columns * CELL + 2 * EDGE, ROWS * LINE + 2 * EDGE
    moves = _moves(runs, times)
    keys = [
        f"@keyframes {name[at]}{{0%{{visibility:hidden}}{at / whole:.3%}{{visibility:visible}}}}"
        for at in times
    ]
    keys.append(
        f"@keyframes up{{0%{{transform:none}}{''.join(_step(at / whole, by) for at, by in moves)}}}"
    )
    rules = [f".{one}{{animation-name:{one}}}" for one in name.values()]
    last = moves[-1][1] if moves else 0
    drawn = "\n".join(_drawn(run, name[run.at]) for run in runs if run.text.strip())
    style = "\n".join(
        (
            f"text{{font:{SIZE}px ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace;fill:{FRONT};white-space:pre}}",
            ".b{font-weight:bold}.d{fill-opacity:.6}",
            *(f".c{code}{{fill:{colour}}}" for code, colour in COLOURS.items()),
            f".up{{transform:translateY({-last * LINE:g}px)}}",
            "@media (prefers-reduced-motion:no-preference){",
            f"text,.up{{animation:{whole:.2f}s step-end infinite}}",
            ".up{animation-name:up}",
            *rules,
            "}",
            *keys,
        )
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}">
<style>
{style}
</style>
<rect width="100%" height="100%" rx="8" fill="{BACK}"/>
<svg x="{EDGE}" y="{EDGE}" width="{columns * CELL:g}" height="{ROWS * LINE:g}">
<g class="up">
{drawn}
</g>
</svg>
</svg>
"""


def _runs(events: Iterable[Event]) -> Iterable[Run]:
    """Yield the pieces of a recording, each where it stands."""
    row = column = 0
    codes: frozenset[str] = frozenset()
    for event in events:
        for part in re.split(r"(\x1b\[[\d;]*m|\n)", event.text):
            if part == "\n":
                row, column = row + 1, 0
            elif part.startswith("\x1b"):
                told = part[2:-1].split(";")
                codes = frozenset() if told in ([""], ["0"]) else codes | set(told)
            elif part:
                yield Run(event.at, row, column, part, codes)
                column += len(part)


def _moves(runs: list[Run], times: list[float]) -> list[tuple[float, int]]:
    """Return when the screen moves up, and by how many lines it then has."""
    lowest, moves = 0, []
    for at in times:
        lowest = max(lowest, *(run.row for run in runs if run.at == at))
        by = max(0, lowest - ROWS + 2)
        if by > (moves[-1][1] if moves else 0):
            moves.append((at, by))
    return moves


def _step(share: float, by: int) -> str:
    return f"{share:.3%}{{transform:translateY({-by * LINE:g}px)}}"


def _drawn(run: Run, name: str) -> str:
    """Return a piece as text of the picture."""
    start = len(run.text) - len(run.text.lstrip())
    text = run.text.strip()
    classes = [name, *(["b"] if BOLD in run.codes else []), *(["d"] if DIM in run.codes else [])]
    classes += [f"c{code}" for code in sorted(run.codes & COLOURS.keys())]
    x, y = (run.column + start) * CELL, (run.row + 1) * LINE - 5
    return (
        f'<text class="{" ".join(classes)}" x="{x:g}" y="{y:g}" textLength="{len(text) * CELL:g}">'
        f"{escape(text, quote=False)}</text>"
    )
