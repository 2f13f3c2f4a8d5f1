"""What the catalogue makes of a reason: how likely each theme is, and each excuse within it.

Two log-linear models in one table of weights, fitted offline by `tests.fit.reasons`: the theme by
all that stands in a reason, and the excuse by what tells the excuses of one theme apart. So an
excuse is never likelier than its theme.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from valley.coach.catalogue import catalogue
from valley.coach.cues import CueIndex, Hit, strength
from valley.coach.features import deeds, of_pair, of_places, of_word
from valley.coach.packed_texts import PackedTexts
from valley.coach.weights import Weights
from valley.coach.words import Words, kinds_of_number, read
from valley.language import data, table, words
from valley.model import Theme

BIAS = "!"  # stands in every reason
# The more words, the less each tells: they repeat each other. As loud as it is, a reason of so many.
_LONG, _SHORT, _LOUDNESS = 12, 3, 0.5
_EDGES = ("^",), ("$",)  # where a reason starts and ends
_STRONG = 2.5  # the strength of cues that leaves no doubt
_WHO = words(table("grammar")["beside"])
NOISE = 0.01  # a likelihood below that tells nothing
_TELLING, _TOLD = 0.3, 3  # what is told of words where it is asked for
_KEPT = 16_384  # words, pairs and other features whose weights are kept at hand

Terms = tuple[str, ...]


class Sight(NamedTuple):
    """What is seen in a reason, before it is weighed.

    Attributes:
        words: Each word with its stem and its classes, once.
        pairs: The neighbours among these, once.
        others: Who did what, what stands where, and which cues.
        hits: The cues themselves, by the number of their excuse; themes come after all excuses.
    """

    words: dict[tuple[str, Terms], None]
    pairs: dict[tuple[Terms, Terms], None]
    others: list[str]
    hits: dict[int, list[Hit]]


class Book:
    """What speaks for each excuse and theme."""

    def __init__(self, packed: bytes) -> None:
        """Take a table of weights."""
        built = table("reasons.built")
        self._cues = CueIndex(PackedTexts(built["filed"]), built["openings"], built["classes"])
        self._classes: dict[str, list[str]] = built["classes"]
        self._weights = Weights(packed, fine=len(catalogue().slugs))
        self._word = lru_cache(maxsize=_KEPT)(self._word_row)
        self._pair = lru_cache(maxsize=_KEPT)(self._pair_row)
        self._other = lru_cache(maxsize=_KEPT)(self._weights.row)

    def see(self, said: Words) -> Sight:
        """Look for all that may be weighed in a reason."""
        terms = [self._terms(said, number) for number in range(len(said.raw))]
        hits: dict[int, list[Hit]] = {}
        for hit in self._cues.hits(said):
            hits.setdefault(hit.owner, []).append(hit)
        plain = [_beside(term) for term, raw in zip(terms, said.raw, strict=True) if raw != ","]
        return Sight(
            {(raw, term): None for term, raw in zip(terms, said.raw, strict=True) if raw != ","},
            dict.fromkeys(pairwise((_EDGES[0], *plain, _EDGES[1]))),
            [BIAS, *of_places(said), *deeds(said), *_of_cues(hits)],
            hits,
        )

    def _terms(self, said: Words, number: int) -> Terms:
        root = said.stems[number]
        kinds = kinds_of_number(said.raw[number])
        if kinds:
            return kinds
        name = ("@name",) if number in said.names else ()
        return (root, *self._classes.get(root, ()), *name)

    def _word_row(self, raw: str, terms: Terms) -> int:
        return sum(map(self._weights.row, of_word(raw, terms)))

    def _pair_row(self, one: Terms, two: Terms) -> int:
        return sum(map(self._weights.row, of_pair(one, two)))

    def weigh(self, seen: Sight) -> tuple[list[float], list[float]]:
        """Return the log odds of the themes, and of the excuses each within its theme."""
        rows = sum(self._word(*word) for word in seen.words)
        rows += sum(self._pair(*pair) for pair in seen.pairs)
        rows += sum(self._other(other) for other in seen.others if other != BIAS)
        part = loudness(seen)
        told, ahead = self._weights.sums(rows), self._weights.sums(self._other(BIAS))
        broad, fine = (
            [part * one + bias for one, bias in zip(some, before, strict=True)]
            for some, before in zip(told, ahead, strict=True)
        )
        return broad, fine

    def counted(self, seen: Sight, excuse: int) -> list[str]:
        """List the words, alone or with a neighbour, that spoke most for an excuse."""
        theme = catalogue().theme_numbers[excuse]
        rows = {raw: self._word(raw, terms) for raw, terms in seen.words}
        rows |= {
            f"{one[0]} {two[0]}": self._pair(one, two)
            for one, two in seen.pairs
            if one not in _EDGES and two not in _EDGES
        }
        found = []
        for said, row in rows.items():
            broad, fine = self._weights.sums(row)
            weight = broad[theme] - sum(broad) / len(broad) + fine[excuse]
            if weight > _TELLING:
                found.append((-weight, said))
        return [f"'{said}'" for _, said in sorted(found)[:_TOLD]]


def loudness(seen: Sight) -> float:
    """Return what the weights of what stands in a reason are multiplied by, for its length."""
    return float((_LONG / max(len(seen.words), _SHORT)) ** _LOUDNESS)


@lru_cache(maxsize=_KEPT)
def _beside(terms: Terms) -> Terms:
    """Leave the classes out that say nothing beside another word: those of who acts stay."""
    return terms[:1] + tuple(name for name in terms[1:] if name in _WHO)


@lru_cache(maxsize=1)
def book() -> Book:
    """Read the book of the language, once."""
    return Book(data("reasons.bin"))


def _of_cues(hits: dict[int, list[Hit]]) -> list[str]:
    """List which excuses and themes have cues, and where these are strong, or speak against."""
    names = (*catalogue().slugs, *catalogue().themes)
    found = []
    for owner, some in hits.items():
        power = strength(some)
        if power < 0:
            found.append(f"cue-:{names[owner]}")
        elif power > 0:
            found.append(f"cue:{names[owner]}")
        if power >= _STRONG:
            found.append(f"cue+:{names[owner]}")
    return found


class Fitted(NamedTuple):
    """What was fitted beside the weights, on texts that the weights were not fitted on.

    Attributes:
        theme: What the log odds of themes are multiplied by, so that they are true.
        within: The same of the excuses within a theme.
        guesses: What turns the signs of how sure a reading is into the probability of its first
            guess.
        parties: The same of its theme.
        sure: The probability from which on Enter takes a guess: right nine times in ten.
        settled: The probability from which on a theme is stored.
        common: How common each excuse is, in the order of the catalogue.
    """

    theme: float
    within: float
    guesses: tuple[float, ...]
    parties: tuple[float, ...]
    sure: float
    settled: float
    common: tuple[float, ...]


@lru_cache(maxsize=1)
def fitted() -> Fitted:
    """Read what was fitted, once."""
    return Fitted(**table("fitted.built"))


@lru_cache(maxsize=1)
def common_themes() -> list[float]:
    """Return how common each theme is."""
    themes = [0.0] * len(Theme)
    for number, share in zip(catalogue().theme_numbers, fitted().common, strict=True):
        themes[number] += share
    return themes


class Concepts(NamedTuple):
    """What the catalogue makes of a reason.

    Attributes:
        excuses: The probability of each.
        main: Those that are more than noise, which is what a rep's names are compared by.
        themes: The probability of each, in the order of the catalogue: hashing an enum's member is
            slow, and this is read for every name a rep uses.
        seen: What stands in the reason.
    """

    excuses: dict[str, float]
    main: dict[str, float]
    themes: list[float]
    seen: Sight

    @property
    def theme(self) -> Theme:
        """The likeliest theme."""
        return catalogue().themes[self.themes.index(max(self.themes))]

    def cued(self, excuse: str) -> float:
        """Return how strong the cues of an excuse are; those of a name of the rep's own are none."""
        number = catalogue().numbers.get(excuse)
        return 0.0 if number is None else strength(self.seen.hits.get(number, []))

    def counted(self, excuse: str) -> tuple[str, ...]:
        """List what spoke for an excuse of the catalogue, the strongest first."""
        number = catalogue().numbers.get(excuse)
        if number is None:
            return ()
        own = self.seen.hits.get(number, [])
        cues = sorted((-hit.weight, hit.text) for hit in own if hit.weight > 0)
        words = book().counted(self.seen, number)
        return tuple(dict.fromkeys([*(text for _, text in cues), *words]))


def _shares(odds: list[float], sharpness: float) -> list[float]:
    top = max(odds, default=0.0)  # a theme may have no excuse
    raw = [math.exp(sharpness * (one - top)) for one in odds]
    total = sum(raw)
    return [one / total for one in raw]


@lru_cache(maxsize=4096)
def concepts(text: str) -> Concepts:
    """Weigh the catalogue's excuses and themes for a reason."""
    known, fit = catalogue(), fitted()
    seen = book().see(read(text))
    broad, fine = book().weigh(seen)
    themes = _shares(broad, fit.theme)
    excuses: dict[str, float] = {}
    start = 0
    for share, size in zip(themes, sizes(), strict=True):
        within = _shares(fine[start : start + size], fit.within)
        for number, part in enumerate(within, start):
            excuses[known.slugs[number]] = share * part
        start += size
    main = {name: share for name, share in excuses.items() if share > NOISE}
    return Concepts(excuses, main, themes, seen)


@lru_cache(maxsize=1)
def sizes() -> list[int]:
    """Count the excuses of each theme; they stand together."""
    return [catalogue().theme_numbers.count(number) for number in range(len(Theme))]
