"""Day One's JSON export, on its own or in the ZIP it comes in.

Times are UTC and the day is that of the entry's own time zone; where nobody knows that zone, it is
the local day, and that is said. Texts are Markdown with punctuation escaped by backslashes, which
go; photos stay where they are and are named in the note. An entry without a word says its photo or
its place. An id of another form, as converters make them up, is left aside.
"""

import json
import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from lzma import LZMAError
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from uuid import UUID
from zipfile import BadZipFile, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from valley.errors import InvalidInput
from valley.exchange import dayone_text
from valley.exchange.days import Days, Moment
from valley.exchange.formats import Reading
from valley.exchange.free_text import parts
from valley.exchange.jrnl import STARRED
from valley.exchange.json_reader import JsonReader
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import PIECE, UTF_8, Source, decode

ZIP = b"PK"
MOST_FILES = 100_000
MOST_BYTES = 1 << 29  # of entries, unpacked
SUSPICIOUS = 250  # times its packed size: no text packs so well, but a bomb does
SMALL = 1 << 24  # bytes; what unpacks to less does no harm
ENCRYPTED = 0x1  # flag of a member
# What an entry can have beside its text: the list, its name in words, its folder in the archive.
BESIDE = (("photos", "Photo"), ("videos", "Video"), ("audios", "Audio"), ("pdfAttachments", "PDF"))
OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", re.ASCII)
PLACE = ("placeName", "localityName", "administrativeArea", "country")  # the nearest first
FOLDERS = {"pdfAttachments": "pdfs"}


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file is an archive, or begins as Day One's JSON or text."""
    begins = source.head.startswith(ZIP) or dayone_text.fits(source)
    return begins or "creationDate" in source.first_row


def read_file(source: Source, how: Reading) -> Document:
    """Read a journal, or an archive of some."""
    document = Document(records=iter(()))
    if source.head.startswith(ZIP):
        document.records = read_zip(source, how.days, document.remarks)
    elif dayone_text.fits(source):
        document.records = dayone_text.read(source.lines(), how.days)
    else:
        document.records = _entries(source.text, source.name, how.days, document.remarks)
    return document


def read_zip(source: Source, days: Days, remarks: list[str]) -> Records:
    """Read the journals in an archive; nothing is unpacked to the disk.

    Raises:
        InvalidInput: It is no archive, has no journal, or is made to do harm.
    """
    try:
        archive = ZipFile(source.file)
        members = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InvalidInput(
            f"{source.name} is no whole ZIP archive ({error}). Nothing was imported."
        ) from error
    if len(members) > MOST_FILES:
        raise _refused(source.name, f"it holds {len(members)} files")
    for member in members:
        if why := _harm(member):
            raise _refused(source.name, f"{member.filename!r} {why}")
    journals = [one for one in members if one.filename.casefold().endswith(".json")]
    if not journals:
        raise InvalidInput(
            f"{source.name} has no journal in it: a .json file, as Day One exports it."
            " Nothing was imported."
        )
    if sum(one.file_size for one in journals) > MOST_BYTES:
        raise _refused(source.name, f"it unpacks to more than {MOST_BYTES >> 20} MB")
    return _members(source, archive, journals, days, remarks)


def _entries(text: str, name: str, days: Days, remarks: list[str]) -> Records:
    unknown: dict[str, int] = {}
    for line, row in JsonReader(text, name).entries():
        if isinstance(row, dict):
            yield _entry(line, row, days, unknown)
        else:
            yield Problem(line, "is no object with 'creationDate' and 'text'")
    for zone, count in unknown.items():
        some = "1 entry names" if count == 1 else f"{count} entries name"
        remarks.append(f"{some} a time zone that is not known ({zone[:40]}): local time was taken.")


def _members(
    source: Source, archive: ZipFile, journals: list[ZipInfo], days: Days, remarks: list[str]
) -> Records:
    for journal in journals:
        name = f"{source.name}/{journal.filename}"
        text = decode(b"".join(_unpacked(source, archive, journal)), UTF_8, name)
        yield from _entries(text, name, days, remarks)


