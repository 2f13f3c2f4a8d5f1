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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from valley.coach.catalogue import catalogue, slug, title
from valley.coach.concepts import Concepts, concepts
from valley.coach.memory import Memory
from valley.coach.words import content, key, read
from valley.model import Theme

MOST_GUESSES = 5
TEMPER = 0.85
THEME_MIX = 0.4
UNUSED = 0.05  # what a name never used counts as: a quarter of a use
OWN_CONCEPT = 1.0  # how many uses the catalogue's own meaning of a name is worth
SAME_THEME = 0.2  # share of a name's reasons that are about anything in its theme
WORD_PRIOR = 2.0
WORD_POWER = 0.6
SAME_WORDS = 0.98  # the same words as a reason picked before
SURE = 0.5
AHEAD = 2.0
SLOPE, OFFSET = 1.0, 0.0


@dataclass(frozen=True, slots=True)
class Heard:
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


@dataclass(frozen=True, slots=True)
class Guess:
    """An excuse that a reason may be.

    Attributes:
        excuse: Its slug.
        title: How it is shown.
        theme: Who or what it holds responsible.
        score: The probability that it is the one.
        seen: How often this rep used it.
        cues: What counted, to be shown.
    """

    excuse: str
    title: str
    theme: Theme
    score: float
    seen: int
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
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
        self._memory = Memory(today)
        for one in heard:
            self.learn(one)

    def learn(self, heard: Heard) -> None:
        """Remember one more reason."""
        name = self._now(heard.excuse)
        about = concepts(heard.reason)
        known = catalogue().excuses.get(name)
        theme = known.theme if known else heard.theme
        self._memory.add(
            key(heard.reason),
            content(heard.reason),
            _tempered(about.excuses),
            about.themes,
            name=name,
            theme=theme or max(about.themes, key=about.themes.__getitem__),
            day=heard.day,
            picked=heard.picked,
        )

    def read(self, reason: str) -> Reading:
        """Say which excuse a reason is, whom it blames, and whether it is owned."""
        about = concepts(reason)
        likely = self._likely(reason, about)
        themes = dict.fromkeys(Theme, 0.0)
        for name, share in likely.items():
            themes[self._theme(name)] += share
        for t, share in about.themes.items():
            themes[t] = THEME_MIX * themes[t] + (1 - THEME_MIX) * share
        theme = max(themes, key=themes.__getitem__)
        best = sorted(likely, key=lambda name: (-likely[name], name))[:MOST_GUESSES]
        guesses = tuple(self._guess(name, likely[name], reason, about) for name in best)
        sure = guesses[0] if guesses and _ahead(guesses) else None
        return Reading(theme, theme is Theme.SELF, guesses, sure)

    def _now(self, name: str) -> str:
        """Follow what the rep renamed and merged; a circle ends where it began."""
        passed = {name}
        while (onward := self._names.get(name)) is not None and onward not in passed:
            passed.add(onward)
            name = onward
        return name

    def _theme(self, name: str) -> Theme:
        known = catalogue().excuses.get(name)
        if known is not None:
            return known.theme
        used = self._memory.names.get(name)
        return used.theme if used is not None and used.theme is not None else Theme.CUSTOMER

    def _likely(self, reason: str, about: Concepts) -> dict[str, float]:
        """Spread certainty over the names used before and those of the catalogue."""
        memory, book = self._memory, catalogue().excuses
        meant: dict[str, float] = {}  # P(r | y), before the count of y
        fresh: dict[str, float] = {}
        tempered = _tempered(about.excuses)
        for concept, share in tempered.items():
            name = self._now(concept)
            fresh[name] = fresh.get(name, 0.0) + share
        theme_size = {theme: 0 for theme in Theme}
        for excuse in book.values():
            theme_size[excuse.theme] += 1
        for name, share in fresh.items():
            if name not in memory.names:
                meant[name] = UNUSED * share
        for name, used in memory.names.items():
            own = fresh.get(name, 0.0) * OWN_CONCEPT if name in fresh else 0.0
            total = used.weight + (OWN_CONCEPT if name in fresh else 0.0)
            for concept, weight in used.concepts.items():
                own += weight * tempered[concept]
            theme = self._theme(name)
            by_theme = about.themes[theme] / max(theme_size[theme], 1)
            match = (1 - SAME_THEME) * own / total + SAME_THEME * by_theme
            meant[name] = (UNUSED + used.weight) * match
        for name, log_ratio in memory.word_evidence(content(reason), prior=WORD_PRIOR).items():
            meant[name] *= math.exp(WORD_POWER * log_ratio)
        total = sum(meant.values()) or 1.0
        likely = {name: value / total for name, value in meant.items()}
        same = memory.picked(key(reason))
        if same is not None:
            rest = 1.0 - likely.get(same, 0.0)
            likely = {n: v * (1 - SAME_WORDS) / (rest or 1.0) for n, v in likely.items()}
            likely[same] = SAME_WORDS
        return likely

    def _guess(self, name: str, share: float, reason: str, about: Concepts) -> Guess:
        used = self._memory.names.get(name)
        return Guess(
            excuse=name,
            title=title(name),
            theme=self._theme(name),
            score=_calibrated(share),
            seen=used.seen if used else 0,
            cues=about.cues.get(name, ()),
        )


def _tempered(likely: Mapping[str, float]) -> dict[str, float]:
    raw = {name: share**TEMPER for name, share in likely.items()}
    total = sum(raw.values())
    return {name: share / total for name, share in raw.items()}


def _calibrated(share: float) -> float:
    """Turn a share into a probability: Platt scaling (1999) of its log odds."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(SLOPE * math.log(share / (1 - share)) + OFFSET)))


def _ahead(guesses: tuple[Guess, ...]) -> bool:
    second = guesses[1].score if len(guesses) > 1 else 0.0
    return guesses[0].score >= SURE and guesses[0].score >= AHEAD * second


def name_for(reason: str) -> str:
    """Make a name for an excuse nobody knows from the first key words of a reason."""
    words = read(reason)
    picked: list[str] = []
    wanted = content(reason)
    for raw, root in zip(words.raw, words.stems, strict=True):
        if root in wanted and raw not in picked:
            picked.append(raw)
    text = " ".join(picked[:3] or [w for w in words.raw if w != ","][:3])
    return slug(text) if any(c.isalnum() for c in text) else "no-words"
