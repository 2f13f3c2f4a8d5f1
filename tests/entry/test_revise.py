"""What follows from changing an entry, without a journal around it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.strategies import an_entry
from valley.coach.recognise import Recogniser
from valley.due import Moment
from valley.entry.revise import Revision, revise
from valley.errors import InvalidInput
from valley.model import Did, Entry, EntryKind, Status, Step, Theme, Verdict
from valley.workdays import Workdays

DAY = date(2026, 3, 6)  # a Friday
NEXT = date(2026, 3, 9)
PROMISED = an_entry(
    DAY,
    reason="too dear, I'll call at 9",
    excuse="price-too-high",
    theme=Theme.PRICE,
    action="call at 9",
    verdict=Verdict.CONCRETE,
    volunteered=True,
    status=Status.MISSED,
    resolved_on=DAY,
    note="too late",
    due=DAY,
    plan=True,
    steps=(Step(DAY, Did.MISSED, due=DAY, note="too late"),),
)


def revised(entry: Entry, **new: object) -> Entry:
    """Change an entry on its day."""
    return revise(
        entry,
        Revision(**new),  # type: ignore[arg-type]
        reader=Recogniser(today=DAY),
        moment=Moment(datetime.combine(DAY, time(18)), DAY, Workdays.of()),
    )


def test_nothing_changed_leaves_all_as_it_is() -> None:
    """Every field."""
    assert revised(PROMISED) == PROMISED
    assert Revision().is_empty
    assert not Revision(no_due=True).is_empty


def test_an_action_that_is_taken_away_leaves_nothing_of_its_promise() -> None:
    """No day, no end, no step, and no plan."""
    assert revised(PROMISED, action="") == an_entry(
        DAY, reason=PROMISED.reason, excuse="price-too-high", theme=Theme.PRICE
    )


@pytest.mark.parametrize(
    ("was", "action", "is_"),
    [
        (True, "CALL at 9", True),  # it stands in the reason still
        (True, "write to her boss at 10", False),
        (False, "I'll call at 9", False),  # it was asked for
        (False, "write to her boss at 10", False),
    ],
)
def test_an_action_came_unasked_only_while_it_stands_in_the_reason(
    was: bool, action: str, is_: bool
) -> None:
    """What was typed over it later was asked for."""
    assert revised(replace(PROMISED, volunteered=was), action=action).volunteered is is_


def test_an_action_in_other_words_came_unasked_from_no_reason() -> None:
    """Where there is none."""
    win = replace(
        PROMISED, kind=EntryKind.WIN, reason=None, excuse=None, theme=None, action="call at 8"
    )
    assert revised(win, action="xxxx").volunteered is False


def test_a_promise_in_other_words_stands_where_it_stood() -> None:
    """Only the words and what is thought of them change; no day is made up for it."""
    changed = revised(replace(PROMISED, due=None), action="try harder")
    assert (changed.action, changed.verdict) == ("try harder", Verdict.VAGUE)
    assert (changed.status, changed.resolved_on, changed.due) == (Status.MISSED, DAY, None)
    assert (changed.note, changed.steps, changed.plan) == ("too late", PROMISED.steps, True)


def test_an_action_that_is_new_is_open_and_due_the_next_working_day() -> None:
    """Unless a day is given, or none is wanted."""
    plain = an_entry(DAY, reason="too dear", excuse="price-too-high", theme=Theme.PRICE)
    new = revised(plain, action="call at 9")
    assert (new.status, new.due, new.volunteered) == (Status.OPEN, NEXT, False)
    assert revised(plain, action="call by Wednesday").due == date(2026, 3, 11)
    assert revised(PROMISED, action="call by Wednesday").due == DAY
    assert revised(plain, action="call at 9", due=date(2026, 3, 20)).due == date(2026, 3, 20)
    assert revised(plain, action="call at 9", no_due=True).due is None
    assert revised(PROMISED, no_due=True) == replace(PROMISED, due=None)


def test_what_cannot_be_is_refused_in_words() -> None:
    """A day without an action, a name without a reason, an entry without a word."""
    win = an_entry(DAY)
    with pytest.raises(InvalidInput, match=r"^Without an action nothing is due; give the action"):
        revised(win, due=NEXT)
    for new in ({"excuse": "price-too-high"}, {"own": True}):
        with pytest.raises(
            InvalidInput, match=r"^Without a reason there is no excuse; give the reason as well\.$"
        ):
            revised(win, **new)
    with pytest.raises(InvalidInput, match="An entry says what happened"):
        revised(win, happened=" ")


def test_a_reason_that_goes_takes_its_name_along() -> None:
    """And that the action stood in it."""
    win = revised(replace(PROMISED, guessed=True), reason="")
    assert (win.reason, win.excuse, win.theme, win.guessed, win.volunteered) == (
        *(None, None, None),
        *(False, False),
    )
    assert win.action == PROMISED.action


def test_a_name_the_rep_gave_stays_whatever_the_reason() -> None:
    """A guessed one is guessed anew; an empty name asks for a guess."""
    kept = revised(PROMISED, reason="they went quiet after the quote")
    assert (kept.excuse, kept.theme, kept.guessed) == ("price-too-high", Theme.PRICE, False)
    assert kept.reason == "they went quiet after the quote"
    named = revised(PROMISED, excuse="prospect-ghosted")
    assert (named.excuse, named.theme, named.guessed) == ("prospect-ghosted", Theme.CUSTOMER, False)
    guessed = replace(PROMISED, guessed=True)
    assert revised(guessed, happened="x") == replace(guessed, happened="x")
    for entry, new in ((guessed, {}), (PROMISED, {"excuse": ""})):
        found = revised(entry, reason="they went quiet after the quote", **new)
        assert (found.excuse, found.guessed) != ("price-too-high", False)
        assert found.reason == "they went quiet after the quote"


def test_owning_a_reason_is_taken_for_it() -> None:
    """Whatever it was called before."""
    owned = revised(PROMISED, own=True)
    assert owned.theme is Theme.SELF
    assert owned.reason == PROMISED.reason


def test_the_other_fields_are_taken_as_answers_are() -> None:
    """What is not given stays, what is empty goes."""
    entry = replace(PROMISED, mine="I was late", tags=("acme",))
    changed = revised(
        entry, day=NEXT, happened="Demo", texts=(("mine", "me\r\n"), ("note", "")), tags=("#b", "b")
    )
    assert (changed.day, changed.happened, changed.mine) == (NEXT, "Demo", "me\n")
    assert (changed.note, changed.tags) == (None, ("b",))
    assert revised(entry, happened="Demo") == replace(entry, happened="Demo")
    assert revised(entry, texts=(("mine", ""), ("note", "n"))) == replace(
        entry, mine=None, note="n"
    )
    assert changed.written_at == entry.written_at != datetime(1, 1, 1, tzinfo=UTC)
