"""Notes in Markdown: a day a file, named by it (Obsidian, Logseq), or a heading a day.

Headings and list items are taken as the text they are, tags from the front matter. The day stands
in the file's name or its folders (2026-03-04.md, 2026_03_04.md, 2026/03/04.md), in the front matter
as `date`, or in the headings of a file that has several.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from valley import dates
from valley.errors import InvalidInput
from valley.exchange.days import Days, Moment, seems_day
from valley.exchange.formats import Reading
from valley.exchange.free_text import MARKS, parts
from valley.exchange.records import Document, NoJournal, Problem, Record, Records
from valley.exchange.source import Source

ENDINGS = {".md", ".markdown"}
NOTES = ENDINGS | {".txt", ".text"}  # what a folder of notes holds
FENCE = "---"
MOST_FRONT = 200  # lines of front matter
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*")
ITEM = re.compile(r"^([ \t]*)[-*+][ \t]+")
PROPERTY = re.compile(r"^[ \t]*[-*+]?[ \t]*(?:id|collapsed)::.*$")  # Logseq's own
IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)")
LIST_ITEM = re.compile(r"\s*-\s+(.*)")
FIELD = re.compile(r"([\w-]+):(?:\s+(.*))?")
DAYS, TAGS = ("date", "day", "created"), ("tags", "tag")


def fits(source: Source, how: Reading) -> bool:
    """Return whether a file is a note: named as Markdown, or as text with a day in its name."""
    if source.ending in ENDINGS:
        return True
    return source.ending in NOTES and _named(source.path, how.days) is not None


def read_file(source: Source, how: Reading) -> Document:
    """Read a note, or a file with a heading for each day.

    Raises:
        NoJournal: Nothing says which day it is about.
    """
    lines = source.text.split("\n")
    front, begin = _front(lines)
    tags = [tag for name in TAGS for tag in front.get(name, ())]
    day = _named(source.path, how.days) or _told(front, how.days)
    if day:
        text = "\n".join(_plain(lines[begin:], day))
        record = Record(begin + 1, {"day": day, **parts(text), "tags": tags})
        return Document(records=iter([record] if text.strip() else []))  # many are never filled in
    starts = [
        (number, match[1])
        for number, line in enumerate(lines[begin:], begin)
        if (match := HEADING.fullmatch(line)) and (how.days.is_day(match[1]) or seems_day(match[1]))
    ]
    if not starts or any(line.strip() for line in lines[begin : starts[0][0]]):
        with suppress(ValueError):
            how.days.read(source.path.stem)  # for what would read it
        raise NoJournal(
            f"{source.name} does not say which day it is about: not in its name (2026-03-04.md), not"
            " as 'date:' in its front matter, and not in headings that each begin a day."
            f" Nothing was imported. {how.days.advice}".rstrip()
        )
    return Document(records=_by_headings(lines, starts, tags, how.days))


def _by_headings(
    lines: Sequence[str], starts: Sequence[tuple[int, str]], tags: list[str], days: Days
) -> Records:
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    for (number, said), end in zip(starts, ends, strict=True):
        try:
            day = days.read(said)
        except ValueError:
            why = "looks like the day of a note, and cannot be read"
            yield Problem(number + 1, f"{said!r} {why}")
            continue
        text = "\n".join(_plain(lines[number + 1 : end], day))
        yield Record(number + 1, {"day": day, **parts(text), "tags": tags})


def _named(path: Path, days: Days) -> Moment | None:
    """Return the day in a file's name, or in its name and the two folders it lies in."""
    *folders, name = (*path.parts[-3:-1], path.stem)
    match = IN_NAME.search(name) or IN_NAME.fullmatch("-".join([*folders, name]))
    if match:
        try:
            return Moment(days.read("-".join(match.groups())).day, None)
        except ValueError:
            return None
    return Moment(days.read(name).day, None) if days.is_day(name) else None


def _told(front: dict[str, list[str]], days: Days) -> Moment | None:
    """Return the day that front matter tells."""
    said = [front[name][0] for name in DAYS if front.get(name)]
    return next((days.read(text) for text in said if days.is_day(text)), None)


def _front(lines: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """Return the front matter, and where the note begins: simple YAML, which is what notes have."""
    if not lines or lines[0].rstrip() != FENCE:
        return {}, 0
    found: dict[str, list[str]] = {}
    name = ""
    for number, line in enumerate(lines[1:MOST_FRONT], 1):
        if line.rstrip() in {FENCE, "..."}:
            return found, number + 1
        if field := FIELD.match(line):
            name = field[1].casefold()
            said = (field[2] or "").strip()
            listed = said.startswith("[") and said.endswith("]")
            items = said[1:-1].split(",") if listed else _words(said) if name in TAGS else [said]
            found[name] = [item for item in map(_unquoted, items) if item]
        elif (item := LIST_ITEM.match(line)) and name:
            found[name].append(_unquoted(item[1]))
    return {}, 0  # it does not end: a rule, and no front matter


def _words(said: str) -> list[str]:
    return re.split(r"[,\s]+", said)


def _unquoted(text: str) -> str:
    return text.strip().strip("\"'").strip()


def _plain(lines: Sequence[str], day: Moment) -> Iterator[str]:
    """Yield the lines of a note as text; a first heading that only says which day it is goes."""
    first = True
    for line in lines:
        if PROPERTY.match(line):
            continue
        heading = HEADING.fullmatch(line)
        text = heading[1] if heading else ITEM.sub(r"\1", line)
        if heading and first and _says_day(text, day):
            continue
        first = first and not text.strip()
        yield f"{text}:" if heading and text.casefold() in MARKS else text


def _says_day(text: str, day: Moment) -> bool:
    """Return whether a heading is but the name of the day, as Wednesday or 4 March 2026."""
    if dates.weekday(text.lower()) == day.day.weekday():
        return True
    try:
        return dates.parse(text, today=day.day) == day.day
    except InvalidInput:
        return False
