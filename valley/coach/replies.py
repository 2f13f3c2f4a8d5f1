"""Closed replies: what a short text says where only a few things can be meant.

Whole texts count, in the words people use and with a slip of the finger in them, never letters or
words out of a longer one: what is no such reply is something else.
"""

from functools import cache

from valley.coach.spelling import Spelling, slips
from valley.coach.words import key, read
from valley.language import table

LONG = 7  # letters; in a shorter text a slip may as well be another word


def means(said: str, kind: str) -> bool:
    """Return whether a text is a reply of a kind of `replies.json`: 'yes', 'no', 'own', 'unnamed'."""
    return not _replies(kind).isdisjoint(_forms(said))


def number(said: str) -> int | None:
    """Return the number that a text picks, '2' as well as 'the second one'; None where it is none."""
    digits = said.strip().removeprefix("#").rstrip(".)")
    if digits.isdecimal():
        return int(digits)
    found = [number for form in _forms(said) if (number := _picked().get(form))]
    return found[0] if found else None


def _forms(said: str) -> set[str]:
    """Return the ways a text can be read: as typed, mended, or a slip away where it is long."""
    typed = key(read(said)) or said
    forms = {typed, key(read(Spelling().mend(said)))}
    return forms | slips(typed, set(typed)) if LONG <= len(typed) <= 4 * LONG else forms


@cache
def _replies(kind: str) -> frozenset[str]:
    return frozenset(key(read(reply)) for reply in table("replies")[kind].split("; "))


@cache
def _picked() -> dict[str, int]:
    replies = table("replies")
    return {
        key(read(frame.replace("@", word))): int(number)
        for number, some in replies["numbers"].items()
        for word in (number, *some.split("; "))
        for frame in replies["picking"].split("; ")
    }
