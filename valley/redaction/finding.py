"""What in a text looks like a name, an amount or an address. Rules, not a model.

A name is a capitalised word that is no ordinary one: also at the start of a sentence, for a name
that slips through does more harm than a word too much replaced. Lower-case names that are nowhere
capitalised are not found; the settings can name them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from valley import language
from valley.accounts.names import (
    ALONE,
    CALENDAR,
    EMAIL,
    LINK,
    NO_NAMES,
    NO_PART,
    SHORT,
    SUFFIXES,
    TITLES,
    WORD,
    fold,
    is_listed,
    is_ordinary,
    words_of,
)

_KNOWN = language.table("names")
JOINTS = frozenset({" ", "-", " & ", "&", ". ", "\u00a0"})
STARTS = re.compile(r"(?:^|[.!?:;…\n]|[.!?…][\"'”’)]+)[\s\"'“‘(\[*>#-]*(?:\d+[.)]\s+)?$")
PLACED = TITLES | set(_KNOWN["placing"])  # what follows them, capitalised, is somebody
NO_CASE = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0600-\u06ff\u0590-\u05ff\u0e00-\u0e7f]+"
)
EXPECTED = CALENDAR | TITLES | ALONE  # capitals that need no word in a preview
MOST_PARTS = 12  # words of a name; capitals that go on are another
_MONEY = rf"(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|JPY|INR|AUD|CAD|{_KNOWN['money']})"
_NUMBER = r"\d+(?:[.,' ]\d{3}){0,12}(?:[.,]\d+)?"
_SIZE = rf"(?:\s?(?:{_KNOWN['sizes']}|mn|mio|bn|[km])\b)"
# Kinds and their patterns, in the order they are looked for.
PATTERNS = (
    ("email", EMAIL),
    ("link", LINK),
    ("amount", re.compile(rf"(?i)(?:(?:[£$€¥₹]|\b{_MONEY}\b)\s?{_NUMBER}{_SIZE}?(?:\s?{_MONEY}\b)?|\b{_NUMBER}{_SIZE}?\s?(?:[£€¥₹$]|(?:{_MONEY}|{_KNOWN['change']})\b)|\b{_NUMBER}(?:[km]|bn|mn|\s(?:{_KNOWN['sizes']}))\b|\b\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?\b)")),
    ("phone", re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d|\d\d?[./-]\d\d?[./-]\d{2,4}\b)(?:\+|\()?\d(?:[ ()./\u00a0-]{0,2}\d){6,15}(?!\w)")),
    ("amount", re.compile(r"(?<![\w.:/-])\d{5,}(?![\w:/-])")),
)  # fmt: skip
ACCOUNT = re.compile(r"(?<![\w@])@(\w[\w.-]*\w|\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        words: Those of its words that tell it from other names, in the form they are compared in.
        person: Whether it looks like that of a person.
    """

    start: int
    end: int
    words: tuple[str, ...]
    person: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """Words the person has settled: always a name, never a name; as `fold` leaves them."""

    always: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


def find(text: str, lists: Lists, kept: list[str]) -> Iterator[Name]:
    """Yield the names in a text, and note in `kept` what looked like one and is none."""
    tokens = list(WORD.finditer(text))
    named = [_is_name(text, tokens, at, lists) for at in range(len(tokens))]
    at = 0
    while at < len(tokens):
        first = at
        most = min(len(tokens), first + MOST_PARTS)
        while at + 1 < most and _goes_on(text, tokens, at, lists):
            at += 1
        last = at
        at += 1
        # A word that only begins a sentence is no part of the name after it.
        if any(named[first + 1 : last + 1]) and not named[first]:
            first += _begins(text, tokens[first].start())
        words = tokens[first : last + 1]
        # Of several words one in capitals is the voice raised, and no name.
        if not any(named[first : last + 1]) and (
            first == last or any(token[0].isupper() for token in words)
        ):
            kept += _looks(text, words, lists)
            continue
        yield _name(text, tokens, first, last, lists)
    for run in NO_CASE.finditer(text) if _has_case(text) else ():
        if fold(run[0]) not in lists.never:
            yield Name(run.start(), run.end(), (fold(run[0]),), person=False)


