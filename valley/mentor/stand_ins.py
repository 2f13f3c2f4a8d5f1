"""Stand-ins in an answer turned back into the names they stand for."""

import re
from collections.abc import Mapping

# What may be meant for a stand-in: a word and one or two capitals, as `Customer B`.
_LIKE = re.compile(r"\b([^\W\d_]{3,20})[ \t]([A-Z]{1,2})\b")
MOST = 20  # of such words that are asked about


def turned_back(text: str, stand_ins: Mapping[str, str]) -> str:
    """Return a text with names where their stand-ins stood, in upper or lower case."""
    if not stand_ins:
        return text
    names = {one.casefold(): name for one, name in stand_ins.items()}
    known = "|".join(re.escape(one) for one in sorted(stand_ins, key=len, reverse=True))
    return re.sub(
        rf"\b(?:{known})(?!\w)",
        lambda found: names.get(found[0].casefold(), found[0]),
        text,
        flags=re.IGNORECASE,
    )


def unsure(text: str, stand_ins: Mapping[str, str]) -> dict[str, str]:
    """Return what looks like a stand-in and is none, each with the one that may be meant."""
    by_letter: dict[str, list[str]] = {}
    for one in stand_ins:
        word, _, letter = one.rpartition(" ")
        if word and letter.isalpha() and letter.isupper():
            by_letter.setdefault(letter, []).append(one)
    known = {one.casefold() for one in stand_ins}
    found: dict[str, str] = {}
    for like in _LIKE.finditer(text):
        meant = by_letter.get(like[2], [])
        if meant and like[0].casefold() not in known and like[1][0].isupper():
            found.setdefault(like[0], meant[0])
    return dict(list(found.items())[:MOST])
