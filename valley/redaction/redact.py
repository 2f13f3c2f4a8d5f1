"""Names, amounts and addresses out of a document: the same stand-in for the same thing throughout.

First everything is read, so that a name is known wherever it stands: later in lower case, in a tag,
within the name of an excuse. Rules find most of it; they cannot promise all of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from valley.accounts.book import Account, Book
from valley.accounts.names import SHORT, WORD, fold, is_ordinary, words_of
from valley.model import TYPED, Entry, Review, Step
from valley.redaction.finding import ACCOUNT, PATTERNS, Lists, Name, find

CLIENT, PERSON = "Client", "Person"
ALPHABET = 26
LONGEST_NUMBER = 9  # letters or digits that count a stand-in
INSIDE, LONGEST = 5, 40  # letters of a name that is looked for within other words as well
HIDDEN = "\ufffc"  # stands where something was replaced already
PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
GAP = re.compile(r"[\s-]+")  # between the words of a name
Span = tuple[int, int, str]
SETTLED = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a redaction does.

    Attributes:
        replaced: What was replaced, by what, and how often; in order of stand-ins.
        kept: What looked like a name and was kept, with how often.
    """

    replaced: tuple[tuple[str, str, int], ...]
    kept: tuple[tuple[str, int], ...]


class Redaction:
    """The stand-ins of a document.

    Args:
        always: Words and names that are always replaced, separated by commas.
        never: Words that are never replaced.
        book: The accounts of the journal: those get one stand-in however they are written, also
            where the rules below would not find them.
        before: The stand-ins of documents before, each with what it stood for: who reads them all
            knows it again.
    """

    def __init__(
        self,
        *,
        always: str = "",
        never: str = "",
        book: Book | None = None,
        before: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        names = [" ".join(map(fold, WORD.findall(name))) for name in SETTLED.split(always)]
        self._phrases = [name for name in names if " " in name]
        single = frozenset(name for name in names if name and " " not in name)
        never_named = (fold(word) for name in SETTLED.split(never) for word in WORD.findall(name))
        self._lists = Lists(single, frozenset(never_named))
        self._book = book
        self._by_account: dict[str, str] = {}  # its key: its stand-in
        self._by_word: dict[str, str] = {}
        self._made: Counter[str] = Counter()
        self._said: dict[str, str] = {}  # stand-in: what it first stood for
        self._count: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._inside: dict[str, set[str]] = {}  # names found within words, by their opening
        self._longer: dict[str, int] = {}  # first word of names of several: the most words
        for stand_in, said in before.items():
            self._know(stand_in, said)

    def learn(
        self,
        entries: Iterable[Entry],
        reviews: Iterable[Review] = (),
        more: Iterable[str] = (),
    ) -> None:
        """Read a document; to be done before anything is replaced, and once."""
        texts = [*_texts(entries, reviews), *more]
        people = {word for text in texts for word in self._people(text)}
        self._lists = replace(self._lists, always=self._lists.always | people)
        for text in texts:
            self._learn(text)
        for account in self._book or ():
            if any(account in self._in_book(text) for text in texts):
                self._learn_account(account)
        for word in self._by_word:
            if INSIDE <= len(word) <= LONGEST and word.isalpha() and not is_ordinary(word):
                self._inside.setdefault(word[:INSIDE], set()).add(word)
            elif PHRASE.fullmatch(word):
                first, *others = word.split(" ")
                self._longer[first] = max(self._longer.get(first, 0), 1 + len(others))

    def text(self, text: str) -> str:
        """Replace what is in a text."""
        spans: list[Span] = []
        hidden = text
        for find_in in (
            self._addresses,
            self._accounts_in,
            self._names_in,
            self._phrases_in,
            self._words_in,
        ):
            found = list(find_in(hidden))
            spans += found
            hidden = _masked(hidden, found)
        pieces, at = [], 0
        for start, end, stand_in in sorted(spans):
            pieces += [text[at:start], stand_in]
            at = end
        return "".join(pieces) + text[at:]

    def slug(self, slug: str) -> str:
        """Replace what is in the name of an excuse."""
        return "-".join(self._word(part).casefold().replace(" ", "-") for part in slug.split("-"))

    def entry(self, entry: Entry) -> Entry:
        """Replace what is in the texts of an entry."""
        said = {name: getattr(entry, name) for name in TYPED}
        replaced: dict[str, Any] = {name: text and self.text(text) for name, text in said.items()}
        return replace(
            entry,
            **replaced,
            excuse=entry.excuse and self.slug(entry.excuse),
            steps=tuple(map(self.step, entry.steps)),
            tags=tuple(dict.fromkeys(self.text(tag) for tag in entry.tags)),
        )

    def step(self, step: Step) -> Step:
        """Replace what is in the texts of a step."""
        action, note = step.action, step.note
        return step._replace(action=action and self.text(action), note=note and self.text(note))

    def review(self, review: Review) -> Review:
        """Replace what is in the texts of a review."""
        answers = tuple((self.text(asked), self.text(said)) for asked, said in review.answers)
        return replace(review, focus=review.focus and self.text(review.focus), answers=answers)

    def preview(self) -> Preview:
        """Return what was replaced so far, and what was not."""
        replaced = [(self._said[name], name, self._count[name]) for name in self._said]
        kept = [(w, n) for w, n in self._kept.most_common() if fold(w) not in self._by_word]
        return Preview(tuple(one for one in replaced if one[2]), tuple(kept))

    def _people(self, text: str) -> Iterator[str]:
        """Yield the words by which people are known elsewhere, also alone and in lower case."""
        for _, pattern in PATTERNS:
            text = pattern.sub(HIDDEN, text)
        for name in find(text, self._lists, []):
            if name.person:
                yield from (word for word in name.words if len(word) > SHORT)

    def _learn(self, text: str) -> None:
        """Learn the names in a text."""
        for kind, pattern in PATTERNS:
            if kind in {"email", "link"}:
                for match in pattern.finditer(text):
                    self._learn_domain(match[0])
        hidden = _masked(text, list(self._addresses(text)))
        folded = fold(text)
        for phrase in self._phrases:
            if phrase not in self._by_word and phrase in folded:
                self._of_words((phrase,), CLIENT, phrase)
        kept: list[str] = []
        for name in find(hidden, self._lists, kept):
            self._stand_in(name, text)
        self._kept.update(kept)
        self._count.clear()

    def _in_book(self, text: str) -> tuple[Account, ...]:
        return self._book.in_text(text) if self._book else ()

    def _learn_account(self, account: Account) -> None:
        """Let all spellings of an account have the stand-in of one of them."""
        words = [
            word
            for spelling in (*account.spellings, tuple(map(fold, WORD.findall(account.name))))
            for word in (" ".join(spelling), *spelling)
            if word not in self._lists.never
            and (" " in word or not is_ordinary(word))
            and len(word) > SHORT
        ]
        first = account.key.split()[0]
        kind = PERSON if first in words_of("first_names") else CLIENT
        stand_in = self._of_words(words, kind, account.name)
        self._by_account[account.key] = stand_in
        for spelling in account.spellings:
            told = [word for word in (" ".join(spelling), *spelling) if word in words]
            self._by_word |= dict.fromkeys(told, stand_in)
        self._count.clear()

    def _accounts_in(self, text: str) -> Iterator[Span]:
        """Yield where accounts stand, as far as the book knows them."""
        for start, end, account in self._book.places(text) if self._book else ():
            stand_in = self._by_account.get(account.key)
            never = any(fold(word) in self._lists.never for word in WORD.findall(text[start:end]))
            if stand_in and not never and HIDDEN not in text[start:end]:
                self._count[stand_in] += 1
                yield start, end, stand_in

    def _addresses(self, text: str) -> Iterator[Span]:
        """Yield what has a pattern of its own: addresses, amounts, accounts."""
        for kind, pattern in PATTERNS:
            found = [
                (*m.span(), self._of_words((f"{kind} {m[0].casefold()}",), kind, m[0]))
                for m in pattern.finditer(text)
            ]
            text = _masked(text, found)
            yield from found
        for match in ACCOUNT.finditer(text):
            if (stand_in := self._account(match)) != match[0]:
                yield (*match.span(), stand_in)

    def _learn_domain(self, address: str) -> None:
        """Learn the company in an address by its name elsewhere."""
        host = re.sub(r"^[a-z+.-]*://|^.*@", "", address.casefold()).split("/")[0]
        label = next((part for part in host.split(".") if part != "www"), "")
        for word in map(fold, WORD.findall(label)):
            if len(word) > SHORT and not is_ordinary(word) and word not in _PROVIDERS:
                self._of_words((word,), CLIENT, label)

    def _account(self, match: re.Match[str]) -> str:
        words = [fold(word) for word in WORD.findall(match[1])]
        if not words or words[0] in self._lists.never:
            return match[0]
        telling = tuple(word for word in words if not is_ordinary(word)) or (f"@{match[1]}",)
        return self._of_words(telling, CLIENT, match[0])

    def _know(self, stand_in: str, said: str) -> None:
        """Take a stand-in up that a document before had; its letter or number is taken."""
        kind, _, number = stand_in.rpartition(" ")
        if len(number) > LONGEST_NUMBER:
            return  # none that was given out
        if kind in {CLIENT, PERSON}:
            words = [fold(word) for word in WORD.findall(said)]
            keys = [" ".join(words), *(w for w in words if len(w) > SHORT and not is_ordinary(w))]
            counted = _number(number)
        else:
            keys, counted = [f"{kind} {said.casefold()}"], int(number) if number.isdecimal() else 0
        if counted:
            self._said[stand_in] = said
            self._made[kind] = max(self._made[kind], counted)
            for key in keys:
                self._by_word.setdefault(key, stand_in)

    def _stand_in(self, name: Name, text: str) -> str:
        kind = PERSON if name.person else CLIENT
        return self._of_words(name.words, kind, text[name.start : name.end])

    def _of_words(self, words: Sequence[str], kind: str, said: str) -> str:
        """Return the stand-in of a name: that of the first word of it that has one."""
        known = next((self._by_word[word] for word in words if word in self._by_word), None)
        stand_in = known or self._new(kind, said)
        for word in words:
            self._by_word.setdefault(word, stand_in)
        self._count[stand_in] += 1
        return stand_in

    def _new(self, kind: str, said: str) -> str:
        self._made[kind] += 1
        number = self._made[kind]
        stand_in = f"{kind} {_letters(number) if kind in {CLIENT, PERSON} else number}"
        self._said[stand_in] = said
        return stand_in

    def _names_in(self, text: str) -> Iterator[Span]:
        """Yield the names that are found by rules."""
        for name in find(text, self._lists, []):
            yield name.start, name.end, self._stand_in(name, text)

    def _words_in(self, text: str) -> Iterator[Span]:
        """Yield the words that are known from elsewhere as names."""
        for match in WORD.finditer(text):
            if (stand_in := self._word(match[0])) != match[0]:
                yield (*match.span(), stand_in)

    def _phrases_in(self, text: str) -> Iterator[Span]:
        """Yield where names of several words stand, the longest where several begin there."""
        tokens = list(WORD.finditer(text)) if self._longer else []
        after = 0
        for at, first in enumerate(tokens):
            said = fold(first[0])
            if at < after or said not in self._longer:
                continue
            found = None
            for number in range(at + 1, min(at + self._longer[said], len(tokens))):
                if not GAP.fullmatch(text, tokens[number - 1].end(), tokens[number].start()):
                    break
                said = f"{said} {fold(tokens[number][0])}"
                if said in self._by_word:
                    found, after = (tokens[number].end(), said), number + 1
            if found:
                yield first.start(), found[0], self._of_words((found[1],), CLIENT, found[1])

    def _name_inside(self, word: str) -> str | None:
        """Find the first name within a word, the longest where several begin there."""
        for at in range(len(word) - INSIDE + 1):
            if names := self._inside.get(word[at : at + INSIDE]):
                for end in range(min(len(word), at + LONGEST), at + INSIDE - 1, -1):
                    if word[at:end] in names:
                        return word[at:end]
        return None

    def _word(self, word: str) -> str:
        folded = fold(word)
        if folded in self._lists.never or (
            is_ordinary(folded) and folded not in self._lists.always
        ):
            return word
        stand_in = self._by_word.get(folded) if len(folded) > SHORT else None
        if stand_in is None and (inside := self._name_inside(folded)):
            stand_in = self._by_word[inside]
        if stand_in is None:
            return word
        self._count[stand_in] += 1
        return stand_in


# Who gives addresses to everybody, and is no client by them.
_PROVIDERS = frozenset(
    "gmail googlemail outlook hotmail yahoo icloud gmx aol proton mail web".split()
)


def _texts(entries: Iterable[Entry], reviews: Iterable[Review]) -> Iterator[str]:
    for entry in entries:
        texts = [getattr(entry, name) for name in TYPED]
        texts += [text for step in entry.steps for text in (step.action, step.note)]
        yield from filter(None, texts)
        yield from entry.tags
    for review in reviews:
        if review.focus:
            yield review.focus
        for pair in review.answers:
            yield from pair


def _letters(number: int) -> str:
    """Count in letters: A to Z, then AA, AB and so on."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number(letters: str) -> int:
    """Return the number that letters count; 0 where they count none."""
    number = 0
    for letter in letters:
        place = ord(letter) - ord("A") + 1
        if not 1 <= place <= ALPHABET:
            return 0
        number = number * ALPHABET + place
    return number


def _masked(text: str, spans: Sequence[Span]) -> str:
    """Hide what is replaced already, leaving every place where it is."""
    if not spans:
        return text
    signs = list(text)
    for start, end, _ in spans:
        signs[start:end] = HIDDEN * (end - start)
    return "".join(signs)
