"""A file to import: how it begins, and its text."""

import codecs
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, Self

from valley import files
from valley.errors import InvalidInput
from valley.exchange.json_reader import ENTRIES, JsonReader

Lines = Callable[[], Iterable[str]]  # of a text, each with its end; they may be asked for again

PIECE = 1 << 16  # bytes
MOST = 1 << 30  # bytes of text: 1 GiB, the words of many lives
ROWS = re.compile(r"\{|\[\s*\{")  # how JSON begins that holds entries
UTF_8 = "utf-8"
BOM = "\ufeff"
# The longer marks first: that of UTF-16 begins that of UTF-32.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UNMARKED = 0.4  # of the bytes at even or odd places that are nought in UTF-16 without a mark


class Source:
    """The bytes of a file, and its text.

    Args:
        path: The file; `-` is the standard input.
        encoding: What its bytes are in; empty where they say it themselves.

    Attributes:
        name: What the file is called in messages.
        size: Its length in bytes, 0 where that is not known.
        head: Its first bytes.
        watch: Called with how many bytes were read, piece by piece.

    Raises:
        InvalidInput: It cannot be opened or read, or there is no such encoding.
    """

    def __init__(self, path: Path, *, encoding: str = "") -> None:
        self.name = str(path)
        self.path = path
        self.encoding = encoding
        given = _text_encoding(encoding) if encoding else ""
        self.watch: Callable[[int], object] = lambda _: None
        try:
            standard = self.name == "-"
            self.file: BinaryIO = sys.stdin.buffer if standard else files.opened(path)
            self.size = 0 if standard else path.stat().st_size
            self.head = self.file.read(PIECE)
        except OSError as error:
            raise self.unreadable(error) from error
        self._encoding = given or _told_by(self.head)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.__dict__.pop("text", None)  # what was read of it is what counts from here on
        self.file.close()

    @cached_property
    def text(self) -> str:
        r"""The text, without a byte order mark; `\n` ends its lines, whatever does in the file.

        Raises:
            InvalidInput: The disk does not give it, it does not end, or a byte does not fit the
                encoding; that is named.
        """
        pieces, read = [self.head], len(self.head)
        try:
            while pieces[-1]:
                self.watch(len(pieces[-1]))
                pieces.append(self.file.read(PIECE))
                read += len(pieces[-1])
                if read > MOST:
                    raise InvalidInput(
                        f"{self.name} is larger than 1 GiB; import it in parts. Nothing was imported."
                    )
        except OSError as error:
            raise self.unreadable(error) from error
        return _lines_ended(decode(b"".join(pieces), self._encoding, self.name))

    def lines(self) -> StringIO:
        r"""Return the lines of the text, each with its `\n`; no other character ends a line."""
        return StringIO(self.text, newline="\n")

    @cached_property
    def beginning(self) -> str:
        """The text as it begins, whatever does not fit in it and space before it left out."""
        begins = self.head.decode(self._encoding, "ignore").removeprefix(BOM)
        return _lines_ended(begins).lstrip()

    @property
    def first_line(self) -> str:
        """The first line that is not empty, as far as it is known."""
        return self.beginning.partition("\n")[0]

    @property
    def ending(self) -> str:
        """The ending of the file's name, as `.csv`."""
        return self.path.suffix.casefold()

    @property
    def begins_as_json(self) -> bool:
        """Whether a list or an object may begin the text."""
        return self.beginning.startswith(("{", "["))

    @cached_property
    def has_rows(self) -> bool:
        """Whether the first line is an entry of its own, as in JSON Lines."""
        first, end, _ = self.beginning.partition("\n")
        if not first.startswith("{"):
            return False
        try:
            row = json.loads(first if end else self.text.lstrip().partition("\n")[0])
        except (ValueError, RecursionError):
            return False
        return isinstance(row, dict) and ENTRIES not in row

    @cached_property
    def first_row(self) -> Mapping[str, Any]:
        """The first entry of a JSON document; empty where there is none.

        Raises:
            InvalidInput: As for `text`.
        """
        if not ROWS.match(self.beginning) or self.has_rows:
            return {}
        try:
            _, row = next(JsonReader(self.text, self.name).entries(), (0, {}))
        except InvalidInput:
            return {}  # told when it is read
        return row if isinstance(row, dict) else {}

    def unreadable(self, error: OSError) -> InvalidInput:
        """Return the error that the file could not be read."""
        if files.odd_kind(self.path) == "a pipe":
            return InvalidInput(
                f"{self.name} is a pipe; hand it over as - instead: … | valley import -"
            )
        return InvalidInput(f"Cannot read {self.name}: {files.why(error)}.")


def _lines_ended(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _told_by(head: bytes) -> str:
    """Return the encoding that the first bytes show: by a mark, or by the noughts of UTF-16."""
    for mark, encoding in MARKS.items():
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts = head[place::2].count(0)
        if pairs and noughts > UNMARKED * pairs and not head[1 - place :: 2].count(0):
            return encoding
    return UTF_8


def decode(data: bytes, encoding: str, name: str) -> str:
    """Return bytes as text, without a byte order mark.

    Raises:
        InvalidInput: A byte does not fit the encoding; it and its place are named.
    """
    try:
        return data.decode(encoding).removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{name} is not {encoding.upper()}: byte 0x{data[error.start]:02X} at offset"
            f" {error.start}. Nothing was imported. {_other_encoding(encoding)}"
        ) from error
    except UnicodeError as error:
        raise InvalidInput(f"{name} is not {encoding}: {error}. Nothing was imported.") from error


def _text_encoding(name: str) -> str:
    try:
        "".encode(name)  # refuses what is no encoding of texts, as hex or zlib
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise InvalidInput(
            f"There is no encoding {name!r}; often it is windows-1252, utf-16 or mac-roman."
        ) from error


def _other_encoding(encoding: str) -> str:
    """Return what the file may be in."""
    if encoding != UTF_8:
        return "Try without --encoding, or another one."
    return "Save it as UTF-8, or say what it is in, as --encoding windows-1252."
