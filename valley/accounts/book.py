"""The book of accounts: which names are spellings of one, and what the rep corrected.

'Acme', 'acme corp' and '@acme' are one account. So are 'Jane Miller', 'Jane' and 'Miller' while no
other Jane and no other Miller is named, and 'Brindle' is 'Brindle Retail Park' while nothing else
is called Brindle.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from valley.accounts.evidence import Traces, Words
from valley.accounts.names import SUFFIXES, TITLES, WORD, fold, is_known, words_of
from valley.accounts.sightings import sightings
from valley.kept import AccountName
from valley.model import Entry

TEXTS = ("happened", "reason", "mine", "action", "note", "turned_out", "debrief")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


@dataclass(frozen=True, slots=True)
class Account:
    """An account.

    Attributes:
        key: What it is told from others by.
        name: What it is called.
        spellings: How it is written, each as its words.
        written: The same, as it is mostly written.
    """

    key: str
    name: str
    spellings: tuple[Words, ...]
    written: tuple[str, ...]


class Name(NamedTuple):
    """A name that was found: its words, how it is written, in how many entries."""

    words: Words
    said: str
    number: int


class Book:
    """The accounts of a journal.

    Args:
        names: The names that were found.
        corrections: What the rep corrected.
    """

    def __init__(self, names: Iterable[Name], corrections: Iterable[AccountName] = ()) -> None:
        said = {one.words: one for one in names}
        self._corrected = {one.id: one for one in corrections}
        self._joined = _joined(said)
        self._key: dict[Words, str] = {}  # by spelling; forgotten ones have none
        self._forgotten: dict[str, str] = {}
        members: defaultdict[Words, list[Name]] = defaultdict(list)
        for one in said.values():
            members[self._joined[one.words]].append(one)
        groups: defaultdict[str, list[Name]] = defaultdict(list)
        shown: dict[str, str] = {}
        for whole, found in members.items():
            key, name = self._counts_as(whole, found)
            if key is None:
                self._forgotten[" ".join(whole)] = _called(" ".join(whole), found)
                continue
            if name:
                shown[key] = name
            self._key |= {one.words: key for one in found}
            groups[key] += found
        self._by_key = {
            key: Account(
                key,
                shown.get(key) or _called(key, found),
                tuple(one.words for one in found),
                tuple(one.said for one in found),
            )
            for key, found in groups.items()
        }
        self._begin = frozenset(words[0] for words in self._key)

    @classmethod
    def of_entries(
        cls, entries: Iterable[Entry], corrections: Iterable[AccountName] = ()
    ) -> "Book":
        """Make the book of some entries, which decide together what is a name."""
        return cls.of_texts(((entry.id, texts_of(entry)) for entry in entries), corrections)

    @classmethod
    def of_texts(
        cls, texts: Iterable[tuple[str, list[str]]], corrections: Iterable[AccountName] = ()
    ) -> "Book":
        """Make the book of some texts, each with the id of what it stands in."""
        traces = Traces()
        for place, said in texts:
            traces.take(place, said)
        return cls(names_of(traces), corrections)

    def __iter__(self) -> Iterator[Account]:
        """Yield the accounts."""
        return iter(self._by_key.values())

    def of(self, entry: Entry) -> tuple[Account, ...]:
        """Return the accounts that an entry is about, in the order they are named."""
        return self._named(texts_of(entry))

    def in_text(self, text: str) -> tuple[Account, ...]:
        """Return the accounts that a text names."""
        return self._named((text,))

    def places(self, text: str) -> Iterator[tuple[int, int, Account]]:
        """Yield where a text names accounts: from, to, and which; none within another."""
        after = 0
        for one in sorted(sightings(text), key=lambda one: (one.start, -one.end)):
            key = self._key.get(one.words)
            if key and one.start >= after:
                after = one.end
                yield one.start, one.end, self._by_key[key]

    def keys_of(self, entry: Entry) -> frozenset[str]:
        """Return the keys of the accounts that an entry is about."""
        return frozenset(one.key for one in self.of(entry))

    def named(self, key: str) -> str:
        """Return what the account of a key is called."""
        return self._by_key[key].name

    def meant(self, name: str) -> list[Account]:
        """Return the accounts that a name may mean: one where it is a spelling or a name of one."""
        folded = _folded(name)
        joined = "".join(folded)
        called = [one for one in self if _folded(one.name) == folded or one.key == " ".join(folded)]
        if called:
            return called[:1]
        for words, key in self._key.items():
            if words == folded or "".join(words) == joined:
                return [self._by_key[key]]
        return [
            one
            for one in self
            if folded
            and any(set(folded) <= {*words} for words in (*one.spellings, _folded(one.name)))
        ]

    def forgotten(self, name: str) -> str | None:
        """Return the key of a name that is to be no account any more, if it is such a one."""
        folded = _folded(name)
        for key in self._forgotten:
            if key == " ".join(folded) or "".join(key.split()) == "".join(folded):
                return key
        return None

    def words(self) -> Iterator[Words]:
        """Yield the words of every spelling."""
        return iter(self._key)

    def _counts_as(self, whole: Words, found: list[Name]) -> tuple[str | None, str]:
        """Return the key that a name counts as after what was corrected, and what it was renamed to.

        The key is None where it was forgotten. A correction holds for an account whose key has
        grown since ('brindle', which is 'brindle retail park' now). Corrections in a circle, which
        two machines can make together, end where they began to repeat.
        """
        spelt = [" ".join(words) for words in (whole, *sorted(one.words for one in found))]
        key = spelt[0]
        name = ""
        at = next((one for one in spelt if one in self._corrected), key)
        seen: set[str] = set()
        while at in self._corrected and at not in seen:
            seen.add(at)
            one = self._corrected[at]
            if one.forgotten:
                return None, ""
            name = one.name or ""
            if not one.into:
                break
            into = tuple(one.into.split())
            at = key = " ".join(self._joined.get(into, into))
            if at not in self._corrected and one.into in self._corrected:
                at = one.into
        return key, name

    def _named(self, texts: Iterable[str]) -> tuple[Account, ...]:
        found: dict[str, None] = {}
        for text in texts:
            if self._begin.isdisjoint(map(fold, WORD.findall(text))) and "@" not in text:
                continue
            for one in sightings(text):
                if key := self._key.get(one.words):
                    found[key] = None
        return tuple(self._by_key[key] for key in found)


def names_of(traces: Traces) -> Iterator[Name]:
    """Yield the names that traces show."""
    for words in traces.named():
        places = {place for seen in traces.places[words].values() for place in seen}
        yield Name(words, traces.spelling(words), len(places))


def texts_of(entry: Entry) -> list[str]:
    """Return the texts of an entry that may name an account; of its tags those with an @."""
    texts = [text for name in TEXTS if (text := getattr(entry, name))]
    return texts + [tag for tag in entry.tags if tag.startswith("@")]


def texts_of_row(row: Mapping[str, Any]) -> list[str]:
    """Return those texts of an entry that is a row still, which need not make sense."""
    tags = row.get("tags")
    marked = [tag for tag in tags if str(tag).startswith("@")] if isinstance(tags, list) else []
    found = (row.get(name) for name in TEXTS)
    return [text for text in (*found, *marked) if isinstance(text, str)]


def _folded(name: str) -> Words:
    words = [fold(word) for word in WORD.findall(name)]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(words) or (fold(name.strip().lstrip("@")),)


def _called(key: str, found: list[Name]) -> str:
    """Return what an account is called: as it is mostly written, without an @ or Ltd."""
    own = [one for one in found if set(one.words) <= {*key.split()}] or found
    best = max(own, key=lambda one: (one.number, one.said != one.said.lower(), one.said))
    parts = best.said.split()
    while len(parts) > len(best.words) and fold(parts[-1].strip(".,")) in SUFFIXES:
        parts.pop()
    said = " ".join(parts).rstrip(",")
    return said if said != said.lower() else " ".join(map(str.capitalize, said.split()))


def _joined(said: Mapping[Words, Name]) -> dict[Words, Words]:
    """Return by each spelling the one that its account goes by."""
    whole: dict[str, Words] = {}
    of: dict[Words, Words] = {}
    for words in sorted(said, key=lambda one: (-len(one), one)):
        of[words] = whole.setdefault("".join(words), words)
    for words, one in said.items():  # 'Schröder' is 'Schroeder' to who has no such key
        spelt_out = fold(one.said.translate(_SPELT_OUT)).replace(" ", "")
        if spelt_out in whole and whole[spelt_out] != of[words]:
            of[whole[spelt_out]] = of[words]
    heads: defaultdict[Words, set[Words]] = defaultdict(set)
    for words in set(of.values()):
        for number in range(1, len(words)):
            heads[words[:number]].add(words)
        if len(words) > 1 and (words[0] in words_of("first_names") or not is_known(words[-1])):
            heads[words[-1:]].add(words)
        for number in range(1, len(words) - 1):
            heads[words[number:]].add(words)
    # Of several longer ones that go on from one another ('Brindle Retail', 'Brindle Retail Park')
    # the longest is meant; where they part, the short one is an account of its own.
    to: dict[Words, Words] = {}
    for short in {*of.values()} & heads.keys():
        longest = max(heads[short], key=lambda one: (len(one), one))
        if all(longest[: len(one)] == one for one in heads[short]) or heads[short] == {longest}:
            to[short] = longest
    return {words: to.get(target, target) for words, target in of.items()}
