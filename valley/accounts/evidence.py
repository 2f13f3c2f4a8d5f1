"""Which of the names that texts may hold are accounts: decided by all texts together.

Precision before recall: what is not surely a name is none. A word of no dictionary with a capital
inside a sentence is one; one that only begins sentences, that is written in small letters, or that
is a word of the language has to be seen more often where names stand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from valley.accounts.names import is_first_name
from valley.accounts.sightings import Seen, sightings, small_words

Words = tuple[str, ...]
TWICE = 2  # entries
OFTEN = 3  # entries
_AS_A_NAME = frozenset({Seen.PLACED, Seen.ACTS, Seen.ORDINARY_ACTS, Seen.BEGINS})


@dataclass(slots=True)
class Traces:
    """What texts show of the names that they may hold.

    Attributes:
        places: Where each may be named, and how, by its words.
        spelt: How each is written, and how often.
        small: The words that stand somewhere in small letters.
    """

    places: dict[Words, dict[Seen, list[Any]]] = field(default_factory=dict)
    spelt: dict[Words, Counter[str]] = field(default_factory=dict)
    small: set[str] = field(default_factory=set)

    def take(self, place: Any, texts: Iterable[str]) -> None:
        """Add the texts of an entry that is told by its place."""
        for text in texts:
            self.small |= small_words(text)
            for one in sightings(text):
                seen = self.places.setdefault(one.words, {}).setdefault(one.seen, [])
                if not seen or seen[-1] != place:
                    seen.append(place)
                self.spelt.setdefault(one.words, Counter())[one.said] += 1

    def add(self, other: "Traces") -> None:
        """Add what other texts show."""
        self.small |= other.small
        for words, by_seen in other.places.items():
            mine = self.places.setdefault(words, {})
            for seen, places in by_seen.items():
                mine.setdefault(seen, []).extend(places)
        for words, spelt in other.spelt.items():
            self.spelt.setdefault(words, Counter()).update(spelt)

    def named(self) -> Iterator[Words]:
        """Yield the names that are surely some."""
        sure = {words for words, seen in self.places.items() if _is_sure(words, seen, self.small)}
        begun = {words[:1] for words in sure}
        begun |= {words[-1:] for words in sure if is_first_name(words[0])}
        for words, seen in self.places.items():
            # 'Summit rang' where there is a Summit Partners, 'Miller' where there is a Jane Miller.
            if words in sure or (words in begun and not _AS_A_NAME.isdisjoint(seen)):
                yield words

    def spelling(self, words: Words) -> str:
        """Return how a name is mostly written; with capitals where it ever was."""
        written = self.spelt[words]
        return max(written, key=lambda said: (said != said.lower(), written[said], said))


def _is_sure(words: Words, seen: Mapping[Seen, list[Any]], small: set[str]) -> bool:
    def count(*kinds: Seen) -> int:
        return len({place for kind in kinds for place in seen.get(kind, ())})

    if count(Seen.SURE) or count(Seen.ACTS) >= TWICE:
        return True
    is_small = len(words) == 1 and words[0] in small
    if count(Seen.ACTS, Seen.BEGINS) >= TWICE and not count(Seen.ELSEWHERE, Seen.SMALL):
        return True
    if count(Seen.ACTS) and not is_small:
        return True
    placed, capital = count(Seen.PLACED), count(Seen.PLACED, Seen.CAPITAL, Seen.ORDINARY_ACTS)
    if placed and capital >= (OFTEN if is_small else TWICE):
        return True
    in_place = count(Seen.SMALL)
    return in_place >= TWICE and 2 * in_place >= count(Seen.SMALL, Seen.ELSEWHERE)
