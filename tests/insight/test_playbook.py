"""The rep's own moves are counted by what became of them, and every other win is asked about."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.strategies import an_entry
from valley.accounts.book import Book
from valley.insight.playbook import Move, best_move, next_debrief, playbook
from valley.insight.promises import due_on, tally
from valley.model import Debriefed, Entry, EntryKind, Status, Verdict

MONDAY = date(2026, 3, 2)


def promised(day: int, action: str, status: Status = Status.KEPT, **fields: Any) -> Entry:
    """Return a setback with a promise that ended the day after."""
    on = MONDAY + timedelta(day)
    usual: dict[str, Any] = {
        "id": f"{day} {action}",
        "happened": "A call at Larkhill",
        "reason": "too dear",
        "excuse": "price-too-high",
        "action": action,
        "verdict": Verdict.CONCRETE,
        "due": on + timedelta(1),
        "status": status,
        "resolved_on": on + timedelta(1),
    }
    return an_entry(on, **usual | fields)


def won(day: int, happened: str = "Larkhill signed", **fields: Any) -> Entry:
    """Return a win."""
    on = MONDAY + timedelta(day)
    return an_entry(on, id=f"{day} won", happened=happened, kind=EntryKind.WIN, **fields)


def counted(moves: tuple[Move, ...]) -> list[tuple[str, int, int, int]]:
    """Return moves by their figures."""
    return [(one.name, one.made, one.kept, one.wins) for one in moves]


def test_a_move_is_what_an_action_begins_with() -> None:
    """Counted by promise: made and ended, kept, before a win on the same account."""
    entries = [
        promised(0, "ring them at 9"),
        promised(1, "ring them at 10 with the sheet", Status.MISSED),
        promised(2, "I will ring their boss tomorrow at 8", Status.BETTER),
        promised(3, "send the sheet tonight", happened="A call at Osgood"),
        promised(4, "write the list at 9", Status.MISSED),
        won(7),
    ]
    view = playbook(entries, Book.of_entries(entries))
    assert counted(view.moves) == [("ring", 3, 2, 2), ("send", 1, 1, 0)]
    assert view.moves[0].last == entries[2]
    ((name, title, moves),) = view.by_excuse
    assert (name, title) == ("price-too-high", "Price too high")
    assert counted(moves) == counted(view.moves)


def test_a_win_counts_for_its_own_account_and_for_a_fortnight() -> None:
    """Not for a step on another one, nor one long before or after it."""
    for entries in (
        [promised(0, "ring Kim at 9", happened="A call at Osgood"), won(3)],
        [promised(0, "ring Kim at 9"), won(30)],
        [won(0), promised(1, "ring Kim at 9")],
    ):
        assert counted(playbook(entries, Book.of_entries(entries)).moves) == [("ring", 1, 1, 0)]


def test_open_promises_and_other_excuses_tell_nothing() -> None:
    """And where nothing was kept there is no best move."""
    waiting = promised(0, "ring Kim at 9", Status.OPEN, resolved_on=None)
    missed = promised(1, "ring Kim at 10", Status.MISSED)
    assert playbook([waiting, missed], Book.of_entries([waiting, missed])).moves == ()
    assert best_move("price-too-high", [waiting, missed]) is None
    assert best_move("gone-quiet", [promised(0, "ring Kim at 9")]) is None


MADE, LOST = Debriefed.MADE_IT, Debriefed.NEARLY_LOST


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ([], None),  # not of the first
        ([won(0)], MADE),
        ([won(0), won(1, debriefed=MADE, debrief="I asked")], None),
        ([won(0), won(1, debriefed=MADE, debrief="I asked"), won(2)], LOST),
        ([won(1, debriefed=LOST, debrief="the price"), won(2)], MADE),
        ([won(1, debriefed=MADE), won(2)], LOST),  # it was skipped on an evening before the last
        ([won(2, debriefed=MADE), won(2, "Osgood signed")], None),  # skipped on the last evening
    ],
)
def test_every_other_win_is_asked_about_in_turn(
    before: list[Entry], asked: Debriefed | None
) -> None:
    """And not on the evening after a skip."""
    assert next_debrief(before[::-1]) is asked


def test_what_was_said_of_wins_stands_under_its_question() -> None:
    """The newest first; a question that was skipped shows nothing."""
    told = [
        won(0, debriefed=MADE, debrief="I asked for it"),
        won(1, debriefed=LOST, debrief="the price"),
        won(2, debriefed=MADE),
        won(3, debriefed=MADE, debrief="I was early"),
    ]
    view = playbook(told, Book.of_entries(told))
    assert [one.debrief for one in view.made_it] == ["I was early", "I asked for it"]
    assert [one.debrief for one in view.nearly_lost] == ["the price"]


def test_a_day_is_told_where_it_goes_clearly_otherwise() -> None:
    """From five promises on, on that day and on others."""
    good = [promised(day * 7, f"ring {day} at 9") for day in range(6)]  # due on Tuesdays
    bad = [promised(day * 7 + 3, f"ring {day} at 9", Status.MISSED) for day in range(6)]
    assert due_on(1, [*good, *bad]) == ((6, 6), (0, 6))
    assert due_on(4, [*good, *bad]) == ((0, 6), (6, 6))
    assert due_on(1, [*good[:4], *bad]) is None
    assert due_on(1, [*good, *good[:0]]) is None


def test_few_are_shrunk_towards_all() -> None:
    """One kept of one is not taken for a certainty."""
    whole = tally(
        [promised(day, "ring", Status.KEPT if day % 2 else Status.MISSED) for day in range(10)]
    )
    assert whole.rate == 0.5
    assert tally([promised(0, "ring")]).expected(whole) == pytest.approx(3.5 / 6)
    assert tally([]).expected(whole) == 0.5
