"""What goes out comes in again: every field of every entry, through JSON and CSV."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import entries, kept_texts, moments
from valley.exchange import csv_table, json_document, json_lines
from valley.exchange.days import Days
from valley.exchange.formats import Reading
from valley.exchange.importer import Imported, import_records
from valley.exchange.known import Known
from valley.exchange.records import Document
from valley.insight import record
from valley.model import Entry, Review

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOW = Reading(days=Days(today=NOW.date(), day_ends_at=time(4)))
FEW = settings(max_examples=40, deadline=None)
JOURNALS = st.lists(entries(), max_size=4, unique_by=lambda entry: entry.id)


class Silent:
    """Stands for a recogniser that must not be asked."""

    def learn(self, heard: Any) -> None:
        """Take what was heard, and do nothing."""


def take(document: Document, known: Iterable[Entry] = ()) -> Imported:
    """Take a document in, without a recogniser."""
    recogniser: Any = Silent()
    return import_records(
        document.records, known=Known(known), recogniser=recogniser, now=NOW, days=HOW.days
    )


def records(journal: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what an export writes of entries."""
    return [*record.records(journal, {"backfilled": lambda _: False}, whole=True)]


def through_json(journal: list[Entry]) -> Document:
    """Write JSON and read it."""
    text = "".join(json_document.write(records(journal), [], {}, {}))
    return json_document.read(text, "file", HOW)


def through_lines(journal: list[Entry]) -> Document:
    """Write the entries of a JSON export one a line, and read them."""
    text = "".join(json_document.write(records(journal), [], {}, {}))
    rows = [row.rstrip(",") for row in text.split("\n") if row.startswith('{"id"')]
    return json_lines.read(lambda: rows, "file", HOW)


def read_table(text: str) -> Document:
    """Read a table from its lines."""
    rows = text.replace("\r\n", "\n").splitlines(keepends=True)
    return csv_table.read(lambda: rows, "file", HOW)


def through_csv(journal: list[Entry]) -> Document:
    """Write CSV and read it."""
    text = "".join(csv_table.write(records(journal)))
    return read_table(text)


@pytest.mark.parametrize("through", [through_json, through_lines, through_csv])
def test_every_field_of_every_entry_comes_back(through: Callable[..., Document]) -> None:
    """Whatever the texts hold, and whatever was labelled, guessed or resolved."""

    @FEW
    @given(JOURNALS)
    def holds(journal: list[Entry]) -> None:
        imported = take(through(journal))
        assert imported.problems == ()
        assert list(imported.entries) == journal
        again = take(through(journal), known=journal)
        assert (again.read, len(again.entries), again.skipped) == (len(journal), 0, len(journal))

    holds()


@FEW
@given(
    st.builds(
        Review,
        week=st.sampled_from(["2026-W10", "1999-W52", "2020-W53"]),
        written_at=moments(),
        updated_at=moments(),
        focus=st.none() | kept_texts(),
        answers=st.lists(st.tuples(kept_texts(), kept_texts()), max_size=2).map(tuple),
    ),
    st.dictionaries(kept_texts(), kept_texts(), max_size=3),
)
def test_reviews_and_names_come_back(review: Review, names: dict[str, str]) -> None:
    """They stand beside the entries."""
    document = json_document.read(
        "".join(json_document.write([], [review], names, {})), "file", HOW
    )
    assert take(document).read == 0
    assert (document.reviews, document.names) == ([review], names)


@FEW
@given(JOURNALS)
def test_no_cell_of_a_table_is_a_formula(journal: list[Entry]) -> None:
    """A spreadsheet takes a cell for one by its first character."""
    text = "".join(csv_table.write(records(journal)))
    cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@FEW
@given(JOURNALS)
def test_a_json_export_holds_nothing_a_terminal_obeys(journal: list[Entry]) -> None:
    """Controls stand as escapes, which mean the same."""
    text = "".join(json_document.write(records(journal), [], {}, {}))
    assert not [
        sign for sign in text if sign != "\n" and not sign.isprintable() and ord(sign) < 160
    ]


def test_a_mark_for_excel_comes_off_again() -> None:
    """The byte order mark is no part of the first column's name."""
    text = "".join(csv_table.write([], bom=True))
    assert text.startswith("\ufeff")
    assert take(read_table(text.removeprefix("\ufeff"))).read == 0
