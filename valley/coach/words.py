"""A text as words: contractions taken apart, typing errors of grammar mended, endings cut off."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from valley.coach.stems import stem
from valley.language import table

MOST_WORDS = 300  # a reason longer than that is read up to here, so that time stays bounded
MOST_CHARACTERS = 4000
_ACRONYM = 5  # letters; longer words in capitals are shouted, not abbreviated
BREAK = 50  # added to the position at the end of a sentence: no gap of a cue reaches across

_QUOTES = str.maketrans("\u2018\u2019\u00b4\u201c\u201d`", "'''\"\"'")

_GRAMMAR = table("grammar")
# Contractions with their apostrophe, in full. Compiled when the first text has one.
_SHORTENED = tuple(_GRAMMAR["contractions"].items())
# What is typed without one, and other spoken forms.
SPOKEN = {form: full for full, forms in _GRAMMAR["spoken"].items() for form in forms.split()}
_SPOKEN_FORM = re.compile(rf"\b(?:{'|'.join(SPOKEN)})(?!\w)", re.IGNORECASE)
_MEANT = [(re.compile(typed, re.IGNORECASE), meant) for typed, meant in _GRAMMAR["meant"]]

_NUMBERS = _GRAMMAR["numbers"]
_TOKEN = re.compile(rf"{_NUMBERS['any']}|[^\W\d_]+|[.!?;:\n]+|,", re.IGNORECASE)
_NUMBER = re.compile(r"[£$€]?\d")
_KINDS = [(f"@{kind}", re.compile(_NUMBERS[kind])) for kind in ("money", "hour", "pct")]


class Words(NamedTuple):
    """The words of a text and where they stand.

    Attributes:
        raw: The words as typed, in lower case, with sentence marks.
        stems: The same without their endings.
        places: The position of each; between sentences there is a jump.
        names: The indexes of words that look like a name.
    """

    raw: tuple[str, ...]
    stems: tuple[str, ...]
    places: tuple[int, ...]
    names: frozenset[int]


def kinds_of_number(token: str) -> tuple[str, ...]:
    """Return the classes a number belongs to; empty for a word."""
    if not _NUMBER.match(token):
        return ()
    return ("@num", *(kind for kind, form in _KINDS if form.search(token)))


def plain(text: str) -> str:
    """Return a text in one way of writing: NFKC, straight quotes, contractions in full."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])  # one can become eighteen
    text = text[:MOST_CHARACTERS].translate(_QUOTES)
    if "'" in text:
        for pattern, full in _SHORTENED:
            text = re.sub(pattern, full, text, flags=re.IGNORECASE)
    text = _SPOKEN_FORM.sub(lambda match: SPOKEN[match[0].lower()], text)
    for typed, meant in _MEANT:
        text = typed.sub(meant, text)
    return text


def names_an_hour(text: str) -> bool:
    """Return whether a text names an hour of the day."""
    return re.search(table("dates")["hour"], text, re.IGNORECASE) is not None


@lru_cache(maxsize=1024)
def read(text: str) -> Words:
    """Parse a text."""
    raw: list[str] = []
    stems: list[str] = []
    places: list[int] = []
    names: set[int] = set()
    place = 0
    starts = True
    for token in _TOKEN.findall(plain(text))[:MOST_WORDS]:
        if token[0] in ".!?;:\n":
            place += BREAK
            starts = True
            continue
        word = token.casefold()
        if not starts and token[0].isupper() and not (token.isupper() and len(token) <= _ACRONYM):
            names.add(len(raw))
        raw.append(word)
        stems.append(stem(word))
        places.append(place)
        place += 1
        starts = False
    return Words(tuple(raw), tuple(stems), tuple(places), frozenset(names))


def key(words: Words) -> str:
    """Return the same string for texts that say the same in the same words."""
    return " ".join(word for word in words.raw if word != ",")
