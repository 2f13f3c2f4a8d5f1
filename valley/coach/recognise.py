"""Which excuse a reason is: the catalogue's reading of it, and what this rep called such before.

One model holds both, a mixture as in naive Bayes text classification (McCallum & Nigam 1998):
for a name y and a reason r,

    P(y | r)  ~  (n(y) + a)  *  sum over concepts x of P(x | y) P(r | x)  *  words(y, r)

n(y) counts how often the rep used the name, P(r | x) comes from the cues of the catalogue, P(x | y)
from the concepts of the earlier reasons of y (so that a name of the rep's own is known by what it
was used for), and words(y, r) from the words they share. A name of the catalogue starts out as
its own concept.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from valley.coach.catalogue import catalogue, slug, title
from valley.coach.concepts import Concepts, concepts
from valley.coach.features import content
from valley.coach.memory import Memory
from valley.coach.spelling import Spelling
from valley.coach.words import Words, key, read
from valley.model import Theme

MOST_GUESSES = 5
# Chosen by replaying journals in order, see tests/bench/recognition.py.
UNUSED = 0.02  # what a name never used counts as, in uses
OWN_CONCEPT = 1.0  # how many uses the catalogue's own meaning of a name is worth
SAME_THEME = 0.3  # the share of a name's reasons that are about anything in its theme
WORD_PRIOR = 4.0
WORD_POWER = 0.45  # words of a reason hang together, so that they count less than each alone
REP_THEME = 0.4  # what the rep's names say about the theme, against the catalogue
SAME_WORDS = 0.98  # the share of the name picked for the same words before
OWNED = 0.5  # how likely ownership must be by words alone, where no cue speaks for anything
SURE, AHEAD = 0.5, 2.0  # Enter takes a guess as likely as this, and so many times the second
# Platt scaling of the share's log odds, fitted by tests/bench/fit.py.
SLOPE, OFFSET = 0.94, 0.43


class Heard(NamedTuple):
    """An earlier reason of this rep.

    Attributes:
        reason: In the rep's words.
        excuse: The name it went by.
        theme: Who or what it holds responsible, if known.
        day: When it was given.
        picked: A person chose or confirmed the name; a guessed one weighs much less.
    """

    reason: str
    excuse: str
    theme: Theme | None
    day: date
    picked: bool


class Guess(NamedTuple):
    """An excuse that a reason may be.

    Attributes:
        excuse: Its slug.
        title: How it is shown.
        theme: Who or what it holds responsible.
        score: The probability that it is the one.
        seen: How often this rep used it.
        cues: What counted, where it was asked for.
    """

    excuse: str
    title: str
    theme: Theme
    score: float
    seen: int
    cues: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What a reason says.

    Attributes:
        theme: Who or what it holds responsible.
        owned: The rep holds themselves responsible.
        guesses: Up to five, the likeliest first.
        sure: The one well ahead, that Enter takes.
    """

    theme: Theme
    owned: bool
    guesses: tuple[Guess, ...]
    sure: Guess | None


