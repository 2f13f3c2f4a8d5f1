"""From answers to an entry: what is named, weighed and due, and what is never made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import kept_texts
from valley.coach.recognise import Heard, Recogniser
from valley.due import Moment
from valley.entry.answers import Answers
from valley.entry.compose import as_tags, compose, heard, with_due
from valley.errors import InvalidInput
from valley.model import Entry, Status, Theme, Verdict, as_typed
from valley.workdays import Workdays

FRIDAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 18, tzinfo=UTC)
HEARD = "the marmalade was late again"
READER = Recogniser(
    [Heard(HEARD, "late-marmalade", Theme.TOOLS, FRIDAY, picked=True)], today=FRIDAY
)


def composed(**answers: Any) -> Entry:
    """Make an entry of answers."""
    answers.setdefault("happened", "a day")
    return compose(Answers(**answers), day=FRIDAY, now=NOW, reader=READER)


@settings(max_examples=40, deadline=None)
@given(kept_texts(), st.none() | kept_texts())
def test_the_words_of_the_rep_stay_as_they_were_typed(happened: str, mine: str | None) -> None:
    """An answer is kept whole, and one without a word is none."""
    entry = composed(happened=happened, mine=mine)
    assert entry.happened == as_typed(happened)
    assert entry.mine == (as_typed(mine) if mine and mine.strip() else None)


def test_a_win_has_nothing_that_a_reason_brings() -> None:
    """Whatever else was answered."""
    entry = composed(excuse="price-too-high", own=True)
    assert (entry.reason, entry.excuse, entry.theme, entry.guessed) == (None, None, None, False)


def test_an_empty_day_is_no_entry() -> None:
    """Nor is one of spaces."""
    with pytest.raises(InvalidInput, match="empty"):
        composed(happened=" \n")


def test_a_name_that_was_picked_is_no_guess() -> None:
    """One that was found is, and one that the rep owns is held against nobody else."""
    picked = composed(reason="they said no", excuse="Too dear for them")
    assert (picked.excuse, picked.guessed) == ("too-dear-for-them", False)
    found = composed(reason=HEARD)
    assert (found.excuse, found.guessed) == ("late-marmalade", True)
    owned = composed(reason="they said no", own=True)
    assert (owned.theme, owned.excuse, owned.guessed) == (Theme.SELF, None, False)


def test_an_action_is_weighed_and_open() -> None:
    """Without one there is no promise, whatever else says so."""
    entry = composed(reason="too dear", action="ring Jo at 9", due=FRIDAY, plan=True)
    assert (entry.status, entry.due, entry.plan) == (Status.OPEN, FRIDAY, True)
    assert entry.verdict is Verdict.CONCRETE
    none = composed(reason="too dear", due=FRIDAY, plan=True, volunteered=True)
    assert (none.status, none.due, none.plan, none.volunteered) == (None, None, False, False)


def test_what_has_no_day_is_due_on_the_next_that_counts() -> None:
    """A day that was given stays, and so does one that the action names."""
    evening = Moment(datetime.combine(FRIDAY, time(18, 30)), FRIDAY, Workdays.of("mon-fri"))
    entry = composed(reason="too dear", action="ring Jo at 9")
    assert with_due(entry, evening).due == date(2026, 3, 9)
    named = composed(reason="too dear", action="send Jo the figures by Wednesday")
    assert with_due(named, evening).due == date(2026, 3, 11)
    given_day = replace(named, due=FRIDAY)
    assert with_due(given_day, evening) is given_day
    win = composed()
    assert with_due(win, evening) is win


def test_a_tag_is_kept_once_and_without_its_sign() -> None:
    """In the order they came."""
    assert as_tags(["#won", " won", "", "#", "North"]) == ("won", "North")


def test_only_what_has_a_reason_and_a_name_is_heard() -> None:
    """The oldest first; a guess is no pick."""
    first = composed(reason="they said no", excuse="dear")
    second = replace(first, day=date(2026, 3, 5), guessed=True)
    assert [(one.day, one.picked) for one in heard([first, composed(), second])] == [
        (second.day, False),
        (first.day, True),
    ]
