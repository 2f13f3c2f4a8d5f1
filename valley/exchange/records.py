"""What a reader hands on: the records of a file, one after the other, and what else it holds.

A record is a row: a dictionary with the documented fields of an entry (`valley.insight.record`),
`date` standing for `day` where it is there. What cannot be read is a problem with its line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from valley.errors import InvalidInput
from valley.kept import Kept
from valley.model import Review

Row = Mapping[str, Any]


class NoJournal(InvalidInput):
    """A file that holds no entries in a form that is known; in a folder it is left aside."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row, the line of the file it begins at, and what the file calls the fields."""

    line: int
    row: Row
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that cannot be taken in."""

    line: int
    why: str


Records = Iterator[Record | Problem]
Rows = Iterator[tuple[int, Mapping[Any, Any]] | Problem]  # of a table: a line, its cells by column


class Table(NamedTuple):
    """A table in a file.

    Attributes:
        name: What the file is called in messages.
        word: What it calls a column.
        names: The columns in their order, by what the file calls them.
        rows: Returns its rows, each with its line; it may be called again. Takes where remarks go.
        own: Whether valley wrote it, or somebody in valley's words: then every value must fit.
        cell: Returns what a cell of a text holds.
    """

    name: str
    word: str
    names: Mapping[Any, str]
    rows: Callable[[list[str]], Rows]
    own: bool
    cell: Callable[[Any], Any]


class Look(NamedTuple):
    """What somebody sees of a table who says which column is which: its names, its first cells."""

    names: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(slots=True)
class Document:
    """A file being read; what stands beside the records is whole once they have ended.

    Attributes:
        records: Its records in order; reading goes on as they are asked for.
        reviews: The reviews it holds.
        names: What excuses were renamed or merged to, old name to new.
        kept: What it holds for the tables.
        remarks: What the person should know of how it was read.
        look: How it looks, where it is a table that another program wrote.
        columns: Which of its columns hold which field, by what the file calls them.
    """

    records: Records
    reviews: list[Review] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    look: Look | None = None
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
