"""What kind of action an answer is: who acts, whether the step can be checked, or only waiting."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from valley.coach.bayes import Bayes
from valley.coach.catalogue import page
from valley.coach.cues import CueIndex, Hit, strength
from valley.coach.drawers import Drawers
from valley.coach.features import action_features, lead
from valley.coach.stems import stem
from valley.coach.words import plain, read
from valley.model import Verdict

WORDS = 0.5  # what the words weigh against the cues


class _Book(NamedTuple):
    cues: CueIndex
    bayes: Bayes
    stuck: frozenset[str]
    others: frozenset[str]
    verbs: frozenset[str]


@lru_cache(maxsize=1)
def _book() -> _Book:
    built = page("actions.built")
    return _Book(
        CueIndex(Drawers(built["filed"]), built["openings"], built["classes"]),
        Bayes(
            Drawers(built["counts"]),
            range(len(Verdict)),
            built["totals"],
            to_all=20.0,
            to_theme=math.inf,
        ),
        frozenset(built["stuck"]),
        frozenset(built["others"]),
        frozenset(built["verbs"]),
    )


# Who may stand before 'must' or 'will' without being somebody else.
_NOBODY_ELSE = frozenset(
    [
        "i",
        "we",
        "it",
        "this",
        "that",
        "there",
        "you",
        "what",
        "which",
        "nothing",
        "tomorrow",
        "today",
        "tonight",
        "me",
        "myself",
        "and",
        "or",
        "then",
        "things",
        "next",
        "time",
        "who",
    ]
)
_MUST = re.compile(
    r"^(?:(?:so|and|then|but|well|now|maybe|honestly|tbh|really|actually|first)[ ,]+)*"
    r"(?P<who>(?:the |my |our |their |this |that |those |a |an |some |someone in |somebody in |"
    r"someone from |somebody from |whoever |one of the )?[\w'&-]+(?:\s+(?!to\b|will\b|must\b)[\w'&-]+){0,4}?)"
    r"\s+(?:really |just |finally |simply |also )?"
    r"(?P<must>needs? to|need|needs|has to|have to|must|should|ought to|will|can|could|had better|"
    r"is going to|are going to|are supposed to|is supposed to|wants? to|to)\b",
    re.IGNORECASE,
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
    by_owner: dict[int, list[Hit]] = {}
    for hit in _book().cues.hits(words, start=lead(words)):
        by_owner.setdefault(hit.owner, []).append(hit)
    by_words = _book().bayes.weigh(action_features(words))
    scores = {
        kind: strength(by_owner.get(number, ())) + WORDS * by_words[number]
        for number, kind in enumerate(Verdict)
    }
    if _acts(action):
        scores[Verdict.SOMEONE_ELSE] += _SOMEONE
    return scores


def verdict(action: str) -> Verdict:
    """Say what kind of action an answer is; none at all counts as passive."""
    if is_stuck(action):
        return Verdict.PASSIVE
    scores = _scores(action)
    return max(scores, key=scores.__getitem__)


_BEING = frozenset(["at", "in", "on", "outside", "there"])


def does(text: str) -> bool:
    """Say whether a text starts with something a person can be seen to do."""
    words = read(text)
    if not words.raw:
        return False
    start = lead(words)
    if words.stems[start] == "be":  # 'be at the loading bay', but not 'be late'
        return any(word in _BEING for word in words.raw[start + 1 : start + 2])
    return words.stems[start] in _book().verbs


def is_stuck(answer: str) -> bool:
    """Say whether an answer is none: empty, '?', 'dunno', 'nothing I can do'."""
    words = tuple(w for w in read(answer).raw if w != ",")
    if not words:
        return True
    stuck = _book().stuck
    text = " ".join(
        w for w in words if w not in {"well", "really", "honestly", "tbh", "just", "sorry"}
    )
    return text in stuck or " ".join(words) in stuck or not text
