"""Excuses on the screen: what keeps recurring, and guesses."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.coach.recognise import Reading
from valley.insight.recurring import WINDOW, LeftBehind, Recurring
from valley.insight.trend import APART, FEWEST
from valley.model import KEPT, Status, Theme
from valley.ui import style
from valley.ui.one_more_sentences import heard_and_proved
from valley.ui.sentences import THEMES, listed, things, times
from valley.ui.style import Renderable, Screen
from valley.ui.text import visible

TRENDS = {"up": "rising", "flat": "steady", "down": "falling"}
ONCE = "Once each"
BAR = 20  # columns, and promises of a strip, at most
_OWNED, _BLAMED = "climbing", "valley"  # whom an excuse holds responsible, in the colours of depth
# Kept or bettered, missed, open: as the calendar of a streak has them.
MARKS = (("■", "#", "out"), ("□", "o", ""), ("○", "?", "slope"))
LEAST_SHOWN = 0.005  # what is less likely would read 0 %


def excuse_list(
    found: Sequence[Recurring],
    behind: Sequence[LeftBehind],
    *,
    since: date,
    today: date,
    told: bool,
    screen: Screen,
) -> Iterator[Renderable]:
    """Yield excuses with a bar, what was done about them, and those left behind.

    Args:
        found: The excuses.
        behind: Those left behind.
        since: Since when they are counted.
        today: The day it is.
        told: Whether the journal covers the time before, to compare with.
        screen: What to draw on.
    """
    when = "" if since == date.min else f" since {dates.show(since, today=today)}"
    if not found:
        yield Text(f"No excuse{when}. Log a reason with: valley checkin", "quiet")
    else:
        yield Text(f"What came up{when}", "title")
    once = [] if screen.plain else [one for one in found if one.count == 1]
    once = once if 1 < len(once) < len(found) else []
    for one in found:
        if one in once:
            continue
        yield Text()
        yield _head(one, most=found[0].count, screen=screen)
        yield style.words(_done(one, today), "quiet", indent=2)
    if once:
        yield Text()
        yield style.words(f"{ONCE}: {', '.join(one.title for one in once)}", "quiet")
    if found and since != date.min:
        yield Text()
        yield style.words(_compared(found, (today - since).days + 1, told=told), "quiet")
    if behind:
        yield Text("\nLeft behind", "title")
    for gone in behind:
        last = dates.show(gone.last, today=today)
        said = f"{gone.title}: {times(gone.count)} in {WINDOW} days, and not once since {last}."
        yield style.words(f"{said} Well done.", "win", indent=2)


def guesses(reading: Reading, *, explain: bool) -> Iterator[Renderable]:
    """Yield guesses with their scores."""
    for guess in (one for one in reading.guesses if one.score >= LEAST_SHOWN):
        used = f", used {times(guess.seen)}" if guess.seen else ""
        yield Text(visible(f"{guess.score:4.0%}  {guess.title} ({THEMES[guess.theme]}{used})"))
        for cue in guess.cues if explain else ():
            yield style.words(cue, "quiet", indent=6)
    if not reading.guesses:
        yield Text("No guess: nothing in these words points to an excuse.", "quiet")


def _head(one: Recurring, *, most: int, screen: Screen) -> Text:
    line = Text(overflow="fold")
    if not screen.plain:
        length = max(1, round(min(BAR, screen.width // 5) * one.count / most))
        line.append(("#" if screen.ascii_only else "█") * length + " ", colour(one))
    line.append(visible(one.title), "title")
    if screen.plain:
        return line.append(f" {times(one.count)}")
    strip = marks(one, ascii_only=screen.ascii_only)
    return line.append(f" {one.count}×{'  ' if strip else ''}").append_text(strip)


def colour(one: Recurring) -> str:
    """Return the style of whom an excuse blames."""
    return "quiet" if one.theme is None else _OWNED if one.theme is Theme.SELF else _BLAMED


def marks(one: Recurring, *, ascii_only: bool) -> Text:
    """Return the promises made on it as a strip of marks: kept, then missed, then open."""
    strip = Text()
    counts = (one.kept, one.missed, one.open)
    if 0 < sum(counts) <= BAR:
        for count, (sign, plain, look) in zip(counts, MARKS, strict=True):
            strip.append((plain if ascii_only else sign) * count, look)
    return strip


def of_promise(status: Status | None, screen: Screen) -> tuple[str, str]:
    """Return the mark of how a promise stands, and its style; for screen readers a word."""
    at = 0 if status in KEPT else 1 if status is Status.MISSED else 2
    sign, plain, look = MARKS[at]
    return "Action:" if screen.plain else plain if screen.ascii_only else sign, look


def _done(one: Recurring, today: date) -> str:
    first, last = (dates.show(day, today=today) for day in (one.first, one.last))
    span = first if first == last else f"{first} to {last}"
    reasons, made = one.count - one.for_promises, one.kept + one.missed + one.open
    answered = f"answered {one.answered} of {reasons}" if reasons else ""
    if made > one.answered:
        answered += f" with {things(made, 'promise')}"
    parts = [
        THEMES[one.theme] if one.theme else "",
        TRENDS[one.trend] if one.trend else "",
        span,
        answered,
        ended(one),
        for_promises(one) if one.for_promises else "",
        heard_and_proved(one),
    ]
    return ", ".join(filter(None, parts))


def ended(one: Recurring) -> str:
    """Return how the promises made on it stand; empty where there are none."""
    return listed(((one.kept, "kept or bettered"), (one.missed, "missed"), (one.open, "open")))


def for_promises(one: Recurring) -> str:
    """Return how often an excuse was given for a promise of the rep's own."""
    often = f"{one.for_promises} of {one.count} times " if one.count > 1 else ""
    return f"{often}for a promise of your own"


def _compared(found: Sequence[Recurring], days: int, *, told: bool) -> str:
    """Return what a rise or a fall is told against, or why none is."""
    before = f"the {days} days before"
    if not told:
        return f"Too early to tell a trend: {before} are not in the journal."
    if not any(one.trend for one in found):
        return f"Too few to tell a trend against {before}."
    return f"Rising and falling: against {before}, by {APART} or more of at least {FEWEST}."
