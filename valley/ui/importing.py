"""What comes of files that are imported, in lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Protocol

from valley.dates import show
from valley.model import Entry, EntryKind, short
from valley.ui.sentences import things

SHOWN = 20  # entries of a dry run, or bad records, that are listed
FIRST = 3  # entries that are shown in full
FULL = ("happened", "reason", "mine", "action", "note")  # texts of one
WIDTH = 10  # of the names of fields
COLUMN_QUESTIONS = {
    "day": (
        "Which column is the day?",
        "A number; two where the time stands in one of its own: 1 2",
    ),
    "happened": ("Which says what happened?", "A number; several are joined in your order: 3 4"),
    "reason": ("Which is the reason that was given?", "A number; Enter: none"),
    "action": ("Which is what you were going to do?", "A number; Enter: none"),
}
COLUMN_HELP = (
    "It says what of each row goes where. The file stays as it is, and you see the entries before"
    " any is written."
)
COLUMN_AGAIN = "A number from 1 to {}, please, or several."
CHOOSE = "Say yourself which column is which?"
ONLY_FORMS = {
    "day-first": "Every one fits if the day comes first",
    "month-first": "Every one fits if the month comes first",
    "excel": "They look like the numbers a spreadsheet keeps days as",
}


class Counts(Protocol):
    """What was read of files: the records, those there already, and those that are bad."""

    @property
    def read(self) -> int: ...  # noqa: D102

    @property
    def skipped(self) -> int: ...  # noqa: D102

    @property
    def problems(self) -> Sequence[object]: ...  # noqa: D102


def problems(found: Sequence[tuple[str, int, str]]) -> Iterator[str]:
    """Yield the records that cannot be taken in: the line each begins at, and why."""
    for file, line, why in found[:SHOWN]:
        yield f"{file}, line {line}: {why}"
    yield from _more(len(found))


def remarks(
    found: Sequence[tuple[str, str]], aside: Sequence[str], *, named: bool
) -> Iterator[str]:
    """Yield how files were read, and which of a folder were left aside."""
    for file, remark in found[:SHOWN]:
        yield f"{file}: {remark}" if named else remark
    yield from _more(len(found))
    if aside:
        more = f" and {len(aside) - FIRST} more" if len(aside) > FIRST else ""
        yield f"No day is told by {', '.join(aside[:FIRST])}{more}; left aside."


def preview(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the entries that would come in, a line each."""
    for entry in islice(entries, SHOWN):
        with_it = [word for word in ("reason", "action") if getattr(entry, word)]
        tail = f" ({', '.join(with_it)})" if with_it else ""
        yield f"{entry.day}  {short(entry.happened, 60)}{tail}"
    yield from _more(len(entries))


def columns(mapping: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield which columns hold what."""
    for field, names in mapping.items():
        yield f"{field:<{WIDTH}}  from {' + '.join(names)}"


def first(entries: Sequence[Entry], today: date) -> Iterator[str]:
    """Yield the first entries as they would be."""
    for entry in entries[:FIRST]:
        yield ""
        yield f"{show(entry.day, today=today)}, a {entry.kind}"
        for name in FULL:
            if text := getattr(entry, name):
                yield f"  {name:<{WIDTH}}{short(text, 60)}"
        if entry.due:
            yield f"  {'due':<{WIDTH}}{show(entry.due, today=today)}"
        if entry.tags:
            yield f"  {'tags':<{WIDTH}}{', '.join(entry.tags)}"
    if len(entries) > FIRST:
        yield f"… and {len(entries) - FIRST} more"


def column_line(number: int, name: str, values: Sequence[object]) -> str:
    """Return a column to choose: its number, its name, and what stands in it."""
    seen = [short(str(value), 24) for value in values if value not in (None, "")]
    return f"{number:>3}  {name.strip() or '(no name)'}" + (f": {', '.join(seen)}" if seen else "")


def take_in(entries: Sequence[Entry]) -> str:
    """Return the question whether these are to come in."""
    these = "this entry" if len(entries) == 1 else f"these {len(entries)} entries"
    return f"Take {these} in ({kinds(entries)})?"


def order(example: str) -> str:
    """Return the question which comes first in a day."""
    return f"Days can be read in two ways: {example}. Which comes first?"


def only_form(form: str, example: str) -> str:
    """Return the question whether days are to be read in the one form that fits them."""
    return f"Some days cannot be read: {example}. {ONLY_FORMS[form]}. Read them so?"


def kinds(entries: Sequence[Entry]) -> str:
    """Return how many of each kind there are: '11 wins, 30 setbacks, 21 notes'."""
    found = Counter(entry.kind for entry in entries)
    return ", ".join(things(found[kind], str(kind)) for kind in EntryKind if found[kind])


def summary(source: str, found: Counts, entries: Sequence[Entry], *, dry_run: bool) -> str:
    """Return what came of it all in a sentence."""
    if not found.read:
        return f"{source} holds no entries."
    did = "Would import" if dry_run else "Imported"
    what = f"{len(entries)}: {kinds(entries)}" if entries else "nothing new"
    bad = f", {len(found.problems)} bad left out" if found.problems else ""
    return f"{did} {what} ({found.read} read from {source}, {found.skipped} there already{bad})."


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield f"… and {count - SHOWN} more"
