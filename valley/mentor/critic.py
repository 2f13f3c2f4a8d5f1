"""CriticMarkup in an answer: comments, insertions and substitutions, taken out and put back."""

import re
from collections.abc import Iterator

_OPEN = re.compile(r"\{(?:>>|\+\+|--|==|~~)")
_CLOSE = {"{>>": "<<}", "{++": "++}", "{--": "--}", "{==": "==}", "{~~": "~~}"}
_ADDED = {"{>>", "{++"}  # words of whoever writes; of the others the page's stay
_BECOMES = "~>"
# What stands for it: its number in characters for private use, which are in no word.
_BEGIN, _END, _DIGIT = 0xE000, 0xE001, 0xE100
_HELD = {*range(_BEGIN, _END + 1), *range(_DIGIT, _DIGIT + 10)}
_PLACE = re.compile(r"\ue000([\ue100-\ue109]{1,6})\ue001")


def signs(text: str) -> str:
    """Return the signs in a text, in order, and nothing else."""
    return "".join(found[0] for found in _PLACE.finditer(text))


class Critic:
    """A text without what was put into it.

    Args:
        text: The answer.

    Attributes:
        text: The answer with a sign in the place of each insertion.
    """

    def __init__(self, text: str) -> None:
        self._held: list[str] = []
        self.text = "".join(self._pieces(text.translate(dict.fromkeys(_HELD))))

    def parted(self, text: str) -> tuple[str, list[str]]:
        """Return a piece without the signs, and what they stand for."""
        return _PLACE.sub("", text), [self._taken(found) for found in _PLACE.finditer(text)]

    def back(self, text: str) -> str:
        """Return a piece with what was taken out of it."""
        return _PLACE.sub(self._taken, text)

    def _pieces(self, text: str) -> Iterator[str]:
        """Yield the text in order; what begins as markup and does not end stays as it is."""
        at = 0
        unclosed: set[str] = set()
        for found in _OPEN.finditer(text):
            mark = found[0]
            if found.start() < at or mark in unclosed:
                continue
            end = text.find(_CLOSE[mark], found.end())
            if end < 0:
                unclosed.add(mark)
                continue
            yield text[at : found.start()]
            yield self._take(mark, text[found.end() : end])
            at = end + len(_CLOSE[mark])
        yield text[at:]

    def _take(self, mark: str, inside: str) -> str:
        """Take out what was put in; return what stays in its place."""
        old, becomes, new = inside.partition(_BECOMES) if mark == "{~~" else (inside, "", "")
        kept, added = ("", inside) if mark in _ADDED else (old, new if becomes else "")
        if not added.strip():
            return kept
        self._held.append(" ".join(added.split()))
        number = "".join(chr(_DIGIT + int(digit)) for digit in str(len(self._held) - 1))
        return f"{kept}{chr(_BEGIN)}{number}{chr(_END)}"

    def _taken(self, found: re.Match[str]) -> str:
        return self._held[int("".join(str(ord(digit) - _DIGIT) for digit in found[1]))]
