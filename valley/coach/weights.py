"""A table of fitted weights, read without any library, and their sums over what stands in a text.

A row of weights is kept as one integer with a lane of 32 bits for each class, so that adding the
rows of a text's features adds all classes at once: the sums of 140 classes cost what one does.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from struct import Struct
from zlib import crc32

_HEAD = Struct("<IIff")  # features, broad classes, and what a step of either weight is worth
_ZERO = 128  # a weight of nothing, since a byte has no sign
_LANE = 32  # bits


def key(feature: str) -> int:
    """Return the number that a feature is filed under."""
    return crc32(feature.encode())


class Weights:
    """The weights of features for broad classes, and for the fine ones that each divides into.

    Attributes:
        broad: How many broad classes there are; in a row they stand first.
    """

    def __init__(self, packed: bytes, fine: int) -> None:
        """Read a table.

        Args:
            packed: By `pack`.
            fine: How many fine classes there are.
        """
        count, self.broad, *self._steps = _HEAD.unpack_from(packed)
        self._lanes = self.broad + fine
        at = _HEAD.size
        self._keys = _numbers(packed[at : (at := at + 4 * count)])
        self._ends = _numbers(packed[at : (at := at + 4 * count)])
        self._broad = packed[at : (at := at + self.broad * count)]
        self._fine = packed[at:]
        lanes = [bytes([_ZERO, 0, 0, 0]) * many for many in (self.broad, self._lanes)]
        self._nothing, self._all_nothing = (int.from_bytes(some, "little") for some in lanes)
        self._short, self._long = lanes
        self._up = int.from_bytes(bytes([0, 0, 0, 128]) * self._lanes, "little")

    def row(self, feature: str) -> int:
        """Return the weights of a feature, one a lane; 0 where nothing is known of it."""
        wanted = crc32(feature.encode())
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            return 0
        start, end = self._ends[at - 1] if at else 0, self._ends[at]
        lanes = bytearray(self._short if start == end else self._long)
        broad = self.broad
        lanes[0 : 4 * broad : 4] = self._broad[broad * at : broad * (at + 1)]
        if start == end:
            return int.from_bytes(lanes, "little") - self._nothing
        fine = self._fine[2 * start : 2 * end]
        for number, weight in zip(fine[::2], fine[1::2], strict=True):
            lanes[4 * (broad + number)] = weight
        return int.from_bytes(lanes, "little") - self._all_nothing

    def sums(self, rows: int) -> tuple[list[float], list[float]]:
        """Return what the added rows weigh: for the broad classes, and for the fine ones."""
        lanes = _numbers((rows + self._up).to_bytes(4 * self._lanes, "little"))
        middle = 1 << (_LANE - 1)
        broad, fine = self._steps
        return (
            [broad * (lane - middle) for lane in lanes[: self.broad]],
            [fine * (lane - middle) for lane in lanes[self.broad :]],
        )


def _numbers(packed: bytes) -> "array[int]":
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def pack(
    rows: Iterable[tuple[int, Sequence[float], Sequence[tuple[int, float]]]],
    steps: tuple[float, float],
) -> bytes:
    """Pack a table.

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
    return _HEAD.pack(len(keys), len(broad) // max(len(keys), 1), *steps) + numbers + broad + fine


def _stepped(weight: float, step: float) -> int:
    return min(max(round(weight / step), -127), 127) + _ZERO
