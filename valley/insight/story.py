"""An excuse as a story: the days on which something turned, from the first time to the last."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from valley.entry.promise import each
from valley.insight.recurring import OFTEN, SILENT, SILENT_LOGGED, WINDOW, Given, given
from valley.model import KEPT, Entry


class Turn(StrEnum):
    """What turned; those of one day in this order."""

    FIRST = "first"
    CAME_BACK = "came_back"
    KEEPS_COMING = "keeps_coming"
    OWNED = "owned"
    KEPT = "kept"
    TURNED_OUT = "turned_out"
    LAST = "last"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A day on which something turned.

    Attributes:
        turn: What did.
        day: When; of what a reason turned out to be, the day that was given.
        entry: The id of the entry it stands in.
        days: How long since the time before, or since the first of three, or until today.
    """

    turn: Turn
    day: date
    entry: str
    days: int = 0


def story(
    entries: Collection[Entry], excuse: str, *, logged: Collection[date], today: date
) -> tuple[TurningPoint, ...]:
    """Return the turning points of an excuse, oldest first.

    Args:
        entries: Those that gave it, in any order; others do no harm.
        excuse: Its name.
        logged: Days with an entry, of any kind: where few are logged, silence tells nothing.
        today: From when the silence is counted.
    """
    times = sorted(
        (one for one in given(entries) if one.excuse == excuse),
        key=lambda one: (one.day, one.entry.written_at, one.entry.id),
    )
    known = {entry.id: entry for entry in entries}
    reasons = [known[one.entry.id] for one in times if not one.for_promise]
    points = [*_times(times), *_answers(reasons), *_end(times, logged, today)]
    order = list(Turn)
    return tuple(sorted(points, key=lambda one: (one.day, order.index(one.turn))))


def _times(times: Sequence[Given]) -> Iterator[TurningPoint]:
    """Yield the first time, the times it came back after a while, and from when it kept coming."""
    days: list[date] = []
    keeps = False
    for one in times:
        day, entry = one.day, one.entry.id
        if day in days[-1:]:
            continue
        since = (day - days[-1]).days if days else 0
        days.append(day)
        if len(days) == 1:
            yield TurningPoint(Turn.FIRST, day, entry)
        elif len(days) == 2 or since >= SILENT:  # noqa: PLR2004  # the second time
            yield TurningPoint(Turn.CAME_BACK, day, entry, since)
        span = (day - days[-OFTEN]).days if len(days) >= OFTEN else WINDOW
        if span < WINDOW and not keeps:
            keeps = True
            yield TurningPoint(Turn.KEEPS_COMING, day, entry, span)


def _answers(reasons: Sequence[Entry]) -> Iterator[TurningPoint]:
    """Yield the first time it was owned, the first promise kept, and what it last turned out to be."""
    owned = next((number for number, one in enumerate(reasons) if one.owned), 0)
    if owned:  # who owned it from the start did not turn
        yield TurningPoint(Turn.OWNED, reasons[owned].day, reasons[owned].id)
    kept = [
        (one.resolved_on or one.day, entry.id)
        for entry in reasons
        for one in each(entry)
        if one.status in KEPT
    ]
    if kept:
        yield TurningPoint(Turn.KEPT, *min(kept))
    known = [entry for entry in reasons if entry.turned_out]
    if known:
        yield TurningPoint(Turn.TURNED_OUT, known[-1].day, known[-1].id)


def _end(times: Sequence[Given], logged: Collection[date], today: date) -> Iterator[TurningPoint]:
    """Yield since when it has not come, where it came before and is past."""
    last = times[-1]
    silent = (today - last.day).days
    quiet = sum(last.day < day <= today for day in set(logged))
    if silent >= SILENT and quiet >= SILENT_LOGGED:
        yield TurningPoint(Turn.AWAY, last.day, last.entry.id, silent)
    elif silent > 0 and last.day > times[0].day:
        yield TurningPoint(Turn.LAST, last.day, last.entry.id, silent)
