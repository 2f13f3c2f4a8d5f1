"""The words of a page as it went out, so that they are known again in what comes back.

Words alone are compared: a client breaks lines anew, a word processor changes quotes and dashes and
escapes what it takes for Markdown, and none of that makes a word another.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
GRAM = 3  # words by which a place is looked up
MOST_PLACES = 200  # of the same few words that are looked at


class Word(NamedTuple):
    """A word of a line, and where it stands in it."""

    word: str
    start: int
    end: int


class Part(NamedTuple):
    """A part of a page: its mark, and what it says."""

    mark: str
    text: str


def words(text: str) -> list[Word]:
    """Return the words of a line."""
    plain = text.replace("&nbsp;", "      ")
    return [Word(_folded(found[0]), *found.span()) for found in _WORD.finditer(plain)]


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


class Stream:
    """The words of a page in order.

    Args:
        parts: Its parts in order.

    Attributes:
        words: Its words.
        starts: Where a part begins, in order.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self._marks: list[str] = []
        self._places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for mark, text in parts:
            found = words(text)
            if found:
                self.starts.append(len(self.words))
                self._marks.append(mark)
                self.words += [one.word for one in found]
        self._edges = {*self.starts, len(self.words)}
        for at, word in enumerate(self.words):
            self._places[word,].append(at)
            self._places[tuple(self.words[at : at + GRAM])].append(at)

    def mark(self, at: int) -> str:
        """Return the mark of the part that a word stands in."""
        return self._marks[self._part(at)] if self._marks else ""

    def part(self, at: int) -> tuple[int, int]:
        """Return where the part begins and ends that a word stands in."""
        number = self._part(at)
        ends = (*self.starts[number + 1 : number + 2], len(self.words))
        return self.starts[number], ends[0]

    def is_whole(self, at: int, count: int) -> bool:
        """Return whether that many words from a place on are parts, nothing more and nothing less."""
        return at in self._edges and at + count in self._edges

    def stands(self, said: Sequence[str], at: int) -> bool:
        """Return whether words stand at a place."""
        return self.words[at : at + len(said)] == list(said)

    def find(self, said: Sequence[str], start: int) -> int | None:
        """Return where words stand, first looked for from a place on; None where they do not."""
        places = self.places(said)
        middle = bisect_left(places, start)
        for at in (*places[middle:][:MOST_PLACES], *places[:middle][:MOST_PLACES]):
            if self.stands(said, at):
                return at
        return None

    def places(self, said: Sequence[str]) -> list[int]:
        """Return where the first few of these words stand, in order."""
        return self._places.get(tuple(said[:GRAM] if len(said) >= GRAM else said[:1]), [])

    def begins(self, said: Sequence[str], at: int) -> int:
        """Return how many of these words stand at a place, one after the other."""
        here = self.words[at : at + len(said)]
        pairs = enumerate(zip(said, here, strict=False))
        return next((number for number, (one, other) in pairs if one != other), len(here))

    def _part(self, at: int) -> int:
        return max(bisect_left(self.starts, at + 1) - 1, 0)
