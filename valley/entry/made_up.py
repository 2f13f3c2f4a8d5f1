"""Names that earlier versions made up, for reasons that were like no other."""

from collections.abc import Iterable

from valley.coach.catalogue import catalogue, slug
from valley.coach.words import read
from valley.entry.compose import OWN
from valley.errors import InvalidInput
from valley.model import Entry


def waits(entry: Entry) -> bool:
    """Return whether its reason has no name that a person gave it."""
    return entry.guessed or (entry.reason is not None and entry.excuse is None)


def made_up(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the names that nobody picked, made of words of the reason that first went by them.

    Such a name was its reason's first key words in order, after 'own-' where the rep owned it, and
    stands as a guess, which the guesses of today never are: they are names of the catalogue, or
    such as were picked.
    """
    first: dict[str, str] = {}
    picked = set(catalogue().excuses)
    for entry in sorted(entries, key=lambda one: (one.day, one.written_at), reverse=True):
        if entry.excuse and not entry.guessed:
            picked.add(entry.excuse)
        elif entry.excuse and entry.reason:
            first[entry.excuse] = entry.reason
    return frozenset(
        name for name, reason in first.items() if name not in picked and _is_made_of(name, reason)
    )


def _is_made_of(name: str, reason: str) -> bool:
    """Return whether a name is words of a reason in order, as typed or with contractions in full."""
    for text in (reason, " ".join(read(reason).raw)):
        try:
            words = iter(slug(text).split("-"))
        except InvalidInput:
            continue
        if all(word in words for word in name.removeprefix(OWN).split("-")):
            return True
    return False
