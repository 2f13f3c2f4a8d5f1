"""What this rep called such reasons before: concepts and words that go with each name."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from valley.model import Theme

HALF_LIFE = 240  # days after which an earlier reason weighs half
GUESSED = 0.15  # what a reason nobody confirmed weighs against a picked one
LEAST = 0.02  # a concept less likely than this is not remembered


@dataclass(slots=True)
class Name:
    """A name this rep uses: how often, and what its reasons were about."""

    theme: Theme | None
    seen: int = 0
    weight: float = 0.0
    concepts: dict[str, float] = field(default_factory=dict)
    themes: dict[Theme, float] = field(default_factory=dict)


class Memory:
    """Earlier reasons, summed up by name, with an inverted index of their words."""

    def __init__(self, today: date) -> None:
        """Remember nothing yet; `today` is the day that ages are counted to."""
        self._today = today
        self.names: dict[str, Name] = {}
        self.words: dict[str, dict[str, float]] = {}  # word to name to weight
        self.weight = 0.0
        self._picked: dict[str, tuple[date, str]] = {}

    def add(
        self,
        said: str,
        words: Iterable[str],
        about: Mapping[str, float],
        themes: Mapping[Theme, float],
        *,
        name: str,
        theme: Theme | None,
        day: date,
        picked: bool,
    ) -> None:
        """Remember one reason under the name it went by."""
        weight = 0.5 ** (max((self._today - day).days, 0) / HALF_LIFE)
        weight *= 1.0 if picked else GUESSED
        entry = self.names.setdefault(name, Name(theme))
        entry.theme = theme or entry.theme
        entry.seen += 1
        entry.weight += weight
        self.weight += weight
        for concept, likely in about.items():
            if likely > LEAST:
                entry.concepts[concept] = entry.concepts.get(concept, 0.0) + weight * likely
        for word in set(words):
            by_name = self.words.setdefault(word, {})
            by_name[name] = by_name.get(name, 0.0) + weight
        # The same words go by the name picked last; the later entry wins a tie.
        if picked and (said not in self._picked or self._picked[said][0] <= day):
            self._picked[said] = (day, name)

    def picked(self, said: str) -> str | None:
        """Say which name a person picked for these very words."""
        found = self._picked.get(said)
        return found[1] if found else None

    def word_evidence(self, words: Iterable[str], *, prior: float) -> dict[str, float]:
        """Weigh names by the words they share with a reason: naive Bayes log ratios, if positive.

        Args:
            words: The content words of the reason.
            prior: Pseudo-count that draws a rare word's ratio to 1.
        """
        evidence: dict[str, float] = {}
        for word in sorted(set(words)):
            by_name = self.words.get(word)
            if not by_name:
                continue
            rate = (sum(by_name.values()) + 0.5) / (self.weight + 5.0)
            for name, weight in by_name.items():
                ratio = (weight / rate + prior) / (self.names[name].weight + prior)
                if ratio > 1:
                    evidence[name] = evidence.get(name, 0.0) + math.log(ratio)
        return evidence
