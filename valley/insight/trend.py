"""When a rise or a fall may be told: one rule for every figure of every view."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

FEWEST = 3  # of what is counted, in the fuller of two periods, below which nothing is told of them
APART = 2  # by how many they differ at least, where one is more than the other
Trend = Literal["up", "flat", "down"]


def trend(now: float, before: float) -> Trend | None:
    """Return which way a count went; None where there is too little to tell."""
    if max(now, before) < FEWEST:
        return None
    if abs(now - before) < APART:
        return "flat"
    return "up" if now > before else "down"


def covered(days: Iterable[date], first: date, end: date, *, begun: date | None) -> bool:
    """Return whether the journal can tell of a period: it had begun, and went on.

    Args:
        days: Days with an entry.
        first: The first day of the period.
        end: The day after its last.
        begun: A day by which the journal had begun.
    """
    return begun is not None and begun <= first and any(first <= day < end for day in days)
