"""Where a text may name an account, and how sure that is, as far as the text alone tells.

Whether it is one the journal as a whole decides (`valley.accounts.evidence`): a word that is no
name in one sentence can be shown to be one by others.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from valley import language
from valley.accounts.names import (
    EMAIL,
    LINK,
    LONGEST,
    NO_PART,
    SHORT,
    SUFFIXES,
    TITLES,
    WORD,
    fold,
    is_first_name,
    is_known,
    is_listed,
    is_ordinary,
    listed,
    no_accounts,
    towns,
    words_of,
)
from valley.accounts.surroundings import (
    begins_sentence,
    is_acting,
    is_deal,
    is_firm,
    is_followed,
    is_given,
    is_glued,
    is_place,
    is_verb,
    word_after,
    word_before,
)

SHORTEST = 3  # letters of a name that is no first name
MOST_PARTS = 5  # words of a name
_JOINTS = frozenset({" ", "-", "&", ". ", "\u00a0"})
_MARKED = re.compile(r"(?<![\w/&@])([#@])([^\W_][\w-]*(?:\.\w+)?)")
_PARTS = re.compile(r"[-_.]")
_LINKS = (EMAIL, LINK)


class Seen(StrEnum):
    """How a name was seen."""

    SURE = "s"
    PLACED = "p"  # an ordinary word with a capital, where a name stands
    CAPITAL = "c"  # one with a capital inside a sentence
    BEGINS = "b"  # a word of no dictionary that begins a sentence
    ACTS = "g"  # one that does, says or has something
    ORDINARY_ACTS = "d"  # an ordinary word that begins a sentence and does something
    SMALL = "l"  # a word of no dictionary in small letters, where a name stands
    ELSEWHERE = "o"  # one anywhere else
    WEAK = "w"  # a rarer word of the language in small letters, where a name stands


class Sighting(NamedTuple):
    """A place that may name an account.

    Attributes:
        words: Its words as `fold` leaves them, without titles and 'Ltd'.
        said: As it is written.
        seen: How.
        start: Where it begins.
        end: Where it ends.
    """

    words: tuple[str, ...]
    said: str
    seen: Seen
    start: int
    end: int


class _Run(NamedTuple):
    """A run of capitalised words: in the form they are compared in, which tokens they are.

    With whether a title stands before it, a sentence begins with it, and 'Ltd' ends it.
    """

    words: list[str]
    first: int
    last: int
    titled: bool
    begins: bool
    firm: bool


def sightings(text: str) -> Iterator[Sighting]:
    """Yield where a text may name accounts, in no order."""
    return (one for one in _marked_or_written(text) if one.end - one.start <= LONGEST)


def _marked_or_written(text: str) -> Iterator[Sighting]:
    for pattern in _LINKS if "@" in text or "." in text or "/" in text else ():
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    if "@" in text or "#" in text:
        for found in _MARKED.finditer(text):
            words = tuple(fold(part) for part in _PARTS.split(found[2]) if part)
            if found[1] == "@" and any(word.isalpha() for word in words):
                yield Sighting(_telling(words), found[2], Seen.SURE, *found.span())
        text = _MARKED.sub(lambda found: "." * len(found[0]), text)
    if text.isupper():
        return
    written, text = text, _family().sub(lambda found: "&".center(len(found[0])), text)
    for one in _in_words(text):
        yield one._replace(said=written[one.start : one.end])


@cache
def _family() -> re.Pattern[str]:
    """Return what an 'and' looks like that is part of the name of a firm."""
    table = language.table("accounts")
    kin = "|".join(map(str.capitalize, table["kinship"].split()))
    return re.compile(rf"(?<=\w) {table['and']} (?=(?:{kin})\b)")


def _in_words(text: str) -> Iterator[Sighting]:
    """Yield where a text without marks and links may name accounts."""
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        if tokens[at][0][0].isupper():
            last = _last_of_run(text, tokens, at)
            yield from _in_run(text, tokens, at, last)
        elif _is_plain(tokens[at][0]):
            last = at
        else:
            last = _last_small(text, tokens, at)
            if last >= at and (one := _small(text, tokens, at, last)):
                yield one
            last = max(at, last)
        at = last + 1


def small_words(text: str) -> set[str]:
    """Return the words that a text has in small letters, as `fold` leaves them."""
    return {fold(word) for word in WORD.findall(text) if not word[0].isupper()}


def _last_of_run(text: str, tokens: list[re.Match[str]], at: int) -> int:
    """Return the last of the capitalised words that go on from one."""
    last = at
    while last + 1 < len(tokens) and last - at + 1 < MOST_PARTS:
        gap = text[tokens[last].end() : tokens[last + 1].start()]
        word, folded = tokens[last + 1][0], fold(tokens[last + 1][0])
        if (
            (gap not in _JOINTS and gap.strip(" ") != "&")
            or not word[0].isupper()
            or folded in NO_PART
        ):
            break
        if gap == ". " and len(tokens[last][0]) > SHORT and fold(tokens[last][0]) not in TITLES:
            break
        goes_on = word_after(text, tokens, last + 1) in listed("firms")
        if word.isupper() and folded in words_of("acronyms") and not goes_on:
            break  # 'Northgate NHS Trust' goes on
        if gap != " " or folded not in listed("tools"):
            last += 1
            continue
        break
    return last


def _in_run(text: str, tokens: list[re.Match[str]], first: int, last: int) -> Iterator[Sighting]:
    """Yield the name in a run of capitalised words, if it may be one."""
    begins = begins_sentence(text, tokens[first].start())
    titled = False
    first, titled = _after_titles(tokens, first, last)
    begins = begins and not titled
    # A word that only begins a sentence is no part of the name after it, unless its kin are.
    gap = text[tokens[first].end() : tokens[first + 1].start()] if first < last else ""
    is_family = gap.strip() == "&" and fold(tokens[first + 1][0]) in listed("kinship")
    if first < last and begins and not titled and not is_family:
        word = fold(tokens[first][0])
        rest = [fold(token[0]) for token in tokens[first + 1 : last + 1]]
        ordinary = is_known(word) and not (is_first_name(word) and not is_listed(word))
        if ordinary and (listed("before") >= {word} or is_acting(word) or not is_place(rest)):
            first, titled = _after_titles(tokens, first + 1, last)
            begins = False
    if first > last:
        if titled and first < len(tokens):  # 'mr patel', 'Mr patel'
            yield from _titled_small(text, tokens, first)
        return
    folded = [fold(token[0]) for token in tokens[first : last + 1]]
    firm = last + 1 < len(tokens) and is_firm(text, tokens, last)
    end = last + 1 if firm else last
    while len(folded) > 1 and folded[-1] in listed("groups") and not is_known(folded[0]):
        folded.pop()  # 'Henderson Procurement'
        end = last = last - 1
    while len(folded) > 1 and folded[0] in listed("articles"):
        folded.pop(0)
        first += 1
    said = text[tokens[first].start() : tokens[end].end()]
    run = _Run(folded, first, end, titled, begins, firm)
    seen = _seen(text, tokens, run)
    if seen:
        yield Sighting(_telling(folded), said, seen, tokens[first].start(), tokens[end].end())


def _after_titles(tokens: list[re.Match[str]], first: int, last: int) -> tuple[int, bool]:
    """Return the first word that is no title, and whether one was."""
    at = first
    while at <= last and fold(tokens[at][0]) in TITLES:
        at += 1
    return at, at > first


def _titled_small(text: str, tokens: list[re.Match[str]], at: int) -> Iterator[Sighting]:
    token = tokens[at]
    gap = text[tokens[at - 1].end() : token.start()]
    if gap in {" ", ". "} and not is_known(fold(token[0])) and len(token[0]) >= SHORTEST:
        yield Sighting((fold(token[0]),), token[0], Seen.SURE, *token.span())


def _seen(text: str, tokens: list[re.Match[str]], run: "_Run") -> Seen | None:
    """Return how a run of words is seen; None where it is no name."""
    if all(one in no_accounts() or one in SUFFIXES for one in run.words):
        return None
    if " ".join(run.words) in towns():
        return None
    if run.titled or (run.firm and not all(map(is_listed, run.words))):
        return Seen.SURE
    if run.first and text[tokens[run.first].start() - 1] == "-":
        return None  # 'pre-Sales'
    before = word_before(text, tokens, run.first)
    placed = not run.begins and before in listed("before")
    if before in listed("articles"):
        placed = is_deal(text, tokens, run.last)
        if len(run.words) == 1 and is_known(run.words[0]) and not placed:
            return None
    placed = placed or is_followed(text, tokens, run.last)
    return (_seen_one if len(run.words) == 1 else _seen_several)(text, tokens, run, placed)


def _seen_one(text: str, tokens: list[re.Match[str]], run: "_Run", placed: bool) -> Seen | None:
    """Return how a word with a capital is seen."""
    word, folded = tokens[run.first][0], run.words[0]
    first_name = is_first_name(folded)
    if len(word) < SHORTEST and not first_name:
        return None
    if word.isupper() and len(word) > 1:
        seen = Seen.PLACED if placed else None if run.begins else Seen.CAPITAL
        return None if is_ordinary(folded) else seen
    if not run.begins:
        ordinary = Seen.PLACED if placed else Seen.CAPITAL
        return Seen.SURE if first_name or not is_known(folded) else ordinary
    if not is_known(folded):
        acts = placed or is_verb(text, tokens, run.last)
        return Seen.SURE if first_name else Seen.ACTS if acts else Seen.BEGINS
    return Seen.ORDINARY_ACTS if placed else None


def _seen_several(text: str, tokens: list[re.Match[str]], run: "_Run", placed: bool) -> Seen | None:
    """Return how several words with capitals are seen."""
    del text, tokens
    first, last = run.words[0], run.words[-1]
    if last in listed("streets"):
        return None
    if not all(map(is_known, run.words)) or is_first_name(first) or last in listed("firms"):
        return Seen.SURE
    if last in listed("groups"):
        return None  # 'Key Account Manager'
    if placed:
        return Seen.PLACED if all(map(is_ordinary, run.words)) else Seen.SURE
    return None if run.begins else Seen.CAPITAL


@lru_cache(maxsize=1 << 16)  # a journal says the same words again and again
def _is_plain(word: str) -> bool:
    """Return whether a word in small letters is no part of a name: short, or one of the language."""
    folded = fold(word)
    short = len(word) < SHORTEST + (not is_first_name(folded))
    return short or is_ordinary(folded) or folded in no_accounts()


def _last_small(text: str, tokens: list[re.Match[str]], at: int) -> int:
    """Return the last of the words in small letters that may be a name; before `at`: none."""
    last = at - 1
    for number in range(at, min(at + 3, len(tokens))):
        word, folded = tokens[number][0], fold(tokens[number][0])
        joined = number == at or text[tokens[number - 1].end() : tokens[number].start()] == " "
        if not joined or word[0].isupper() or is_glued(text, tokens[number]):
            break
        if number > at and folded in listed("firms"):
            return number  # 'stanley tools'
        if _is_plain(word):
            break
        if number > at and (is_known(folded) or is_known(fold(tokens[number - 1][0]))):
            break
        last = number
    return last


def _small(text: str, tokens: list[re.Match[str]], at: int, last: int) -> Sighting | None:
    folded = tuple(fold(token[0]) for token in tokens[at : last + 1])
    before = word_before(text, tokens, at)
    title = fold(tokens[at - 1][0]) if at else ""
    gap = text[tokens[at - 1].end() : tokens[at].start()] if at else ""
    firm = last + 1 < len(tokens) and is_firm(text, tokens, last, small=True)
    titled = title in TITLES and gap in {" ", ". "}
    placed = before in listed("slots") or is_given(text, tokens, at)
    acts = is_followed(text, tokens, last) and before not in listed("articles")
    end = last + 1 if firm else last
    said = text[tokens[at].start() : tokens[end].end()]
    known = all(is_known(word) for word in folded if word not in listed("firms"))
    person = is_first_name(folded[0]) and not known
    if (firm and not is_ordinary(folded[0])) or (
        not known and (titled or (person and (placed or acts)))
    ):
        seen = Seen.SURE
    elif len(folded) > 1 and folded[-1] in listed("firms"):
        seen = Seen.WEAK
    elif known:
        if not (placed or acts):
            return None
        seen = Seen.WEAK
    else:
        seen = Seen.SMALL if placed or acts else Seen.ELSEWHERE
    return Sighting(folded, said, seen, tokens[at].start(), tokens[end].end())


def _telling(words: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the words without 'Ltd' and the like, unless they are nothing else."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in SUFFIXES:
        kept.pop()
    return tuple(kept)
