"""Fits what turns weights into true probabilities, offline: `python -m tests.fit.calibration`.

On real reasons, each read by weights that were fitted without its page, in an empty journal and
with up to a hundred picks heard. Writes `fitted.built.json`; nothing here looks at the weights that
are shipped, so that they can be fitted on all pages.
"""

import json
import math
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from tests.fit.folds import Fold, folds, using
from tests.fit.reasons import Example, examples
from valley.coach import concepts
from valley.coach.catalogue import catalogue
from valley.coach.concepts import Fitted
from valley.coach.recognise import AGREED, Heard, Reading, Recogniser, calibrated, signs
from valley.coach.words import read
from valley.language import FOLDER

TODAY = date(2026, 7, 10)
USES = (0, 1, 5, 10, 20, 50, 100)  # picks heard
_ROUNDS = 2  # journals of each length and fold
_READ = 60  # reasons read in each
# How often what is taken must be right: themes a little more, since a threshold fits its own texts.
_SURE, _SETTLED = 0.9, 0.92
_LEAST = 30  # guesses that a threshold is chosen by
_SHARPNESS = [number / 20 for number in range(6, 31)]
_SMOOTH = 0.5  # how often an excuse that no text holds is taken to have been seen
_WRITTEN = 0.25  # of a text that was composed, beside a real one
_FLOOR = 1e-9


class Case(NamedTuple):
    """A reading, what it should have been, and the signs of how sure it is."""

    example: Example
    reading: Reading
    uses: int
    agreed: bool
    signs: tuple[float, ...]

    @property
    def right(self) -> bool:
        """Whether the first guess is right."""
        return self.reading.guesses[0].excuse == self.example.excuse

    @property
    def fair(self) -> bool:
        """Whether the first guess is right, or one that a fair reader could choose."""
        return self.reading.guesses[0].excuse in {self.example.excuse, *self.example.excuses}

    @property
    def fair_theme(self) -> bool:
        """Whether the theme is right, or one that a fair reader could choose."""
        return self.reading.theme in {self.example.theme, *self.example.themes}

    @property
    def right_theme(self) -> bool:
        """Whether the theme is right."""
        return self.reading.theme == self.example.theme


def common(reasons: Iterable[Example]) -> tuple[float, ...]:
    """Return how common each excuse is in what is learned from."""
    counted = dict.fromkeys(catalogue().slugs, _SMOOTH)
    for one in reasons:
        if one.excuse in counted:
            counted[one.excuse] += {"field": 1.0, "written": _WRITTEN}.get(one.source, 0.0)
    total = sum(counted.values())
    return tuple(round(one / total, 5) for one in counted.values())


def raw(reasons: Iterable[Example]) -> Fitted:
    """Return a calibration that leaves everything as it is."""
    guess, theme = (1.0, 0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0, 0.0)
    return Fitted(1.0, 1.0, guess, theme, 2.0, 2.0, common(reasons))


def _odds(fold: Fold) -> list[tuple[Example, list[float], list[float]]]:
    book = concepts.book()
    return [(one, *book.weigh(book.see(read(one.text)))) for one in fold.aside]


def _loss(odds: Sequence[float], wanted: int, sharpness: float) -> float:
    top = max(odds)
    raw = [math.exp(sharpness * (one - top)) for one in odds]
    return -math.log(max(raw[wanted] / sum(raw), _FLOOR))


def sharpness(chosen: Sequence[Fold], base: Fitted) -> tuple[float, float]:
    """Return the sharpness of themes and of excuses within them that makes shares true."""
    known = catalogue()
    themes = [0.0] * len(_SHARPNESS)
    within = [0.0] * len(_SHARPNESS)
    for fold in chosen:
        with using(fold.packed, base):
            for one, broad, fine in _odds(fold):
                theme = known.themes.index(one.theme)
                start = known.theme_numbers.index(theme)
                end = start + known.theme_numbers.count(theme)
                for place, sharp in enumerate(_SHARPNESS):
                    themes[place] += _loss(broad, theme, sharp)
                    if one.excuse in known.numbers:
                        wanted = known.numbers[one.excuse] - start
                        within[place] += _loss(fine[start:end], wanted, sharp)
    return _SHARPNESS[themes.index(min(themes))], _SHARPNESS[within.index(min(within))]


def journals(fold: Fold, seed: int = 0) -> list[Case]:
    """Read reasons with more and more picks heard, none of them from the pages that are read."""
    found = []
    for uses in USES:
        for number in range(_ROUNDS if uses else 1):
            order = list(fold.aside)
            random.Random(seed + 31 * number + uses).shuffle(order)
            recogniser = Recogniser(today=TODAY)
            heard, asked = order[:uses], order[uses:]
            for one in heard:
                recogniser.learn(Heard(one.text, one.excuse, one.theme, TODAY, picked=True))
            pages = {one.group for one in heard}
            asked = [one for one in asked if one.group not in pages]
            for one in asked[: _READ if uses else len(asked)]:
                reading = recogniser.read(one.text)
                about = concepts.concepts(recogniser.meant(one.text))
                theme = catalogue().themes.index(reading.theme)
                first = reading.guesses[0]
                said = len(read(recogniser.meant(one.text)).raw)
                told = signs(first.score, reading.share, said, about.cued(first.excuse))
                found.append(Case(one, reading, uses, about.themes[theme] >= AGREED, told))
    return found


def platt(told: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, ...]:
    """Return what makes probabilities true: logistic regression on the signs of readings."""
    seen, hits = np.array(told), np.array(right, float)

    def loss(by: Any) -> tuple[float, Any]:
        z = seen @ by
        value = float((np.logaddexp(0, z) - hits * z).sum())
        return value, seen.T @ (1 / (1 + np.exp(-z)) - hits)

    found = minimize(loss, np.zeros(seen.shape[1]), jac=True, method="BFGS").x
    return tuple(round(float(weight), 3) for weight in found)


def threshold(pairs: Iterable[tuple[float, bool]], wanted: float) -> float:
    """Return the lowest score from which on as many guesses as wanted are right."""
    order = sorted(pairs, reverse=True)
    found, hits = 1.0, 0
    for number, (score, hit) in enumerate(order, 1):
        hits += hit
        if number >= _LEAST and hits / number >= wanted:
            found = score
    return found


def calibrate(chosen: Sequence[Fold], reasons: Sequence[Example]) -> Fitted:
    """Fit everything on some folds."""
    base = raw(reasons)
    theme, within = sharpness(chosen, base)
    base = base._replace(theme=theme, within=within)
    cases: list[Case] = []
    for fold in chosen:
        with using(fold.packed, base):
            cases += journals(fold)
    told = [case.signs for case in cases]
    by = platt(told, [case.right for case in cases])
    parties = platt(told, [case.right_theme for case in cases])
    themes = [calibrated(case.signs, parties) for case in cases]
    scores = [
        min(calibrated(case.signs, by), theme) for case, theme in zip(cases, themes, strict=True)
    ]
    sure = threshold(
        [(score, case.right) for score, case in zip(scores, cases, strict=True) if case.agreed],
        _SURE,
    )
    settled = threshold(
        [(score, case.right_theme) for score, case in zip(themes, cases, strict=True)], _SETTLED
    )
    return base._replace(
        guesses=by, parties=parties, sure=round(sure, 3), settled=round(settled, 3)
    )


def main() -> None:
    """Write what was fitted."""
    found = calibrate(folds(), examples())
    text = json.dumps(found._asdict(), separators=(",", ":"))
    (FOLDER / "fitted.built.json").write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{found._replace(common=())}\n")


if __name__ == "__main__":
    main()
