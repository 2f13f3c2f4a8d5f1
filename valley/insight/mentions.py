"""The accounts that entries are about: @words and @tags, and names of people and firms.

A name is a word that is written with a capital inside a sentence, and never without one; of several
in a row ('Priory House') the first one. A #word and a tag name a topic, which is no account.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from valley import language
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
).union(language.table("names")["never"])


class Mentions:
    """The accounts that some entries are about.

    Args:
        entries: Those that decide together what is a name.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._marked: dict[str, set[str]] = {}  # @words and @tags, by entry
        self._capital: dict[str, set[str]] = {}
        self._spelt: dict[str, Counter[str]] = {}
        self._inside: set[str] = set()  # written with a capital inside a sentence
        self._leads: set[str] = set()  # not after another such word
        texts = [text for entry in entries for text in self._take(entry)]
        words = set(_WORD.findall("\n".join(texts)))
        small = {word.casefold() for word in words if not _is_capital(word)}
        self._names = frozenset((self._inside & self._leads) - small - _NO_NAMES)

    def of(self, entry: Entry) -> frozenset[str]:
        """Return the accounts of one of those entries that decided what is a name, in small letters."""
        return frozenset(self._marked[entry.id] | (self._capital[entry.id] & self._names))

    def spelt(self, name: str) -> str:
        """Return a name as it is mostly spelt."""
        return self._spelt[name].most_common(1)[0][0]

    def in_text(self, text: str) -> frozenset[str]:
        """Return the accounts that a text of those entries names."""
        marked, bare = _marked(text)
        named = {word.casefold() for word, _, _ in _capitals(bare)}
        return frozenset({word.casefold() for word in marked} | (named & self._names))

    def _take(self, entry: Entry) -> list[str]:
        """Add an entry, and return its texts without what is marked in them."""
        texts = []
        marked = [tag[1:] for tag in entry.tags if tag.startswith("@") and tag[1:]]
        capital: set[str] = set()
        for text in (entry.happened, entry.reason, entry.action):
            words, bare = _marked(text or "")
            marked += words
            texts.append(bare)
            for word, begins, leads in _capitals(bare):
                name = word.casefold()
                capital.add(name)
                self._count(word)
                if leads:
                    self._leads.add(name)
                if not begins:
                    self._inside.add(name)
        for word in marked:
            self._count(word)
        self._marked[entry.id] = {word.casefold() for word in marked}
        self._capital[entry.id] = capital
        return texts

    def _count(self, word: str) -> None:
        self._spelt.setdefault(word.casefold(), Counter())[word] += 1


def _marked(text: str) -> tuple[list[str], str]:
    """Return the @words of a text, and the text without what is marked in it."""
    bare = _without_links(text)
    words = [word for sign, word in _MARKED.findall(bare) if sign == "@"]
    return words, _MARKED.sub(" ", bare)


def _capitals(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield the words of a text that are written with a capital and may be names.

    With each, whether it begins a sentence, and whether it is the first of several in a row.
    """
    after = -1  # where a word must begin to follow another such word
    for found in _CAPITAL.finditer(text):
        word = found[0]
        if len(word) >= SHORTEST and _is_capital(word) and not word.isupper():
            yield word, _begins(text, found.start()), found.start() != after
            after = found.end() + 1


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
