"""Naive Bayes over words: what each word, pair of words and deed says for each excuse.

Multinomial naive Bayes (McCallum & Nigam 1998) with shrinkage along the hierarchy (McCallum,
Rosenfeld, Mitchell & Ng 1998): an excuse that never saw a word falls back on its theme, a theme on
all excuses. The counts come from the examples and the cues of the catalogue, summed up offline by
`valley.coach.build`.
"""

import math
from collections.abc import Iterable, Sequence

from valley.coach.drawers import Drawers
from valley.coach.features import BEGINS

PAIR = 0.3  # two neighbouring words say less than their number suggests: they repeat the words
DEED = 0.5  # who did what repeats the word for it
TO_ALL = 50.0
TO_THEME = 7.0


def _power(feature: str) -> float:
    """Say how much a feature counts: features that overlap are not independent."""
    if " " in feature:
        return PAIR
    return DEED if ">" in feature or feature == BEGINS else 1.0


# The power of a feature, its log ratio by theme, and what the excuses that saw it get on top.
_Ratios = tuple[float, list[float], list[tuple[int, float]]]


class Bayes:
    """Log-likelihood ratios of a text for each excuse against all of them."""

    def __init__(
        self,
        counts: Drawers,
        themes: Sequence[int],
        totals: Sequence[float],
        *,
        to_all: float = TO_ALL,
        to_theme: float = TO_THEME,
    ) -> None:
        """Take what was counted.

        Args:
            counts: Feature to the number and count of each excuse that saw it: `3:1.5 17:2`.
            themes: The number of each excuse's theme.
            totals: The sum of each excuse's counts.
            to_all: Pseudo-counts that draw a theme to all excuses.
            to_theme: Pseudo-counts that draw an excuse to its theme; infinite where there is no
                level below themes.
        """
        self._counts = counts
        self._themes = themes
        self._all = sum(totals)
        self._by_theme = [0.0] * (max(themes) + 1)
        for theme, total in zip(themes, totals, strict=True):
            self._by_theme[theme] += total
        self._to_all, self._to_theme = to_all, to_theme
        self._unseen = [-math.log1p(total / to_theme) for total in totals]
        self._seen: dict[str, _Ratios] = {}

    def _ratios(self, feature: str) -> _Ratios | None:
        """Work out the log ratios of a feature, the first time it is met."""
        counted = self._counts.get(feature)
        if counted is None:
            return None
        pairs = [pair.split(":") for pair in counted.split()]
        counts = [(int(number), float(count)) for number, count in pairs]
        everywhere = sum(count for _, count in counts) / self._all
        in_theme = [0.0] * len(self._by_theme)
        for number, count in counts:
            in_theme[self._themes[number]] += count
        power = _power(feature)
        ratios = [
            (count + self._to_all * everywhere) / (total + self._to_all) / everywhere
            for count, total in zip(in_theme, self._by_theme, strict=True)
        ]
        extra = [
            (n, power * math.log1p(count / (self._to_theme * everywhere * ratios[self._themes[n]])))
            for n, count in counts
        ]
        self._seen[feature] = (power, [power * math.log(ratio) for ratio in ratios], extra)
        return self._seen[feature]

    def weigh(self, found: Iterable[str]) -> list[float]:
        """Add up the ratios of a text's features, for each excuse."""
        by_theme = [0.0] * len(self._by_theme)
        by_excuse = [0.0] * len(self._themes)
        known = 0.0
        for feature in found:
            seen = self._seen.get(feature) or self._ratios(feature)
            if seen is None:
                continue
            power, ratios, extra = seen
            known += power
            by_theme = [sum_ + ratio for sum_, ratio in zip(by_theme, ratios, strict=True)]
            for number, more in extra:
                by_excuse[number] += more
        return [
            more + by_theme[theme] + known * unseen
            for more, theme, unseen in zip(by_excuse, self._themes, self._unseen, strict=True)
        ]
