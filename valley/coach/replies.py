"""What the answer to a closed question means: the words of `replies.json`, whole, or nothing.

Precision first: what is not understood for sure is asked again, for an answer that was guessed
would stand in the journal as if it had been said.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from valley.language import listed, table, words

MOST = 400  # characters that are understood; what is said beyond them is kept, not read
MOST_DIGITS = 3  # of a number
_TOKEN = re.compile(r"[^\W_]+(?:['\u2018\u2019-][^\W_]+)*|\n|[^\s\uFE0F\U0001F3FB-\U0001F3FF]")
_PAUSES = frozenset(",;:.!\n\u2026-\u2013\u2014(")
_AFTER_A_KEY = ((), (",",), (":",), (";",), ("-",))
_ENDS = ((".",), ("!",), (")",))
_OPEN = "..."  # at the end of a phrase: anything may follow it


class Meant(StrEnum):
    """What an answer can mean; each has its phrases in `replies.json`."""

    YES = "yes"
    NO = "no"
    KEPT = "kept"
    MISSED = "missed"
    BETTER = "better"
    PART = "part"
    LATER = "later"
    MOVE = "move"
    SKIP = "skip"
    UNNAMED = "unnamed"
    BACK = "back"
    HELP = "help"
    STOP = "stop"
    OWN = "own"
    HELPED = "helped"
    TRIED = "tried"
    UNUSED = "unused"
    RESUME = "resume"
    KEEP = "keep"
    DISCARD = "discard"
    ANOTHER = "another"
    DONE = "done"
    EDIT = "edit"
    SAME = "same"
    STANDS = "stands"
    WIN = "win"
    PLAIN = "plain"
    EACH = "each"
    LEAVE = "leave"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Reply(NamedTuple):
    """What was understood.

    Attributes:
        meant: None where that is not sure.
        rest: What else was said, as it was typed.
        unsure: What was said before that, and not understood.
    """

    meant: Meant | None = None
    rest: str = ""
    unsure: tuple[str, ...] = ()


class _Token(NamedTuple):
    """A word in full, or a sign; and where it ends in the text."""

    word: str
    end: int


class _Phrase(NamedTuple):
    """The words of an answer, what they mean, and whether more may follow without a pause."""

    words: tuple[str, ...]
    meant: Meant
    open: bool


def understand(said: str, keys: Mapping[str, str], meanings: Collection[str]) -> Reply:
    """Return what an answer means.

    Args:
        said: The answer as typed.
        keys: What a key alone means.
        meanings: Those that are looked for in what is said in words.
    """
    text = said.strip()
    tokens = _tokens(text)
    if not tokens:
        return Reply()
    first, follows = tokens[0].word, _words(tokens[1:])
    if first in keys and (follows[:1] in _AFTER_A_KEY or follows in _ENDS):
        return _completed(Meant(keys[first]), text, tokens, 1)
    phrases = _phrases(tuple(meanings))
    for some in (tokens, [token for token in tokens if token.word not in _PAUSES]):
        for start in _starts(some):
            for phrase in phrases:
                end = start + len(phrase.words)
                if _words(some[start:end]) == phrase.words:
                    reply = _after(phrase, text, some, end)
                    if reply is not None:
                        return reply
    return Reply()


def number(said: str) -> int | None:
    """Return which one of a list was said: '2', 'the second one', 'number 3'."""
    data = table("replies")
    told = " ".join(_words(_tokens(said))).strip(" .)!")
    found = re.match(data["number"], told)
    which = found["which"] if found else told
    if which.isascii() and which.isdigit() and len(which) <= MOST_DIGITS:
        return int(which)
    known: int | None = data["numbers"].get(which)
    return known


def did(said: str, promised: str) -> bool:
    """Return whether an answer tells that a promise was kept, by a past form of its own verb.

    Not with another name or number, another thing in the place of the one promised, a negation or
    a doubt, nor with one of two steps alone.
    """
    data = table("replies")["own_words"]
    from valley.coach import actions
    from valley.coach.stems import is_past, stem
    from valley.coach.words import read

    told, wanted = read(said[:MOST]), read(promised)
    begins = 0
    while begins < len(told.raw) and told.raw[begins] in words(data["before"]):
        begins += 1
    if begins == len(told.raw) or "?" in said:
        return False
    verb = told.raw[begins]
    deeds = actions.deeds(promised, words(data["joins"]))
    if not is_past(verb) or [stem(verb)] != deeds[:1] or not set(deeds) <= set(told.stems):
        return False
    if words(data["denied"]) & set(told.raw) or _is_doubtful(_tokens(said), Meant.YES):
        return False
    others = {word for word in told.raw if word not in wanted.raw}
    if others & _names(said) or (_numbers(wanted.raw) and _numbers(tuple(others))):
        return False
    neutral = words(data["beside"]) | words(table("grammar")["empty"]) | actions.times()
    clause = told.raw[begins + 1 :]
    clause = clause[: clause.index(",")] if "," in clause else clause
    things = {stem(word) for word in clause if word not in neutral and not word[0].isdigit()}
    return not things or bool(things & set(wanted.stems))


def _names(said: str) -> set[str]:
    """Return the words of a text that are names of people, in lower case."""
    from valley.coach.words import read

    found = read(said)
    marked = {found.raw[index] for index in found.names}
    return marked | {word for word in found.raw if word in _first_names(listed("first_names"))}


@cache
def _first_names(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in listed)


def _numbers(raw: tuple[str, ...]) -> set[str]:
    return {word for word in raw if word[0].isdigit()}


@cache
def _phrases(meanings: tuple[str, ...]) -> list[_Phrase]:
    """Return the phrases of meanings, the longest first; of the same words the first meaning's."""
    found = []
    for meant in meanings:
        for text in table("replies")["phrases"].get(meant, "").split(" | "):
            said = text.removesuffix(_OPEN).split()
            found += [_Phrase(tuple(said), Meant(meant), text.endswith(_OPEN))] if said else []
    return sorted(found, key=lambda phrase: -len(phrase.words))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(word, found.end())
        for found in _TOKEN.finditer(text[:MOST])
        for word in _in_full(found[0])
    ]


