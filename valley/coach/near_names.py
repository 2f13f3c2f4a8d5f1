"""Names of excuses that a text is near: it may be a part of one, or mistyped, or say it otherwise."""

from collections.abc import Iterable

from valley.coach.catalogue import slug, title
from valley.coach.features import content
from valley.coach.spelling import slips
from valley.coach.words import read

MOST = 3
WORD = 4  # letters; a shorter word is a slip away from too many
LONGEST = 60  # letters; a longer text is no name mistyped, and has too many slips


def fitting(said: str, names: Iterable[str]) -> list[str]:
    """List the names that begin with the words of a text; without any, those that hold them.

    Raises:
        InvalidInput: There is no letter and no digit in it.
    """
    wanted = slug(said).split("-")
    forms = {name: [form.split("-") for form in _forms(name)] for name in sorted(set(names))}
    begun = [n for n, some in forms.items() if any(f[: len(wanted)] == wanted for f in some)]
    return begun or [n for n, some in forms.items() if any({*wanted} <= {*f} for f in some)]


def near(said: str, names: Iterable[str]) -> list[str]:
    """List the names, three at most, that are a slip away from a text, begin so, or share its words.

    Raises:
        InvalidInput: There is no letter and no digit in it.
    """
    forms = {name: _forms(name) for name in set(names)}
    letters = set().union(*(form for some in forms.values() for form in some))
    typed, begun = slug(said), fitting(said, forms)
    mistyped = _meant(typed, letters) - {typed}
    words = {word: _meant(word, letters) for word in _words(typed)}

    def likeness(name: str) -> float:
        if not mistyped.isdisjoint(forms[name]):
            return len(words) + 1.0
        shared = max(_shared(words, _words(form)) for form in forms[name])
        return shared + (name in begun)

    ranked = sorted((-likeness(name), name) for name in forms if name != typed)
    return [name for alike, name in ranked if alike < 0][:MOST]


def _forms(name: str) -> tuple[str, str]:
    """Return what a name is filed under, and how it is shown, both as a slug."""
    return name, slug(title(name))


def _words(form: str) -> frozenset[str]:
    """Return the stems of a name that say what it is about; of one that has none, all."""
    words = read(form.replace("-", " "))
    return frozenset(content(words) or words.stems)


def _meant(word: str, letters: Iterable[str]) -> set[str]:
    return {word, *(slips(word, letters) if WORD <= len(word) <= LONGEST else ())}


def _shared(words: dict[str, set[str]], others: frozenset[str]) -> float:
    """Return how many words stand in another name too, and the more the less else stands there."""
    count = sum(not meant.isdisjoint(others) for meant in words.values())
    half = min(len(words), len(others)) / 2  # 'lost at sea' and 'lost my temper' share no more
    return count + count / len(others) if count > half else 0.0
