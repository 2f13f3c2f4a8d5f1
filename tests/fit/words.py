"""Lists the words of the language, offline: `python -m tests.fit.words --data DIR --lists DIR`.

Writes `valley/language/en/words.txt`. Its first line holds the words that are known, the commonest
first: those of the practice data in `--data` and of the catalogue, if a list of right words has
them or they come twice. Its second line holds right words that are one slip away from a known one,
so that nobody mends them into it. The lists of right words in `--lists` are those of SCOWL up to
size 50; their licence stands in `words.LICENSE`. Beside it `sounds.json` tells, of two words that
sound alike, by their neighbours which was said.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from valley.coach import spelling, words
from valley.language import FOLDER

# Words that sound alike, and that matter for what a text says.
_ALIKE = (
    "their there, no know, by buy, write right, weak week, wait weight, hear here, "
    "sale sail, mail male, whole hole, where wear, new knew, meet meat, sent cent"
)
_SEEN, _KINDS = 0.3, 60  # of a neighbour never seen, and how many kinds of those there are
_SLIGHT = 5  # tenths of log odds that are left out
SOUNDS = FOLDER / "sounds.json"
TARGET = FOLDER / "words.txt"
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


def sounds(texts: Iterable[str]) -> dict[str, Any]:
    """Return, for a word that another sounds like, the log odds of that in tenths.

    By themselves, then what a word before adds, and a word after: naive Bayes of both neighbours.
    """
    seen: dict[str, list[Counter[str]]] = {}
    for pair in _ALIKE.split(", "):
        seen |= {word: [Counter(), Counter()] for word in pair.split()}
    for text in texts:
        told = ["^", *re.findall(r"[\w'\u2019]+", text.lower()), "$"]
        for before, word, after in zip(told, told[1:], told[2:], strict=False):
            if word in seen:
                seen[word][0][before] += 1
                seen[word][1][after] += 1
    rows: dict[str, Any] = {}
    for pair in _ALIKE.split(", "):
        for word, other in (pair.split(), pair.split()[::-1]):
            mine, others = seen[word][0].total() + 0.5, seen[other][0].total() + 0.5
            base = math.log((mine + _SEEN * _KINDS) / (others + _SEEN * _KINDS))
            sides = [
                {
                    beside: odds
                    for beside, often in sorted((seen[word][side] + seen[other][side]).items())
                    if often > 1
                    and abs(odds := _odds(seen[other][side][beside], seen[word][side][beside]))
                    >= _SLIGHT
                }
                for side in (0, 1)
            ]
            rows[word] = [other, round(10 * (math.log(others / mine) + 2 * base)), *sides]
    return rows


def _json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _odds(other: int, mine: int) -> int:
    return round(10 * math.log((other + _SEEN) / (mine + _SEEN)))


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
    said = list(_texts(asked.data))
    for path in sorted(FOLDER.parents[1].rglob("[a-z]*[a-z].json")):
        if not path.name.endswith(".built.json") and path != SOUNDS:
            said += _strings(json.loads(path.read_text("utf-8")))
    counted = Counter(word for text in said for word in _WORD.findall(text))
    right.update(word for form in words.SPOKEN for word in _WORD.findall(form))
    known = {w: n for w, n in counted.items() if w in right or n >= _SURE}
    beside = sorted(
        word
        for word in right - known.keys()
        if not known.keys().isdisjoint(spelling.slips(word, _LETTERS))
    )
    common = sorted(known, key=lambda word: (-known[word], word))
    lines = (f"{json.dumps(word)}: {_json(row)}" for word, row in sounds(said).items())
    SOUNDS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    TARGET.write_text(f" {' '.join(common)} \n {' '.join(beside)} \n", "utf-8")


if __name__ == "__main__":
    main()
