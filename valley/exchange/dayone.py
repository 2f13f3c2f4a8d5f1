"""Day One's JSON export, on its own or in the ZIP it comes in.

Times are UTC and the day is that of the entry's own time zone. Texts are Markdown with punctuation
escaped by backslashes, which go; photos stay where they are and are named in the note.
"""

import re
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from lzma import LZMAError
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from valley.errors import InvalidInput
from valley.exchange.formats import Reading
from valley.exchange.free_text import parts
from valley.exchange.importer import moment
from valley.exchange.jrnl import STARRED
from valley.exchange.json_reader import JsonReader
from valley.exchange.records import Document, Problem, Record, Records
from valley.exchange.source import PIECE, UTF_8, Source, decode

DayOf = Callable[[datetime], date]

ZIP = b"PK"
MOST_FILES = 100_000
MOST_BYTES = 1 << 29  # of entries, unpacked
SUSPICIOUS = 250  # times its packed size: no text packs so well, but a bomb does
SMALL = 1 << 24  # bytes; what unpacks to less does no harm
ENCRYPTED = 0x1  # flag of a member
# Neither part holds what begins it, so that no character is looked at from more than one beginning.
PHOTO = re.compile(r"!\[[^\[\]\n]*\]\(dayone-moment:[^()\s]*\)[ \t]*\n?")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
HEADING = re.compile(r"\A\s*#{1,6}[ \t]+")
# What an entry can have beside its text: the list, its name in words, its folder in the archive.
BESIDE = (("photos", "Photo"), ("videos", "Video"), ("audios", "Audio"), ("pdfAttachments", "PDF"))
FOLDERS = {"pdfAttachments": "pdfs"}


def fits(source: Source, _: Reading) -> bool:
    """Return whether a file is an archive, or begins as Day One's JSON."""
    return source.head.startswith(ZIP) or "creationDate" in source.first_row


def read_file(source: Source, how: Reading) -> Document:
    """Read a journal, or an archive of some."""
    if source.head.startswith(ZIP):
        return read_zip(source, day_of=how.day_of)
    return Document(records=_entries(source.text, source.name, how.day_of))


def read_zip(source: Source, *, day_of: DayOf) -> Document:
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
    document = Document(records=iter(()))
    document.records = _members(source, archive, journals, day_of)
    return document


def _entries(text: str, name: str, day_of: DayOf) -> Records:
    for line, row in JsonReader(text, name).entries():
        if isinstance(row, dict):
            yield _entry(line, row, day_of)
        else:
            yield Problem(line, "is no object with 'creationDate' and 'text'")


def _members(source: Source, archive: ZipFile, journals: list[ZipInfo], day_of: DayOf) -> Records:
    for journal in journals:
        name = f"{source.name}/{journal.filename}"
        text = decode(b"".join(_unpacked(source, archive, journal)), UTF_8, name)
        yield from _entries(text, name, day_of)


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


def _entry(line: int, row: Mapping[str, Any], day_of: DayOf) -> Record | Problem:
    text, tags = row.get("text") or "", row.get("tags") or []
    if not isinstance(text, str) or not isinstance(tags, list):
        return Problem(line, "'text' is no text, or 'tags' no list")
    try:
        written = _local(moment(str(row["creationDate"])), row.get("timeZone"))
    except KeyError:
        return Problem(line, "'creationDate' is missing")
    except (ValueError, OSError, OverflowError):
        given = f"{row['creationDate']} {row.get('timeZone')}"
        return Problem(line, f"'creationDate' and 'timeZone' cannot be {given[:60]!r}")
    beside = list(_beside(row))
    said = parts(plain(text))
    if not said["happened"] and beside:
        said["happened"] = beside[0]  # a photo without a word
    if not said["happened"]:
        return Problem(line, "'text' is missing or empty")
    day = written.date() if row.get("isAllDay") is True else day_of(written)
    taken: dict[str, Any] = {"day": day.isoformat(), "written_at": written.isoformat(), **said}
    taken["tags"] = [*tags, *([STARRED] if row.get("starred") is True else [])]
    taken["note"] = "\n".join(beside) or None
    taken["id"] = row.get("uuid")
    return Record(line, taken)


def plain(text: str) -> str:
    """Return a text without photos, heading marks in the first line, and backslash escapes."""
    return ESCAPE.sub(r"\1", HEADING.sub("", PHOTO.sub("", text.replace("\r\n", "\n"))))


def _local(written: datetime, zone: Any) -> datetime:
    """Return a moment in the time zone of its entry.

    Raises:
        ValueError: There is no such time zone.
    """
    if not zone:
        return written.astimezone()
    try:
        return written.astimezone(ZoneInfo(str(zone)))
    except KeyError as error:  # no such zone
        raise ValueError(str(error)) from error


def _beside(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the photos and other files of an entry by where they are in the archive."""
    for field, word in BESIDE:
        files = row.get(field)
        for file in files if isinstance(files, list) else ():
            if isinstance(file, dict) and file.get("md5"):
                ending = file.get("type") or file.get("format") or ""
                folder = FOLDERS.get(field, field)
                yield f"{word}: {folder}/{file['md5']}" + (f".{ending}" if ending else "")
