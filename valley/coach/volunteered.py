"""The action that already stands in a reason, before the question was asked."""

import re

from valley.coach.actions import does, verdict
from valley.coach.words import plain
from valley.model import Verdict

_MOST = 4000  # characters; what is longer is searched up to here
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s[-\u2013\u2014]+\s")
_DAY = (
    r"(?:tomorrow|tonight|tmrw|first thing|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?: morning| afternoon| evening)?,?"
)
# 'I'll ring', 'so I'm going to ring', 'tomorrow I'll ring'.
_WILL = re.compile(
    rf"(?:{_DAY} )?\b(?:i['\u2019]ll|i will|i shall|i['\u2019]m going to|i am going to|i['\u2019]m gonna) (?P<does>.+)",
    re.IGNORECASE,
)
# 'Will ring', 'Going to ring', where a sentence starts.
_STARTS = re.compile(
    rf"^(?:so |and |then |but )?(?P<action>(?:{_DAY} )?(?:will|going to|gonna) (?P<does>.+))",
    re.IGNORECASE,
)
# 'Tomorrow I stop at all four'.
_DAY_FIRST = re.compile(
    r"^(?:so |and |then |but )?(?P<action>(?:tomorrow|tonight|tmrw)(?: morning| afternoon| evening)?"
    r"[,:]? (?:i |i['\u2019]m )?(?P<does>.+))",
    re.IGNORECASE,
)
# 'Phone goes on divert from 9 to 11 tomorrow'.
_DAY_LAST = re.compile(
    r"^(?:so |and |then |but )?(?P<action>(?P<does>[a-z]+ (?=.*\d).*\b(?:tomorrow|tonight|tmrw)\b.*))",
    re.IGNORECASE,
)
# The word before a promise that makes it somebody's report, or a fear.
_REPORTED = re.compile(
    r"\b(?:said|says?|saying|told|tells?|think|thinks|thought|when|till|until|before|because|where|"
    r"why|how|what|who|that|promised|knows?|hoped?|like|whether|bet|guess|reckon|suppose|feel|"
    r"afraid|wish|while|expects?|asks?|asked|since|as)\s*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|in case|would|wish)\b", re.IGNORECASE)
# Denied, doubted, or lost already.
_UNSURE = re.compile(
    r"\b(?:never|not|no longer|probably|maybe|perhaps|might|possibly|hopefully|would|could|lose|"
    r"lost|miss|end up|have to|get (?:killed|fired|sacked|nothing|blamed)|bet|guess|if|whether)\b|\?",
    re.IGNORECASE,
)
# What happened to a call or a visit is no plan: 'call moved to tomorrow at 10'.
_HAPPENED = re.compile(r"\b(?:\w+ed|got|was|is|were|are|been|off|he|she|they)\b", re.IGNORECASE)
_TAIL = re.compile(r",?\s(?:but|although|though|because|since|unless)\s.*$", re.IGNORECASE)


def volunteered(text: str) -> str | None:
    """Find the action that stands in a reason or in what happened, word for word.

    Precision first: only what the rep will do, concrete, not denied, doubted, reported or past.
    The last one counts, since a reason comes before what follows from it.
    """
    for sentence in reversed(_SENTENCE.split(text[:_MOST])):
        action = _promised(sentence.strip()) or _planned(sentence.strip())
        if action is not None:
            return action
    return None


def _promised(sentence: str) -> str | None:
    """Find 'I'll ring' in a sentence, unless somebody said so or it hangs on something."""
    match = _WILL.search(sentence)
    if match is None:
        return None
    before = sentence[: match.start()]
    if _REPORTED.search(before) or _CONDITION.search(before):
        return None
    return _kept(match[0], match["does"])


def _planned(sentence: str) -> str | None:
    """Find a plan that is a sentence of its own, with a day or a 'will' but without 'I'll'."""
    for pattern in (_STARTS, _DAY_FIRST, _DAY_LAST):
        match = pattern.match(sentence)
        if match and not (pattern is not _STARTS and _HAPPENED.search(match["does"])):
            return _kept(match["action"], match["does"])
    return None


def _kept(action: str, doing: str) -> str | None:
    """Keep what is something to be seen to do, and is concrete."""
    action = _TAIL.sub("", action).rstrip(" .!;,")
    if _UNSURE.search(plain(action)) or not does(doing):
        return None
    return action if verdict(action) is Verdict.CONCRETE else None
