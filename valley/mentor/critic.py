"""CriticMarkup in an answer: comments, insertions and substitutions, taken out and put back."""

import re

# What somebody put in; a text that holds such signs and is none stays as it is.
_MARKUP = re.compile(
    r"\{>>(?P<comment>(?:[^<]|<(?!<\})){1,5000})<<\}"
    r"|\{\+\+(?P<added>(?:[^+]|\+(?!\+\})){1,5000})\+\+\}"
    r"|\{--(?P<deleted>(?:[^-]|-(?!-\})){1,5000})--\}"
    r"|\{==(?P<marked>(?:[^=]|=(?!=\})){1,5000})==\}"
    r"|\{~~(?P<old>(?:[^~]|~(?!>)){1,5000})~>(?P<new>(?:[^~]|~(?!~\})){0,5000})~~\}"
)
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
        self.text = _MARKUP.sub(self._take, text.translate(dict.fromkeys(_HELD)))

    def parted(self, text: str) -> tuple[str, list[str]]:
        """Return a piece without the signs, and what they stand for."""
        return _PLACE.sub("", text), [self._taken(found) for found in _PLACE.finditer(text)]

    def back(self, text: str) -> str:
        """Return a piece with what was taken out of it."""
        return _PLACE.sub(self._taken, text)

    def _take(self, found: re.Match[str]) -> str:
        kept = found["deleted"] or found["marked"] or found["old"] or ""
        added = found["comment"] or found["added"] or found["new"] or ""
        if not added.strip():
            return kept
        self._held.append(" ".join(added.split()))
        number = "".join(chr(_DIGIT + int(digit)) for digit in str(len(self._held) - 1))
        return f"{kept}{chr(_BEGIN)}{number}{chr(_END)}"

    def _taken(self, found: re.Match[str]) -> str:
        return self._held[int("".join(str(ord(digit) - _DIGIT) for digit in found[1]))]
