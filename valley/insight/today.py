"""Today at a glance: logged or not, promises due, streak, this week's focus."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from valley.insight.streak import Standing
from valley.model import Entry


@dataclass(frozen=True, slots=True)
class Today:
    """The view of today.

    Attributes:
        day: Today.
        entries: What was logged for it, newest first.
        due: Open promises that are due today or before, the oldest first.
        coming: How many open promises are due later, or have no day.
        standing: The streak as it stands.
        focus: The one thing to change this week.
        reviewed: Whether this week was reviewed.
        first_run: Whether nothing was ever logged.
        begun: Whether a check-in was begun and left.
        morning: Whether the day is still to be worked.
    """

    day: date
    entries: tuple[Entry, ...]
    due: tuple[Entry, ...]
    coming: int
    standing: Standing
    focus: str | None
    reviewed: bool
    first_run: bool
    begun: bool = False
    morning: bool = False


def today(
    entries: Iterable[Entry],
    *,
    standing: Standing,
    focus: str | None,
    reviewed: bool,
    today: date,
    first_run: bool,
    begun: bool = False,
    morning: bool = False,
) -> Today:
    """Return the view of today.

    Args:
        entries: Those of today and those that hold open promises; others are passed over.
        standing: The streak as it stands.
        focus: This week's, if there is one.
        reviewed: Whether this week was reviewed.
        today: The day.
        first_run: Whether nothing was ever logged.
        begun: Whether a check-in was begun and left.
        morning: Whether the day is still to be worked.
    """
    entries = list(entries)
    promises = [entry for entry in entries if entry.status == "open"]
    due = [entry for entry in promises if entry.due is not None and entry.due <= today]
    return Today(
        day=today,
        entries=tuple(entry for entry in entries if entry.day == today),
        due=tuple(sorted(due, key=lambda entry: (entry.due or today, entry.written_at))),
        coming=len(promises) - len(due),
        standing=standing,
        focus=focus,
        reviewed=reviewed,
        first_run=first_run,
        begun=begun,
        morning=morning,
    )
