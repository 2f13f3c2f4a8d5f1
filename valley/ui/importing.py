"""What came of a file that was imported, in lines."""

from collections.abc import Iterator, Sequence
from itertools import islice

from valley.model import Entry, short
from valley.ui.sentences import things

SHOWN = 20  # entries of a dry run, or bad records, that are listed


def problems(file: str, found: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the records that cannot be taken in: the line each begins at, and why."""
    for line, why in found[:SHOWN]:
        yield f"{file}, line {line}: {why}"
    yield from _more(len(found))


def preview(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the entries that would come in."""
    for entry in islice(entries, SHOWN):
        with_it = [word for word in ("reason", "action") if getattr(entry, word)]
        tail = f" ({', '.join(with_it)})" if with_it else ""
        yield f"{entry.day}  {short(entry.happened, 60)}{tail}"
    yield from _more(len(entries))


def summary(file: str, read: int, added: int, skipped: int, bad: int, *, dry_run: bool) -> str:
    """Return what came of a file in a sentence."""
    if not read:
        return f"{file} holds no entries."
    did = "Would add" if dry_run else "Added"
    left_out = f", {bad} bad left out" if bad else ""
    entries = things(added, "entry", "entries")
    return f"{did} {entries} of {read} read from {file}; {skipped} there already{left_out}."


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield f"… and {count - SHOWN} more"
