"""Cue phrases: a small language for what people say, and where it stands in a text.

    gone quiet          both words in this order, at most one word between them
    stop .. reply       up to five words between them
    no & survey         both somewhere in the text, in any order
    reply/answer        either
    reschedul*          any word that begins so
    =left               this very form, not its stem
    @they               any word of a class (see `classes` in the data)
    @num @money @hour   a number, an amount, a time of day
    @name               a word in the middle of a sentence that looks like a name
    ^ wait              where the text starts

All words of a cue are stemmed as the text is, so 'answer' also finds 'answered'.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from valley.coach.words import Words, kind_of_number, stem

_NEXT = 2  # how far the next word may be: one word may stand between
_GAP = 6

# Where a word stands: every stem, form, class and opening of it, to its places in the text.
type_Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for (or, with a negative weight, against) what it belongs to."""

    owner: int
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a text, and the places of its words."""

    cue: Cue
    places: tuple[int, ...]


Element = tuple[tuple[str, ...], int]  # what may stand here, and how far from the one before


@lru_cache(maxsize=None)
def _word(term: str) -> str:
    if term[0] in "@=^" or term.endswith("*"):
        return term
    return stem(term)


@lru_cache(maxsize=20_000)
def _compiled(text: str) -> tuple[tuple[Element, ...], ...]:
    parts = []
    for part in text.split(" & "):
        elements: list[Element] = []
        reach = _NEXT
        for term in part.split():
            if term == "..":
                reach = _GAP
                continue
            elements.append((tuple(map(_word, term.split("/"))), reach))
            reach = _NEXT
        parts.append(tuple(elements))
    return tuple(parts)


def _found(elements: tuple[Element, ...], at: Mapping[str, list[int]]) -> tuple[int, ...] | None:
    """Find the words of one part in order; the earliest way through."""
    paths: dict[int, tuple[int, ...]] = {}
    for number, (options, reach) in enumerate(elements):
        here = {place for option in options for place in at.get(option, ())}
        if not here:
            return None
        if number == 0:
            paths = {place: (place,) for place in sorted(here)}
            continue
        onward: dict[int, tuple[int, ...]] = {}
        for place in sorted(here):
            before = [p for p in paths if 0 < place - p <= reach]
            if before:
                onward[place] = (*paths[max(before)], place)
        if not onward:
            return None
        paths = onward
    return next(iter(paths.values()), None)


class CueIndex:
    """All cues, filed under one word each, so that a text only meets those it may hold."""

    def __init__(self, classes: Mapping[str, Iterable[str]], common: Iterable[str] = ()) -> None:
        """File nothing yet.

        Args:
            classes: Members of each class; a member may be a class itself ('@they').
            common: Words too common to file a cue under if there is another.
        """
        self._classes: dict[str, list[str]] = {}
        for name, members in classes.items():
            for member in members:
                self._classes.setdefault(_word(member), []).append("@" + name)
        self._common = frozenset(map(_word, common))
        self._filed: dict[str, list[Cue]] = {}
        self._openings: set[str] = set()

    def add(self, cue: Cue) -> None:
        """File a cue under its rarest-looking word."""
        best: tuple[int, tuple[str, ...]] = (-1, ())
        for term in cue.text.replace(" & ", " ").split():
            if term == "..":
                continue
            options = tuple(term.split("/"))
            for option in options:
                if option.endswith("*"):
                    self._openings.add(option[:-1])
            worth = (
                1 if "@" in term else 2 + (not any(_word(o) in self._common for o in options)) * 9
            )
            worth += min(len(options[0]), 8) - len(options)
            if worth > best[0]:
                best = (worth, options)
        for option in best[1]:
            self._filed.setdefault(_word(option), []).append(cue)

    def places(self, words: Words, start: int = 0) -> dict[str, list[int]]:
        """Say where every stem, form, class and opening stands."""
        at: dict[str, list[int]] = {"^": [words.places[start] - _NEXT]} if words.places else {}
        for number, (raw, root) in enumerate(zip(words.raw, words.stems, strict=True)):
            place = words.places[number]
            for feature in self._features(raw, root):
                at.setdefault(feature, []).append(place)
            if number in words.names and root not in self._filed:
                at.setdefault("@name", []).append(place)
        return at

    def _features(self, raw: str, root: str) -> tuple[str, ...]:
        return _features(self, raw, root)

    def hits(self, words: Words, start: int = 0) -> list[Hit]:
        """Find every cue that stands in the text."""
        at = self.places(words, start)
        found = []
        for feature in at:
            for cue in self._filed.get(feature, ()):
                places: list[int] = []
                for elements in _compiled(cue.text):
                    part = _found(elements, at)
                    if part is None:
                        break
                    places += part
                else:
                    found.append(Hit(cue, tuple(places)))
        return found


@lru_cache(maxsize=20_000)
def _features(index: CueIndex, raw: str, root: str) -> tuple[str, ...]:
    features = [root, "=" + raw, *kind_of_number(raw), *index._classes.get(root, ())]
    if raw != root:
        features += index._classes.get("=" + raw, ())
    features += (raw[:end] + "*" for end in range(3, len(raw) + 1) if raw[:end] in index._openings)
    return tuple(features)
