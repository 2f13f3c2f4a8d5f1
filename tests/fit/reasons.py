"""Fits the weights that a reason is read by, offline: `python -m tests.fit.reasons`.

Needs the dependency group `fit`. From the texts in `data/` and the catalogue's own examples, by
two multinomial logistic regressions: the theme, by all that stands in a reason, and the excuse
within its theme. Same data, same table.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from tests.fit.models import bayes, regression
from tests.fit.packing import key, pack_weights
from tests.fit.tables import pages
from tests.fit.texts import FOLDER as DATA
from valley.coach.catalogue import catalogue
from valley.coach.concepts import BIAS, Book, Sight, loudness
from valley.coach.features import of_pair, of_word
from valley.coach.spelling import Spelling
from valley.coach.words import read
from valley.language import FOLDER
from valley.model import Theme

TARGET = FOLDER / "reasons.bin"
MADE = DATA / "reasons.made.json"

# What a text counts: real ones teach most. Those reworded are real reasons in other words, and stay
# on the side of a split that the page of theirs is on.
_COUNTS = {
    "field": 6.0,
    "reworded": 3.0,
    "written": 2.0,
    "composed": 2.0,
    "practice": 1.0,
    "catalogue": 1.0,
}


class Kind(NamedTuple):
    """What is known of features of one kind before anything is fitted.

    Attributes:
        size: How large one is written: the larger, the less its weight is held back.
        bayes: How much its naive Bayes ratio counts; features that overlap are not independent.
        fine: Whether it tells excuses of one theme apart, too.
    """

    size: float
    bayes: float
    fine: bool


_WORD = Kind(1.0, 1.0, fine=True)
_CLASS = Kind(0.6, 0.7, fine=True)
_PAIR = Kind(0.9, 0.3, fine=True)
_DEED = Kind(0.6, 0.5, fine=True)
_CUE = Kind(0.7, 0.0, fine=True)
_PLACE = Kind(0.6, 0.0, fine=False)
_FORM = Kind(0.5, 0.0, fine=False)
_PART = Kind(0.25, 0.15, fine=False)

_VECTOR = 1.0
_RARE = 3e-3  # the share of a word from which on it is too common for its meaning to tell
_TWICE = 2  # texts that a feature must stand in
_STRENGTH, _WITHIN = 0.05, 0.5  # the inverse of what holds weights back: themes, excuses
_FAIR = 0.3  # the share of a text that is another's, where a fair reader could choose that
_BALANCE = 0.3  # how far a rare theme is brought to the weight of a common one
_RARITY, _USUAL = 0.5, 20.0  # how much a rare feature is larger than one of so many texts
_LEAST_SIZE, _MOST_SIZE = 0.2, 2.0
# What naive Bayes counts beside, of themes and of excuses, and what draws its ratios to 1.
_BAYES, _SMOOTH = 0.03, 800.0
_BAYES_WITHIN, _SMOOTH_WITHIN = 0.05, 200.0
_STEPS = 0.02, 0.03  # what a step of a weight is worth
_SLIGHT = 2.5  # steps: features and weights below are left out
_TELLING = 0.2  # the least weight of a feature that tells excuses of a theme apart

Matrix = Any  # scipy has no types of its own


@dataclass(frozen=True, slots=True)
class Example:
    """A reason with its labels.

    Attributes:
        text: What the rep wrote.
        theme: Whom it holds responsible.
        excuse: What it is.
        source: Where it comes from.
        group: What must stay on one side of a split.
        themes: Other themes that a fair reader could choose.
        excuses: Other excuses.
    """

    text: str
    theme: Theme
    excuse: str
    source: str
    group: str = ""
    themes: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()


def texts(source: str) -> list[Example]:
    """Read a file of texts; a small language may do without."""
    if not (DATA / f"{source}.tsv").exists():
        return []
    found = []
    page = {"reworded": "field"}.get(source, source)
    for number, line in enumerate((DATA / f"{source}.tsv").read_text("utf-8").splitlines()):
        theme, excuse, group, themes, excuses, text = line.split("\t")
        found.append(
            Example(
                text,
                Theme(theme),
                excuse,
                source,
                f"{page} {group or f'line {number}'}",
                tuple(themes.split()),
                tuple(excuses.split()),
            )
        )
    return found


def examples() -> list[Example]:
    """Read all that is learned from."""
    taught = [
        Example(said, theme, name, "catalogue", "catalogue")
        for theme, page in pages().items()
        for name, entry in page["excuses"].items()
        for said in entry["said"]
    ]
    told = (one for source in _COUNTS for one in texts(source))
    return [*told, *taught]


@cache
def meanings() -> tuple[dict[str, int], Any]:
    """Return the place of each common word, and what it means as a vector, where that is known."""
    if not (DATA / "vectors.txt").exists():
        return {}, np.zeros((0, 0))
    places = {w: n for n, w in enumerate((DATA / "vectors.txt").read_text("utf-8").split())}
    packed = np.fromfile(DATA / "vectors.bin", dtype=np.int8).reshape(len(places), -1)
    vectors = packed.astype(np.float64)
    return places, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@cache
def book() -> Book:
    """Return a book that can see, and knows no weights."""
    return Book(pack_weights([(key(BIAS), [0.0] * len(Theme), [])], _STEPS))


def _parts(seen: Sight) -> Iterator[tuple[str, Kind]]:
    """Yield each feature with its kind."""
    for raw, terms in seen.words:
        form, *rest = of_word(raw, terms)
        yield form, _FORM
        for number, feature in enumerate(rest):
            part = number >= len(terms)
            yield feature, _PART if part else _CLASS if feature[0] == "@" else _WORD
    for one, two in seen.pairs:
        yield from ((feature, _PAIR) for feature in of_pair(one, two))
    for feature in seen.others:
        cue, deed = feature.startswith("cue"), ">" in feature
        if feature != BIAS:
            yield feature, _CUE if cue else _DEED if deed else _PLACE


@dataclass(slots=True)
class Seen:
    """What is seen in many texts.

    Attributes:
        features: The column of each feature.
        kinds: The kind of each.
        rows: What each text holds, by column.
        loud: How loud each is, for its length.
    """

    features: dict[str, int] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)
    rows: list[dict[int, float]] = field(default_factory=list)
    loud: list[float] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Look at one more text, as it is read where a reason is recognised."""
        row: dict[int, float] = defaultdict(float)
        seen = book().see(read(Spelling().mend(text)))
        loud = loudness(seen)
        for feature, kind in _parts(seen):
            row[self.number(feature, kind)] += kind.size * loud
        self.rows.append(row)
        self.loud.append(loud)

    def number(self, feature: str, kind: Kind) -> int:
        """Return the column of a feature, a new one where it is new."""
        column = self.features.setdefault(feature, len(self.features))
        if column == len(self.kinds):
            self.kinds.append(kind)
        return column

    def matrix(self) -> Matrix:
        """Return a row for each text, a column for each feature."""
        ends = np.cumsum([0, *map(len, self.rows)])
        columns = [column for row in self.rows for column in row]
        values = [value for row in self.rows for value in row.values()]
        shape = len(self.rows), len(self.features)
        return sparse.csr_matrix((values, columns, ends), shape=shape)


