"""The formats there are: a line each. A format's module is loaded when it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from valley.exchange.days import Days
    from valley.exchange.records import Document
    from valley.exchange.selection import Selection
    from valley.exchange.source import Source
    from valley.insight.days import Rules


class _Format(StrEnum):
    """A format: its name, and the module that writes or reads it."""

    module: str

    def __new__(cls, name: str, module: str = "") -> Self:
        """Make a format of a line of its table."""
        one = str.__new__(cls, name)
        one._value_ = name
        one.module = f"valley.{module}"
        return one


class Writing(NamedTuple):
    """How an export is to be written.

    Attributes:
        today: The day it is made.
        rules: Which days count, and when an entry is in time.
        derived: What is shown of entries that does not stand in them, each by its name.
        tell: Takes what the person should know of it.
        front_matter: Markdown begins with YAML.
        bom: CSV begins with a byte order mark.
        numbers: Markdown and HTML hold the rep's own numbers.
    """

    today: date
    rules: "Rules"
    derived: Mapping[str, Callable[[Any], Any]]
    tell: Callable[[str], object] = id
    front_matter: bool = False
    bom: bool = False
    numbers: bool = False


class ExportFormat(_Format):
    """What an export can be in: modules with `export(selection, how)`."""

    MD = "md", "page.markdown"
    HTML = "html", "page.html"
    CSV = "csv", "exchange.csv_table"
    JSON = "json", "exchange.json_document"
    ICS = "ics", "exchange.ics_calendar"

    def write(self, selection: "Selection", how: Writing) -> Iterator[str]:
        """Yield a selection in this format, piece by piece."""
        pieces: Iterator[str] = import_module(self.module).export(selection, how)
        return pieces


class Reading(NamedTuple):
    """How a file is to be read.

    Attributes:
        days: Reads its days.
        columns: Which columns of a table hold which field, in the order given; an empty name
            leaves the field out.
        ignore: Columns of a table to leave aside.
        encoding: What the bytes are in, where that was said.
    """

    days: "Days"
    columns: Sequence[tuple[str, str]] = ()
    ignore: Sequence[str] = ()
    encoding: str = ""


class ImportFormat(_Format):
    """What an import can be in: modules with `fits(source, how)` and `read_file(source, how)`.

    A file is in the last of them that it fits.
    """

    AUTO = "auto"
    JSON = "json", "exchange.json_document"
    JSONL = "jsonl", "exchange.json_lines"
    CSV = "csv", "exchange.csv_table"
    MARKDOWN = "markdown", "page.reading"
    JRNL = "jrnl", "exchange.jrnl"
    DAYONE = "dayone", "exchange.dayone"

    def fits(self, source: "Source", how: Reading) -> bool:
        """Return whether a file looks as if it were in this format."""
        return bool(import_module(self.module).fits(source, how))

    def read(self, source: "Source", how: Reading) -> "Document":
        """Read a file that is in this format."""
        document: Document = import_module(self.module).read_file(source, how)
        return document
