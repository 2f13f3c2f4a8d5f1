"""A long table of short texts, of which only the lines that are looked into are unpacked.

A reason meets a few dozen of the 17,000 words that something is known about; unpacking all of them
took longer than recognising it.
"""

from collections.abc import Mapping

LABEL = 2  # characters of a word, by which its lines are found


class PackedTexts:
    """A text for each word of a table.

    Args:
        packed: By the first characters of a word: lines of words, each with its text.
    """

    def __init__(self, packed: Mapping[str, str]) -> None:
        self._packed = packed
        self._open: dict[str, dict[str, str]] = {}

    def get(self, word: str) -> str | None:
        """Return the text of a word, if it has one."""
        label = word[:LABEL]
        texts = self._open.get(label)
        if texts is None:
            if label not in self._packed:
                return None
            lines = self._packed[label].split("\n")
            texts = self._open[label] = dict(line.split("\t") for line in lines)
        return texts.get(word)
