"""Typing errors mended for recognition: words one slip away from a word that is known.

And words that sound like another, which a phone writes down for it: the words beside them tell.

A slip is a letter left out, doubled, put in or mistaken, or two neighbours swapped (Damerau 1964).
Of several words that it may have been, the commoner wins, and the likelier slip. What is never
touched: a word that is spelled correctly, known or not; what begins with a capital; what has a
digit or an @ at it; words of the rep's own.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from valley.coach.words import MOST_CHARACTERS
from valley.language import page, table

# Letters: a shorter word is one slip away from too many, a longer one is none.
_SHORTEST, _SHORTEST_OWN, _LONGEST = 4, 5, 20
# A lower-case word that is no part of an address, a path, a tag or a contraction.
_WORD = re.compile(
    rf"(?<![\w@#/\\.'\u2019])[^\W\d_]{{{_SHORTEST},{_LONGEST}}}(?![\w@/\\]|[.:]\w|['\u2019](?!s\b))"
)
_OWN_WORD = re.compile(rf"(?<!\w)[@#]?[^\W\d_]{{{_SHORTEST_OWN},{_LONGEST}}}(?!\w)")
_OFTEN = 2  # how often the rep typed a word before it is their own; a capital or an @ counts so
# What a slip is worth in log frequency: fingers swap, double and drop letters more than they take
# one certain other.
_SWAPPED, _DOUBLED, _DROPPED = 3.0, 3.0, 2.0
# A word with its neighbours, which are seen again as words of their own.
_SPOKEN_WORD = re.compile(r"(?<![\w'\u2019])[a-z]+(?![\w'\u2019])")
_NEIGHBOUR = re.compile(r"[\w'\u2019]+")
_CLEARLY = 30  # tenths of log odds from which on another word was meant


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[str, int, dict[str, int], dict[str, int]]]:
    """Return what may have been said for a word: it, its odds, and those for what stands beside."""
    return {word: tuple(row) for word, row in table("sounds").items()}


def _heard(match: re.Match[str]) -> str:
    """Return the word that was said, for one that sounds like it."""
    word, text = match[0], match.string
    if word not in _sounds():
        return word
    said, odds, before, after = _sounds()[word]
    left = _NEIGHBOUR.findall(text[max(match.start() - _LONGEST, 0) : match.start()])
    right = _NEIGHBOUR.match(text, match.end() + 1)
    odds += before.get(left[-1].lower() if left else "^", 0)
    odds += after.get(right[0].lower() if right else "$", 0)
    return said if odds > _CLEARLY else word


@lru_cache(maxsize=1)
def _words() -> str:
    """Return the known words, the commonest first, and on a second line others that are right."""
    return page("words.txt")


@lru_cache(maxsize=20_000)
def _is_right(word: str) -> bool:
    """Return whether a word is right as it stands.

    Searched for in the text: most reasons hold no other words, and need no table of them built.
    """
    return f" {word} " in _words()


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    known, _ = _words().split("\n", 1)
    return {word: rank for rank, word in enumerate(known.split(), 1)}


@lru_cache(maxsize=1)
def _letters() -> tuple[str, ...]:
    return tuple(sorted(set().union(*_ranks())))


def slips(word: str, letters: Iterable[str]) -> set[str]:
    """Return all that a word may have been meant as: what is one slip away, the word left out."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {before + letter + after for before, after in cuts for letter in letters}
    near.update(before + letter + after[1:] for before, after in cuts[:-1] for letter in letters)
    near.update(before + after[1:] for before, after in cuts[:-1])
    near.update(before + after[1] + after[0] + after[2:] for before, after in cuts[:-2])
    return near - {word}


def _worth(word: str, meant: str) -> float:
    """Return what the slip from one word to another is worth."""
    if len(word) < len(meant):
        return _DROPPED
    if len(word) == len(meant):
        return _SWAPPED if sorted(word) == sorted(meant) else 0.0
    doubled = (word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1])
    return _DOUBLED if meant in doubled else 0.0


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    """Return the word that one was meant to be; itself, where it is right or nobody can tell."""
    if _is_right(word):
        return word
    ranks = _ranks()
    found = [near for near in slips(word, _letters()) if near in ranks]
    weighed = [(_worth(word, near) - math.log(ranks[near]), near) for near in found]
    return max(weighed)[1] if weighed else word


def _gaps(word: str) -> Iterator[str]:
    """Yield a word, and it without each of its letters: words a slip apart share one of these."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


class Spelling:
    """Mends typing errors, knowing the words that one rep uses."""

    def __init__(self) -> None:
        self._typed: Counter[str] = Counter()
        self._own: dict[str, str] = {}

    def learn(self, text: str) -> None:
        """Remember the words of a text: the rep's own words and names are known from then on."""
        for typed in _OWN_WORD.findall(text[:MOST_CHARACTERS]):
            sure = typed[0] in "@#" or typed[0].isupper()
            word = typed.lstrip("@#").casefold() if sure else _meant(typed)
            before = self._typed[word]
            self._typed[word] += _OFTEN if sure else 1
            if before < _OFTEN <= self._typed[word]:
                for left in _gaps(word):
                    self._own.setdefault(left, word)

    def mend(self, text: str) -> str:
        """Return what is read of a text as it was meant; it is stored as it was typed."""
        return _SPOKEN_WORD.sub(_heard, _WORD.sub(self._mended, text[:MOST_CHARACTERS]))

    def _mended(self, match: re.Match[str]) -> str:
        word = match[0]
        if not word.islower() or self._typed[word] >= _OFTEN or _is_right(word):
            return word
        near = {own for left in _gaps(word) if (own := self._own.get(left))}
        if near:
            near &= slips(word, _letters())
        return max(near) if near else _meant(word)
