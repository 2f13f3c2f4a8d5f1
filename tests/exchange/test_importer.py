"""Records to entries: what is taken as it is, what is completed, what is there already."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from valley.coach.recognise import Recogniser
from valley.errors import InvalidInput
from valley.exchange.days import Days
from valley.exchange.importer import import_records, to_entry
from valley.exchange.known import Known
from valley.exchange.records import Problem, Record
from valley.insight.record import records
from valley.model import Entry, Status

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
DAYS = Days(today=NOW.date(), day_ends_at=time(4))


def entry_of(**row: Any) -> Entry:
    """Make an entry of a row."""
    usual = {"day": DAY.isoformat(), "happened": "a day"}
    return to_entry(usual | row, recogniser=Recogniser(today=DAY), now=NOW, days=DAYS)


def imported(*rows: dict[str, Any], known: tuple[Entry, ...] = ()) -> Any:
    """Import rows."""
    found = [Record(number, row) for number, row in enumerate(rows, 1)]
    return import_records(
        found, known=Known(known), recogniser=Recogniser(today=DAY), now=NOW, days=DAYS
    )


def test_a_whole_record_is_taken_exactly() -> None:
    """Also where valley would weigh or name it otherwise today."""
    entry = entry_of(reason="they went quiet", action="try harder", due="2026-03-05")
    (row,) = records([entry], {"backfilled": lambda _: False}, whole=True)
    odd = row | {"excuse": "my-name-for-it", "verdict": "concrete", "guessed": False}
    assert (
        to_entry(odd, recogniser=Recogniser(today=DAY), now=NOW, days=DAYS).excuse
        == "my-name-for-it"
    )
    assert to_entry(row, recogniser=Recogniser(today=DAY), now=NOW, days=DAYS) == entry


def test_what_a_record_does_not_say_is_completed() -> None:
    """As an unattended check-in would; nothing is guessed over what it brings."""
    entry = entry_of(reason="they went quiet after the demo", action="ring Jo at 9")
    assert (entry.status, entry.due) == (Status.OPEN, None)
    assert entry.written_at.astimezone().hour == 18
    named = entry_of(reason="they went quiet", excuse="silence", theme="customer")
    assert (named.excuse, named.guessed) == ("silence", False)


def test_a_win_brings_no_theme_and_no_promise_without_an_action() -> None:
    """Whatever stands in the other columns."""
    entry = entry_of(theme="price", status="kept", verdict="vague", due="2026-03-05")
    assert (entry.theme, entry.status, entry.verdict) == (None, None, None)


def test_date_stands_for_day() -> None:
    """Where there is no day."""
    assert entry_of(day=None, date="2026-03-01").day == date(2026, 3, 1)


@pytest.mark.parametrize("day", ["20260302", "2026-W10-1", "tomorrow", "0000-01-01"])
def test_a_day_in_another_form_is_refused(day: str) -> None:
    """It is too easily another day."""
    with pytest.raises(InvalidInput, match="day"):
        entry_of(day=day)


def test_what_is_there_is_skipped_by_id_or_by_what_it_says() -> None:
    """A problem of the file is handed on, and keeps nothing else out."""
    known = entry_of()
    same_id = {"id": known.id, "day": "2026-03-03", "happened": "said otherwise"}
    same_words = {"day": DAY.isoformat(), "happened": "a day"}
    new = {"day": DAY.isoformat(), "happened": "another day"}
    came = imported(same_id, same_words, new, {"happened": 5}, known=(known,))
    assert (came.read, came.skipped) == (4, 2)
    assert [entry.happened for entry in came.entries] == ["another day"]
    assert [problem.line for problem in came.problems] == [4]
    bad = Problem(7, "is no object")
    passed = import_records(
        [bad], known=Known(()), recogniser=Recogniser(today=DAY), now=NOW, days=DAYS
    )
    assert passed.problems == (bad,)


def test_a_later_record_is_named_as_an_earlier_one_was() -> None:
    """The recogniser learns from the file itself."""
    reason = {"reason": "the marmalade was late again"}
    usual = {"day": DAY.isoformat()}
    first = usual | reason | {"happened": "one", "excuse": "late-marmalade"}
    came = imported(first, usual | reason | {"happened": "two"})
    assert [entry.excuse for entry in came.entries] == ["late-marmalade"] * 2
