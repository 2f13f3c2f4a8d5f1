"""Packs the fitted tables as `valley.coach` reads them."""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from valley.coach.packed_texts import LABEL
from valley.coach.weights import HEAD, ZERO


def pack_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Pack a table of texts; neither they nor their words hold a tab or a newline."""
    packed: dict[str, list[str]] = {}
    for word, text in texts.items():
        packed.setdefault(word[:LABEL], []).append(f"{word}\t{text}")
    return {label: "\n".join(lines) for label, lines in packed.items()}


def key(feature: str) -> int:
    """Return the number that a feature is looked up by."""
    return crc32(feature.encode())


def pack_weights(
    rows: Iterable[tuple[int, Sequence[float], Sequence[tuple[int, float]]]],
    steps: tuple[float, float],
) -> bytes:
    """Pack a table of weights.

    Args:
        rows: The key of each feature, in order; its weights for the broad classes, and those that
            it has for fine ones, by their numbers.
        steps: What a step of a weight is worth, for broad classes and for fine ones.
    """
    keys: list[int] = []
    ends: list[int] = []
    broad, fine = bytearray(), bytearray()
    for number, wide, narrow in rows:
        keys.append(number)
        broad += bytes(_stepped(weight, steps[0]) for weight in wide)
        for which, weight in narrow:
            fine += bytes((which, _stepped(weight, steps[1])))
        ends.append(len(fine) // 2)
    numbers = b"".join(number.to_bytes(4, "little") for number in (*keys, *ends))
    return HEAD.pack(len(keys), len(broad) // max(len(keys), 1), *steps) + numbers + broad + fine


def _stepped(weight: float, step: float) -> int:
    return min(max(round(weight / step), -127), 127) + ZERO
