"""The action that already stands in a reason, before the question was asked.

What announces one, and what takes it back, are patterns of the language: `volunteered.json`.
"""

import re
from functools import lru_cache

from valley.coach.actions import does, verdict
from valley.coach.words import MOST_CHARACTERS, plain
from valley.language import table
from valley.model import Verdict

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s[-\u2013\u2014]+\s")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    said = table("volunteered")
    return {
        name: re.compile(pattern.replace("DAY", said["day"]), re.IGNORECASE)
        for name, pattern in said["patterns"].items()
    }


def volunteered(text: str) -> str | None:
    """Return the action that stands in a reason or in what happened, word for word.

    Precision first: only what the rep will do, concrete, not denied, doubted, reported or past.
    The last one counts, since a reason comes before what follows from it.
    """
    for sentence in reversed(_SENTENCE.split(text[:MOST_CHARACTERS])):
        action = _promised(sentence.strip()) or _planned(sentence.strip())
        if action is not None:
            return action
    return None


def _promised(sentence: str) -> str | None:
    """Find 'I'll ring' in a sentence, unless somebody said so or it hangs on something."""
    said = _patterns()
    match = said["promised"].search(sentence)
    if match is None:
        return None
    before = sentence[: match.start()]
    if said["reported"].search(before) or said["condition"].search(before):
        return None
    return _kept(match[0], match["does"])


def _planned(sentence: str) -> str | None:
    """Find a plan that is a sentence of its own, with a day or a 'will' but without 'I'll'."""
    said = _patterns()
    for name in ("starts", "day_first", "day_last"):
        match = said[name].match(sentence)
        if match and (name == "starts" or not said["happened"].search(match["does"])):
            return _kept(match["action"], match["does"])
    return None


def _kept(action: str, doing: str) -> str | None:
    """Keep what is something to be seen to do, and is concrete."""
    said = _patterns()
    action = said["tail"].sub("", action).rstrip(" .!;,")
    if said["unsure"].search(plain(action)) or not does(doing):
        return None
    return action if verdict(action) is Verdict.CONCRETE else None
