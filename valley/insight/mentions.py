"""Whom and what entries speak of: their tags, #words and @words, and names of people and firms.

A name is a word that is written with a capital inside a sentence, and never without one; of several
in a row ('Priory House') the first one.
"""

import re
from collections import Counter
from collections.abc import Iterable

from valley.dates import MONTHS, WEEKDAYS
from valley.model import Entry

SHORTEST = 4  # letters of a name
_MARKED = re.compile(r"(?<![\w/&])([#@])([^\W\d_][\w-]*)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The same, but for those that begin with one of the commonest small letters: a tenth of the words.
_CAPITAL = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:-[^\W\d_]+)*")
_PRECEDES = frozenset('.!?:;…"“(\n/')  # stands before what begins a sentence
_NO_NAMES = frozenset(
    word.casefold() for name in (*WEEKDAYS, *MONTHS) for word in (name, f"{name}s")
)


class Mentions:
    """What some entries speak of.

    Args:
        entries: Those that decide together what is a name.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._marked: dict[str, set[str]] = {}  # tags and @words, by entry
        self._topics: dict[str, set[str]] = {}
        self._capital: dict[str, set[str]] = {}
        self._spelt: dict[str, Counter[str]] = {}
        self._inside: set[str] = set()  # written with a capital inside a sentence
        self._leads: set[str] = set()  # not after another such word
        texts = [text for entry in entries for text in self._take(entry)]
        words = set(_WORD.findall("\n".join(texts)))
        small = {word.casefold() for word in words if not _is_capital(word)}
        self._names = frozenset((self._inside & self._leads) - small - _NO_NAMES)

    def of(self, entry: Entry, *, topics: bool = True) -> frozenset[str]:
        """Return what an entry speaks of, in small letters.

        Args:
            entry: One of those that decided what is a name.
            topics: Take #words too, which name a topic rather than a customer.
        """
        about = self._topics[entry.id] if topics else frozenset()
        return frozenset(about | self._marked[entry.id] | (self._capital[entry.id] & self._names))

    def spelt(self, name: str) -> str:
        """Return a name as it is mostly spelt."""
        return self._spelt[name].most_common(1)[0][0]

    def _take(self, entry: Entry) -> list[str]:
        """Add an entry, and return its texts without what is marked in them."""
        texts = []
        marked = {tag.casefold() for tag in entry.tags}
        topics: set[str] = set()
        capital: set[str] = set()
        for tag in entry.tags:
            self._count(tag)
        for text in (entry.happened, entry.reason, entry.action):
            bare = _without_links(text or "")
            for sign, word in _MARKED.findall(bare):
                (topics if sign == "#" else marked).add(word.casefold())
                self._count(word)
            texts.append(_MARKED.sub(" ", bare))
            capital |= self._capitals(texts[-1])
        self._marked[entry.id] = marked
        self._topics[entry.id] = topics
        self._capital[entry.id] = capital
        return texts

    def _capitals(self, text: str) -> set[str]:
        """Return the words of a text that are written with a capital and may be names."""
        capital: set[str] = set()
        after = -1  # where a word must begin to follow another such word
        for found in _CAPITAL.finditer(text):
            word, name = found[0], found[0].casefold()
            if len(word) >= SHORTEST and _is_capital(word) and not word.isupper():
                capital.add(name)
                self._count(word)
                if found.start() != after:
                    self._leads.add(name)
                if not _begins(text, found.start()):
                    self._inside.add(name)
                after = found.end() + 1
        return capital

    def _count(self, word: str) -> None:
        self._spelt.setdefault(word.casefold(), Counter())[word] += 1


def _without_links(text: str) -> str:
    """Take out the words that are addresses: 'https://acme.com', 'jo@acme.com'."""
    if "@" not in text and "://" not in text:
        return text
    return re.sub(r"\S+", lambda word: " " if _is_link(word[0]) else word[0], text)


def _is_link(word: str) -> bool:
    at = word.find("@", 1)
    return "://" in word[1:-1] or (at > 0 and "." in word[at + 2 : -1])


def _begins(text: str, at: int) -> bool:
    """Return whether a sentence begins at a place."""
    while at and text[at - 1].isspace() and text[at - 1] != "\n":
        at -= 1
    return not at or text[at - 1] in _PRECEDES


def _is_capital(word: str) -> bool:
    return word[0] != word[0].lower()
