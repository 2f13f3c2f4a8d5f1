"""Excuses on the screen: what keeps recurring, one excuse's history, guesses."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from valley import dates
from valley.coach.catalogue import catalogue, title
from valley.coach.recognise import Reading
from valley.insight.promises import plan_for
from valley.insight.recurring import LeftBehind, Recurring
from valley.model import Entry
from valley.ui import sentences, style
from valley.ui.entries import action_lines
from valley.ui.sentences import THEMES, listed, times
from valley.ui.style import Renderable, Screen
from valley.ui.text import visible

TRENDS = {"up": "rising", "flat": "steady", "down": "falling"}
BAR = 20  # columns


def excuse_list(
    found: Sequence[Recurring],
    behind: Sequence[LeftBehind],
    *,
    since: date,
    today: date,
    screen: Screen,
) -> Iterator[Renderable]:
    """Yield excuses with a bar, what was done about them, and those left behind."""
    when = "" if since == date.min else f" since {dates.show(since, today=today)}"
    if not found:
        yield Text(f"No excuse{when}. Log a reason with: valley checkin", "quiet")
    else:
        yield Text(f"What came up{when}", "title")
    for one in found:
        yield Text()
        yield _head(one, most=found[0].count, screen=screen)
        yield style.words(_done(one, today), "quiet", indent=2)
    if behind:
        yield Text("\nLeft behind", "title")
    for gone in behind:
        last = dates.show(gone.last, today=today)
        told = f"{gone.title}: {times(gone.count)}, and not once since {last}. Well done."
        yield style.words(told, "win", indent=2)


def history(
    name: str, entries: Sequence[Entry], *, today: date, screen: Screen
) -> Iterator[Renderable]:
    """Yield every time an excuse was given, the oldest first."""
    yield Text(visible(f"{title(name)}: {times(len(entries))}"), "title")
    if known := catalogue().excuses.get(name):
        yield style.words(known.meaning, "quiet")
    if plan := plan_for(name, entries):
        yield style.words(sentences.plan(title(name), plan.entry.action or ""), "action")
        yield Text(sentences.plan_score(plan.came_up, plan.used, plan.helped), "quiet")
    for entry in reversed(entries):
        yield Text()
        yield Text(f"{dates.show(entry.day, today=today)}  {entry.short_id}", "day")
        yield style.words(entry.reason or "", indent=2)
        if entry.action:
            yield from action_lines(entry, today=today, screen=screen)


def guesses(reading: Reading, *, explain: bool) -> Iterator[Renderable]:
    """Yield guesses with their scores."""
    for guess in reading.guesses:
        used = f", used {times(guess.seen)}" if guess.seen else ""
        yield Text(visible(f"{guess.score:4.0%}  {guess.title} ({THEMES[guess.theme]}{used})"))
        for cue in guess.cues if explain else ():
            yield style.words(cue, "quiet", indent=6)
    if not reading.guesses:
        yield Text("No guess: nothing in these words points to an excuse.", "quiet")


def _head(one: Recurring, *, most: int, screen: Screen) -> Text:
    line = Text(overflow="fold")
    if not screen.plain:
        length = max(1, round(BAR * one.count / most))
        line.append(("#" if screen.ascii_only else "█") * length + " ", "slope")
    line.append(visible(one.title), "title")
    line.append(f" {times(one.count)}" if screen.plain else f" {one.count}×")
    return line


def _done(one: Recurring, today: date) -> str:
    first, last = (dates.show(day, today=today) for day in (one.first, one.last))
    span = first if first == last else f"{first} to {last}"
    answered = f"answered {one.answered} of {one.count}"
    ended = listed(((one.kept, "kept or bettered"), (one.missed, "missed")))
    trend = [TRENDS[one.trend]] if one.trend else []
    return ", ".join(
        [
            *([THEMES[one.theme]] if one.theme else []),
            *trend,
            span,
            answered,
            *([ended] if ended else []),
            one.excuse,
        ]
    )
