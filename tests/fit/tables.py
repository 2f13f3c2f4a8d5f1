"""Files the names and the cues of excuses, offline: `python -m tests.fit.tables`.

Doing it when a reason is read would take longer than the reading; a test holds the built files to
their sources. The weights of reasons are fitted by `tests.fit.reasons`, after this.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tests.fit.packing import pack_texts
from valley.coach.cues import term
from valley.coach.stems import stem
from valley.coach.words import read
from valley.language import FOLDER, table
from valley.model import Theme

_Lines = Mapping[str, Iterable[str]]


def build() -> dict[str, dict[str, Any]]:
    """Sum the files of the catalogue up: by file name, the names, and the cues by word."""
    return {
        "excuses.built.json": _excuses(),
        "reasons.built.json": _reasons(),
    }


def pages() -> dict[Theme, Any]:
    """Read the excuses of each theme; a small language may have none of some."""
    none: dict[str, Any] = {"cues": {}, "excuses": {}}
    known = {path.stem for path in FOLDER.glob("excuses/*.json")}
    return {theme: table(f"excuses/{theme}") if theme in known else none for theme in Theme}


def _excuses() -> dict[str, Any]:
    """Leave the cues and examples out: to know a title, they need not be read."""
    return {
        name: {"title": entry["title"], "theme": theme, "meaning": entry["meaning"]}
        for theme, page in pages().items()
        for name, entry in page["excuses"].items()
    }


def _reasons() -> dict[str, Any]:
    """File the cues of excuses, and then those of themes."""
    entries = [entry for page in pages().values() for entry in page["excuses"].values()]
    owners = [entry["cues"] for entry in entries] + [page["cues"] for page in pages().values()]
    examples = [example for entry in entries for example in entry["said"]]
    return filed(owners, table("classes")["classes"], examples)


def _each(cues: _Lines) -> Iterable[tuple[float, str]]:
    for weight, lines in cues.items():
        for line in lines:
            for text in line.split("; "):
                yield float(weight), text


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
        "filed": pack_texts(_file_cues(cues, often)),
        "openings": sorted(openings),
        "classes": members,
    }


def _file_cues(
    cues: Iterable[tuple[int, float, str]], often: Callable[[str], float]
) -> dict[str, str]:
    """File each cue under its rarest word, so that a text meets only those it may hold.

    Args:
        cues: Owner, weight and text. The owner is a number that the one who files gives a meaning;
            a negative weight speaks against it.
        often: How often a word, class or opening stands in what reps say.

    Returns:
        By word, the cues filed under it as one text: `0 4 radio silence; 35 4 radio ad`.
    """
    filed: dict[str, list[str]] = {}
    for owner, weight, text in cues:
        terms = [
            [term(option) for option in part.split("/")]
            for part in text.replace(" & ", " ").split()
            if part != ".."
        ]
        for option in min(terms, key=lambda options: sum(map(often, options))):
            filed.setdefault(option, []).append(f"{owner} {weight:g} {text}")
    return {option: "; ".join(some) for option, some in filed.items()}


def main() -> None:
    """Write the built files, one part a line."""
    for name, parts in build().items():
        lines = (
            f"{json.dumps(part)}: " + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            for part, value in parts.items()
        )
        (FOLDER / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
