"""Excuses on the screen: what keeps recurring, one excuse's history, guesses."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.coach.catalogue import catalogue, title
from valley.coach.recognise import Reading
from valley.entry.promise import each
from valley.insight.promises import plan_for
from valley.insight.recurring import WINDOW, LeftBehind, Recurring
from valley.insight.trend import APART, FEWEST
from valley.model import Entry, Status, Theme
from valley.ui import sentences, style
from valley.ui.entries import action_lines
from valley.ui.sentences import THEMES, listed, things, times
from valley.ui.style import Renderable, Screen
from valley.ui.text import visible

TRENDS = {"up": "rising", "flat": "steady", "down": "falling"}
FOR_PROMISE = "What got in the way of"
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


def history(
    found: Recurring, entries: Sequence[Entry], *, today: date, screen: Screen
) -> Iterator[Renderable]:
    """Yield every time an excuse was given, the oldest first."""
    name = found.excuse
    yield Text(visible(f"{found.title}: {times(found.count)}"), "title")
    if found.for_promises:
        yield Text(for_promises(found))
    if known := catalogue().excuses.get(name):
        yield style.words(known.meaning, "quiet")
    if plan := plan_for(name, entries):
        yield style.words(sentences.plan(title(name), plan.entry.action or ""), "action")
        yield Text(sentences.plan_score(plan.came_up, plan.used, plan.helped), "quiet")
    reasons = [(entry.day, entry) for entry in entries if entry.excuse == name]
    missed = [
        (one.resolved_on or one.day, one)
        for entry in entries
        for one in each(entry)
        if one.status is Status.MISSED and one.note_excuse == name
    ]
    for day, entry in sorted([*missed, *reasons], key=lambda one: (one[0], one[1].written_at)):
        yield Text()
        yield Text(f"{dates.show(day, today=today)}  {entry.short_id}", "day")
        if any(entry is one for _, one in missed):
            yield style.words(entry.note or "", indent=2)
            yield style.words(f"{FOR_PROMISE}: {entry.action}", "action", indent=2)
            continue
        yield style.words(entry.reason or "", indent=2)
        if entry.action:
            yield from action_lines(entry, today=today, screen=screen)


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
        colour = "quiet" if one.theme is None else _OWNED if one.theme is Theme.SELF else _BLAMED
        line.append(("#" if screen.ascii_only else "█") * length + " ", colour)
    line.append(visible(one.title), "title")
    if screen.plain:
        return line.append(f" {times(one.count)}")
    return line.append(f" {one.count}×").append_text(_marks(one, ascii_only=screen.ascii_only))


def _marks(one: Recurring, *, ascii_only: bool) -> Text:
    """Return the promises made on it as a strip of marks: kept, then missed, then open."""
    strip = Text()
    counts = (one.kept, one.missed, one.open)
    if 0 < sum(counts) <= BAR:
        strip.append("  ")
        for count, (sign, plain, look) in zip(counts, MARKS, strict=True):
            strip.append((plain if ascii_only else sign) * count, look)
    return strip


def _done(one: Recurring, today: date) -> str:
    first, last = (dates.show(day, today=today) for day in (one.first, one.last))
    span = first if first == last else f"{first} to {last}"
    reasons, made = one.count - one.for_promises, one.kept + one.missed + one.open
    answered = f"answered {one.answered} of {reasons}" if reasons else ""
    if made > one.answered:
        answered += f" with {things(made, 'promise')}"
    ended = listed(((one.kept, "kept or bettered"), (one.missed, "missed"), (one.open, "open")))
    parts = [
        THEMES[one.theme] if one.theme else "",
        TRENDS[one.trend] if one.trend else "",
        span,
        answered,
        ended,
        for_promises(one) if one.for_promises else "",
    ]
    return ", ".join(filter(None, parts))


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
