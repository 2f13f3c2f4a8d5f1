"""How likely each excuse of the catalogue is: cues and words together, in one log-linear score."""

import math
from functools import lru_cache
from typing import NamedTuple

from valley.coach.bayes import Bayes
from valley.coach.catalogue import catalogue, page
from valley.coach.cues import CueIndex, Hit, strength
from valley.coach.drawers import Drawers
from valley.coach.features import reason_features
from valley.coach.words import read
from valley.model import Theme


class Weights(NamedTuple):
    """What counts how much.

    Fitted offline by `tests/bench/fit.py`; `words`, `cues`, `theme` and `own` were then set between
    what it finds for the catalogue's short examples and for whole reasons.

    Attributes:
        words: Of the naive Bayes ratios of words.
        cues: Of an excuse's own cues.
        theme: Of the cues of its theme.
        most: The most that a theme's cues count.
        own_cues: As `cues`, of the excuses that own; they matter less than that it is owned.
        own_least: The most that these count: 'calls' or 'order' alone speak for anything.
        own_theme: As `theme`, of ownership: 'I never', 'my fault'.
        own: The head start of ownership.
        sharpness: The inverse temperature of the softmax.
    """

    words: float = 0.45
    cues: float = 1.35
    theme: float = 0.9
    most: float = 3.1
    own_cues: float = 2.595
    own_least: float = 1.13
    own_theme: float = 1.56
    own: float = -2.0
    sharpness: float = 0.48


WEIGHTS = Weights()
_NOISE = 0.01


class _Book(NamedTuple):
    """What speaks for each excuse.

    Attributes:
        cues: An excuse owns cues by its number, a theme by its own after those of all excuses.
        bayes: Single words.
    """

    cues: CueIndex
    bayes: Bayes


@lru_cache(maxsize=1)
def _book() -> _Book:
    built = page("reasons.built")
    return _Book(
        CueIndex(Drawers(built["filed"]), built["openings"], built["classes"]),
        Bayes(Drawers(built["counts"]), catalogue().theme_numbers, built["totals"]),
    )


class Evidence(NamedTuple):
    """What a reason holds, before it is weighed.

    Attributes:
        cues: The strength of each excuse's cues, in the order of the catalogue.
        themes: The strength of each theme's cues.
        words: The naive Bayes ratio of each excuse.
        hits: The cues themselves, by the number of their excuse.
    """

    cues: list[float]
    themes: list[float]
    words: list[float]
    hits: dict[int, list[Hit]]


class Concepts(NamedTuple):
    """What the catalogue makes of a reason.

    Attributes:
        excuses: The probability of each.
        main: Those that are more than noise, which is what a rep's names are compared by.
        themes: The probability of each, in the order of the catalogue: hashing an enum's member is
            slow, and this is read for every name a rep uses.
        hits: The cues that stand in the reason, by the number of their excuse.
    """

    excuses: dict[str, float]
    main: dict[str, float]
    themes: list[float]
    hits: dict[int, list[Hit]]

    @property
    def theme(self) -> Theme:
        """The likeliest theme."""
        return catalogue().themes[self.themes.index(max(self.themes))]

    def cues(self, excuse: str) -> tuple[str, ...]:
        """List what spoke for an excuse of the catalogue, the strongest first."""
        own = self.hits.get(catalogue().numbers.get(excuse, -1), [])
        found = sorted((-hit.weight, hit.text) for hit in own if hit.weight > 0)
        return tuple(dict.fromkeys(text for _, text in found))


def evidence(text: str) -> Evidence:
    """Look for all cues and words in a text."""
    book = catalogue()
    words = read(text)
    hits: dict[int, list[Hit]] = {}
    for hit in _book().cues.hits(words):
        hits.setdefault(hit.owner, []).append(hit)
    number = len(book.slugs)
    return Evidence(
        [strength(hits[owner]) if owner in hits else 0.0 for owner in range(number)],
        [strength(hits.get(number + theme, ())) for theme in range(len(book.themes))],
        _book().bayes.weigh(reason_features(words)),
        hits,
    )


def shares(found: Evidence, weights: Weights = WEIGHTS) -> list[float]:
    """Weigh the evidence: the probability of each excuse, in the order of the catalogue."""
    book = catalogue()
    own_theme = book.themes.index(Theme.SELF)
    by_theme = [weights.theme * min(said, weights.most) for said in found.themes]
    by_theme[own_theme] = weights.own_theme * found.themes[own_theme] + weights.own
    logits = []
    for theme, cues, words in zip(book.theme_numbers, found.cues, found.words, strict=True):
        if theme == own_theme:
            said = weights.own_cues * min(cues, weights.own_least)
        else:
            said = weights.cues * cues
        logits.append(weights.sharpness * (said + by_theme[theme] + weights.words * words))
    top = max(logits)
    raw = [math.exp(logit - top) for logit in logits]
    total = sum(raw)
    return [share / total for share in raw]


@lru_cache(maxsize=4096)
def concepts(text: str) -> Concepts:
    """Weigh the catalogue's excuses and themes for a reason."""
    book = catalogue()
    found = evidence(text)
    likely = shares(found)
    themes = [0.0] * len(book.themes)
    for theme, share in zip(book.theme_numbers, likely, strict=True):
        themes[theme] += share
    excuses = dict(zip(book.slugs, likely, strict=True))
    main = {name: share for name, share in excuses.items() if share > _NOISE}
    return Concepts(excuses, main, themes, found.hits)
