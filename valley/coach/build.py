"""Files the catalogue's cues and counts its words, offline: `python -m valley.coach.build`.

Doing it when a reason is read would take longer than the reading; a test holds the built file to
its sources.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from valley.coach.bayes import features
from valley.coach.cues import file_cues, term
from valley.coach.words import read
from valley.model import Theme

DATA = Path(__file__).parent / "data"
BUILT = DATA / "built.json"
CUE_COUNT = 0.375  # what a word of a cue of weight 1 counts against a word of an example
_LEAST_WEIGHT = 1.5  # weaker cues are too general to count their words


def build() -> dict[str, Any]:
    """Sum the data files up: cues by word, features by excuse."""
    pages = [json.loads((DATA / f"{theme}.json").read_text("utf-8")) for theme in Theme]
    entries = [entry for page in pages for entry in page["excuses"].values()]
    owners = [entry["cues"] for entry in entries] + [page["cues"] for page in pages]
    cues = [
        (owner, float(weight), text)
        for owner, by_weight in enumerate(owners)
        for weight, lines in by_weight.items()
        for line in lines
        for text in line.split("; ")
    ]
    common = json.loads((DATA / "classes.json").read_text("utf-8"))["common"].split()
    counts: dict[str, dict[str, float]] = {}
    totals = []
    for number, entry in enumerate(entries):
        seen = _counted(entry)
        for feature, count in seen.items():
            counts.setdefault(feature, {})[str(number)] = round(count, 3)
        totals.append(round(sum(seen.values()), 3))
    return {"filed": file_cues(cues, common), "counts": counts, "totals": totals}


def _counted(entry: dict[str, Any]) -> Counter[str]:
    """Count the features of an excuse's examples, and the single words of its cues."""
    seen: Counter[str] = Counter()
    for example in entry["said"]:
        seen.update(features(read(example)))
    for weight, lines in entry["cues"].items():
        if float(weight) < _LEAST_WEIGHT:
            continue
        words = {
            term(option)
            for line in lines
            for text in line.split("; ")
            if not set("@&*") & set(text)
            for word in text.split()
            for option in word.split("/")
            if option != ".."
        }
        for word in words:
            seen[word] += CUE_COUNT * float(weight)
    return seen


if __name__ == "__main__":
    rows = ",\n".join(
        f"{json.dumps(key)}: " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for key, value in build().items()
    )
    BUILT.write_text("{\n" + rows + "\n}\n", "utf-8")
