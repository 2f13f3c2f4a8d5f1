"""Cue phrases: a small language for what people say, and where it stands in a text.

    gone quiet          both words in this order, at most one word between them
    stop .. reply       up to five words between them
    no & survey         both somewhere in the text, in any order
    reply/answer        either
    reschedul*          any word that begins so
    =left               this very form, not its stem
    @they               any word of a class (see `classes.json`)
    @num @money @hour   a number, an amount, a time of day
    @name               a word in the middle of a sentence that looks like a name
    ^ wait              where the text starts

In a cue that speaks against something no word may stand between, unless a gap is asked for.

All words of a cue are stemmed as the text is, so 'answer' also finds 'answered'.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from valley.coach.packed_texts import PackedTexts
from valley.coach.stems import stem
from valley.coach.words import Words, kinds_of_number

_NEXT = 2  # how far the next word may be: one word may stand between
_BESIDE = 1  # in a cue that speaks against something: 'have budget' is not in 'have no budget'
_GAP = 6
_LEAST_OPENING = 3  # the shortest opening of a word that a cue may ask for

# What may stand here, and how far from the one before.
_Element = tuple[tuple[str, ...], int]
_Needed = tuple[tuple[str, ...], ...]
_Parts = tuple[tuple[_Element, ...], ...]
_Ready = tuple[int, float, str, _Needed, _Parts]


class Hit(NamedTuple):
    """A cue found in a text."""

    owner: int
    weight: float
    text: str
    places: tuple[int, ...]


@cache
def term(word: str) -> str:
    """Return a word of a cue in the form in which a text's words are looked up."""
    return word if word[0] in "@=^" or word.endswith("*") else stem(word)


def _read(filed: str) -> _Ready:
    """Read a cue as it was filed."""
    owner, weight, text = filed.split(" ", 2)
    near = _BESIDE if weight.startswith("-") else _NEXT
    return int(owner), float(weight), text, *_taken_apart(text, near)


def _taken_apart(text: str, near: int) -> tuple[_Needed, _Parts]:
    """Parse a cue: the options that must stand somewhere, and how they stand together.

    A single word needs neither: it stands where it was looked up.
    """
    if " " not in text:
        return (), ()
    parts = []
    for part in text.split(" & "):
        elements: list[_Element] = []
        reach = near
        for word in part.split():
            if word == "..":
                reach = _GAP
            else:
                elements.append((tuple(map(term, word.split("/"))), reach))
                reach = near
        parts.append(tuple(elements))
    return tuple(options for part in parts for options, _ in part), tuple(parts)


def _found(elements: tuple[_Element, ...], at: Mapping[str, list[int]]) -> tuple[int, ...] | None:
    """Find the words of one part in order; of several ways, the first to end."""
    paths: dict[int, tuple[int, ...]] = {}
    for number, (options, reach) in enumerate(elements):
        here = [place for option in options if option in at for place in at[option]]
        if number == 0:
            paths = {place: (place,) for place in here}
            continue
        onward: dict[int, tuple[int, ...]] = {}
        for place in here:
            before = [p for p in paths if 0 < place - p <= reach]
            if before:
                onward[place] = (*paths[max(before)], place)
        if not onward:
            return None
        paths = onward
    return paths[min(paths)]


class CueIndex:
    """Cues by the word they are filed under, and the classes of words they may ask for."""

    def __init__(
        self, filed: PackedTexts, openings: Iterable[str], classes: Mapping[str, Sequence[str]]
    ) -> None:
        """Take filed cues.

        Args:
            filed: The cues by their rarest word, as one text: `0 4 radio silence; 35 4 radio ad`.
            openings: The openings of words that they ask for ('reschedul*').
            classes: The classes that each word belongs to.
        """
        self._filed = filed
        self._openings = frozenset(openings)
        self._longest = max(map(len, self._openings), default=0) - len("*")
        self._classes = classes
        self._features: dict[str, tuple[str, ...]] = {}
        self._ready: dict[str, list[_Ready]] = {}

    def _of(self, raw: str, root: str) -> tuple[str, ...]:
        """List what a word can be looked up as; the same for every text, so kept."""
        features = self._features.get(raw)
        if features is None:
            features = (
                root,
                "=" + raw,
                *kinds_of_number(raw),
                *self._classes.get(root, ()),
                *(
                    raw[:end] + "*"
                    for end in range(_LEAST_OPENING, min(len(raw), self._longest) + 1)
                    if raw[:end] in self._openings
                ),
            )
            if len(self._features) < 50_000:  # noqa: PLR2004 - bounds memory, means nothing else
                self._features[raw] = features
        return features

    def _places(self, words: Words, start: int) -> dict[str, list[int]]:
        """Return where every stem, form, class and opening stands."""
        at: dict[str, list[int]] = {}
        if words.places:
            at["^"] = [words.places[start] - 1]
        for number, (raw, root, place) in enumerate(
            zip(words.raw, words.stems, words.places, strict=True)
        ):
            for feature in self._of(raw, root):
                at.setdefault(feature, []).append(place)
            if number in words.names and not self._filed.get(root):
                at.setdefault("@name", []).append(place)
        return at

    def hits(self, words: Words, start: int = 0) -> list[Hit]:
        """Find every cue that stands in the text.

        Args:
            words: The text.
            start: The index of the word that '^' stands before.
        """
        at = self._places(words, start)
        absent = at.keys().isdisjoint
        found: dict[tuple[int, str], Hit] = {}
        for feature, where in at.items():
            for owner, weight, text, needed, parts in self._met(feature):
                if not parts:
                    found[owner, text] = Hit(owner, weight, text, (where[0],))
                elif not any(map(absent, needed)):
                    ways = [_found(elements, at) for elements in parts]
                    if None not in ways:
                        places = tuple(place for way in ways if way for place in way)
                        found[owner, text] = Hit(owner, weight, text, places)
        return list(found.values())

    def _met(self, feature: str) -> list[_Ready]:
        """Parse the cues filed under a word, the first time it is met."""
        ready = self._ready.get(feature)
        if ready is None:
            filed = self._filed.get(feature)
            ready = [_read(cue) for cue in filed.split("; ")] if filed else []
            if ready:
                self._ready[feature] = ready
        return ready


def strength(hits: Sequence[Hit]) -> float:
    """Add up cues, the strongest first; a word counts once, so that phrases do not count double."""
    if len(hits) == 1:
        return hits[0].weight
    total = 0.0
    used: set[int] = set()
    for hit in sorted(hits, key=lambda h: (-h.weight, h.text)):
        places = set(hit.places)
        if hit.weight < 0:
            total += hit.weight
            continue
        total += hit.weight * len(places - used) / len(places)
        used |= places
    return total
