r"""An entry as a small commented text to be changed in an editor, and back.

    # Entry 3f2a9c1e, written 2026-03-04 18:30.
    # …
    [day]
    2026-03-04

    [happened]
    Demo at Acme

A line that is the name of a section in brackets begins that section; any other bracket is text.
Lines that start with `#` are notes. Empty lines around a text are left out. A backslash takes the
meaning from what follows: where a line of a text starts with `#` or `\`, is the name of a section,
or is empty at its beginning or end, it is written with one, so every text comes back as it was.
"""

from collections.abc import Mapping
from datetime import date

from valley.due import Moment
from valley.due import parse as due_day
from valley.entry.answers import loggable
from valley.entry.revise import Revision
from valley.errors import InvalidInput
from valley.model import FIELDS, TYPED, Entry, EntryKind

# Name: what stands in the note above it.
SECTIONS = {name: known.editor for name, known in FIELDS.items() if known.editor}
OWN = {"happened", "reason", "excuse", "action"}  # texts that a revision knows by name
HEAD = """\
# Entry {id}, written {written}.
# Change it, save it, and leave the editor. Without a change, or empty, nothing is changed.
# Lines that start with # are notes like this one. If a line of yours starts with #, write \\#."""


def fields(entry: Entry) -> dict[str, str]:
    """Return what stands in each section."""
    return {name: _as_text(getattr(entry, name)) for name in SECTIONS}


def _as_text(value: str | date | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else value or ""


def write(entry: Entry) -> str:
    """Write the text for the editor."""
    parts = [HEAD.format(id=entry.short_id, written=f"{entry.written_at:%Y-%m-%d %H:%M}") + "\n"]
    for name, text in fields(entry).items():
        body = f"{_escape(text)}\n" if text else ""
        parts.append(f"# {SECTIONS[name]}\n[{name}]\n{body}")
    return "\n".join(parts)


def read(text: str) -> dict[str, str]:
    """Read the sections that stand in a text; empty where nothing but notes is left.

    Raises:
        InvalidInput: A section stands there twice, or a text before the first of them.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in text.split("\n"):
        name = line.strip()[1:-1] if line.strip() in _HEADINGS else None
        if name is not None:
            if name in found:
                raise InvalidInput(f"The section [{name}] stands there twice.")
            lines = found[name] = []
        elif line.startswith("#"):
            continue
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            raise InvalidInput(f"{line[:40]!r} stands before the first section, as [happened].")
    whole = {name: _unescape(lines) for name, lines in found.items()}
    return whole if any(whole.values()) else {}


def changes(before: Entry, text: str) -> dict[str, str]:
    """Return which sections of a text say something else than the entry; one that is gone does not.

    Raises:
        InvalidInput: As for `read`.
    """
    was = fields(before)
    return {name: now for name, now in read(_unified(text)).items() if now != was[name]}


def revision(changed: Mapping[str, str], moment: Moment) -> Revision:
    """Return the revision that sections which were changed ask for.

    Raises:
        InvalidInput: A day is none, or is yet to come.
    """
    due = changed.get("due", "").strip()
    texts = changed.keys() & TYPED
    return Revision(
        day=loggable(_day(changed["day"]), moment.today) if "day" in changed else None,
        due=_due(due, moment) if due else None,
        no_due="due" in changed and not due,
        tags=tuple(changed["tags"].split("\n")) if "tags" in changed else None,
        kind=_kind(changed) if "kind" in changed else None,
        **{name: changed[name] for name in changed if name in OWN},  # type: ignore[arg-type]
        texts=tuple((name, changed[name]) for name in TYPED if name in texts - OWN),
    )


def _due(text: str, moment: Moment) -> date:
    """Read a day a promise is due, in words too; one that is written out may be past.

    Raises:
        InvalidInput: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return due_day(text, moment)


def _day(text: str) -> date:
    """Read a day from a section.

    Raises:
        InvalidInput: It is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidInput(f"[day] takes a day like 2026-03-04, not {text[:40]!r}.") from error


def _kind(changed: Mapping[str, str]) -> EntryKind | None:
    """Read a kind from a section; a setback is one by its reason.

    Raises:
        InvalidInput: It is none, or a setback without a reason.
    """
    said = changed["kind"].strip().casefold()
    if said == EntryKind.SETBACK and changed.get("reason"):
        return None
    if said not in {EntryKind.WIN, EntryKind.NOTE}:
        raise InvalidInput(f"[kind] takes win or note, or [reason] a reason, not {said[:40]!r}.")
    return EntryKind(said)


_HEADINGS = frozenset(f"[{name}]" for name in SECTIONS)


def _escape(text: str) -> str:
    """Write a text so that each of its lines is taken as text."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), -1)
    return "\n".join(
        f"\\{line}" if _means_something(line) or not first <= number <= last else line
        for number, line in enumerate(lines)
    )


def _unescape(lines: list[str]) -> str:
    """Read a text back: without the empty lines around it, and each line without its backslash."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(line.removeprefix("\\") for line in lines[start:end])


def _means_something(line: str) -> bool:
    return line.startswith(("#", "\\")) or line.strip() in _HEADINGS


def _unified(text: str) -> str:
    """Take away what an editor of another system adds: a mark at the beginning, and line ends."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text
