"""Files the cues and counts the words of the data files, offline: `python -m valley.coach.build`.

Doing it when a reason is read would take longer than the reading; a test holds the built files to
their sources.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from valley.coach.catalogue import page
from valley.coach.cues import file_cues, term
from valley.coach.drawers import pack
from valley.coach.features import reason_features
from valley.coach.stems import stem
from valley.coach.words import read
from valley.language import table
from valley.model import Theme

DATA = Path(__file__).parent / "data"
CUE_COUNT = 0.375  # what a word of a cue of weight 1 counts against a word of an example
_LEAST_WEIGHT = 1.5  # weaker cues are too general to count their words

_Lines = Mapping[str, Iterable[str]]


def build() -> dict[str, dict[str, Any]]:
    """Sum the data files up: by file name, the cues by word and the counts by feature."""
    return {
        "excuses.built.json": _excuses(),
        "reasons.built.json": reasons(),
    }


def _excuses() -> dict[str, Any]:
    """Leave the cues and examples out: to know a title, they need not be read."""
    return {
        name: {"title": entry["title"], "theme": theme, "meaning": entry["meaning"]}
        for theme in Theme
        for name, entry in page(theme)["excuses"].items()
    }


def reasons(*, without: Callable[[str], bool] = lambda _: False) -> dict[str, Any]:
    """Sum up what speaks for each excuse and theme.

    Args:
        without: Leaves an example out, for cross-validation.
    """
    pages = [page(theme) for theme in Theme]
    entries = [entry for each in pages for entry in each["excuses"].values()]
    counted = []
    for entry in entries:
        said: Counter[str] = Counter()
        for example in entry["said"]:
            if not without(example):
                said.update(reason_features(read(example)))
        seen: dict[str, float] = dict(said)
        for word, weight in _words_of(entry["cues"]):
            seen[word] = seen.get(word, 0.0) + CUE_COUNT * weight
        counted.append(seen)
    owners = [entry["cues"] for entry in entries] + [each["cues"] for each in pages]
    examples = [example for entry in entries for example in entry["said"]]
    return filed(owners, table("classes")["classes"], examples) | _counts(counted)


def _each(cues: _Lines) -> Iterable[tuple[float, str]]:
    for weight, lines in cues.items():
        for line in lines:
            for text in line.split("; "):
                yield float(weight), text


def _words_of(cues: _Lines) -> list[tuple[str, float]]:
    """List the plain words of the cues that speak for something, once for each weight."""
    return sorted(
        {
            (term(option), weight)
            for weight, text in _each(cues)
            if weight > _LEAST_WEIGHT and not set("@&*^") & set(text)
            for word in text.split()
            for option in word.split("/")
            if option != ".."
        }
    )


def filed(
    owners: Iterable[_Lines], classes: Mapping[str, str], examples: Iterable[str]
) -> dict[str, Any]:
    """File cues, with the classes and openings of words that they ask for.

    Args:
        owners: The cues of each owner by weight, several on a line.
        classes: By name, the words of a class.
        examples: Texts that show how often a word is said.
    """
    stems = Counter(root for example in examples for root in read(example).stems)

    def often(word: str) -> float:
        if word == "^":
            return math.inf  # every text starts
        if word in {"@num", "@money", "@hour", "@pct", "@name"}:
            return stems.total() / 10
        if word.startswith("@"):
            return sum(stems[term(member)] for member in classes[word[1:]].split())
        if word.endswith("*"):
            return sum(count for root, count in stems.items() if root.startswith(word[:-1]))
        return stems[stem(word.removeprefix("="))]

    cues = [(n, weight, text) for n, owner in enumerate(owners) for weight, text in _each(owner)]
    openings = {w[:-1] for _, _, t in cues for w in t.replace("/", " ").split() if w.endswith("*")}
    members: dict[str, list[str]] = {}
    for name, words in classes.items():
        for word in words.split():
            members.setdefault(term(word), []).append("@" + name)
    return {
        "filed": pack(file_cues(cues, often)),
        "openings": sorted(openings),
        "classes": members,
    }


def _counts(counted: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    counts: dict[str, list[str]] = {}
    for number, seen in enumerate(counted):
        for feature, count in seen.items():
            counts.setdefault(feature, []).append(f"{number}:{round(count, 3):g}")
    return {
        "counts": pack({feature: " ".join(pairs) for feature, pairs in counts.items()}),
        "totals": [round(sum(seen.values()), 3) for seen in counted],
    }


def main() -> None:
    """Write the built files, one part a line."""
    for name, parts in build().items():
        lines = (
            f"{json.dumps(part)}: " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            for part, value in parts.items()
        )
        (DATA / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
