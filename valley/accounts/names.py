"""The words that names are told by, in the form they are compared in, and what an address looks like."""

import re
import unicodedata
from functools import cache, lru_cache

from valley import language

WORD = re.compile(r"[^\W\d_]+(?:['’](?=[A-ZÀ-Þ])[^\W\d_]+)*")
_KNOWN = language.table("names")
CALENDAR = frozenset(_KNOWN["calendar"])
NEVER_NAMES = frozenset(_KNOWN["never"])
TITLES = frozenset(_KNOWN["titles"])
SUFFIXES = frozenset(_KNOWN["suffixes"])
ENDINGS: tuple[str, ...] = tuple(_KNOWN["endings"])
NO_NAMES = CALENDAR | NEVER_NAMES | TITLES | SUFFIXES
ALONE = frozenset(_KNOWN["alone"])
NO_PART = CALENDAR | ALONE  # of a longer name
CHANGED = "yi"  # 'party' is 'parties' with an ending
LONGEST = 60  # characters of a name
SHORT = 2  # letters; a word of so many is no name in lower case

_ENDS = r"com|org|net|io|biz|info|eu|uk|de|fr|nl|ch|ie|dk|fi|pl|ca|au|nz|cn|jp|ai|app|dev|shop|co"
# What repeats is bounded where it can begin anew at any place, or a long text takes its square: the
# part of an address before the @ has at most 64 characters, a label of a domain 63.
EMAIL = re.compile(r"[\w.+%-]{1,64}+@(?:[\w-]++\.)+[^\W\d_]{2,}")
LINK = re.compile(
    rf"(?i)\b(?:[a-z][a-z+.-]{{0,30}}://|www\.)[^\s<>\"”]*[^\s<>\"”.,;:!?)\]]|\b(?:[\w-]{{1,63}}+\.){{1,8}}(?:{_ENDS})\b(?:/[^\s<>\"”]*[^\s<>\"”.,;:!?)\]])?"
)


@lru_cache(maxsize=1 << 16)  # a journal says the same words again and again
def fold(word: str) -> str:
    """Return a word in the form it is compared in: no case, no accents."""
    return folded(word)


def folded(text: str) -> str:
    """Return a text with each of its words as `fold` leaves it."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def words_of(name: str) -> frozenset[str]:
    """Load a list of words, as `fold` leaves them."""
    return frozenset(folded("\n".join(language.listed(name))).split("\n"))


def is_listed(word: str) -> bool:
    """Return whether a folded word is one of the language as it stands: 'mill', but not 'miller'."""
    return word in words_of("ordinary_words") or word in CALENDAR or word in NEVER_NAMES


@cache
def is_ordinary(word: str) -> bool:
    """Return whether a folded word is one of the language, with or without an ending."""
    if is_listed(word):
        return True
    known = words_of("ordinary_words")
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > SHORT:
            doubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if {stem, f"{stem}e", doubled} & known:
                return True
            if stem[-1] == CHANGED[1] and f"{stem[:-1]}{CHANGED[0]}" in known:
                return True
    return False


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words that accounts are told by, as `fold` leaves them."""
    return frozenset(map(fold, language.table("accounts")[name].split()))


@cache
def no_accounts() -> frozenset[str]:
    """Return the words that by themselves name no account, with a capital or without."""
    names = ("groups", "tools", "feasts", "places", "kin")
    acronyms = words_of("acronyms")
    return frozenset().union(NO_NAMES, acronyms, *map(listed, names))


@cache
def is_known(word: str) -> bool:
    """Return whether a folded word is one of the language, or of a trade."""
    if word in listed("names"):
        return False
    known = word in _words() or is_ordinary(word) or word in no_accounts()
    return known or any(word.endswith(one) and word[: -len(one)] in _words() for one in ENDINGS)


@cache
def _words() -> frozenset[str]:
    words = frozenset(folded(language.page("words.txt")).split())
    return words - words_of("first_names")


@cache
def is_first_name(word: str) -> bool:
    """Return whether a folded word is a first name."""
    return word in words_of("first_names")


@cache
def towns() -> frozenset[str]:
    """Return the towns, as `fold` leaves them."""
    return frozenset(map(fold, language.table("accounts")["towns"].split("|")))
