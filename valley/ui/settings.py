"""The settings on the screen."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path

from rich.text import Text

from valley.settings import Setting, Settings, as_text
from valley.ui import style
from valley.ui.sentences import period_words
from valley.ui.style import Renderable
from valley.ui.text import visible
from valley.workdays import Away


def setting_list(now: Settings, table: Sequence[Setting]) -> Iterator[Renderable]:
    """Yield the settings: name, value, what each is for."""
    for one in table:
        value = as_text(now.values[one.name]) or "(none)"
        chosen = "" if one.name in now.chosen else "  (default)"
        line = ((one.name, "title"), visible(f" = {value}"), (chosen, "quiet"))
        yield Text.assemble(*line, overflow="fold")
        yield style.words(one.sentence, "quiet", indent=2)


def away_list(periods: Sequence[Away], *, today: date) -> Iterator[Renderable]:
    """Yield days off, with the numbers that `valley away remove` takes."""
    for number, period in enumerate(periods, 1):
        note = f"  {period.note}" if period.note else ""
        yield style.words(f"{number}  {period_words(period, today=today)}{note}")


def reminder_list(found: Sequence[tuple[time, str, Sequence[Path]]]) -> Iterator[Renderable]:
    """Yield the reminders that are set: when, by which scheduler, and its files."""
    for at, by, files in found:
        yield Text(f"A reminder at {at:%H:%M}, by {by}")
        for path in files:
            yield style.words(str(path), "quiet", indent=2)
    if not found:
        yield Text("No reminder is set. Set one: valley remind at 18:00", "quiet")
