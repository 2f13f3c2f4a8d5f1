"""Lists the words of the language, offline: `python -m tests.fit.words --data DIR --lists DIR`.

Writes `valley/language/en/words.txt`. Its first line holds the words that are known, the commonest
first: those of the practice data in `--data` and of the catalogue, if a list of right words has
them or they come twice. Its second line holds right words that are one slip away from a
known one, so that nobody mends them into it. The lists of right words in `--lists` are those of
SCOWL up to size 50; their licence stands in `words.LICENSE`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from valley.coach import build, spelling, words

TARGET = Path(__file__).parents[2] / "valley" / "language" / "en" / "words.txt"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"(?<![a-z'\u2019])[a-z]{4,}(?![a-z'\u2019])")
_RIGHT = re.compile(
    r"(?:english|british|british_z|american)-(?:words|upper|proper-names)\.(?:[1-4].|50)"
)
_SURE = 2  # a word in no list that comes as often is no slip


def _texts(data: Path) -> Iterator[str]:
    for path in sorted(data.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield from (row[key] for key in ("text", "reason", "action") if row.get(key))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def main() -> None:
    """Write the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the practice data")
    parser.add_argument("--lists", type=Path, required=True, help="folder of SCOWL's lists")
    asked = parser.parse_args()
    right = {
        word.casefold()
        for path in asked.lists.iterdir()
        if _RIGHT.fullmatch(path.name)
        for word in path.read_text("latin-1").split()
    }
    right = {word for word in right if _WORD.fullmatch(word)}
    counted = Counter(word for text in _texts(asked.data) for word in _WORD.findall(text))
    for path in sorted(build.DATA.glob("[a-z]*[a-z].json")):
        if not path.name.endswith(".built.json"):
            texts = _strings(json.loads(path.read_text("utf-8")))
            counted.update(word for text in texts for word in _WORD.findall(text))
    right.update(word for form in words.SPOKEN for word in _WORD.findall(form))
    known = {w: n for w, n in counted.items() if w in right or n >= _SURE}
    beside = sorted(
        word
        for word in right - known.keys()
        if not known.keys().isdisjoint(spelling.slips(word, _LETTERS))
    )
    common = sorted(known, key=lambda word: (-known[word], word))
    TARGET.write_text(f" {' '.join(common)} \n {' '.join(beside)} \n", "utf-8")


if __name__ == "__main__":
    main()