def _unpacked(source: Source, archive: ZipFile, journal: ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of a journal, and no more of them than the archive declares."""
    read, told = 0, 0
    try:
        with archive.open(journal) as file:
            while piece := file.read(PIECE):
                read += len(piece)
                if read > journal.file_size:
                    raise _refused(source.name, f"{journal.filename!r} is longer than it says")
                packed = journal.compress_size * read // max(1, journal.file_size)
                source.watch(packed - told)
                told = packed
                yield piece
    except (BadZipFile, zlib.error, LZMAError, OSError, EOFError, RuntimeError) as error:
        raise InvalidInput(
            f"{source.name}: {journal.filename!r} cannot be unpacked ({error})."
            " Nothing was imported."
        ) from error


def _harm(member: ZipInfo) -> str:
    """Return what is wrong with a member of an archive, if anything is."""
    name = member.filename
    windows = PureWindowsPath(name)
    if ".." in PurePosixPath(name).parts or ".." in windows.parts:
        return "points outside of it"
    if name.startswith(("/", "\\")) or windows.drive or "\0" in member.orig_filename:
        return "is no name of a file in it"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted: export it from Day One without a password"
    packed = max(1, member.compress_size)
    if member.file_size > max(SMALL, SUSPICIOUS * packed):
        return f"unpacks to {member.file_size // packed} times its size"
    return ""


def _refused(name: str, why: str) -> InvalidInput:
    return InvalidInput(f"{name} was refused: {why}. Nothing was imported.")


def _entry(
    line: int, row: Mapping[str, Any], days: Days, unknown: dict[str, int]
) -> Record | Problem:
    text, tags = row.get("text") or _rich(row.get("richText")), row.get("tags") or []
    if not isinstance(text, str) or not isinstance(tags, list):
        return Problem(line, "'text' is no text, or 'tags' no list")
    created, zone = str(row.get("creationDate") or ""), str(row.get("timeZone") or "")
    if not created:
        return Problem(line, "'creationDate' is missing")
    try:
        written = _local(days.moment(created), zone, unknown)
    except (ValueError, OSError, OverflowError):
        return Problem(
            line, f"'creationDate' and 'timeZone' cannot be {f'{created} {zone}'[:60]!r}"
        )
    beside = list(_beside(row))
    said = parts(dayone_text.plain(text))
    if not said["happened"] and (shown := beside or _place(row.get("location"))):
        said["happened"] = shown[0]  # a photo or a place without a word
    if not said["happened"]:
        return Problem(line, "'text' is missing or empty")
    day = written.date() if row.get("isAllDay") is True else days.day_of(written)
    taken: dict[str, Any] = {"day": Moment(day, written), **said}
    taken["tags"] = [*tags, *([STARRED] if row.get("starred") is True else [])]
    taken["note"] = "\n".join(beside) or None
    taken["id"] = _id(row.get("uuid"))
    return Record(line, taken)


def _id(given: Any) -> str | None:
    try:
        return str(UUID(given)) if isinstance(given, str) else None
    except ValueError:
        return None


def _rich(given: Any) -> Any:
    """Return the text of an entry that has no other: that of its `richText`, itself JSON."""
    try:
        contents = json.loads(given)["contents"] if isinstance(given, str) else []
        pieces = [piece.get("text", "") for piece in contents]
        return "".join(piece for piece in pieces if isinstance(piece, str))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""


def _place(given: Any) -> list[str]:
    """Return where an entry was written, by the nearest name there is."""
    names = [given.get(name) for name in PLACE] if isinstance(given, dict) else []
    return [name for name in names if isinstance(name, str) and name.strip()]


def _local(written: datetime, zone: str, unknown: dict[str, int]) -> datetime:
    """Return a moment in the time zone of its entry; where nobody knows it, in the local one.

    Raises:
        ValueError: There is no such moment.
    """
    if offset := OFFSET.fullmatch(zone):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        east = timedelta(hours=hours, minutes=minutes) * (-1 if offset[1] == "-" else 1)
        return written.astimezone(timezone(east))
    try:
        return written.astimezone(ZoneInfo(zone) if zone else None)
    except (KeyError, ValueError):  # no such zone
        unknown[zone] = unknown.get(zone, 0) + 1
        return written.astimezone()


def _beside(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the photos and other files of an entry by where they are in the archive."""
    for field, word in BESIDE:
        files = row.get(field)
        for file in files if isinstance(files, list) else ():
            if isinstance(file, dict) and file.get("md5"):
                ending = file.get("type") or file.get("format") or ""
                folder = FOLDERS.get(field, field)
                yield f"{word}: {folder}/{file['md5']}" + (f".{ending}" if ending else "")
