"""Which excuse a reason is: the catalogue's reading of it, and what this rep called such before.

Two voices are added up. The catalogue's, as loud as T reasons heard; and that of the names used, each
as loud as it was used often, where a reason r is like those that went by it:

    P(y | r)  ~  T P(y | r, catalogue)  +  n(y) sum over concepts x of P(x | y) P(x | r) / P(x)

times what the words say that r shares with those reasons (naive Bayes, McCallum & Nigam 1998). T
falls with use, as it gets rarer that a name is used for the first time (Good & Turing 1953). A name
of the catalogue starts out as its own concept; one that the rep made up takes its share of what the
catalogue would call by names of its own.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from valley.coach.catalogue import catalogue, title
from valley.coach.concepts import NOISE, Concepts, common_themes, concepts, fitted
from valley.coach.features import content
from valley.coach.memory import Memory
from valley.coach.spelling import Spelling
from valley.coach.words import Words, key, read
from valley.language import table
from valley.model import Theme

MOST_GUESSES = 5
# Chosen by replaying journals in order, see tests/bench/recognition.py.
TRUST, AT_FIRST = 100.0, 8.0  # the most that T is, and how many new names it starts from
OWN_CONCEPT = 1.0  # how many reasons the catalogue's own meaning of a name is worth
OWN_NAME = 0.2  # how many reasons the name that the catalogue has for a concept is worth
RAREST = 0.003  # a rarer concept is no stronger a sign than one as common as that
SAME_THEME = 0.15  # the share of a name's reasons that are about anything in its theme
WORD_PRIOR = 4.0
WORD_POWER = 0.25  # words of a reason hang together, so that they count less than each alone
SAME_WORDS = 0.98  # the share of the name picked for the same words before
FEWEST = 4  # words; a shorter reason is no surer for being short
STRONGEST = 4.0  # more cues than that make no surer
FOCUS = 1.5  # the theme of one likely excuse is likelier than that of many faint ones
# Whole answers that give no reason.
_NOTHING = frozenset(table("grammar")["nothing"].split("; "))
AGREED = 0.3  # how likely the theme of what Enter takes must be by the catalogue alone


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
        seen: How often this rep picked it.
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
        sure: The one that Enter takes: such guesses prove right nine times in ten.
        share: The probability of the theme.
        settled: The theme, where it is likely enough to be stored; who cannot tell says nothing.
    """

    theme: Theme
    owned: bool
    guesses: tuple[Guess, ...]
    sure: Guess | None
    share: float
    settled: Theme | None


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
        self._known = frozenset(self._themes)  # the catalogue's names, as this rep calls them
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

    @property
    def names(self) -> frozenset[str]:
        """All names there are: those this rep used, and the catalogue's as this rep calls them."""
        return frozenset(self._themes)

    def meant(self, reason: str) -> str:
        """Return a reason as it was meant: its typing errors mended."""
        return self._spelling.mend(reason)

    def knows(self, reason: str) -> bool:
        """Return whether a person picked a name for these very words."""
        return self._memory.picked(key(read(reason))) is not None

    def read(self, reason: str, *, explain: bool = False) -> Reading:
        """Return which excuse a reason is, whom it blames, and whether it is owned.

        Args:
            reason: In the rep's words.
            explain: Return which cues counted, too: a third of the time, which naming thousands at an
                import does without.
        """
        said = key(read(reason))
        meant = self.meant(reason)
        about = concepts(meant)
        words = read(meant)
        likely = self._likely(words, about)
        same = self._memory.picked(said)
        if same is not None:
            others = sum(likely.values()) - likely.get(same, 0.0) or 1.0
            likely[same] = others * SAME_WORDS / (1 - SAME_WORDS)
        total = sum(likely.values())
        themes, weighed = [0.0] * len(Theme), [0.0] * len(Theme)
        faint = NOISE / 10 * total
        for name, share in likely.items():
            theme = self._themes[name]
            themes[theme] += share / total
            if share > faint:
                weighed[theme] += (share / total) ** FOCUS
        theme = weighed.index(max(weighed))
        best = nlargest(MOST_GUESSES, likely.items(), key=itemgetter(1))
        first = max(
            (pair for pair in likely.items() if self._themes[pair[0]] == theme), key=itemgetter(1)
        )
        best = [first, *(pair for pair in best if pair != first)][:MOST_GUESSES]
        fit = fitted()
        shares = [share / total for _, share in best]
        told = signs(shares[0], themes[theme], len(words.raw), about.cued(best[0][0]))
        sure_of = calibrated(told, fit.parties)
        score = min(calibrated(told, fit.guesses), sure_of)  # an excuse has its theme
        if best[0][0] == same:
            score, sure_of = SAME_WORDS, max(SAME_WORDS, sure_of)
        elif said in _NOTHING:
            score = sure_of = NOISE
        left = (1 - score) / max(1 - shares[0], 1e-6)  # the others divide what the first leaves
        scores = [score, *(min(score, left * share) for share in shares[1:])]
        guesses = tuple(
            self._guess(name, score) for (name, _), score in zip(best, scores, strict=True)
        )
        if explain:
            guesses = tuple(one._replace(cues=self._cues(one, words, about)) for one in guesses)
        likeliest = guesses[0]
        agreed = same is not None or about.themes[theme] >= AGREED
        return Reading(
            theme=catalogue().themes[theme],
            owned=catalogue().themes[theme] is Theme.SELF,
            guesses=guesses,
            sure=likeliest if agreed and likeliest.score >= fit.sure else None,
            share=sure_of,
            settled=catalogue().themes[theme] if sure_of >= fit.settled else None,
        )

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
        trust = self._trust()
        likely: dict[str, float] = {}
        alike: dict[str, float] = {}
        for (concept, share), usual in zip(about.excuses.items(), fitted().common, strict=True):
            own = self._now(concept) if self._names else concept
            sign = share / max(usual, RAREST)
            if own in self._memory.names:
                alike[own] = alike.get(own, 0.0) + sign * OWN_CONCEPT
            left = trust * share
            if share > NOISE and (called := self._memory.called(concept)):
                made_up = {name: some for name, some in called.items() if name not in self._known}
                part = left / (OWN_NAME + sum(made_up.values()))
                left = part * OWN_NAME
                for name, some in made_up.items():
                    likely[name] = likely.get(name, 0.0) + part * some
                for name, some in called.items():
                    alike[name] = alike.get(name, 0.0) + sign * some
            likely[own] = likely.get(own, 0.0) + left
        of_theme = [
            share / (usual or 1.0)  # a theme without an excuse is never seen
            for share, usual in zip(about.themes, common_themes(), strict=True)
        ]
        for name, used in self._memory.names.items():
            own_concept = OWN_CONCEPT if name in self._known else 0.0
            match = (1 - SAME_THEME) * alike.get(name, 0.0) / (used.weight + own_concept)
            match += SAME_THEME * of_theme[used.theme]
            likely[name] = likely.get(name, 0.0) + used.weight * match
        ratios = self._memory.word_evidence(content(words), prior=WORD_PRIOR)
        for name, ratio in ratios.items():
            likely[name] *= math.exp(WORD_POWER * ratio)
        return likely

    def _trust(self) -> float:
        """Return how many reasons heard the catalogue is worth: T."""
        heard, once = self._memory.uses()
        again = heard - once
        return min(TRUST, heard * (AT_FIRST + once) / again) if again else TRUST

    def _guess(self, name: str, score: float) -> Guess:
        used = self._memory.names.get(name)
        return Guess(
            excuse=name,
            title=title(name),
            theme=catalogue().themes[self._themes[name]],
            score=score,
            seen=used.picked if used is not None else 0,
        )

    def _cues(self, guess: Guess, words: Words, about: Concepts) -> tuple[str, ...]:
        """Return what spoke for a guess: cues of the catalogue, and words heard under that name."""
        counted = about.counted(guess.excuse)
        if guess.excuse in self._memory.names:
            counted = counted or about.counted(self._memory.closest(guess.excuse, about.main))
            counted += tuple(
                f"'{raw}' as before"
                for raw, root in zip(words.raw, words.stems, strict=True)
                if guess.excuse in self._memory.users(root)
            )
        return counted


def signs(guess: float, theme: float, length: int, cue: float) -> tuple[float, ...]:
    """Return what tells how sure a reading is.

    Args:
        guess: The share of the first guess: a theme is surer where one excuse of it is likely.
        theme: The share of its theme.
        length: Words of the reason; the longer it is, the more of them repeat each other.
        cue: How strong the cues of the first guess are.
    """
    return _odds(guess), _odds(theme), math.log1p(max(length, FEWEST)), min(cue, STRONGEST), 1.0


def calibrated(told: Iterable[float], by: Iterable[float]) -> float:
    """Return the probability that a reading is right: logistic regression, after Platt (1999).

    Args:
        told: The signs of the reading.
        by: What was fitted to each.
    """
    odds = sum(sign * weight for sign, weight in zip(told, by, strict=True))
    return 1 / (1 + math.exp(-odds))


def _odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))
