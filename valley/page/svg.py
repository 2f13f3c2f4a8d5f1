"""The pictures of the mentor's page, as inline SVG: each with a title and a description in words.

Colours are classes that the page's style sheet sets for light, dark and print; every state also
differs by shape or place, so that nothing depends on colour.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby

from valley import dates
from valley.insight.days import Day
from valley.insight.terrain import Ground
from valley.model import Altitude
from valley.ui.altitudes import LOOKS
from valley.ui.sentences import listed

CELL, GAP, LEFT, TOP = 11, 3, 30, 16  # of the heatmap
WEEKS = 27  # columns of one heatmap; longer periods have several
WIDTH, HEIGHT, EDGE, FOOT, SKY = 640, 230, 74, 26, 34  # of the terrain
NAMES = [LOOKS[altitude].name.capitalize() for altitude in Altitude]
STATES = {
    "done": "logged",
    "backfilled": "logged late",
    "missed": "no entry",
    "pending": "still to come",
    "off": "logged on a day off",
    "rest": "day off",
    "away": "away",
}
MOST_LABELS = 8


def svg(name: str, title: str, told: str, box: str, parts: Sequence[str]) -> str:
    """Return a picture; its title and description are what a screen reader says.

    Args:
        name: Begins its ids and is its class.
        title: What it shows.
        told: The same in words.
        box: Width and height.
        parts: Its elements.
    """
    kind = name.rstrip("0123456789")
    return (
        f'<svg class="{kind}" viewBox="0 0 {box}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def heatmaps(days: Sequence[Day], *, today: date) -> Iterator[str]:
    """Yield the calendar, in pieces that can be read on a telephone and printed."""
    if not days:
        return
    start = dates.week_of(days[0].day)[0]
    pieces = groupby(days, key=lambda day: (day.day - start).days // (7 * WEEKS))
    for number, piece in pieces:
        yield _heatmap(number + 1, list(piece), today)


def legend(days: Sequence[Day]) -> list[tuple[str, str]]:
    """Return the states that occur: class and words."""
    seen = {_state(day) for day in days}
    return [(state, words) for state, words in STATES.items() if state in seen]


def terrain(ground: Sequence[Ground], *, weekly: bool, today: date) -> str:
    """Return the terrain, day by day or week by week."""
    step = (WIDTH - EDGE - 16) / max(1, len(ground) - 1)
    base, rise = HEIGHT - FOOT, (HEIGHT - FOOT - SKY - 14) / (len(NAMES) - 1)
    parts = []
    for height, name in enumerate(NAMES):
        y = base - 14 - height * rise
        parts.append(f'<line class="level" x1="{EDGE}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="label" x="0" y="{y + 4:.1f}">{name}</text>')
    points = [
        (EDGE + 8 + number * step, base - 14 - one.depth * rise)
        for number, one in enumerate(ground)
        if one.depth is not None
    ]
    if points:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        under = f"{points[0][0]:.1f},{base} {line} {points[-1][0]:.1f},{base}"
        parts += [f'<polygon class="ground" points="{under}"/>', f'<polyline points="{line}"/>']
    every = -(-len(ground) // MOST_LABELS)
    for number, one in enumerate(ground):
        x, tip = EDGE + 8 + number * step, f"<title>{escape(_told(one, weekly, today))}</title>"
        if one.depth is not None:
            y = base - 14 - one.depth * rise
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5">{tip}</circle>')
        if one.wins:
            parts.append(f'<path class="win" d="{_star(x, SKY / 2)}">{tip}</path>')
        if number % every == 0:
            where = "middle" if 0 < number < len(ground) - 1 else "start" if not number else "end"
            parts.append(
                f'<text class="label" x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="{where}">'
                f"{one.first.day} {dates.MONTHS[one.first.month - 1][:3]}</text>"
            )
    told = "; ".join(_told(one, weekly, today) for one in ground)
    name = "The terrain, week by week" if weekly else "The terrain, day by day"
    return svg("terrain", name, told, f"{WIDTH} {HEIGHT}", parts)


def bar(name: str, title: str, told: str, parts: Sequence[tuple[str, int]], most: int) -> str:
    """Return a bar of parts: their classes and lengths, `most` being the full width."""
    drawn, at = [], 0
    for kind, length in parts:
        drawn.append(f'<rect class="{kind}" x="{at}" y="0" width="{length}" height="10"/>')
        at += length
    picture = svg(name, title, told, f"{max(1, most)} 10", drawn)
    return picture.replace("<svg ", '<svg preserveAspectRatio="none" ', 1)


def _heatmap(number: int, days: Sequence[Day], today: date) -> str:
    start = dates.week_of(days[0].day)[0]
    pitch, parts = CELL + GAP, []
    for row, name in enumerate(dates.WEEKDAYS):
        if row % 2 == 0:
            y = TOP + row * pitch + CELL - 2
            parts.append(f'<text class="label" x="0" y="{y}">{name[:3]}</text>')
    month = 0
    for day in days:
        column, row = divmod((day.day - start).days, 7)
        x, y, state = LEFT + column * pitch, TOP + row * pitch, _state(day)
        if day.day.month != month and (day.day.day <= 7 or not month):  # noqa: PLR2004  # its week
            if not (month == 0 and day.day.day > 21):  # noqa: PLR2004  # the next name comes soon
                name = dates.MONTHS[day.day.month - 1][:3]
                parts.append(f'<text class="label" x="{x}" y="10">{name}</text>')
            month = day.day.month
        tip = f"<title>{dates.show(day.day, today=today)}: {STATES[state]}</title>"
        inset = 2 if state in {"rest", "away"} else 0
        size = CELL - 2 * inset
        parts.append(
            f'<rect class="{state}" x="{x + inset}" y="{y + inset}" width="{size}"'
            f' height="{size}" rx="2">{tip}</rect>'
        )
    counts = Counter(map(_state, days))
    told = listed((counts[state], words) for state, words in STATES.items())
    first, last = (dates.show(day.day, today=today) for day in (days[0], days[-1]))
    width = LEFT + (1 + (days[-1].day - start).days // 7) * pitch
    title = f"Calendar, {first} to {last}"
    return svg(f"calendar{number}", title, f"{told}.", f"{width} {TOP + 7 * pitch}", parts).replace(
        "<svg ", f'<svg style="max-width:{width * 1.35:.0f}px" ', 1
    )


def _state(day: Day) -> str:
    return "off" if day.extra else str(day.state)


def _told(one: Ground, weekly: bool, today: date) -> str:
    """Return what a day or a week was like."""
    names = [*map(str.lower, NAMES), "win" if one.wins == 1 else "wins"]
    named = zip(one.heights, names, strict=True)
    week = "Week of " if weekly else ""
    return f"{week}{dates.show(one.first, today=today)}: {listed(named) or 'nothing'}"


def _star(x: float, y: float) -> str:
    """Return the path of a star with four points."""
    return (
        f"M{x:.1f} {y - 7:.1f}L{x + 2:.1f} {y - 2:.1f}L{x + 7:.1f} {y:.1f}L{x + 2:.1f} {y + 2:.1f}"
        f"L{x:.1f} {y + 7:.1f}L{x - 2:.1f} {y + 2:.1f}L{x - 7:.1f} {y:.1f}L{x - 2:.1f} {y - 2:.1f}Z"
    )