def see(reasons: Sequence[Example]) -> Seen:
    """Look at all texts."""
    seen = Seen()
    for one in reasons:
        seen.add(one.text)
    for word in meanings()[0]:
        seen.number(f"={word}", _FORM)
    return seen


def _wanted(reasons: Sequence[Example], chosen: Any) -> tuple[Any, Any]:
    """Return of each text the share of each theme, and of each excuse, that fair readers give it."""
    known = catalogue()
    themes = np.zeros((len(chosen), len(known.themes)))
    excuses = np.zeros((len(chosen), len(known.slugs)))
    for row, number in enumerate(chosen):
        one = reasons[number]
        others = [known.themes.index(Theme(name)) for name in one.themes]
        _share(themes[row], known.themes.index(one.theme), others)
        others = [known.numbers[name] for name in one.excuses if name in known.numbers]
        _share(excuses[row], known.numbers.get(one.excuse), others)
    return themes, excuses


def _share(row: Any, first: int | None, others: Iterable[int]) -> None:
    """Divide a text between what it is and what else it could be."""
    left = [number for number in dict.fromkeys(others) if number != first]
    if first is not None:
        row[first] = 1 - _FAIR if left else 1.0
    for number in left:
        row[number] = _FAIR / len(left)


def _sizes(often: Any, total: int) -> Any:
    """Return how large each feature is beside others of its kind: the rarer, the larger."""
    rare = np.log(total / often) / np.log(total / _USUAL)
    return np.clip(np.maximum(rare, 0) ** _RARITY, _LEAST_SIZE, _MOST_SIZE)


@dataclass(slots=True)
class Fitted:
    """Weights by column: of themes, and of excuses within theirs."""

    broad: dict[int, Any]
    fine: dict[int, Any]
    bias: tuple[Any, Any]

    def packed(self, features: Sequence[str]) -> bytes:
        """Return the table of weights.

        Args:
            features: What each column is.
        """
        floor = _STEPS[0] * _SLIGHT, _STEPS[1] * _SLIGHT
        rows: dict[int, Any] = {key(BIAS): (self.bias[0], list(enumerate(self.bias[1])))}
        for column, broad in self.broad.items():
            fine = self.fine.get(column, np.zeros(0))
            narrow = [(n, fine[n]) for n in np.flatnonzero(np.abs(fine) >= floor[1])]
            if narrow or np.abs(broad).max() >= floor[0]:
                rows[key(features[column])] = (broad, narrow)
        return pack_weights([(number, *row) for number, row in sorted(rows.items())], _STEPS)