def _in_full(typed: str) -> list[str]:
    """Return a word as words: 'didnt' as 'did not'."""
    from valley.coach.words import plain  # the first question stands before it is loaded

    return [typed] if typed == "\n" else plain(typed).casefold().split()


def _words(tokens: list[_Token]) -> tuple[str, ...]:
    return tuple(token.word for token in tokens)


def _starts(tokens: list[_Token]) -> list[int]:
    """Return where an answer may begin: at once, or after words that only open it."""
    openers = words(table("replies")["openers"]) | _PAUSES
    before = next((at for at, one in enumerate(tokens) if one.word not in openers), len(tokens))
    return [*range(min(before + 1, len(tokens)))]


def _after(phrase: _Phrase, text: str, tokens: list[_Token], end: int) -> Reply | None:
    """Return what a phrase means with what follows it; None where it is another phrase."""
    meant, follows = phrase.meant, tokens[end:]
    if follows and follows[0].word == "?":
        return Reply()
    closed = end + _closers(follows)
    if closed == len(tokens) or tokens[closed].word in _PAUSES:
        return _completed(meant, text, tokens, closed)
    if not phrase.open:
        return None
    return Reply() if _is_doubtful(follows, meant) else Reply(meant, text)


def _completed(meant: Meant, text: str, tokens: list[_Token], end: int) -> Reply:
    """Return a meaning with the rest of what was said, unless that takes it back."""
    if _is_doubtful(tokens[end:], meant):
        return Reply()
    rest = [token for token in tokens[end:] if token.word not in _PAUSES]
    if _closers(rest) == len(rest):
        return Reply(meant)
    return Reply(meant, text[tokens[end - 1].end :].strip("".join(_PAUSES) + " "))


def _closers(tokens: list[_Token]) -> int:
    """Return how many words there are at first that only close an answer: 'done at 9', 'thanks'."""
    closers = words(table("replies")["closers"])
    before_hour = words(table("replies")["before_hour"])
    last = ""
    for at, one in enumerate(tokens):
        if one.word not in closers and not (one.word.isdigit() and last in before_hour):
            return at
        last = one.word
    return len(tokens)


def _is_doubtful(tokens: list[_Token], meant: Meant) -> bool:
    """Return whether words that follow an answer take it back: 'yes, but only half of it'."""
    told = " ".join("," if token.word in _PAUSES else token.word for token in tokens)
    told = told.replace(" ,", ",").lstrip(", ")
    return any(
        re.search(doubt["told"], told)
        for doubt in table("replies")["doubt"]
        if not doubt["of"] or meant in doubt["of"].split()
    )
