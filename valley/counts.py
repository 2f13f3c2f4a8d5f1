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
TAKES = (
    f"takes up to {MOST_NAMES} names with commas between, like dials, talks, meetings; a name has up"
    f" to {MOST_WORDS} words that begin with a letter, and {LONGEST} characters"
)
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
        raise InvalidInput(f"{TAKES}; {name[:LONGEST]!r} is none")
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


def are_said(value: object) -> bool:
    """Return whether a value is numbers by name, each known or said to be unknown."""
    return isinstance(value, dict) and all(
        isinstance(name, str) and is_name(name) and (count is None or is_count(count))
        for name, count in value.items()
    )


def is_count(value: object) -> bool:
    """Return whether a value is how many there can be of one thing on one day."""
    return type(value) is int and 0 <= value <= MOST


def is_name(text: str) -> bool:
    """Return whether a text is a name in the form it is kept in."""
    try:
        return as_name(text) == text
    except InvalidInput:
        return False
