"""Replays journals in order: the rep reads the guesses, then picks the label."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bench_data import Reason

from valley.coach.recognise import Heard, Reading, Recogniser

_START = date(2026, 1, 1)


@dataclass(slots=True)
class Replay:
    """What came of a replay.

    Attributes:
        readings: Each reason with what was read before its label was known.
        before: Whether the excuse of each had come before in the same journal.
    """

    readings: list[tuple[Reason, Reading]] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)

    def rank(self, most: int) -> float:
        """Say how often the right excuse is among the first `most`, where it came before."""
        asked = [
            reason.excuse in [guess.excuse for guess in reading.guesses[:most]]
            for (reason, reading), before in zip(self.readings, self.before, strict=True)
            if before
        ]
        return sum(asked) / max(len(asked), 1)


def replay(journal: Sequence[Reason]) -> Replay:
    """Read a journal's reasons in order, learning each label after its reason was read."""
    result = Replay()
    used: set[str] = set()
    last = max((reason.day for reason in journal if reason.day), default=_START)
    recogniser = Recogniser(today=last)
    for reason in journal:
        result.readings.append((reason, recogniser.read(reason.text)))
        result.before.append(reason.excuse in used)
        used.add(reason.excuse)
        day = reason.day or last
        recogniser.learn(Heard(reason.text, reason.excuse, reason.theme, day, picked=True))
    return result


def renamed(journal: Iterable[Reason]) -> list[Reason]:
    """Give every excuse a name that is in no catalogue, as reps do who have names of their own."""
    return [replace(reason, excuse=f"mine-{reason.excuse[::-1]}") for reason in journal]


def shuffled(reasons: Sequence[Reason], seed: int) -> list[Reason]:
    """Make a journal of reasons in random order, one a day."""
    order = list(reasons)
    random.Random(seed).shuffle(order)
    return [replace(r, day=_START + timedelta(days=n)) for n, r in enumerate(order)]
