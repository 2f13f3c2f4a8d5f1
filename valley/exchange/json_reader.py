"""JSON read entry by entry, each with its line, so that only the text is in memory, not all it says.

Takes an array of entries, or an object that holds them under `entries`; what else such an object
holds is kept in `rest`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from valley.errors import InvalidInput

ENTRIES = "entries"
SPACE = re.compile(r"[ \t\r\n]*+")


class JsonReader:
    """A JSON document being read.

    Args:
        text: Its text.
        name: What the file is called in messages.

    Attributes:
        rest: What an object holds beside its entries, as far as it was read.
        has_entries: Whether a list of entries was met.
    """

    def __init__(self, text: str, name: str) -> None:
        self.rest: dict[str, Any] = {}
        self.has_entries = False
        self._text = text
        self._name = name
        self._decode = json.JSONDecoder().raw_decode
        self._at = 0

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
        line, counted = 1, 0
        while self._next() != "]":
            line += self._text.count("\n", counted, self._at)
            counted = self._at
            yield line, self._value()
            if self._next() != "]":
                self._take(",")
        self._take("]")

    def _next(self) -> str:
        """Skip space and return the character that comes, empty at the end."""
        if space := SPACE.match(self._text, self._at):
            self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise self._broken(f"{sign!r} is missing")
        self._at += 1

    def _value(self) -> Any:
        self._next()
        try:
            value, self._at = self._decode(self._text, self._at)
        except json.JSONDecodeError as error:
            raise self._broken(error.msg, error.pos) from error
        except (ValueError, RecursionError) as error:
            raise self._broken("a number is too long, or lists are nested too deeply") from error
        return value

    def _broken(self, why: str, at: int | None = None) -> InvalidInput:
        place = self._at if at is None else at
        line = self._text.count("\n", 0, place) + 1
        column = place - self._text.rfind("\n", 0, place)
        return InvalidInput(
            f"{self._name} breaks off, or is no JSON, at line {line}, column {column}: {why}."
            " Nothing was imported."
        )