class Recogniser:
    """Reads reasons, knowing what one rep said before."""

    def __init__(
        self,
        heard: Iterable[Heard] = (),
        *,
        today: date,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Learn what was heard.

        Args:
            heard: Earlier reasons, in any order.
            today: The day that ages are counted to.
            names: Old slug to the slug this rep renamed it to or merged it into.
        """
        self._names = dict(names or {})
        self._themes = {
            self._now(name): number
            for name, number in zip(catalogue().slugs, catalogue().theme_numbers, strict=True)
        }
        self._memory = Memory(today)
        self._spelling = Spelling()
        for one in heard:
            self.learn(one)

    def learn(self, heard: Heard) -> None:
        """Remember one more reason."""
        name = self._now(heard.excuse)
        said = key(read(heard.reason))
        self._spelling.learn(heard.reason)
        meant = self._spelling.mend(heard.reason)
        words = read(meant)
        about = concepts(meant)
        known = catalogue().excuses.get(name)
        theme = catalogue().themes.index(known.theme if known else heard.theme or about.theme)
        self._themes[name] = theme
        self._memory.add(
            name,
            theme,
            said=said,
            words=content(words),
            about=about.main,
            day=heard.day,
            picked=heard.picked,
        )

    def knows(self, reason: str) -> bool:
        """Tell whether a person picked a name for these very words."""
        return self._memory.picked(key(read(reason))) is not None

    def read(self, reason: str, *, explain: bool = False) -> Reading:
        """Say which excuse a reason is, whom it blames, and whether it is owned.

        Args:
            reason: In the rep's words.
            explain: Tell which cues counted, too: a third of the time, which naming thousands at an
                import does without.
        """
        said = key(read(reason))
        meant = self._spelling.mend(reason)
        about = concepts(meant)
        words = read(meant)
        likely = self._likely(words, about)
        total = sum(likely.values())
        themes = [(1 - REP_THEME) * share for share in about.themes]
        for name, share in likely.items():
            themes[self._themes[name]] += REP_THEME * share / total
        same = self._memory.picked(said)
        if same is not None:
            themes[self._themes[same]] = 1.0
            others = total - likely.get(same, 0.0) or 1.0
            likely[same] = others * SAME_WORDS / (1 - SAME_WORDS)
            total = others + likely[same]
        own = catalogue().themes.index(Theme.SELF)
        if not about.hits and themes[own] < OWNED:
            themes[own] = 0.0  # nobody is said to own what they did not say
        theme = catalogue().themes[themes.index(max(themes))]
        best = nlargest(MOST_GUESSES, likely.items(), key=itemgetter(1))
        guesses = tuple(self._guess(name, share / total) for name, share in best)
        if explain:
            guesses = tuple(one._replace(cues=self._cues(one, words, about)) for one in guesses)
        return Reading(theme, theme is Theme.SELF, guesses, _well_ahead(guesses))

    def _now(self, name: str) -> str:
        """Follow what the rep renamed and merged; in a circle every name stays as it is."""
        passed = {name}
        current = name
        while (onward := self._names.get(current)) is not None:
            if onward in passed:
                return name
            passed.add(onward)
            current = onward
        return current

    def _likely(self, words: Words, about: Concepts) -> dict[str, float]:
        """Weigh the names used before and those of the catalogue; the sum is not 1."""
        meant = about.excuses  # P(r | y) of the catalogue's names, by their own meaning
        if self._names:
            meant = {}
            for concept, share in about.excuses.items():
                name = self._now(concept)
                meant[name] = meant.get(name, 0.0) + share
        likely = {name: UNUSED * share for name, share in meant.items()}
        of_theme = [share / size for share, size in zip(about.themes, _sizes(), strict=True)]
        for name, shared in self._memory.concept_evidence(about.main).items():
            used = self._memory.names[name]
            own = OWN_CONCEPT if name in meant else 0.0
            alike = (shared + own * meant.get(name, 0.0)) / (used.weight + own)
            match = (1 - SAME_THEME) * alike + SAME_THEME * of_theme[used.theme]
            likely[name] = (UNUSED + used.weight) * match
        ratios = self._memory.word_evidence(content(words), prior=WORD_PRIOR)
        for name, ratio in ratios.items():
            if name in likely:
                likely[name] *= math.exp(WORD_POWER * ratio)
        return likely

    def _guess(self, name: str, share: float) -> Guess:
        used = self._memory.names.get(name)
        return Guess(
            excuse=name,
            title=title(name),
            theme=catalogue().themes[self._themes[name]],
            score=calibrated(share),
            seen=used.seen if used is not None else 0,
        )

    def _cues(self, guess: Guess, words: Words, about: Concepts) -> tuple[str, ...]:
        """Tell what spoke for a guess: cues of the catalogue, and words heard under that name."""
        counted = about.cues(guess.excuse)
        if guess.excuse in self._memory.names:
            counted = counted or about.cues(self._memory.closest(guess.excuse, about.main))
            counted += tuple(
                f"'{raw}' as before"
                for raw, root in zip(words.raw, words.stems, strict=True)
                if guess.excuse in self._memory.users(root)
            )
        return counted


@lru_cache(maxsize=1)
def _sizes() -> list[int]:
    """Count the excuses of each theme."""
    counted = Counter(catalogue().theme_numbers)
    return [counted[number] for number in range(len(catalogue().themes))]


def calibrated(share: float) -> float:
    """Turn a share into a probability: Platt scaling (1999) of its log odds."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(SLOPE * math.log(share / (1 - share)) + OFFSET)))


def _well_ahead(guesses: tuple[Guess, ...]) -> Guess | None:
    first, *others = guesses
    second = others[0].score if others else 0.0
    return first if first.score >= max(SURE, AHEAD * second) else None


def name_for(reason: str) -> str:
    """Make a name for an excuse nobody knows from the first key words of a reason."""
    words = read(reason)
    picked: list[str] = []
    wanted = content(words)
    for raw, root in zip(words.raw, words.stems, strict=True):
        if root in wanted and raw not in picked:
            picked.append(raw)
    text = " ".join(picked[:3] or [w for w in words.raw if w != ","][:3])
    return slug(text) if any(c.isalnum() for c in text) else "no-words"
