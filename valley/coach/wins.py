"""Whether words tell a win: something a customer has committed to, or a target that was reached.

Precision first: what is denied, hoped for, asked, somebody else's or taken back again is none. What
tells a win, and what speaks against it, are patterns of the language: `wins.json`.
"""

import re
from functools import cache

from valley.coach.words import plain
from valley.language import listed, table

_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+|\n")


def tells_win(text: str) -> bool:
    """Return whether a text tells a win."""
    said = [" ".join(one.split()) for one in _SENTENCE.split(plain(text).casefold())]
    return any(_tells(sentence, said[number + 1 :]) for number, sentence in enumerate(said))


def _tells(sentence: str, following: list[str]) -> bool:
    """Return whether a sentence tells a win that nothing after it takes back."""
    against = _patterns("against")
    end = _end_of_win(sentence)
    if end is None or against["sentence"].search(sentence):
        return False
    after = [sentence[end:], *filter(against["joins"].match, following)]
    return not any(map(against["later"].search, after))


def _end_of_win(sentence: str) -> int | None:
    """Return where the first win of a sentence ends; None where none of its clauses tells one."""
    against, start = _patterns("against"), 0
    for clause in re.split(table("wins")["clauses"], sentence):
        start = sentence.index(clause, start)
        text = clause.strip()
        for told in _patterns("told").values():
            match = told.search(text)
            if (
                match
                and not against["clause"].search(text)
                and not against["before"].search(text, 0, match.end())
                and not against["next"].match(text, match.end())
                and not _is_of_colleague(text, match)
            ):
                return start + match.end()
    return None


def _is_of_colleague(clause: str, match: re.Match[str]) -> bool:
    """Return whether somebody by a first name won something: 'tom signed hallam', "jo's deal"."""
    before, after = clause[: match.start()].split(), clause[match.end() :].split()
    who, _, owns = before[0].partition("'") if len(before) == 1 else ("", "", "")
    if who not in listed("first_names"):
        return False
    won = bool(after) and after[0].isalpha() and after[0] not in listed("ordinary_words")
    return bool(owns) or won


@cache
def _patterns(group: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a group, each with its parts put in, the longest names first."""
    known = table("wins")
    parts = sorted(known["parts"].items(), key=lambda part: -len(part[0]))
    made = {}
    for name, pattern in known[group].items():
        for part, says in parts:
            pattern = pattern.replace(part, says)
        made[name] = re.compile(pattern)
    return made