def _name(text: str, tokens: list[re.Match[str]], first: int, last: int, lists: Lists) -> Name:
    """Put a name together from the words from one to another."""
    title = fold(tokens[first - 1][0]) in TITLES if first else False
    if fold(tokens[first][0]) in TITLES and first < last:
        title, first = True, first + 1
    folded = [fold(token[0]) for token in tokens[first : last + 1]]
    if _has_suffix(text, tokens, last):
        last += 1
    person = title or any(word in words_of("first_names") for word in folded[:1])
    common = is_listed if person else is_ordinary  # Jane Miller is no mill
    telling = [w for w in folded if w in lists.always or not (common(w) or w in SUFFIXES)]
    words = tuple(telling) or (" ".join(folded),)
    return Name(tokens[first].start(), tokens[last].end(), words, person)


def _is_name(text: str, tokens: list[re.Match[str]], at: int, lists: Lists) -> bool:
    """Return whether a word is a name on its own."""
    word, folded = tokens[at][0], fold(tokens[at][0])
    # Nothing but a space, or the dot of 'Mr.', stands between.
    before = fold(tokens[at - 1][0]) if at and _gap(text, tokens, at - 1) in {" ", ". "} else ""
    if folded in lists.always or folded in lists.never:
        return folded not in lists.never
    if before in TITLES and folded not in SUFFIXES:
        return True
    if not word[0].isupper():
        return _has_suffix(text, tokens, at) and not is_ordinary(folded)
    if len(word) == 1 or folded in NO_NAMES:
        return False
    if word.isupper() and (folded in words_of("acronyms") or is_ordinary(folded)):
        return False  # an abbreviation, or the voice raised
    first_name = folded in words_of("first_names") and not _begins(text, tokens[at].start())
    return before in PLACED or first_name or not is_ordinary(folded)


def _goes_on(text: str, tokens: list[re.Match[str]], at: int, lists: Lists) -> bool:
    """Return whether a word and the next are capitalised words of one name."""
    one, other = tokens[at], tokens[at + 1]
    gap = _gap(text, tokens, at)
    if gap not in JOINTS or (gap == ". " and len(one[0]) > SHORT):
        return False  # the latter is the end of a sentence, no 'St.' or 'J.'
    return all(
        token[0][0].isupper()
        and fold(token[0]) not in NO_PART
        and fold(token[0]) not in lists.never
        and not (token[0].isupper() and fold(token[0]) in words_of("acronyms"))
        for token in (one, other)
    )


def _looks(text: str, tokens: list[re.Match[str]], lists: Lists) -> Iterator[str]:
    """Yield the words that look like names by their capital alone."""
    for token in tokens:
        word, folded = token[0], fold(token[0])
        told = folded in EXPECTED or folded in lists.never or word.isupper()
        if word[0].isupper() and not told and not _begins(text, token.start()):
            yield word


def _gap(text: str, tokens: list[re.Match[str]], at: int) -> str:
    """Return what stands between a word and the next; nothing after the last."""
    return text[tokens[at].end() : tokens[at + 1].start()] if at + 1 < len(tokens) else ""


def _has_suffix(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Return whether 'Ltd' or the like follows, and belongs to the name of the firm."""
    return _gap(text, tokens, at) in {" ", ", "} and _is_suffix(tokens[at + 1][0])


def _is_suffix(word: str) -> bool:
    """Return whether a word makes a firm of a name; 'co' and 'sa' do not in lower case."""
    return fold(word) in SUFFIXES and (len(word) > SHORT or word.isupper())


def _begins(text: str, at: int) -> bool:
    """Return whether a sentence begins at a place."""
    return bool(STARTS.search(text[max(0, at - 12) : at]))


def _has_case(text: str) -> bool:
    """Return whether most of a text is in a script with capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    cased = sum(sign.lower() != sign.upper() for sign in letters)
    return 2 * cased > len(letters)
