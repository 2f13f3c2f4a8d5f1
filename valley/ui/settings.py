"""The settings on the screen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from valley.settings import Setting, Settings, as_text
from valley.ui import style
from valley.ui.sentences import period_words
from valley.ui.text import visible
from valley.workdays import Away

if TYPE_CHECKING:
    from rich.console import RenderableType

    from valley.remind.setup import Active


def setting_list(now: Settings, table: Sequence[Setting]) -> Iterator["RenderableType"]:
    """List the settings: name, value, what each is for."""
    for one in table:
        value = as_text(now.values[one.name]) or "(none)"
        chosen = "" if one.name in now.chosen else "  (default)"
        line = ((one.name, "title"), visible(f" = {value}"), (chosen, "quiet"))
        yield Text.assemble(*line, overflow="fold")
        yield style.words(one.sentence, "quiet", indent=2)


def away_list(periods: Sequence[Away], *, today: date) -> Iterator["RenderableType"]:
    """List days off, with the numbers that `valley away remove` takes."""
    for number, period in enumerate(periods, 1):
        note = f"  {period.note}" if period.note else ""
        yield style.words(f"{number}  {period_words(period, today=today)}{note}")


def reminder_list(found: Sequence["Active"]) -> Iterator["RenderableType"]:
    """Say which reminders are set, and what stands on the disk for them."""
    for one in found:
        yield Text(f"A reminder at {one.at:%H:%M}, by {one.by}")
        for path in one.files:
            yield style.words(str(path), "quiet", indent=2)
    if not found:
        yield Text("No reminder is set. Set one: valley remind at 18:00", "quiet")
