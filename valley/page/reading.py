"""Markdown read back: valley's own page as the entries it shows, any other file as notes.

What the page does not show does not come back: ids, times of writing, what a promise went through.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from valley import dates
from valley.exchange import markdown_notes
from valley.exchange.formats import Reading
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import Source
from valley.model import EntryKind, Status
from valley.ui.sentences import MENTOR, STATUSES

if TYPE_CHECKING:
    from markdown_it.token import Token

TITLE = re.compile(
    r"(?:\ufeff?---\n(?:.*\n){1,9}?---\n\n)?# Journal, (?P<first>.{8,16}? \d{4})(?: to (?P<last>.{8,16}? \d{4}))?\n"
)
DAYS, PROMISES = "Days", "Promises"
REASON = re.compile(r"Reason(?: \((?P<guess>perhaps: )?(?P<name>.+?)\))?: (?P<text>.*)", re.DOTALL)
ACTION = re.compile(r"Action \((?P<status>[a-z ]+)\): (?P<text>.*)", re.DOTALL)
TEXTS = {"My part: ": "mine", "Note: ": "note"}
TAGS = "Tags: "
KINDS = {"A win": EntryKind.WIN, "A plain day": EntryKind.NOTE}
ENDED = {said: status for status, said in STATUSES.items()}
# When a promise is due, or how and when it ended.
STANDS = re.compile(r"(?P<text>.*) \((?P<how>due|[a-z ]+,) (?P<day>[^(),]+)\)", re.DOTALL)


def fits(source: Source, how: Reading) -> bool:
    """Return whether a file is Markdown: a page of valley's, or notes."""
    begins = source.beginning.replace("\r\n", "\n")
    return bool(TITLE.match(begins)) or markdown_notes.fits(source, how)


def read_file(source: Source, how: Reading) -> Document:
    """Read a page of valley's, or notes.

    Raises:
        NoJournal: Nothing says which day a note is about.
    """
    title = TITLE.match(source.text)
    return Document(records=entries(title)) if title else markdown_notes.read_file(source, how)


def entries(title: re.Match[str]) -> Records:
    """Return the entries of a page whose title this is, in its order."""
    return _Page(title).records()


class _Page:
    """A page of a period, read."""

    def __init__(self, title: re.Match[str]) -> None:
        first, last = title["first"], title["last"] or title["first"]
        self._first = _named(first) or date.min
        self._last = _named(last) or date.max
        self._lines = list(_lines(title.string[title.end() :], title[0].count("\n")))

    def records(self) -> Records:
        """Yield the entries of the days, in the order of the page."""
        stands = dict(self._promises())
        day: date | None = None
        row: dict[str, Any] = {}
        at = 0
        for line, where, depth, said in self._lines:
            if where[0] != DAYS:
                continue
            if depth == 0 or not said:
                if row:
                    yield Record(at, row)
                row = {}
            if not said:  # a day begins
                if (day := self._day(where[1])) is None:
                    yield Problem(line, f"{where[1]!r} is no day of this page")
            elif day is not None and depth == 0:
                at, row = line, {"day": str(day), "happened": said, "kind": None}
            elif row:
                _add(row, said, stands)
        if row:
            yield Record(at, row)

    def _promises(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the promises by their words: when each is due or ended, and what was said of it."""
        last: dict[str, str] = {}
        for _, where, depth, said in self._lines:
            if where[0] != PROMISES or not said:
                continue
            if depth > 1:
                last["note"] = said
            elif found := STANDS.fullmatch(said):
                day = self._day(found["day"], later=True)
                last = {"due" if found["how"] == "due" else "resolved_on": str(day or "")}
                yield found["text"], last

    def _day(self, said: str, *, later: bool = False) -> date | None:
        """Return the day of a heading, which leaves out the year where it is that of the page."""
        told = [said] if said[-4:].isdigit() else [f"{said} {self._last.year + n}" for n in (0, 1)]
        for text in told:
            day = _named(text)
            if day and (later or self._first <= day <= self._last):
                return day
        return None


def _named(said: str) -> date | None:
    try:
        return dates.parse_named(said)
    except ValueError:  # the weekday is of another year
        return None


def _add(row: dict[str, Any], said: str, stands: dict[str, dict[str, str]]) -> None:
    """Add what an item says to an entry; of several promises the last stands."""
    if found := REASON.fullmatch(said):
        row |= {"reason": found["text"], "excuse": found["name"] or "", "kind": "setback"}
        row["guessed"] = bool(found["guess"])
    elif found := ACTION.fullmatch(said):
        row |= {"action": found["text"], "status": str(ENDED.get(found["status"], Status.OPEN))}
        row |= stands.get(found["text"], {})
    elif said in KINDS:
        row["kind"] = str(KINDS[said])
    elif said.startswith(TAGS):
        row["tags"] = said.removeprefix(TAGS).split(", ")
    for where, label in MENTOR.items():
        if said.startswith(f"{label}: "):
            text = said.removeprefix(f"{label}: ")
            row.setdefault("comments", []).append({"where": where, "text": text})
    for label, name in TEXTS.items():
        if said.startswith(label):
            row[name] = said.removeprefix(label)


def _lines(text: str, before: int) -> Iterator[tuple[int, tuple[str, str], int, str]]:
    """Yield the texts of a page: line, headings above it, depth in lists, text; empty: a heading."""
    from markdown_it import MarkdownIt

    section, part, depth = "", "", 0
    heading = ""
    line = before
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.map:
            line = before + token.map[0] + 1
        if token.type == "bullet_list_open":
            depth += 1
        elif token.type == "bullet_list_close":
            depth -= 1
        elif token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            said = _as_typed(token.children or ())
            if heading == "h2":
                section, part = said, ""
            elif heading == "h3":
                part = said
                yield line, (section, part), 0, ""
            else:
                yield line, (section, part), depth, said
            heading = ""


def _as_typed(tokens: "Iterable[Token]") -> str:
    """Return a text as it was typed: unescaped, with its lines."""
    lines = "".join("\n" if one.type == "hardbreak" else one.content for one in tokens)
    return "\n".join(
        "" if one == "\xa0" else re.sub(r"^\xa0+", lambda m: " " * len(m[0]), one)
        for one in lines.split("\n")
    )
