"""Texts as tired fingers type them, and as a phone writes what is said to it; seeded."""

import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from statistics import fmean

_SEEDS = 3
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_AT = {key: (row, at + row / 2) for row, keys in enumerate(_ROWS) for at, key in enumerate(keys)}
_BESIDE = {
    key: [o for o, (r, a) in _AT.items() if o != key and abs(r - row) <= 1 and abs(a - at) <= 1]
    for key, (row, at) in _AT.items()
}
_LONGER = re.compile(r"[A-Za-z]{5,}")
# What a phone may hear for each other.
_ALIKE = [
    ("their", "there"),
    ("your", "you're"),
    ("no", "know"),
    ("by", "buy"),
    ("to", "two"),
    ("write", "right"),
    ("weak", "week"),
    ("its", "it's"),
    ("won", "one"),
    ("for", "four"),
    ("meet", "meat"),
    ("hear", "here"),
    ("sale", "sail"),
    ("quiet", "quite"),
    ("wait", "weight"),
    ("new", "knew"),
    ("wear", "where"),
    ("male", "mail"),
    ("cent", "sent"),
    ("hole", "whole"),
]
_HEARD = {word: other for pair in _ALIKE for word, other in (pair, pair[::-1])}


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.choice(["mistaken", "dropped", "doubled", "swapped"])
    if kind == "mistaken":
        return word[:at] + chance.choice(_BESIDE[word[at].lower()]) + word[at + 1 :]
    if kind == "dropped":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def mistyped(text: str, share: float, seed: int) -> str:
    """Put one slip of the fingers into a share of the words of five letters or more."""
    chance = random.Random(f"{seed} {text}")
    return _LONGER.sub(lambda m: _slip(m[0], chance) if chance.random() < share else m[0], text)


def dictated(text: str, seed: int) -> str:
    """Write a text as a phone does: no marks, lower case, every other homophone the wrong one."""
    chance = random.Random(f"{seed} {text}")
    words = re.sub(r"[^\w\s'\u2019£$€%@]+", " ", text).lower().split()
    return " ".join(
        _HEARD[word] if word in _HEARD and chance.random() < 1 / 2 else word for word in words
    )


def report(title: str, measure: Callable[[Callable[[str], str]], float]) -> Iterator[str]:
    """Yield lines on what mistyping and dictating cost.

    Args:
        title: What is measured.
        measure: Returns a share that is right, of texts changed by what it is given.
    """
    clean = measure(str)
    yield f"{title:34} as written {clean:.3f}"
    for share in (0.1, 0.2):
        found = [measure(partial(mistyped, share=share, seed=seed)) for seed in range(_SEEDS)]
        yield f"  {share:4.0%} mistyped  {fmean(found):.3f} ({fmean(found) - clean:+.3f})"
    found = [measure(partial(dictated, seed=seed)) for seed in range(_SEEDS)]
    yield f"  dictated       {fmean(found):.3f} ({fmean(found) - clean:+.3f})"
