"""JSON read entry by entry, so that a file larger than the memory can be taken in.

Takes an array of entries, or an object that holds them under `entries`; what else such an object
holds is kept in `rest`.
"""

import json
from collections.abc import Iterator
from typing import Any

from valley.errors import InvalidInput

ENTRIES = "entries"
LARGEST = 1 << 24  # characters of one entry
SPACE = " \t\r\n"
OF_NUMBERS = "0123456789.eE+-"


class JsonStream:
    """A JSON document being read.

    Args:
        text: Its text in pieces.
        name: What the file is called in messages.

    Attributes:
        rest: What an object holds beside its entries, as far as it was read.
        has_entries: Whether a list of entries was met.
    """

    def __init__(self, text: Iterator[str], name: str) -> None:
        self.rest: dict[str, Any] = {}
        self.has_entries = False
        self._text = text
        self._name = name
        self._decode = json.JSONDecoder().raw_decode
        self._buffer = ""
        self._at = 0
        self._line = 1  # of the beginning of the buffer

    def entries(self) -> Iterator[tuple[int, Any]]:
        """Yield the entries, each with the line it begins at.

        Raises:
            InvalidInput: The file breaks off, or is no JSON; the place is named.
        """
        if self._next() == "[":
            yield from self._elements()
        elif self._next() == "{":
            yield from self._members()
        else:
            raise self._broken("no list and no object begins here")
        if self._next():
            raise self._broken("something stands after the end")

    def _members(self) -> Iterator[tuple[int, Any]]:
        self._take("{")
        while self._next() != "}":
            name = self._value()
            if not isinstance(name, str):
                raise self._broken("a name is no text")
            self._take(":")
            if name == ENTRIES and self._next() == "[":
                yield from self._elements()
            else:
                self.rest[name] = self._value()
            if self._next() != "}":
                self._take(",")
        self._take("}")

    def _elements(self) -> Iterator[tuple[int, Any]]:
        self.has_entries = True
        self._take("[")
        while self._next() != "]":
            line = self._line + self._buffer.count("\n", 0, self._at)
            yield line, self._value()
            if self._next() != "]":
                self._take(",")
        self._take("]")

    def _next(self) -> str:
        """Skip space and return the character that comes, empty at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in SPACE:
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise self._broken(f"{sign!r} is missing")
        self._at += 1

    def _value(self) -> Any:
        """Read a value; one that does not fit the buffer is tried again with more of the text."""
        self._next()
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if self._double():
                    continue
                raise self._broken(error.msg, error.pos) from error
            except (ValueError, RecursionError) as error:
                raise self._broken(
                    "a number is too long, or lists are nested too deeply"
                ) from error
            if not self._buffer[end:].strip(OF_NUMBERS) and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on; False at the end of the text."""
        piece = next(self._text, None)
        if piece is None:
            return False
        self._line += self._buffer.count("\n", 0, self._at)
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
        return True

    def _double(self) -> bool:
        """Read as much again as there is; False at the end, or where an entry has no end."""
        wanted = 2 * (len(self._buffer) - self._at)
        if wanted > LARGEST:
            return False
        went_on = False
        while len(self._buffer) - self._at <= wanted and self._more():
            went_on = True
        return went_on

    def _broken(self, why: str, at: int | None = None) -> InvalidInput:
        place = self._at if at is None else at
        line = self._line + self._buffer.count("\n", 0, place)
        column = place - self._buffer.rfind("\n", 0, place)
        return InvalidInput(
            f"{self._name} breaks off, or is no JSON, at line {line}, column {column}: {why}."
            " Nothing was imported."
        )
