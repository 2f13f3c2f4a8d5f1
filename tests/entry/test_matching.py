"""Which entries are asked for."""

from dataclasses import replace
from datetime import date

from tests.strategies import an_entry
from valley.entry.matching import matching
from valley.model import Status


def test_an_excuse_is_asked_for_where_it_was_given_for_a_promise_too() -> None:
    """As it is counted; under the name of the catalogue, or the rep's own."""
    day = date(2026, 3, 4)
    entry = an_entry(
        day, reason="sky fell", excuse="sky-fell", action="ring at 9", status=Status.MISSED
    )
    missed = replace(entry, note="no time", note_excuse="no-time")
    for excuse, found in (("sky-fell", True), ("no-time", True), ("no-budget", False)):
        assert matching(excuse=excuse)(missed) is found
