"""What kind of action an answer is: who acts, whether the step can be checked, or only waiting.

A linear model, fitted offline by `tests/fit/actions.py`, weighs the words and cues of an answer.
Rules have the last word, so that what counts as a step can be explained: what is hedged is not concrete, nor is a day or one word
alone; what he or they will do of themselves is nobody's step, nor is giving up; and who lets
somebody act, and looks at it at a time that is named, has taken a concrete step.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from valley.coach.cues import CueIndex, Hit, strength
from valley.coach.packed_texts import PackedTexts
from valley.coach.spelling import Spelling
from valley.coach.stems import stem
from valley.coach.words import Words, kinds_of_number, plain, read
from valley.language import table, words
from valley.model import Verdict

VERDICTS = tuple(Verdict)
# By rule, in order: what the model takes for one thing is another where a cue of the rule stands.
# The cues are owned by the numbers after those of the verdicts.
RULES = {
    "counted": {Verdict.VAGUE: Verdict.CONCRETE},
    "checked": dict.fromkeys(VERDICTS, Verdict.CONCRETE),
    "awaited": {Verdict.SOMEONE_ELSE: Verdict.PASSIVE},
    "given_up": dict.fromkeys([Verdict.VAGUE, Verdict.SOMEONE_ELSE], Verdict.PASSIVE),
    "hedged": {Verdict.CONCRETE: Verdict.VAGUE},
}
_LENGTHS = (3, 5, 8, 13)  # words; short answers tend to be vague
_MOST, _SCALE = 12.0, 5.0  # cues beyond the most say no more; the scale makes them like words
_STEP = 2  # words; fewer, days and hours left out, are no step


class Judge:
    """Weighs answers.

    Args:
        built: What `tests/fit/actions.py` made of `actions.json`.
    """

    def __init__(self, built: Mapping[str, Any]) -> None:
        self._cues = CueIndex(PackedTexts(built["filed"]), built["openings"], built["classes"])
        self._classes: Mapping[str, list[str]] = built["classes"]
        self._weights: Mapping[str, str] = built["weights"]
        self._stuck = frozenset(built["stuck"])
        grammar: Mapping[str, str] = built["grammar"]
        self._must = re.compile(grammar["must"], re.IGNORECASE)
        self._third = grammar["third_person"]
        self._words = {name: words(some) for name, some in grammar.items()}

    def features(self, answer: str) -> dict[str, float]:
        """Return what counts in an answer: its words, what they stand beside, and cues."""
        said = self._said(answer)
        return self._features(answer, said, self._hits(said))

    def _said(self, answer: str) -> Words:
        return read(Spelling().mend(answer))

    def _hits(self, said: Words) -> dict[int, list[Hit]]:
        hits: dict[int, list[Hit]] = {}
        for hit in self._cues.hits(said, start=self._leads(said)):
            hits.setdefault(hit.owner, []).append(hit)
        return hits

    def _features(
        self, answer: str, said: Words, hits: Mapping[int, list[Hit]]
    ) -> dict[str, float]:
        found = dict.fromkeys(["#start", *self._counted(said)], 1.0)
        for number, kind in enumerate(VERDICTS):
            strong = strength(hits.get(number, ()))
            found[f"#{kind}"] = max(-_MOST, min(strong, _MOST)) / _SCALE
        if self._acts(answer):
            found["#acts"] = 1.0
        return found

    def _counted(self, said: Words) -> list[str]:
        both = [(raw, root) for raw, root in zip(said.raw, said.stems, strict=True) if raw != ","]
        stems = ["^", *(root for _, root in both), "$"]
        kinds = ["^", *(self._kind(raw, root) for raw, root in both), "$"]
        found = stems[1:-1]
        found += [f"{one} {two}" for line in (stems, kinds) for one, two in pairwise(line)]
        found += [f"{one} _ {two}" for one, two in zip(kinds, kinds[2:], strict=False)]
        found += [name for _, root in both for name in self._classes.get(root, ())]
        found += [f"#longer{least}" for least in _LENGTHS if len(both) >= least]
        found += ["#name"] if said.names else []
        found += ["#number"] if any(raw[0].isdigit() for raw, _ in both) else []
        if both:
            first = said.stems[self._leads(said)]
            found.append(f">{first}")
            found += ["#does"] if self._is_deed(first) else []
            found += self._subject(both)
        return found

    def _subject(self, both: list[tuple[str, str]]) -> list[str]:
        """Mark an answer that begins with somebody or something, and then a deed in third person."""
        first, *others = both[:4]
        if self._is_deed(first[1]) or first[0] in self._words["lead"] or first[0][0].isdigit():
            return []
        for raw, root in others:
            if self._is_deed(root):
                if raw == root:
                    return []
                return ["#they-do" if raw.endswith(self._third) else "#they-did"]
            if raw in self._words["to"]:
                return ["#they-to"]
            if root in self._words["be"]:
                return ["#they-are"]
        return ["#they"]

    def _kind(self, raw: str, root: str) -> str:
        if kinds_of_number(raw):
            return "@num"
        mine = self._classes.get(root, ())
        return next((kind for kind in ("@day", "@others") if kind in mine), root)

    def _is_deed(self, root: str) -> bool:
        return "@do" in self._classes.get(root, ())

    def _is_other(self, word: str) -> bool:
        return "@others" in self._classes.get(stem(word), ())

    def _leads(self, said: Words) -> int:
        """Find the index of the word that says what will be done."""
        start = 0
        while start < len(said.raw) - 1 and said.raw[start] in self._words["lead"]:
            start += 1
        return start

    def _is_fragment(self, said: Words) -> bool:
        told = [raw for raw in said.raw if raw not in self._words["times"] and raw != ","]
        told = [raw for raw in told if "@hour" not in kinds_of_number(raw)]
        return len(told) < _STEP or not any(raw[0].isalpha() for raw in told)

    def _acts(self, answer: str) -> bool:
        """Return whether somebody other than the rep is said to act: 'Jo will ring them'."""
        match = self._must.match(plain(answer).strip())
        if match is None:
            return False
        who = match["who"].casefold().split()
        named = [word for word in who if word not in self._words["articles"]]
        others = any(map(self._is_other, who))
        if not named or named[0] in self._words["nobody_else"] or self._words["speaker"] & set(who):
            return False
        if match["bare"] and not others:
            return False
        # An order to oneself is none: 'call the people I need to thank'.
        return not self._is_deed(stem(named[0])) or (others and self._is_other(named[0]))

    def verdict(self, answer: str) -> Verdict:
        """Return what kind of action an answer is."""
        said = self._said(answer)
        hits = self._hits(said)
        found = self._features(answer, said, hits)
        if self._is_fragment(said):
            return Verdict.PASSIVE if found[f"#{Verdict.PASSIVE}"] > 0 else Verdict.VAGUE
        scores = [0.0] * len(VERDICTS)
        for feature, value in found.items():
            if weights := self._weights.get(feature):
                for number, weight in enumerate(weights.split()):
                    scores[number] += value * int(weight)
        kind = VERDICTS[scores.index(max(scores))]
        for number, rule in enumerate(RULES.values(), len(VERDICTS)):
            if number in hits:
                kind = rule.get(kind, kind)
        return kind

    def does(self, text: str) -> bool:
        """Return whether a text starts with something a person can be seen to do."""
        said = read(text)
        if not said.raw:
            return False
        start = self._leads(said)
        if said.stems[start] in self._words["be"]:  # 'be at the loading bay', but not 'be late'
            return any(word in self._words["being"] for word in said.raw[start + 1 : start + 2])
        return self._is_deed(said.stems[start])

    def deeds(self, text: str, joins: Collection[str]) -> list[str]:
        """Return the stems of what a person can be seen to do, at the start and after a join."""
        said = read(text)
        if not said.raw:
            return []
        start = self._leads(said)
        found = [start, *(at + 1 for at, raw in enumerate(said.raw[:-1]) if raw in joins)]
        return [said.stems[at] for at in found if at >= start and self._is_deed(said.stems[at])]

    def times(self) -> frozenset[str]:
        """Return the words that say when."""
        return self._words["times"]

    def is_stuck(self, answer: str) -> bool:
        """Return whether an answer is none."""
        said = " ".join(read(answer).raw)
        return self._says_nothing(said.replace(",", " ")) or all(
            map(self._says_nothing, said.split(","))  # 'no idea, ask me tomorrow'
        )

    def _says_nothing(self, told: str) -> bool:
        said = told.split()
        meant = " ".join(word for word in said if word not in self._words["fillers"])
        return not meant or meant in self._stuck or " ".join(said) in self._stuck


@lru_cache(maxsize=1)
def _judge() -> Judge:
    return Judge(table("actions.built"))


def verdict(action: str) -> Verdict:
    """Return what kind of action an answer is; none at all counts as passive."""
    return Verdict.PASSIVE if is_stuck(action) else _judge().verdict(action)


def does(text: str) -> bool:
    """Return whether a text starts with something a person can be seen to do."""
    return _judge().does(text)


def deeds(text: str, joins: Collection[str]) -> list[str]:
    """Return the stems of what a person can be seen to do: of each step that a text is joined of."""
    return _judge().deeds(text, joins)


def times() -> frozenset[str]:
    """Return the words that say when."""
    return _judge().times()


def is_stuck(answer: str) -> bool:
    """Return whether an answer is none: empty, '?', 'dunno', 'nothing I can do'."""
    return _judge().is_stuck(answer)
