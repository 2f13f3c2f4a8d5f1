"""A long table of short texts in drawers, of which only those are unpacked that are looked into.

A reason meets a few dozen of the 17,000 words that something is known about; unpacking all of them
took longer than recognising it.
"""

from collections.abc import Mapping

_LABEL = 2  # characters of a word, by which its drawer is found


class Drawers:
    """A text for each word of a table.

    Args:
        packed: By `pack`.
    """

    def __init__(self, packed: Mapping[str, str]) -> None:
        self._packed = packed
        self._open: dict[str, dict[str, str]] = {}

    def get(self, word: str) -> str | None:
        """Return the text of a word, if it has one."""
        label = word[:_LABEL]
        drawer = self._open.get(label)
        if drawer is None:
            if label not in self._packed:
                return None
            lines = self._packed[label].split("\n")
            drawer = self._open[label] = dict(line.split("\t") for line in lines)
        return drawer.get(word)


def pack(texts: Mapping[str, str]) -> dict[str, str]:
    """Put texts into drawers; neither they nor their words hold a tab or a newline."""
    packed: dict[str, list[str]] = {}
    for word, text in texts.items():
        packed.setdefault(word[:_LABEL], []).append(f"{word}\t{text}")
    return {label: "\n".join(lines) for label, lines in packed.items()}
