"""From answers to an entry: what is named, weighed and due, and what is never made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import kept_texts
from valley.coach.catalogue import catalogue
from valley.coach.recognise import Heard, Reading, Recogniser
from valley.due import Moment
from valley.entry.answers import Answers
from valley.entry.compose import as_tags, compose, heard, theme_of, with_due
from valley.errors import InvalidInput
from valley.model import Entry, PlanUse, Status, Theme, Verdict, as_typed
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


def test_what_was_answered_beside_the_reason_is_kept() -> None:
    """Each under its own name, and an entry like no other."""
    entry = composed(reason="they said no", action="ring Jo at 9", plan_use=PlanUse.HELPED)
    assert (entry.day, entry.written_at, entry.updated_at) == (FRIDAY, NOW, NOW)
    assert (entry.reason, entry.action) == ("they said no", "ring Jo at 9")
    assert (entry.plan_use, entry.plan) == (PlanUse.HELPED, False)
    assert composed(tags=("#won",)).tags == ("won",)
    assert UUID(entry.id) != UUID(composed().id)


def test_an_empty_day_is_no_entry() -> None:
    """Nor is one of spaces."""
    with pytest.raises(InvalidInput, match=r"^What happened is empty; nothing was written\.$"):
        composed(happened=" \n")


def test_a_name_that_was_picked_is_no_guess() -> None:
    """One that was found is, and one that the rep owns is held against nobody else."""
    picked = composed(reason="they said no", excuse="Too dear for them")
    assert (picked.excuse, picked.guessed) == ("too-dear-for-them", False)
    found = composed(reason=HEARD)
    assert (found.excuse, found.guessed) == ("late-marmalade", True)
    owned = composed(reason="they said no", own=True)
    assert (owned.theme, owned.excuse, owned.guessed) == (Theme.SELF, None, False)


def test_a_guess_that_is_sure_is_taken_with_its_theme() -> None:
    """What the rep says they own goes by no name that was guessed: then it would be a guess too."""
    found = composed(reason=HEARD)
    assert (found.excuse, found.theme) == ("late-marmalade", Theme.TOOLS)
    owned = composed(reason=HEARD, own=True)
    assert (owned.excuse, owned.theme, owned.guessed) == (None, Theme.SELF, False)
    mine = Heard("I overslept again", "own-late-start", Theme.SELF, FRIDAY, picked=True)
    reader = Recogniser([mine], today=FRIDAY)
    for own, excuse in ((False, "own-late-start"), (True, None)):
        answers = Answers(happened="a day", reason=mine.reason, own=own)
        entry = compose(answers, day=FRIDAY, now=NOW, reader=reader)
        assert (entry.excuse, entry.theme, entry.guessed) == (excuse, Theme.SELF, not own)


class Settled:
    """A reader that is sure of whom a reason blames, and of no name for it."""

    def read(self, reason: str) -> Reading:
        """Read a reason."""
        return READER.read(reason)._replace(sure=None, settled=Theme.PRICE)


def test_a_reason_without_a_name_still_blames_somebody() -> None:
    """As far as that is likely enough; what is owned, nobody else."""
    for own, theme in ((False, Theme.PRICE), (True, Theme.SELF)):
        answers = Answers(happened="a day", reason="they said no", own=own)
        entry = compose(answers, day=FRIDAY, now=NOW, reader=Settled())
        assert (entry.excuse, entry.theme, entry.guessed) == (None, theme, False)


@pytest.mark.parametrize(
    ("name", "reason", "theme"),
    [
        ("own-price-fear", "it was too dear for them", Theme.SELF),
        ("late-marmalade", HEARD, Theme.TOOLS),  # as it was used before
        ("price-too-high", HEARD, catalogue().excuses["price-too-high"].theme),
        ("no-name-yet", "zzz", None),  # where nothing tells
    ],
)
def test_an_excuse_that_was_named_holds_responsible_whom_it_says(
    name: str, reason: str, theme: Theme | None
) -> None:
    """The rep's own use of it first, then the catalogue's; what is owned, nobody else."""
    assert theme_of(name, READER.read(reason)) is theme
    assert theme_of(name, READER.read(reason), own=True) is Theme.SELF
    assert composed(reason=reason, excuse=name).theme is theme
    assert composed(reason=reason, excuse=name, own=True).theme is Theme.SELF


def test_a_name_in_use_holds_responsible_whom_it_did_before() -> None:
    """Whoever the reason itself blames, which a new name goes by."""
    reading = READER.read(HEARD)._replace(settled=Theme.PRICE)
    assert theme_of("late-marmalade", reading) is Theme.TOOLS
    assert theme_of("no-name-yet", reading) is Theme.PRICE


def test_a_new_name_holds_responsible_whom_its_reason_does() -> None:
    """Where the reason tells."""
    reading = READER.read("it was far too dear for them")
    assert reading.settled is Theme.PRICE
    assert theme_of("no-name-yet", reading) is Theme.PRICE


def test_an_action_is_weighed_and_open() -> None:
    """Without one there is no promise, whatever else says so."""
    entry = composed(reason="too dear", action="ring Jo at 9", due=FRIDAY, plan=True)
    assert (entry.status, entry.due, entry.plan) == (Status.OPEN, FRIDAY, True)
    assert entry.verdict is Verdict.CONCRETE
    none = composed(reason="too dear", due=FRIDAY, plan=True, volunteered=True)
    assert (none.status, none.due, none.plan, none.volunteered) == (None, None, False, False)
    assert none.verdict is None
    assert composed(volunteered=True).volunteered is False


def test_an_action_that_stands_in_the_reason_is_taken_where_none_was_given() -> None:
    """And marked so; one that was given stays, and is as it was marked."""
    reason = "CFO ghosted me, I'll ring his PA at 9"
    taken = composed(reason=reason)
    assert (taken.action, taken.volunteered) == ("I'll ring his PA at 9", True)
    assert taken.status is Status.OPEN
    for marked in (False, True):
        given_one = composed(reason=reason, action="write to him at 8", volunteered=marked)
        assert (given_one.action, given_one.volunteered) == ("write to him at 8", marked)
    assert composed(happened=reason).action is None


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
    assert as_tags(["#won", " won", "", "#", "North", " #North", "won#"]) == (
        "won",
        "North",
        "won#",
    )


def test_only_what_has_a_reason_and_a_name_is_heard() -> None:
    """The oldest first; a guess is no pick."""
    first = composed(reason="they said no", excuse="dear")
    second = replace(first, day=date(2026, 3, 5), guessed=True, excuse="too-dear")
    nameless = composed(reason="zzz")
    assert heard([first, composed(), nameless, second]) == [
        Heard("they said no", "too-dear", first.theme, second.day, picked=False),
        Heard("they said no", "dear", first.theme, first.day, picked=True),
    ]


def test_a_no_to_the_action_in_a_reason_stands() -> None:
    """An empty answer was asked for; without one the reason's own action is taken."""
    reason = "CFO ghosted me, I'll ring his PA at 9"
    assert composed(reason=reason, action="").action is None
    assert composed(reason=reason).action is not None
