"""JSON read entry by entry, so that a file larger than the memory can be taken in.

Takes an array of entries, or an object that holds them under `entries`; what else such an object
holds is kept in `rest`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from valley.errors import InvalidInput

ENTRIES = "entries"
LARGEST = 1 << 24  # characters of one entry
SPACE = " \t\r\n"
NUMBER_TO_THE_END = re.compile(r"[0-9.eE+-]*+\Z")


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
        self._line = 1  # of the place in the buffer up to which lines were counted
        self._counted = 0

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
            self._count()
            yield self._line, self._value()
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
            if NUMBER_TO_THE_END.match(self._buffer, end) and self._double():
                continue  # a number may go on
            self._at = end
            return value

    def _more(self, wanted: int = 1) -> bool:
        """Read so many characters on, in whole pieces; False at the end of the text."""
        pieces: list[str] = []
        while wanted > 0 and (piece := next(self._text, None)) is not None:
            pieces.append(piece)
            wanted -= len(piece)
        if pieces:
            self._count()
            self._buffer = "".join([self._buffer[self._at :], *pieces])
            self._at = self._counted = 0
        return bool(pieces)

    def _double(self) -> bool:
        """Read as much again as there is; False at the end, or where an entry has no end."""
        waiting = len(self._buffer) - self._at
        return 2 * waiting <= LARGEST and self._more(waiting + 1)

    def _count(self) -> None:
        """Count the lines up to here."""
        self._line += self._buffer.count("\n", self._counted, self._at)
        self._counted = self._at

    def _broken(self, why: str, at: int | None = None) -> InvalidInput:
        place = self._at if at is None else at
        line = self._line + self._buffer.count("\n", self._counted, place)
        column = place - self._buffer.rfind("\n", 0, place)
        return InvalidInput(
            f"{self._name} breaks off, or is no JSON, at line {line}, column {column}: {why}."
            " Nothing was imported."
        )