def fit(reasons: Sequence[Example], seen: Seen, chosen: Any) -> Fitted:
    """Fit all weights.

    Args:
        reasons: What may be learned from.
        seen: What is seen in these.
        chosen: The numbers of those to learn from.
    """
    known = catalogue()
    everything = seen.matrix()[chosen]
    often = np.asarray((everything != 0).sum(0)).ravel()
    columns = np.flatnonzero(often >= _TWICE)
    rarity = _sizes(often[columns], len(chosen))
    rows = (everything[:, columns] @ sparse.diags(rarity)).tocsr()
    forms, vectors = _vectors(seen, everything)
    meant = everything[:, forms] @ vectors
    themes, excuses = _wanted(reasons, chosen)
    counts = np.array([_COUNTS[reasons[n].source] for n in chosen])
    totals = counts @ themes
    balanced = counts * (themes @ (totals.mean() / np.maximum(totals, 1.0)) ** _BALANCE)
    broad, meaning, bias = regression(rows, meant, themes, balanced, _STRENGTH)
    fine = np.zeros((len(columns), len(known.slugs)))
    fine_bias = np.zeros(len(known.slugs))
    telling = np.array([seen.kinds[column].fine for column in columns])
    sizes = np.array([seen.kinds[column].size for column in columns])[:, None] * rarity[:, None]
    power = np.array([[seen.kinds[column].bayes] for column in columns])
    for theme in range(len(known.themes)):
        of_theme = np.flatnonzero(np.array(known.theme_numbers) == theme)
        parts = excuses[:, of_theme].sum(1)
        mine = np.flatnonzero(parts)
        if not len(mine):
            continue
        shares = excuses[np.ix_(mine, of_theme)] / parts[mine, None]
        part = counts[mine] * parts[mine]
        there = np.flatnonzero(telling & (np.asarray((rows[mine] != 0).sum(0)).ravel() > 0))
        here = rows[mine][:, there].tocsr()
        some, _, ahead = regression(here, meant[mine, :0], shares, part, _WITHIN)
        kept = np.abs(some * sizes[there]).max(1) >= _TELLING  # and the others' part goes to these
        there, here = there[kept], here[:, kept]
        some, _, ahead = regression(here, meant[mine, :0], shares, part, _WITHIN)
        ratios = bayes(here, shares, part, _SMOOTH_WITHIN)
        found = some * sizes[there] + _BAYES_WITHIN * power[there] * ratios
        # Only differences tell; so most are nothing, and are left out.
        fine[np.ix_(there, of_theme)] = found - np.median(found, axis=1, keepdims=True)
        fine_bias[of_theme] = ahead
    beside = _BAYES * power * bayes(rows, themes, balanced, _SMOOTH)
    fitted = Fitted(
        dict(zip(columns, broad * sizes + beside, strict=True)),
        dict(zip(columns, fine, strict=True)),
        (bias - bias.mean(), fine_bias),
    )
    for column, weights in zip(forms, vectors @ meaning * _FORM.size, strict=True):
        fitted.broad[column] = fitted.broad.get(column, 0.0) + weights
    return fitted


def _vectors(seen: Seen, rows: Matrix) -> tuple[list[int], Any]:
    """Return the columns of words whose meaning is known, and the vector of each.

    A common word tells little: the smooth inverse frequency of Arora, Liang & Ma (2017). Words that
    no text holds are columns, too.
    """
    places, vectors = meanings()
    forms = [seen.features[f"={word}"] for word in places]
    share = np.asarray((rows[:, forms] != 0).sum(0)).ravel() / rows[:, forms].nnz
    return forms, vectors * (_VECTOR / _FORM.size * _RARE / (_RARE + share))[:, None]


def made_of() -> str:
    """Return a digest of all data that the table is fitted to."""
    digest = hashlib.sha256()
    for path in sorted([*DATA.iterdir(), *FOLDER.glob("excuses/*.json"), FOLDER / "classes.json"]):
        if path.name not in {"actions.tsv", "README.md", MADE.name}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Write the table, and what it was made of."""
    reasons = examples()
    seen = see(reasons)
    packed = fit(reasons, seen, np.arange(len(reasons))).packed(list(seen.features))
    TARGET.write_bytes(packed)
    MADE.write_text(json.dumps({"of": made_of()}) + "\n", "utf-8")
    sys.stdout.write(f"{len(packed)} bytes\n")


if __name__ == "__main__":
    main()
