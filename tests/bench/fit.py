"""Fits the weights of `concepts` and the calibration of `recognise`, offline.

`python -m tests.bench.fit [--data DIR]` moves one weight at a time on the log loss of theme and
excuse. It learns from the catalogue's own examples in five-fold cross-validation (an example's
words are counted without the fold it is in), and from the open half of the texts of our own. Then
Platt scaling of the first guess's score, on that half and on the practice data outside the
held-out fifth, both counting the same. Prints the numbers to be put in; nothing is written.
"""

import argparse
import hashlib
import math
import sys
from datetime import date
from pathlib import Path

from tests.bench.recognition import Reason, held_out, kept_back, own_reasons, practice_reasons
from valley.coach import build
from valley.coach.bayes import Bayes
from valley.coach.catalogue import catalogue, page
from valley.coach.concepts import WEIGHTS, Evidence, Weights, evidence, shares
from valley.coach.drawers import Drawers
from valley.coach.features import reason_features
from valley.coach.recognise import OFFSET, SLOPE, Recogniser
from valley.coach.words import read
from valley.model import Theme

_STEPS = (0.7, 0.85, 1.2, 1.5)
_NUDGE = 0.3
_SEEN = 0.3  # what the texts of our own count beside the examples
_FOLDS = 5
_EXCUSE = 0.3  # what the excuse counts beside the theme
_FLOOR = 1e-4

Case = tuple[Evidence, int, int | None]


def cases(reasons: list[Reason]) -> list[Case]:
    """Look up the evidence of each reason, and the numbers of its theme and excuse."""
    book = catalogue()
    return [
        (
            evidence(reason.text),
            book.themes.index(reason.theme),
            book.slugs.index(reason.excuse) if reason.excuse in book.excuses else None,
        )
        for reason in reasons
    ]


def examples() -> list[Case]:
    """Look up the catalogue's examples, each without the words of the fold it is in."""
    book = catalogue()
    found: list[Case] = []
    for fold in range(_FOLDS):

        def inside(text: str, fold: int = fold) -> bool:
            return hashlib.sha256(text.encode()).digest()[1] % _FOLDS == fold

        built = build.reasons(without=inside)
        bayes = Bayes(Drawers(built["counts"]), book.theme_numbers, built["totals"])
        for theme in Theme:
            for name, entry in page(theme)["excuses"].items():
                for text in filter(inside, entry["said"]):
                    words = bayes.weigh(reason_features(read(text)))
                    seen = evidence(text)._replace(words=words)
                    found.append((seen, book.themes.index(theme), book.numbers[name]))
    return found


def loss(weights: Weights, among: list[Case]) -> float:
    """Average the log loss."""
    total = 0.0
    numbers = catalogue().theme_numbers
    for found, theme, excuse in among:
        likely = shares(found, weights)
        right = sum(p for p, number in zip(likely, numbers, strict=True) if number == theme)
        total -= math.log(max(right, _FLOOR))
        if excuse is not None:
            total -= _EXCUSE * math.log(max(likely[excuse], _FLOOR))
    return total / max(len(among), 1)


def fit(said: list[Case], seen: list[Case]) -> Weights:
    """Move one weight at a time until nothing helps."""

    def cost(weights: Weights) -> float:
        return loss(weights, said) + _SEEN * loss(weights, seen)

    best, weights = cost(WEIGHTS), WEIGHTS
    moved = True
    while moved:
        moved = False
        for name in Weights._fields:
            value = getattr(weights, name)
            for new in [value * step for step in _STEPS] + [value - _NUDGE, value + _NUDGE]:
                tried = weights._replace(**{name: round(new, 3)})
                if tried.sharpness > 0 and (now := cost(tried)) < best - 1e-3:
                    best, weights, moved = now, tried, True
    return weights


def scores(reasons: list[Reason]) -> list[tuple[float, bool]]:
    """Read reasons one by one: the log odds of the first guess's share, and whether it is right."""
    recogniser = Recogniser(today=date(2026, 7, 10))
    found = []
    for reason in reasons:
        if reason.excuse in catalogue().excuses:
            first = recogniser.read(reason.text).guesses[0]
            odds = math.log(first.score / (1 - first.score))
            found.append(((odds - OFFSET) / SLOPE, first.excuse == reason.excuse))
    return found


def platt(samples: list[list[tuple[float, bool]]]) -> tuple[float, float]:
    """Fit slope and offset by gradient descent on the log loss, each sample weighing the same."""
    slope, offset = 1.0, 0.0
    for _ in range(3000):
        down_slope = down_offset = 0.0
        for sample in samples:
            for odds, right in sample:
                wrong = 1 / (1 + math.exp(-(slope * odds + offset))) - right
                down_slope += wrong * odds / len(sample)
                down_offset += wrong / len(sample)
        slope, offset = slope - 0.05 * down_slope, offset - 0.05 * down_offset
    return slope, offset


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the practice data")
    folder = parser.parse_args().data
    practice = [r for r in practice_reasons(folder) if not held_out(r.text)] if folder else []
    seen = [r for r in own_reasons() if not kept_back(r.text)]
    weights = fit(examples(), cases(seen))
    slope, offset = platt([scores(sample) for sample in (seen, practice) if sample])
    sys.stdout.write(f"{weights}\nSLOPE, OFFSET = {slope:.2f}, {offset:.2f}\n")


if __name__ == "__main__":
    main()
