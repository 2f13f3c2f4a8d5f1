"""How well accounts are found in journals marked by hand: `python -m tests.accounts.marked`.

A line of a journal is an entry: what happened, the reason, the action, and after | the accounts it
is about. A journal in `tuned/` was looked at while the rules were made, one in `aside/` never.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.strategies import an_entry
from valley.accounts.book import Book
from valley.model import Entry, EntryKind, Status

HERE = Path(__file__).parent
DAY = date(2026, 6, 1)


@dataclass
class Score:
    """What was found of what is there: right, found in all, marked in all."""

    right: int = 0
    found: int = 0
    marked: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.found or 1)

    @property
    def recall(self) -> float:
        """The share of what is marked that was found."""
        return self.right / (self.marked or 1)

    def __add__(self, other: "Score") -> "Score":
        """Take two journals together."""
        return Score(
            self.right + other.right,
            self.found + other.found,
            self.marked + other.marked,
            self.wrong + other.wrong,
        )


def read(path: Path) -> list[tuple[Entry, set[str]]]:
    """Read a marked journal."""
    marked = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("#"):
            continue
        said, _, names = line.rpartition("|")
        happened, reason, action, *_ = (*(part.strip() for part in said.split("//")), None, None)
        entry = an_entry(
            DAY,
            id=str(number),
            happened=happened,
            reason=reason,
            kind=EntryKind.SETBACK if reason else EntryKind.NOTE,
            action=action,
            status=Status.OPEN if action else None,
        )
        marked.append((entry, {name.strip() for name in names.split(",") if name.strip()}))
    return marked


def score(path: Path) -> Score:
    """Score a journal: an account is right where it is the one that a mark mostly goes with."""
    entries = read(path)
    book = Book.of_entries(entry for entry, _ in entries)
    found = [(entry, {one.key for one in book.of(entry)}, names) for entry, names in entries]
    together = Counter((name, key) for _, keys, names in found for name in names for key in keys)
    alike = {
        pair: (_likeness(*pair), count) for pair, count in together.items() if _likeness(*pair)
    }
    meant: dict[str, str] = {}
    for name, key in sorted(alike, key=lambda pair: alike[pair], reverse=True):
        if name not in meant and key not in meant.values():
            meant[name] = key
    total = Score()
    for entry, keys, names in found:
        right = {name for name in names if meant.get(name) in keys}
        over = keys - {meant[name] for name in right}
        under = names - right
        said = f"{path.stem}: {entry.happened!r} {sorted(over)} not {sorted(under)}"
        total += Score(len(right), len(keys), len(names), (said,) if over or under else ())
    return total


def _likeness(name: str, key: str) -> int:
    """Return how many words a mark and an account share."""
    from valley.accounts.names import WORD, fold

    return len({fold(word) for word in WORD.findall(name)} & set(key.split()))


def whole(part: str) -> Score:
    """Score the journals of a part: `tuned` or `aside`."""
    return sum((score(path) for path in sorted((HERE / part).glob("*.txt"))), Score())


def main() -> None:
    """Print the figures; with `--wrong` also what is wrong in the tuned part."""
    for part in ("tuned", "aside"):
        found = whole(part)
        print(  # noqa: T201
            f"{part}: precision {found.precision:.3f}, recall {found.recall:.3f},"
            f" {found.marked} marks"
        )
        if part == "tuned" and "--wrong" in sys.argv:
            print(*found.wrong, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
