"""Reading a whole life: in the memory that a few of its years take."""

import tracemalloc
from datetime import date
from pathlib import Path
from uuid import uuid4

from tests.store.faults import NOW
from valley.journal import Journal
from valley.model import Entry, EntryKind


def _peak_of(home: Path, years: int) -> int:
    """Write a journal of so many years; return how many bytes going through it takes at most."""
    journal = Journal(home, NOW)
    with journal.change("an import") as change:
        for year in range(years):
            for number in range(200):
                day = date(2000 + year, 1 + number % 12, 1 + number % 28)
                change.add(
                    Entry(
                        id=str(uuid4()),
                        day=day,
                        written_at=NOW,
                        updated_at=NOW,
                        kind=EntryKind.NOTE,
                        happened="Demo at Acme " * 10,
                    )
                )
    tracemalloc.start()
    assert sum(1 for _ in Journal(home, NOW).entries()) == 200 * years
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_a_life_takes_no_more_memory_than_some_years_of_it(tmp_path: Path) -> None:
    """What was read of a year goes before the last ones are."""
    assert _peak_of(tmp_path / "life", 24) < 1.5 * _peak_of(tmp_path / "years", 6)
