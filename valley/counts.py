"""What the rep's own daily numbers can be called, as dials and talks, and how large they are."""

import re
import unicodedata

from valley.errors import InvalidInput

MOST_NAMES = 5
MOST_WORDS = 3  # of a name
LONGEST = 24  # characters of a name
MOST = 999_999_999  # of one thing on one day
WORD = r"[^\W\d_][\w'\u2019&-]*"  # a word of a name; it begins with a letter
DAY = "day"  # what the column of days is called, and so no number
TAKES = f"takes up to {MOST_NAMES} names with commas between, like dials, talks, meetings"
_WORD = re.compile(WORD)


def as_name(text: str) -> str:
    """Return a name in the one form it is kept in.

    Raises:
        InvalidInput: It is none.
    """
    name = " ".join(unicodedata.normalize("NFC", text.casefold()).split())
    words = name.split(" ")
    fits = len(name) <= LONGEST and len(words) <= MOST_WORDS and name != DAY
    if not fits or not all(map(_WORD.fullmatch, words)):
        raise InvalidInput(
            f"{name[:LONGEST]!r} is no name for a number: up to {MOST_WORDS} words that begin with"
            f" a letter, {LONGEST} characters at most, and not {DAY!r}"
        )
    return name


def as_names(text: str) -> tuple[str, ...]:
    """Return the names of a list with commas between; an empty text has none.

    Raises:
        InvalidInput: One is no name, stands there twice, or there are too many.
    """
    names = tuple(as_name(part) for part in text.split(",")) if text.strip() else ()
    if len(names) > MOST_NAMES or len(set(names)) < len(names):
        raise InvalidInput(TAKES)
    return names
