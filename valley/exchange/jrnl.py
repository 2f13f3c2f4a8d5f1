"""jrnl's journals: its text files in any of the usual time formats, and its JSON export.

jrnl's default format `%F %r` is not known to Python everywhere: it is `%Y-%m-%d %I:%M:%S %p`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from valley.errors import InvalidInput
from valley.exchange.formats import Reading
from valley.exchange.free_text import parts
from valley.exchange.importer import moment
from valley.exchange.json_reader import JsonReader
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import Source
from valley.model import EntryKind

DayOf = Callable[[datetime], date]

STARRED = "starred"
STAMP = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?)?"
HEAD = re.compile(rf"\[({STAMP})\](?: |$)(.*)", re.DOTALL)
OLD_HEAD = re.compile(rf"({STAMP})(?: |$)(.*)", re.DOTALL)  # jrnl before 2.0
ANY_HEAD = re.compile(r"\[([^\]\n]{4,40})\](?: |$)(.*)", re.DOTALL)
PARTS = re.compile(r"(\d+)\D(\d+)\D(\d+)(?:[ T](\d+):(\d+)(?::(\d+))?(?: ?([AaPp])\.?[Mm]\.?)?)?")
TAG = re.compile(r"(?<!\S)([@#][-+*#/\w]+)")
HALF_DAY = 12  # hours
# A journal that jrnl has encrypted: a Fernet token.
ENCRYPTED = re.compile(rb"\s*gAAAAA[A-Za-z0-9_=-]{60}")


def refuse_encrypted(source: Source) -> None:
    """Make sure that this is no journal that jrnl has encrypted.

    Raises:
        InvalidInput: It is one.
    """
    if ENCRYPTED.match(source.head):
        raise InvalidInput(
            f"{source.name} is encrypted by jrnl. Write it out in the clear first, as: jrnl"
            " --format json --file journal.json; then: valley import journal.json."
            " Nothing was imported."
        )


def fits(source: Source, how: Reading) -> bool:
    """Return whether a file begins with a time, or as jrnl's JSON."""
    begins = HEAD.match(source.beginning) or OLD_HEAD.match(source.beginning)
    return bool(begins or how.time_format) or {"title", "body"} <= source.first_row.keys()


def read_file(source: Source, how: Reading) -> Document:
    """Read a journal: its text, or its JSON."""
    if source.beginning.startswith("{") or source.first_row:
        entries = JsonReader(source.text, source.name).entries()
        return Document(records=(from_json(line, row, day_of=how.day_of) for line, row in entries))
    found = read_text(source.lines(), source.name, day_of=how.day_of, time_format=how.time_format)
    return Document(records=found)


def read_text(rows: Iterable[str], name: str, *, day_of: DayOf, time_format: str = "") -> Records:
    """Yield the entries of a text file.

    An entry begins with a time in brackets at the start of a line; brackets around anything else
    are text.

    Args:
        rows: Its lines, each with its end.
        name: What the file is called in messages.
        day_of: Returns the day a moment belongs to.
        time_format: As `strptime` takes it, where the file has an unusual one.

    Raises:
        InvalidInput: No line begins with a time.
    """
    head: re.Pattern[str] | None = ANY_HEAD if time_format else None
    begun, stamp, text = 0, "", [""]
    for number, line in enumerate(rows, 1):
        if head is None and line.strip():
            head = HEAD if HEAD.match(line) else OLD_HEAD
        match = head.match(line) if head else None
        if match and time_format and not _fits(match[1], time_format):
            match = None
        if match is None:
            if not begun and line.strip():
                raise InvalidInput(
                    f"{name} does not begin with a time as jrnl writes it ([2026-03-04 18:30]);"
                    " --time-format says how it does, as '%d.%m.%Y %H:%M'. Nothing was imported."
                )
            text.append(line)
            continue
        if begun:
            yield _entry(begun, stamp, "".join(text), day_of, time_format)
        begun, stamp, text = number, match[1], [match[2]]
    if begun:
        yield _entry(begun, stamp, "".join(text), day_of, time_format)


def from_json(line: int, row: Any, *, day_of: DayOf) -> Record | Problem:
    """Return what an entry of jrnl's JSON export holds."""
    if not isinstance(row, dict):
        return Problem(line, "is no object with 'date' and 'title'")
    texts = (row.get("title") or "", row.get("body") or "")
    if not all(isinstance(text, str) for text in texts):
        return Problem(line, "'title' or 'body' is no text")
    tags = row.get("tags") or []
    starred = [STARRED] if row.get("starred") is True else []
    text = "\n".join(part for part in texts if part)
    try:
        written = moment(f"{row['date']} {row.get('time') or '00:00'}")
    except (KeyError, ValueError):
        given = f"{row.get('date')} {row.get('time') or ''}".strip()
        return Problem(line, f"'date' and 'time' cannot be {given[:40]!r}")
    if not isinstance(tags, list):
        return Problem(line, "'tags' is no list of texts")
    return _record(line, written, text, [*tags, *starred], day_of)


def _entry(line: int, stamp: str, text: str, day_of: DayOf, time_format: str) -> Record | Problem:
    try:
        written = _read_stamp(stamp, time_format)
    except ValueError as error:
        return Problem(line, f"there is no time {stamp!r} ({error})")
    title, newline, body = text.partition("\n")
    starred = title.rstrip().endswith("*")
    if starred:  # jrnl's own reading: a star at the end of the first line
        title = title.rstrip(" *\r")
    tags = [tag.casefold() for tag in TAG.findall(text)]
    return _record(line, written, title + newline + body, tags + [STARRED] * starred, day_of)


def _record(
    line: int, written: datetime, text: str, tags: list[Any], day_of: DayOf
) -> Record | Problem:
    midnight = written.hour == written.minute == written.second == 0  # a day without a time
    row: dict[str, Any] = dict(parts(text.replace("\r\n", "\n")))
    row["day"] = (written.date() if midnight else day_of(written)).isoformat()
    row["written_at"] = written.isoformat()
    row["tags"] = tags
    if STARRED in tags:
        row["kind"] = EntryKind.WIN  # unless it gives a reason
    return Record(line, row)


def _fits(stamp: str, time_format: str) -> bool:
    try:
        return bool(datetime.strptime(stamp, time_format))  # noqa: DTZ007  # made local below
    except ValueError:
        return False


def _read_stamp(stamp: str, time_format: str) -> datetime:
    """Read a time as jrnl writes it.

    Raises:
        ValueError: There is no such time.
    """
    if time_format:
        return datetime.strptime(stamp, time_format).astimezone()
    match = PARTS.fullmatch(stamp)
    if match is None:
        raise ValueError("not understood")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if half := match[7]:
        if not 1 <= hour <= HALF_DAY:
            raise ValueError(f"no hour {hour} {half.upper()}M")
        hour = hour % HALF_DAY + (HALF_DAY if half in "Pp" else 0)
    return datetime(year, month, day, hour, minute, second).astimezone()  # local
