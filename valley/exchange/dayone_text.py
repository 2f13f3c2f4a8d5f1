"""Day One's plain text: entries that each begin with lines of what the program knows of them.

    Date:   4 March 2026 at 18:30:00 GMT
    Tags:   demo, acme

The time is the clock on the wall where the entry was written, whatever its zone is called.
"""

import re
from collections.abc import Iterable
from typing import Any

from valley.exchange.days import Days
from valley.exchange.free_text import parts
from valley.exchange.records import Problem, Record, Records
from valley.exchange.source import Source

META = re.compile(r"\t(\w[\w ]*):\t([^\n]*)\n?")
DATE, TAGS = "date", "tags"
ZONE = re.compile(r"\s(?![AP]M$)[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?$")

# Neither part holds what begins it, so that no character is looked at from more than one beginning.
PHOTO = re.compile(r"!\[[^\[\]\n]*\]\(dayone-moment:[^()\s]*\)[ \t]*\n?")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
HEADING = re.compile(r"\A\s*#{1,6}[ \t]+")


def fits(source: Source) -> bool:
    """Return whether a text begins with a tab and a day as Day One writes them."""
    begins = META.match(f"\t{source.first_line}")
    return bool(begins and begins[1].casefold() == DATE)


def read(lines: Iterable[str], days: Days) -> Records:
    """Yield the entries of a text."""
    begun = 0
    known: dict[str, str] = {}
    text: list[str] = []
    for number, line in enumerate(lines, 1):
        meta = META.match(line)
        if meta and meta[1].casefold() == DATE:
            if begun:
                yield _entry(begun, known, "".join(text), days)
            begun, known, text = number, {}, []
        if meta and not "".join(text).strip():
            known[meta[1].casefold()] = meta[2].strip()
        else:
            text.append(line)
    if begun:
        yield _entry(begun, known, "".join(text), days)


def plain(text: str) -> str:
    """Return a text without photos, heading marks in the first line, and backslash escapes."""
    return ESCAPE.sub(r"\1", HEADING.sub("", PHOTO.sub("", text)))


def _entry(line: int, known: dict[str, str], text: str, days: Days) -> Record | Problem:
    given = known[DATE]
    try:
        moment = days.read(ZONE.sub("", given))
    except ValueError:
        return Problem(line, f"{given[:60]!r} looks like the time of an entry, and cannot be read")
    row: dict[str, Any] = {"day": moment, **parts(plain(text))}
    row["tags"] = [tag.strip() for tag in known.get(TAGS, "").split(",") if tag.strip()]
    return Record(line, row)
