"""Words without their endings: a light suffix stripper, and the forms that follow no rule."""

import re
from functools import lru_cache

from valley.language import table, words

_STEMS = table("stems")
_IRREGULAR: dict[str, str] = {
    form: base for base, forms in _STEMS["irregular"].items() for form in forms.split()
}
# Words whose ending is no ending, or whose stem would be another word.
_WHOLE = words(_STEMS["whole"])
_PLURALS = [(re.compile(ending), left) for ending, left in _STEMS["plurals"]]
_ENDINGS: list[str] = _STEMS["endings"]
_PAST: str = _STEMS["past"]
_LAST = [(re.compile(ending), left) for ending, left in _STEMS["last"]]
_VOWEL = re.compile(_STEMS["vowel"])
_DOUBLED_ENDS: str = _STEMS["doubled"]  # 'call', 'pass', 'buzz' end in a double letter of their own
_SHORT = 3  # letters; a word or a stem as short as that keeps its end


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut off the ending of a lower-case word: a light suffix stripper after Harman (1991)."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= _SHORT or word in _WHOLE:
        return word
    word = _unconjugated(_replaced(word, _PLURALS))
    for ending in _LAST:
        word = _replaced(word, [ending])
    return word


def _replaced(word: str, endings: list[tuple[re.Pattern[str], str]]) -> str:
    """Replace the first ending that a word has."""
    for ending, left in endings:
        if ending.search(word):
            return ending.sub(left, word)
    return word


def _unconjugated(word: str) -> str:
    for ending in _ENDINGS:
        cut = word.removesuffix(ending)
        if cut == word or len(cut) < _SHORT or not _VOWEL.search(cut) or word in _WHOLE:
            continue
        own = cut[-1] in _DOUBLED_ENDS and len(cut) <= _SHORT + 1 + (cut[-1] == "s")
        return cut[:-1] if cut[-1] == cut[-2] and not own else cut
    return word


def is_past(word: str) -> bool:
    """Return whether a lower-case word may be a past form."""
    return word.endswith(_PAST) or (word in _IRREGULAR and not word.endswith((*_ENDINGS[:1], "s")))
