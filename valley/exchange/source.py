"""A file to import: how it begins, and its text."""

import codecs
import json
import re
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, Self

from valley import files
from valley.errors import InvalidInput
from valley.exchange.json_reader import ENTRIES, JsonReader

PIECE = 1 << 16  # bytes
MOST = 1 << 30  # bytes of text: 1 GiB, the words of many lives
ROWS = re.compile(r"\{|\[\s*\{")  # how JSON begins that holds entries
UTF_8 = "utf-8"
BOM = "\ufeff"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Source:
    """The bytes of a file, and its text.

    Args:
        path: The file; `-` is the standard input.
        encoding: What its bytes are in.

    Attributes:
        name: What the file is called in messages.
        size: Its length in bytes, 0 where that is not known.
        head: Its first bytes.
        watch: Called with how many bytes were read, piece by piece.

    Raises:
        InvalidInput: It cannot be opened or read, or there is no such encoding.
    """

    def __init__(self, path: Path, *, encoding: str = UTF_8) -> None:
        self.name = str(path)
        self.path = path
        self._encoding = _text_encoding(encoding)
        self.watch: Callable[[int], object] = lambda _: None
        try:
            standard = self.name == "-"
            self.file: BinaryIO = sys.stdin.buffer if standard else files.opened(path)
            self.size = 0 if standard else path.stat().st_size
            self.head = self.file.read(PIECE)
        except OSError as error:
            raise self.unreadable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.__dict__.pop("text", None)  # what was read of it is what counts from here on
        self.file.close()

    @cached_property
    def text(self) -> str:
        """The text, without a byte order mark.

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
        return decode(b"".join(pieces), self._encoding, self.name)

    def lines(self) -> StringIO:
        r"""Return the lines of the text, each with its `\n`; no other character ends a line."""
        return StringIO(self.text, newline="\n")

    @cached_property
    def beginning(self) -> str:
        """The text as it begins, whatever does not fit in it and space before it left out."""
        return self.head.decode(self._encoding, "ignore").removeprefix(BOM).lstrip()

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
        first, _, rest = self.beginning.partition("\n")
        try:
            row = json.loads(first)
        except (ValueError, RecursionError):
            return first.startswith("{") and rest.lstrip().startswith("{")
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
            f" {error.start}. Nothing was imported. {_other_encoding(encoding, data)}"
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


def _other_encoding(encoding: str, first: bytes) -> str:
    """Return what the file may be in."""
    if encoding != UTF_8:
        return "Try without --encoding, or another one."
    likely = "utf-16" if first.startswith(UTF_16) else "windows-1252"
    return f"Save it as UTF-8, or say what it is in, as --encoding {likely}."
