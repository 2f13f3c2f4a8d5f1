"""Closed replies: what a short text says where only a few things can be meant.

Whole texts count, in the words people use, never words out of a longer one: what is no such reply is
something else.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from valley.coach.words import key, read
from valley.language import table

MOST = 100  # characters; a longer text is no reply


class Reply(NamedTuple):
    """What was understood: one of the meanings of `replies.json`; empty where that is not sure."""

    meant: str = ""


def understand(said: str, keys: Mapping[str, str], meanings: Collection[str]) -> Reply:
    """Return what a reply means.

    Args:
        said: The reply as typed.
        keys: What a key alone means.
        meanings: Those that are looked for in what is said in words.
    """
    typed = said.strip().casefold().rstrip(".!)")
    if typed in keys:
        return Reply(keys[typed])
    told = key(read(said[:MOST]))
    found = (one for one in meanings if len(said) <= MOST and told in _phrases(one))
    return Reply(next(found, ""))


def number(said: str) -> int | None:
    """Return which one of a list was said: '2', 'the second one', 'option 3'."""
    told = key(read(said[:MOST]))
    found = re.match(table("replies")["number"], told)
    which = found["which"] if found else told
    if which.isascii() and which.isdigit():
        return int(which)
    known: int | None = table("replies")["numbers"].get(which)
    return known


@cache
def _phrases(meaning: str) -> frozenset[str]:
    phrases = table("replies")["phrases"][meaning].split(" | ")
    return frozenset(key(read(phrase)) for phrase in phrases)
