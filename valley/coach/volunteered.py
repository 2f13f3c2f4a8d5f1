"""The action that already stands in a reason, before the question was asked."""

import re

from valley.coach.actions import does, verdict
from valley.coach.words import plain
from valley.model import Verdict

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s+[-–—]+\s+")
# 'I'll', 'I'm going to', 'gonna', with what may lead up to it.
_FUTURE = re.compile(
    r"(?:\b(?P<before>[\w']+)[\s,]+)??"
    r"(?P<action>(?:(?:tomorrow|tonight|tmrw|first thing|on \w+day|monday|tuesday|wednesday|thursday|friday)"
    r"(?: morning| afternoon| evening)?,? )?"
    r"(?:i['’]?ll|i will|i shall|i['’]?m going to|i am going to|i['’]?m gonna|im gonna|(?<!\w )(?:will|gonna|going to))"
    r"\s+(?P<verb>.+))",
    re.I,
)
# 'Tomorrow I stop at all four', 'Tomorrow: ring all six'.
_DAY_FIRST = re.compile(
    r"^(?:so |and |then |but )?(?P<action>(?:tomorrow|tonight|tmrw|first thing (?:tomorrow|monday))"
    r"(?: morning| afternoon| evening)?(?:[,:]| at [\d:.]+(?:am|pm)?,?| from [\w :.]+?,?)? "
    r"(?:i |i['’]m |i am )?(?P<verb>[a-z]+\b.*))$",
    re.I,
)
# 'Calling her back at 9 tomorrow', 'Phone goes on divert from 9 to 11 tomorrow'.
_DAY_LAST = re.compile(
    r"^(?:so |and |then |but )?(?P<action>(?P<verb>[a-z]+\b.*\b(?:tomorrow|tonight|tmrw)\b.*))$", re.I
)
# A word right before the promise that makes it somebody's report, a condition or a fear.
_REPORTED = frozenset(
    "said says say saying told tells tell think thinks thought if when until till before unless "
    "because where why how what who that promised know knows hope hoped like whether bet guess "
    "reckon reckons suppose feel feels afraid worried since as wish while expects expect asks asked"
    .split()
)
_UNSURE = re.compile(
    r"\b(?:never|not|n't|no longer|probably|maybe|perhaps|might|possibly|hopefully|would|could|"
    r"should have|had|lose|lost|miss|end up|have to|believe it when|bet|guess|if)\b|n't\b|\?",
    re.I,
)
_TAIL = re.compile(r"(?:,?\s+(?:but|although|though|because|since|unless|if)\b.*)$|[\s.!;,]+$", re.I)


def volunteered(text: str) -> str | None:
    """Find the action that stands in a reason or in what happened, word for word.

    Precision first: only what the rep will do, concrete, not denied, doubted, reported or past.
    """
    for sentence in reversed(_SENTENCE.split(text[:4000])):
        for found in _candidates(sentence.strip()):
            return found
    return None


def _candidates(sentence: str) -> list[str]:
    good = []
    for pattern in (_FUTURE, _DAY_FIRST, _DAY_LAST):
        match = pattern.search(sentence)
        if match is None:
            continue
        if (match.groupdict().get("before") or "").casefold() in _REPORTED:
            continue
        action = _TAIL.sub("", _TAIL.sub("", match["action"])).strip()
        verb = match["verb"]
        if _UNSURE.search(plain(action)) or not does(verb, loosely=pattern is _DAY_LAST):
            continue
        if verdict(action) is Verdict.CONCRETE:
            good.append(action)
            break
    return good
