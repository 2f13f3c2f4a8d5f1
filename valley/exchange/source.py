"""A file to import, read once from its beginning, in pieces."""

import codecs
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
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
        self.__dict__.pop("whole", None)  # what was read of it is what counts from here on
        self.file.close()

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes.

        Raises:
            InvalidInput: The disk does not give them, or they do not end.
        """
        piece, read = self.head, 0
        try:
            while piece:
                read += len(piece)
                if read > MOST:
                    raise InvalidInput(
                        f"{self.name} is larger than 1 GiB; import it in parts. Nothing was imported."
                    )
                self.watch(len(piece))
                yield piece
                piece = self.file.read(PIECE)
        except OSError as error:
            raise self.unreadable(error) from error

    def text(self) -> Iterator[str]:
        """Yield the text, without a byte order mark.

        Raises:
            InvalidInput: A byte does not fit the encoding; it is named.
        """
        if "whole" in self.__dict__:
            return iter([self.whole])
        return decoded(self.pieces(), self._encoding, self.name)

    @cached_property
    def whole(self) -> str:
        """The whole text.

        Raises:
            InvalidInput: As for `text`.
        """
        return "".join(self.text())

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
            _, row = next(JsonReader(self.whole, self.name).entries(), (0, {}))
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


def decoded(pieces: Iterator[bytes], encoding: str, name: str) -> Iterator[str]:
    """Yield bytes as text, piece by piece.

    Raises:
        InvalidInput: A byte does not fit the encoding; it and its place are named.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    read, begun, first = 0, False, b""
    try:
        for piece in pieces:
            first = first or piece
            waiting = len(decoder.getstate()[0])
            text = decoder.decode(piece)
            read += len(piece)
            if text and not begun:
                text, begun = text.removeprefix(BOM), True
            yield text
        waiting = len(decoder.getstate()[0])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        place = read - waiting + error.start
        raise InvalidInput(
            f"{name} is not {encoding.upper()}: byte 0x{error.object[error.start]:02X} at offset"
            f" {place}. Nothing was imported. {_other_encoding(encoding, first)}"
        ) from error
    except UnicodeError as error:
        raise InvalidInput(f"{name} is not {encoding}: {error}. Nothing was imported.") from error


def lines(text: Iterator[str]) -> Iterator[str]:
    r"""Yield the lines of a text, each with its `\n`; no other character ends a line."""
    begun: list[str] = []  # pieces of a line whose end has not come
    for piece in text:
        first, *others = piece.split("\n")
        begun.append(first)
        for line in others:
            yield "".join(begun) + "\n"
            begun = [line]
    if rest := "".join(begun):
        yield rest


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
