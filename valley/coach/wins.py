"""Whether words tell a win: something a customer has committed to, or a target that was reached.

Precision first: what is denied, hoped for, asked, somebody else's or taken back again is none. What
tells a win, and what speaks against it, are patterns of the language: `wins.json`.
"""

import re
from functools import cache

from valley.language import listed, table

_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+|\n")


def tells_win(text: str) -> bool:
    """Return whether a text tells a win."""
    if not re.search(table("wins")["hint"], text, re.IGNORECASE):
        return False
    from valley.coach.words import plain  # many days do without it, and without the patterns

    said = [" ".join(one.split()) for one in _SENTENCE.split(plain(text).casefold())]
    return any(_tells(sentence, said[number + 1 :]) for number, sentence in enumerate(said))


def _tells(sentence: str, following: list[str]) -> bool:
    """Return whether a sentence tells a win that nothing after it takes back."""
    end = _end_of_win(sentence)
    if end is None or _pattern("against", "sentence").search(sentence):
        return False
    after = [sentence[end:], *filter(_pattern("against", "joins").match, following)]
    return not any(map(_pattern("against", "later").search, after))


def _end_of_win(sentence: str) -> int | None:
    """Return where the first win of a sentence ends; None where none of its clauses tells one."""
    start = 0
    for clause in re.split(table("wins")["clauses"], sentence):
        start = sentence.index(clause, start)
        text = clause.strip()
        for name in table("wins")["told"]:
            match = _pattern("told", name).search(text)
            if match and not _is_taken_back(text, name, match):
                return start + match.end()
    return None


def _is_taken_back(clause: str, name: str, match: re.Match[str]) -> bool:
    """Return whether the clause a win stands in denies it, hopes for it, or gives it to others."""
    return bool(
        _pattern("against", "clause").search(clause)
        or _pattern("against", "before").search(clause, 0, match.end())
        or _pattern("against", "next").match(clause, match.end())
        or _is_of_colleague(clause, name, match)
    )


def _is_of_colleague(clause: str, name: str, match: re.Match[str]) -> bool:
    """Return whether a first name says whose it is: 'tom signed hallam', 'tom's deal closed'."""
    before, after = clause[: match.start()].split(), clause[match.end() :].split()
    if len(before) != 1 or before[0] not in listed("first_names"):
        return False
    won = after and after[0].isalpha() and after[0] not in listed("ordinary_words")
    return bool(won) or name in table("wins")["of_somebody"]


@cache
def _pattern(group: str, name: str) -> re.Pattern[str]:
    """Return a pattern with its parts put in, the longest names first."""
    known = table("wins")
    pattern: str = known[group][name]
    for part in sorted(known["parts"], key=len, reverse=True):
        pattern = pattern.replace(part, known["parts"][part])
    return re.compile(pattern)
