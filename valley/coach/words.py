"""A text as words: contractions taken apart, typing errors of grammar mended, endings cut off."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from valley.coach.stems import stem

MOST_WORDS = 300  # a reason longer than that is read up to here, so that time stays bounded
MOST_CHARACTERS = 4000
_ACRONYM = 5  # letters; longer words in capitals are shouted, not abbreviated
BREAK = 50  # added to the position at the end of a sentence: no gap of a cue reaches across

_QUOTES = str.maketrans("\u2018\u2019\u00b4\u201c\u201d`", "'''\"\"'")

# Contractions with their apostrophe, in full. Compiled when the first text has one.
_SHORTENED = (
    (r"\bcan't\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bain't\b", "is not"),
    (r"n't\b", " not"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"'m\b", " am"),
    (r"'re\b", " are"),
    (r"'d\b", " would"),
    (r"\b(it|that|he|she|what|there|who|where|here|how)'s\b", r"\1 is"),
    (r"'cause\b", "because"),
    (r"\bo'clock\b", "oclock"),
    (r"'s?\b", ""),
)
# What is typed without one, and other spoken forms.
SPOKEN = {
    form: full
    for full, forms in {
        "can not": "cant cannot",
        "will not": "wont",
        "is not": "aint isnt",
        "did not": "didnt",
        "does not": "doesnt",
        "do not": "dont",
        "was not": "wasnt",
        "were not": "werent",
        "are not": "arent",
        "could not": "couldnt",
        "should not": "shouldnt",
        "would not": "wouldnt",
        "have not": "havent",
        "has not": "hasnt",
        "had not": "hadnt",
        "must not": "mustnt",
        "should have": "shouldve shoulda",
        "could have": "couldve coulda",
        "would have": "wouldve woulda",
        "i have": "ive",
        "we have": "weve",
        "they have": "theyve",
        "i am": "im",
        "they are": "theyre",
        "you are": "youre",
        "that is": "thats",
        "going to": "gonna",
        "want to": "wanna",
        "got to": "gotta",
        "because": "cos cuz coz bc cause becuase",
        "without": "w/o",
    }.items()
    for form in forms.split()
}
_SPOKEN_FORM = re.compile(rf"\b(?:{'|'.join(SPOKEN)})(?!\w)", re.IGNORECASE)
_SHOULD_OF = re.compile(r"\b(should|could|would|must|might) of\b", re.IGNORECASE)

_TOKEN = re.compile(
    r"[£$€]?\d+(?:[.,:]\d+)*(?:\s?(?:%|percent\b|am\b|pm\b)|k\b|m\b|x\b|st\b|nd\b|rd\b|th\b|[a-z]{1,4}\b)?"
    r"|[^\W\d_]+|[.!?;:\n]+|,",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[£$€]?\d")
_MONEY = re.compile(r"[£$€]\d|\d+(?:[.,]\d+)*k$")
_HOUR = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)$|\d{1,2}:\d\d$")


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
    """Name the classes a number belongs to; empty for a word."""
    if not _NUMBER.match(token):
        return ()
    kinds = ["@num"]
    if _MONEY.match(token):
        kinds.append("@money")
    if _HOUR.match(token):
        kinds.append("@hour")
    if token.endswith(("%", "percent")):
        kinds.append("@pct")
    return tuple(kinds)


def plain(text: str) -> str:
    """Bring a text to one way of writing: NFKC, straight quotes, contractions in full."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])  # one can become eighteen
    text = text[:MOST_CHARACTERS].translate(_QUOTES)
    if "'" in text:
        for pattern, full in _SHORTENED:
            text = re.sub(pattern, full, text, flags=re.IGNORECASE)
    text = _SPOKEN_FORM.sub(lambda match: SPOKEN[match[0].lower()], text)
    if " of" in text:
        text = _SHOULD_OF.sub(r"\1 have", text)
    return text


@lru_cache(maxsize=1024)
def read(text: str) -> Words:
    """Take a text apart."""
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
    """Bring texts that say the same in the same words to the same string."""
    return " ".join(word for word in words.raw if word != ",")
