"""How likely each excuse of the catalogue is: cues and words together, in one log-linear score."""

import math
from dataclasses import dataclass
from functools import lru_cache

from valley.coach.catalogue import catalogue
from valley.coach.cues import Hit, strength
from valley.coach.words import features, read
from valley.model import Theme

# Fitted offline by coordinate descent on the log loss; see tests/bench/recognition.py.
SHARPNESS = 0.48
CUES = 1.73
THEME, MOST_THEME = 0.72, 3.1
# Ownership: 'I never', 'my fault' carry more than which of the own excuses it is, and what speaks
# for one of these alone ('calls', 'order') speaks for anything.
OWN_CUES, OWN_THEME, OWN_LEAST, OWN_PRIOR = 1.73, 1.56, 1.13, -1.55
WORDS = 0.42


@dataclass(frozen=True, slots=True)
class Concepts:
    """What the catalogue makes of a reason.

    Attributes:
        excuses: The probability of each.
        themes: The probability of each, the sum over its excuses.
        cues: The cues that stand in the reason, by excuse, the strongest first.
    """

    excuses: dict[str, float]
    themes: dict[Theme, float]
    cues: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4096)
def concepts(text: str) -> Concepts:
    """Weigh the catalogue's excuses and themes for a reason."""
    book = catalogue()
    words = read(text)
    hits: dict[int, list[Hit]] = {}
    for hit in book.cues.hits(words):
        hits.setdefault(hit.owner, []).append(hit)
    first_theme = len(book.slugs)
    by_theme = [strength(hits.get(first_theme + n, ())) for n in range(len(book.themes))]
    by_words = book.bayes.weigh(features(words))
    own_theme = book.themes.index(Theme.SELF)
    logits = []
    for number, theme in enumerate(book.theme_numbers):
        said = strength(hits[number]) if number in hits else 0.0
        if theme == own_theme:
            said = OWN_CUES * min(said, OWN_LEAST) + OWN_THEME * by_theme[theme] + OWN_PRIOR
        else:
            said = CUES * said + THEME * min(by_theme[theme], MOST_THEME)
        logits.append(said + WORDS * by_words[number])
    top = max(logits)
    raw = [math.exp(SHARPNESS * (logit - top)) for logit in logits]
    total = sum(raw)
    themes = dict.fromkeys(book.themes, 0.0)
    for number, share in zip(book.theme_numbers, raw, strict=True):
        themes[book.themes[number]] += share / total
    return Concepts(
        {name: share / total for name, share in zip(book.slugs, raw, strict=True)},
        themes,
        {
            book.slugs[owner]: tuple(h.text for h in sorted(own, key=lambda h: (-h.weight, h.text)))
            for owner, own in hits.items()
            if owner < first_theme
        },
    )
