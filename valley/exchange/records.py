"""What a reader hands on: the records of a file, one after the other, and what else it holds.

A record is a row: a dictionary with the documented fields of an entry (`valley.insight.record`),
`date` standing for `day` where it is there. What cannot be read is a problem with its line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from valley.model import Review

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A row, the line of the file it begins at, and what the file calls the fields."""

    line: int
    row: Row
    labels: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that cannot be taken in."""

    line: int
    why: str


Records = Iterator[Record | Problem]


@dataclass(slots=True)
class Document:
    """A file being read; what stands beside the records is whole once they have ended.

    Attributes:
        records: Its records in order; reading goes on as they are asked for.
        reviews: The reviews it holds.
        names: What excuses were renamed or merged to, old name to new.
        remarks: What the person should know of how it was read.
        columns: Of a table, which columns hold which field, by what the file calls them.
    """

    records: Records
    reviews: list[Review] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
