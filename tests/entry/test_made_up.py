"""Names that earlier versions made up are told from those that a person gave."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.strategies import an_entry, entries
from valley.entry.made_up import made_up, waits
from valley.model import Entry

DAY = date(2026, 3, 2)


def _guessed(reason: str, excuse: str, after: int = 0) -> Entry:
    day = DAY + timedelta(days=after)
    return an_entry(day, reason=reason, excuse=excuse, guessed=True)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ghosted-stood-lemon", "ghosted, stood there like a lemon"),
        ("evryone-already", "evryone is on it already"),
        ("own-ghosted", "ghosted him myself"),
        ("reps-follow-process", "reps dont follow the process"),
        ("they-are-not", "They’re not"),
    ],
)
def test_a_name_made_of_its_reasons_words_was_made_up(name: str, reason: str) -> None:
    """As long as it is a guess: what somebody picked or confirmed is theirs."""
    entry = _guessed(reason, name)
    later = _guessed("something else", name, after=3)
    assert made_up([later, entry]) == {name}
    assert made_up([later, replace(entry, guessed=False)]) == set()
    assert made_up([replace(later, guessed=False), entry]) == set()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-budget", "there was no budget"),  # of the catalogue
        ("warp-drive", "flux capacitor jammed"),  # a name of the rep's own, guessed again
        ("lemon-ghosted", "ghosted, stood there like a lemon"),
        ("ghosted", "…"),
    ],
)
def test_other_guesses_were_not(name: str, reason: str) -> None:
    """They are names of the catalogue, or not of these words in their order."""
    assert made_up([_guessed(reason, name)]) == set()


@given(entries())
def test_what_waits_has_a_reason_and_no_name_by_a_person(entry: Entry) -> None:
    """Whatever entry it is."""
    named = entry.excuse is not None and not entry.guessed
    assert waits(entry) == (entry.reason is not None and not named)
