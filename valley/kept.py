"""What a journal keeps beside entries, reviews and names of excuses: one dataclass a table.

To keep something new, write its dataclass, whose fields say what they hold (`fields.about`), and
declare its table in `TABLES`. Its rows, doctor, merge, undo and the lossless export follow from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from valley.errors import InvalidInput
from valley.exchanged import Agreement, Comment, MentorPage
from valley.fields import Field, FieldType, about, fields_of


class Kept(Protocol):
    """A value that a table keeps; a second one of the same id takes its place."""

    @property
    def id(self) -> str:
        """What it is told from others by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNumbers:
    """The rep's own numbers of a day, those that are known."""

    day: date = about(FieldType.DAY, "The local calendar day.")
    counts: Mapping[str, int] = about(FieldType.COUNTS, "How many of each, by name.")

    def __post_init__(self) -> None:
        """Hold the rules of every day's numbers."""
        if any(count < 0 for count in self.counts.values()):
            raise InvalidInput("No number of a day is below nought.")

    @property
    def id(self) -> str:
        """The day: it has one set of numbers."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountName:
    """What the rep corrected of an account that was found in the texts."""

    id: str = about(FieldType.ID, "Its words in small letters, as they were found.")
    name: str | None = about(FieldType.TEXT, "What it is called instead.", default=None)
    into: str | None = about(FieldType.TEXT, "The account that it counts as.", default=None)
    forgotten: bool = about(FieldType.FLAG, "It is no account.", default=False)


class Table(NamedTuple):
    """A table of a journal.

    Attributes:
        name: What it is called in a volume and in the lossless export.
        kind: What it keeps.
        by_year: Whether a row stands in the volume of the year of its `day`, else in the one that
            belongs to no year.
        nameless: Whether nothing in it could name anybody, or `valley.exchange.selection` replaces
            what could, so that a redacted export carries it.
    """

    name: str
    kind: type[Any]
    by_year: bool = False
    nameless: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """What is known of the fields of its values."""
        return fields_of(self.kind)


TABLES = (
    Table("numbers", DayNumbers, by_year=True, nameless=True),
    Table("pages", MentorPage),
    Table("comments", Comment),
    Table("agreements", Agreement),
    Table("accounts", AccountName),
)
BY_KIND: Mapping[type[Any], Table] = {table.kind: table for table in TABLES}
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
