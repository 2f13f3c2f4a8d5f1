"""Reads real reasons with weights that were fitted without the pages they are from.

Five tables, each fitted without a fifth of the pages. They are kept in the folder for temporary
files, under a digest of all that they are made of, since fitting them takes minutes.
"""

import hashlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from tests.fit import reasons as fitting
from tests.fit.reasons import Example
from tests.fit.texts import FOLDER as DATA
from valley.coach import concepts, recognise
from valley.coach.concepts import Book, Fitted
from valley.language import FOLDER

FOLDS = 5
_ROOM = Path(__file__).parents[2]
_MADE_OF = (
    (_ROOM, ("valley/coach/*.py", "tests/fit/reasons.py", "tests/fit/models.py")),
    (FOLDER, ("**/*",)),
    (DATA, ("*",)),
)
_FITTED = {FOLDER / "reasons.bin", FOLDER / "fitted.built.json"}


@dataclass(frozen=True, slots=True)
class Fold:
    """A table of weights, and the texts of the pages that it was fitted without."""

    packed: bytes
    aside: tuple[Example, ...]


def _digest() -> str:
    made_of = {path for room, forms in _MADE_OF for form in forms for path in room.glob(form)}
    code = {"recognise.py", "memory.py", "actions.py", "volunteered.py"}
    digest = hashlib.sha256()
    for path in sorted(made_of):
        if path.is_file() and path not in _FITTED and path.name not in code:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def splits(reasons: Sequence[Example]) -> list[list[int]]:
    """Divide the numbers of real reasons into folds, those of a page together."""
    pages = sorted({one.group for one in reasons if one.source == "field"})
    random.Random(0).shuffle(pages)
    place = {page: number % FOLDS for number, page in enumerate(pages)}
    found: list[list[int]] = [[] for _ in range(FOLDS)]
    for number, one in enumerate(reasons):
        if one.source == "field":
            found[place[one.group]].append(number)
    return found


@cache
def folds() -> tuple[Fold, ...]:
    """Return all folds; what was fitted before is read again."""
    reasons = fitting.examples()
    room = Path(tempfile.gettempdir()) / f"valley-folds-{_digest()}"
    room.mkdir(exist_ok=True)
    found = []
    seen = None
    for number, aside in enumerate(splits(reasons)):
        path = room / f"{number}.bin"
        if not path.exists():
            seen = seen or fitting.see(reasons)
            left_out = {reasons[n].group for n in aside}
            chosen = np.array([n for n, one in enumerate(reasons) if one.group not in left_out])
            packed = fitting.fit(reasons, seen, chosen).packed(list(seen.features))
            path.write_bytes(packed)
        found.append(Fold(path.read_bytes(), tuple(reasons[n] for n in aside)))
    return tuple(found)


@contextmanager
def using(packed: bytes, fit: Fitted) -> Iterator[None]:
    """Recognise by other weights."""
    book = Book(packed)
    before = concepts.book, concepts.fitted
    _replace(lambda: book, lambda: fit)
    try:
        yield
    finally:
        _replace(*before)


def _replace(book: object, fit: object) -> None:
    concepts.book = book  # type: ignore[assignment]
    concepts.fitted = recognise.fitted = fit  # type: ignore[assignment,attr-defined]
    concepts.concepts.cache_clear()
    concepts.common_themes.cache_clear()
