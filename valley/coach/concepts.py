"""How likely each excuse of the catalogue is, by the cues that stand in a reason."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from valley.coach.catalogue import catalogue
from valley.coach.cues import Hit
from valley.coach.words import Words, read
from valley.model import Theme

SHARPNESS = 0.9  # softmax temperature, inverse


@dataclass(frozen=True, slots=True)
class Concepts:
    """What the catalogue makes of a reason."""

    excuses: dict[str, float]
    themes: dict[Theme, float]
    cues: dict[str, tuple[str, ...]]


def strength(hits: Sequence[Hit]) -> float:
    """Add up cues, the strongest first; a word counts once, so that phrases do not count double."""
    total = 0.0
    used: set[int] = set()
    for hit in sorted(hits, key=lambda h: (-abs(h.cue.weight), h.cue.text)):
        places = set(hit.places)
        share = len(places - used) / len(places)
        if hit.cue.weight < 0:
            total += hit.cue.weight
        elif share:
            total += hit.cue.weight * share
            used |= places
    return total


@lru_cache(maxsize=4096)
def concepts(text: str) -> Concepts:
    """Weigh the catalogue's excuses and themes for a reason."""
    return weigh(read(text))


def weigh(words: Words) -> Concepts:
    book = catalogue()
    by_owner: dict[int, list[Hit]] = {}
    for hit in book.index.hits(words):
        by_owner.setdefault(hit.cue.owner, []).append(hit)
    first_theme = len(book.slugs)
    base: dict[Theme, float] = {}
    for number, theme in enumerate(book.themes):
        base[theme] = strength(by_owner.get(first_theme + number, ()))
    logits: dict[str, float] = {}
    for number, name in enumerate(book.slugs):
        theme = book.excuses[name].theme
        logits[name] = strength(by_owner.get(number, ())) + 0.8 * base[theme]
    top = max(logits.values())
    raw = {name: math.exp(SHARPNESS * (value - top)) for name, value in logits.items()}
    total = sum(raw.values())
    excuses = {name: value / total for name, value in raw.items()}
    themes = dict.fromkeys(book.themes, 0.0)
    for name, value in excuses.items():
        themes[book.excuses[name].theme] += value
    cues = {
        book.slugs[o]: tuple(h.cue.text for h in sorted(hs, key=lambda h: -h.cue.weight))
        for o, hs in by_owner.items()
        if o < first_theme
    }
    return Concepts(excuses, themes, cues)
