"""What kind of action an answer is: who acts, whether the step can be checked, or only waiting."""

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from valley.coach.cues import CueIndex, Hit, file_cues, strength
from valley.coach.words import plain, read, stem
from valley.model import Verdict

_ORDER = (Verdict.CONCRETE, Verdict.VAGUE, Verdict.PASSIVE, Verdict.SOMEONE_ELSE)


class _Book(NamedTuple):
    index: CueIndex
    stuck: frozenset[str]
    others: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=1)
def _book() -> _Book:
    path = files("valley.coach") / "data" / "actions.json"
    data = json.loads(path.read_text("utf-8"))
    general = json.loads((files("valley.coach") / "data" / "classes.json").read_text("utf-8"))
    classes = {name: members.split() for name, members in general["classes"].items()}
    classes |= {name: members.split() for name, members in data["classes"].items()}
    cues = [
        (owner, float(weight), text)
        for owner, verdict in enumerate(_ORDER)
        for weight, lines in data["verdicts"][verdict].items()
        for line in lines
        for text in line.split("; ")
    ]
    index = CueIndex(file_cues(cues, general["common"].split()), classes)
    stuck = frozenset(" ".join(read(text).raw) for text in data["stuck"].split("; "))
    return _Book(index, stuck, frozenset(classes["others"]), frozenset(map(stem, classes["do"])))


# Words that may stand before who acts: 'so tomorrow at nine I will ring', 'just wait'.
_LEAD = frozenset(
    "i will am going to shall just then so and ok okay right well yes tomorrow today tonight first "
    "thing morning afternoon on by at from , please also again definitely simply only".split()
)
# Who may stand before 'must' or 'will' without being somebody else.
_NOBODY_ELSE = frozenset(
    "i we it this that there you what which nothing tomorrow today tonight me myself and or then "
    "things next time who".split()
)
_MUST = re.compile(
    r"^(?:(?:so|and|then|but|well|now|maybe|honestly|tbh|really|actually|first)[ ,]+)*"
    r"(?P<who>(?:the |my |our |their |this |that |those |a |an |some |someone in |somebody in |"
    r"someone from |somebody from |whoever |one of the )?[\w'&-]+(?:\s+(?!to\b|will\b|must\b)[\w'&-]+){0,4}?)"
    r"\s+(?:really |just |finally |simply |also )?"
    r"(?P<must>needs? to|need|needs|has to|have to|must|should|ought to|will|can|could|had better|"
    r"is going to|are going to|are supposed to|is supposed to|wants? to|to)\b",
    re.I,
)
_SOMEONE = 7.0  # that somebody else is said to act outweighs what the step is


def _acts(action: str) -> str | None:
    """Name who is said to act, where it is somebody other than the rep: 'Jo will ring them'."""
    match = _MUST.match(plain(action).strip())
    if match is None:
        return None
    who = match["who"].casefold().split()
    book = _book()
    first = [w for w in who if w not in {"the", "my", "our", "their", "a", "an", "some", "this"}]
    if not first or first[0] in _NOBODY_ELSE or "i" in who or "we" in who:
        return None
    if match["must"].casefold() == "to" and not (set(who) & book.others):
        return None
    if stem(first[0]) in book.verbs and not (set(who) & book.others and first[0] in book.others):
        return None  # an order to oneself: 'call the people I need to thank'
    return " ".join(who)


def _scores(action: str) -> dict[Verdict, float]:
    words = read(action)
    lead = 0
    while lead < len(words.raw) - 1 and words.raw[lead] in _LEAD:
        lead += 1
    by_owner: dict[int, list[Hit]] = {}
    for hit in _book().index.hits(words, start=lead):
        by_owner.setdefault(hit.owner, []).append(hit)
    scores = {v: strength(by_owner.get(owner, ())) for owner, v in enumerate(_ORDER)}
    if _acts(action):
        scores[Verdict.SOMEONE_ELSE] += _SOMEONE
    return scores


def verdict(action: str) -> Verdict:
    """Say what kind of action an answer is; none at all counts as passive."""
    if is_stuck(action):
        return Verdict.PASSIVE
    scores = _scores(action)
    return max(_ORDER, key=lambda v: scores[v])


def does(text: str, *, loosely: bool = False) -> bool:
    """Say whether a text starts with something a person can be seen to do.

    Args:
        text: What comes after 'I will'.
        loosely: Also take 'phone goes on divert': somewhere among the first three words.
    """
    words = [s for s, r in zip(*_start(text), strict=True) if r not in _LEAD]
    return any(word in _book().verbs for word in words[: 3 if loosely else 1])


def _start(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = read(text)
    return words.stems[:8], words.raw[:8]


def is_stuck(answer: str) -> bool:
    """Say whether an answer is none: empty, '?', 'dunno', 'nothing I can do'."""
    words = tuple(w for w in read(answer).raw if w != ",")
    if not words:
        return True
    stuck = _book().stuck
    text = " ".join(w for w in words if w not in {"well", "really", "honestly", "tbh", "just", "sorry"})
    return text in stuck or " ".join(words) in stuck or not text
