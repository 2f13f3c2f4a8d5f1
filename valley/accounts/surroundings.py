"""What stands around a word of a text, where that tells whether it is a name."""

import re

from valley.accounts.names import SHORT, SUFFIXES, fold, is_known, listed, no_accounts

LOOKED_AT = 12  # characters before a word that tell whether it begins a sentence
_AFTER = frozenset(".!?:;…\n/(")  # what begins a sentence stands after one of these
_AROUND = " \t\u00a0\"'“‘*>[-–—"
_OWNED = re.compile(r"['’]s?\b|['’](?=\s)")
_SET_OFF = re.compile(r"\s?(?::|[-–—] )")


def is_glued(text: str, token: re.Match[str]) -> bool:
    """Return whether a word is part of a longer one: "don't", 'pre-sales', a path."""
    before = text[token.start() - 1] if token.start() else " "
    after = text[token.end()] if token.end() < len(text) else " "
    return before in "'’-_/\\" or after in "-_/\\"


def is_firm(text: str, tokens: list[re.Match[str]], at: int, *, small: bool = False) -> bool:
    """Return whether 'Ltd' or the like stands after a word."""
    word = tokens[at + 1][0]
    gap = text[tokens[at].end() : tokens[at + 1].start()]
    joined = gap in {" ", ", "} and (len(word) > SHORT or word.isupper())
    return fold(word) in SUFFIXES and (joined or (small and gap == " & "))


def is_given(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Return whether something is said or given to a word: 'spoke to', 'the quote to'."""
    to = word_before(text, tokens, at)
    before = word_before(text, tokens, at - 1) if to else ""
    return to in listed("towards") and before in listed("giving")


def is_deal(text: str, tokens: list[re.Match[str]], last: int) -> bool:
    """Return whether a word tells which deal: 'the Lang deal'."""
    return word_after(text, tokens, last) in listed("deals")


def is_followed(text: str, tokens: list[re.Match[str]], last: int) -> bool:
    """Return whether what stands after a word makes it somebody who acts, or has something."""
    end = tokens[last].end()
    if _OWNED.match(text, end):
        return True
    if begins_sentence(text, tokens[last].start()) and _SET_OFF.match(text, end):
        return True
    after = word_after(text, tokens, last)
    if after in listed("groups") and last + 2 < len(tokens):
        after = word_after(text, tokens, last + 1)  # 'Infosys procurement wants'
    return after in listed("honorifics") or is_acting(after)


def is_verb(text: str, tokens: list[re.Match[str]], last: int) -> bool:
    """Return whether the word after one looks like what somebody does."""
    after = word_after(text, tokens, last)
    endings = tuple(listed("acting"))
    return after.endswith(endings) and is_known(after)


def word_before(text: str, tokens: list[re.Match[str]], at: int) -> str:
    """Return the word before one, where nothing but a space is between; else nothing."""
    if at > 0 and text[tokens[at - 1].end() : tokens[at].start()] == " ":
        return fold(tokens[at - 1][0])
    return ""


def word_after(text: str, tokens: list[re.Match[str]], at: int) -> str:
    """Return the word after one, where nothing but a space is between; else nothing."""
    if at + 1 < len(tokens) and text[tokens[at].end() : tokens[at + 1].start()] == " ":
        return fold(tokens[at + 1][0])
    return ""


def is_acting(word: str) -> bool:
    """Return whether a word tells what somebody does: 'wants', 'said'."""
    return word in listed("says")


def is_place(words: list[str]) -> bool:
    """Return whether words name no account: a place, a tool, a feast."""
    return all(word in no_accounts() for word in words)


def begins_sentence(text: str, at: int) -> bool:
    """Return whether a sentence begins at a place."""
    before = text[max(0, at - LOOKED_AT) : at].rstrip(_AROUND)
    return before[-1] in _AFTER if before else at <= LOOKED_AT
