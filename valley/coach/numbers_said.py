"""One line of numbers: '40 6 2 1' in the order of their names, 'dials 40' or '6 talks' by name.

Precision first: a line is understood as a whole or not at all, and the rep is asked again.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from valley.coach.stems import stem
from valley.counts import MOST, WORD
from valley.errors import InvalidInput
from valley.language import table, words

LONGEST = 200  # characters of a line
_DASHES = frozenset("-\u2013\u2014")  # none known
_PAUSES = frozenset(",;:=/|\n")
# Numbers that mean one thing here and another there: 1,200 and 2.5, a minus sign, a fraction.
_UNSURE = re.compile(r"[0-9][.][0-9]|(?<![0-9,])[0-9]{1,3},[0-9]{3}(?![0-9])|[-\u2013\u2014][0-9]")
_TOKEN = re.compile(rf"[0-9]+|{WORD}|\S|\n")

Said = dict[str, int | None]


class NotUnderstood(InvalidInput):
    """A line that is no numbers, or not surely which."""


def understand(said: str, names: Sequence[str]) -> Said:
    """Return what a line says, by name; None where it is said that a number is not known.

    What is not said is not in it.

    Args:
        said: The line as typed.
        names: What is counted, in their order.

    Raises:
        NotUnderstood: It is not surely numbers of these names.
    """
    said = unicodedata.normalize("NFC", said)
    if len(said) > LONGEST or _UNSURE.search(said):
        raise NotUnderstood(said)
    tokens = [one for one in _TOKEN.findall(said) if one not in _PAUSES]
    if len(tokens) == 1 and tokens[0] in _DASHES:
        return dict.fromkeys(names)
    read = list(_joined(tokens, names))
    if not read:
        raise NotUnderstood(said)
    if any(isinstance(one, str) for one in read):
        return _by_name(read, names, said)
    if len(read) > len(names):
        raise NotUnderstood(said)
    return dict(zip(names, _values(read, said), strict=False))


def _by_name(read: "Sequence[int | str | None]", names: Sequence[str], said: str) -> Said:
    """Return pairs of a name and a number, all in the one order or all in the other."""
    first, second = read[::2], read[1::2]
    called, counted = (first, second) if isinstance(read[0], str) else (second, first)
    found = [name for name in called if isinstance(name, str) and name in names]
    if len(read) % 2 or len(found) < len(called) or len(set(found)) < len(found):
        raise NotUnderstood(said)
    return dict(zip(found, _values(counted, said), strict=True))


def _values(read: "Sequence[int | str | None]", said: str) -> list[int | None]:
    values = [one for one in read if not isinstance(one, str)]
    if len(values) < len(read) or any(one is not None and one > MOST for one in values):
        raise NotUnderstood(said)
    return values


def _joined(tokens: Sequence[str], names: Sequence[str]) -> "Iterator[int | str | None]":
    """Yield numbers, None for a dash, and names as they are kept; other words as they stand."""
    data = table("numbers")
    joining, nought = words(data["joining"]), words(data["nought"])
    known = _forms(names)
    longest = max(map(len, known), default=1)
    at = 0
    while at < len(tokens):
        token = tokens[at].casefold()
        for length in range(min(longest, len(tokens) - at), 0, -1):
            if name := _called(tokens[at : at + length], known):
                yield name
                at += length
                break
        else:
            at += 1
            if token.isascii() and token.isdigit():
                yield int(token)
            elif token in _DASHES:
                yield None
            elif token not in joining:
                yield 0 if token in nought else token


def _forms(names: Sequence[str]) -> dict[tuple[str, ...], str]:
    """Return the names by their words, and by those without endings where that is one name's."""
    exact = {tuple(name.split(" ")): name for name in names}
    stems = Counter(_stems(form) for form in exact)
    alike = {_stems(form): name for form, name in exact.items() if stems[_stems(form)] == 1}
    return alike | exact


def _called(said: Sequence[str], known: Mapping[tuple[str, ...], str]) -> str | None:
    form = tuple(word.casefold() for word in said)
    return known.get(form) or known.get(_stems(form))


def _stems(form: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(stem, form))
