"""What this rep called such reasons before: concepts and words that go with each name."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

HALF_LIFE = 240  # days after which an earlier reason weighs half; valley's choice
GUESSED = 0.15  # what a reason nobody confirmed weighs against a picked one


@dataclass(slots=True)
class Name:
    """A name this rep uses: how often, of these by the rep's pick, and the number of its theme."""

    theme: int
    seen: int = 0
    picked: int = 0
    weight: float = 0.0


class Memory:
    """Earlier reasons, summed up by name, with inverted indexes of concepts and words."""

    def __init__(self, today: date) -> None:
        """Remember nothing yet; `today` is the day that ages are counted to."""
        self.names: dict[str, Name] = {}
        self._today = today
        self._weight = 0.0
        self._concepts: dict[str, dict[str, float]] = {}  # concept to name to weight
        self._words: dict[str, dict[str, float]] = {}  # word to name to weight
        self._picked: dict[str, tuple[date, str]] = {}

    def add(
        self,
        name: str,
        theme: int,
        *,
        said: str,
        words: Iterable[str],
        about: Mapping[str, float],
        day: date,
        picked: bool,
    ) -> None:
        """Remember one reason under the name it went by.

        Args:
            name: The excuse.
            theme: The number of what it holds responsible, in the order of the catalogue.
            said: The reason, brought to one way of writing.
            words: Its content words.
            about: The catalogue's likelier concepts, by probability.
            day: When it was given.
            picked: A person chose the name.
        """
        age = max((self._today - day).days, 0)
        weight = 0.5 ** (age / HALF_LIFE) * (1.0 if picked else GUESSED)
        entry = self.names.setdefault(name, Name(theme))
        entry.theme = theme
        entry.seen += 1
        entry.picked += picked
        entry.weight += weight
        self._weight += weight
        for concept, share in about.items():
            by_name = self._concepts.setdefault(concept, {})
            by_name[name] = by_name.get(name, 0.0) + weight * share
        for word in set(words):
            by_name = self._words.setdefault(word, {})
            by_name[name] = by_name.get(name, 0.0) + weight
        # The same words go by the name picked last.
        if picked and (said not in self._picked or self._picked[said][0] <= day):
            self._picked[said] = (day, name)

    def picked(self, said: str) -> str | None:
        """Return the name a person picked for these very words, if there is one."""
        found = self._picked.get(said)
        return found[1] if found else None

    def closest(self, name: str, about: Mapping[str, float]) -> str:
        """Return the concept that most links a name's reasons to one that is about these."""
        links = self._concepts
        return max(about, key=lambda c: about[c] * links.get(c, {}).get(name, 0.0), default="")

    def users(self, word: str) -> Mapping[str, float]:
        """Return by name how often reasons that held the word went with it."""
        return self._words.get(word, {})

    def uses(self) -> tuple[int, int]:
        """Return how often any name was used, and how many names were used once."""
        seen = [name.seen for name in self.names.values()]
        return sum(seen), seen.count(1)

    def called(self, concept: str) -> Mapping[str, float]:
        """Return what reasons about a concept went by, and how much of each was about it."""
        return self._concepts.get(concept, {})

    def word_evidence(self, words: Iterable[str], *, prior: float) -> dict[str, float]:
        """Weigh names by the words they share with a reason: naive Bayes log ratios, if positive.

        Args:
            words: The content words of the reason.
            prior: Pseudo-count that draws a rare word's ratio to 1.
        """
        evidence: dict[str, float] = {}
        for word in sorted(set(words)):
            by_name = self._words.get(word)
            if not by_name:
                continue
            rate = (sum(by_name.values()) + 0.5) / (self._weight + 5.0)
            for name, weight in by_name.items():
                ratio = (weight / rate + prior) / (self.names[name].weight + prior)
                if ratio > 1:
                    evidence[name] = evidence.get(name, 0.0) + math.log(ratio)
        return evidence
