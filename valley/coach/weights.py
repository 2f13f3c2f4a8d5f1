"""A table of fitted weights, read without any library, and their sums over what stands in a text.

A row of weights is kept as one integer with a lane of 32 bits for each class, so that adding the
rows of a text's features adds all classes at once: the sums of 140 classes cost what one does.
"""

import sys
from array import array
from bisect import bisect_left
from struct import Struct
from zlib import crc32

HEAD = Struct("<IIff")  # features, broad classes, and what a step of either weight is worth
ZERO = 128  # a weight of nothing, since a byte has no sign
_LANE = 32  # bits


class Weights:
    """The weights of features for broad classes, and for the fine ones that each divides into.

    Attributes:
        broad: How many broad classes there are; in a row they stand first.
    """

    def __init__(self, packed: bytes, fine: int) -> None:
        """Read a table.

        Args:
            packed: The counts, then the keys, where the fine weights of each end, and the weights.
            fine: How many fine classes there are.
        """
        count, self.broad, *self._steps = HEAD.unpack_from(packed)
        self._lanes = self.broad + fine
        at = HEAD.size
        self._keys = _numbers(packed[at : (at := at + 4 * count)])
        self._ends = _numbers(packed[at : (at := at + 4 * count)])
        self._broad = packed[at : (at := at + self.broad * count)]
        self._fine = packed[at:]
        lanes = [bytes([ZERO, 0, 0, 0]) * many for many in (self.broad, self._lanes)]
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
