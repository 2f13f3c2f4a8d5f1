"""The one question more of an evening: which it is, and when there is none."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Terminal, World
from valley.entry.answers import Answers
from valley.model import Debriefed, EntryKind, Source, Status
from valley.session import Session
from valley.sittings.one_more import ONE_MORE, When, has_room, one_more
from valley.sittings.sheet import Sheet
from valley.ui.prompts import Asker

Start = Callable[..., Terminal]
DEAR = {"reason": "too dear", "excuse": "price-too-high"}


def test_the_table_has_what_matters_most_first() -> None:
    """What the mentor owed, a plan that was due to be used, then what is learned, then what may be kept."""
    assert [(one.name, one.when) for one in ONE_MORE] == [
        ("mentor_step", When.START),
        ("plan_used", When.EXCUSE),
        ("what_it_was", When.END),
        ("heard", When.END),
        ("keep_as_plan", When.END),
        ("debrief", When.END),
    ]


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sheet]:
    """Give a function that opens a sheet of this evening, and has lines typed."""

    def open_one(*typed: str, **answers: Any) -> Sheet:
        lines = "".join(f"{line}\n" for line in typed)
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        session = Session(tell=lambda _: None, ask=str)
        draft = session.journal.new_draft("checkin")
        asker = Asker(io.StringIO())
        return Sheet(session, asker, Answers(**answers), session.today, draft)

    return open_one


def write(world: World, *days: int, **answers: str) -> None:
    """Log an entry so many days ago each."""
    for ago in days:
        world.checkin(date=str(date(2026, 3, 4) - timedelta(ago)), **answers)


def asked(sheet: Sheet) -> str:
    """Ask what is to be asked, and return its name."""
    for when in When:
        one_more(sheet, when)
    return sheet.more


Sheets = Callable[..., Sheet]


def test_an_excuse_that_comes_back_is_heard_or_guessed(world: World, sheet: Sheets) -> None:
    """By one key; each third time, and in between it may become a plan."""
    write(world, 6, 7, **DEAR)
    evening = sheet("t", happened="A call", action="ring Kim at 9", **DEAR)
    assert asked(evening) == "heard"
    assert evening.answers.heard is Source.THEM
    write(world, 1, **DEAR)
    with_it = sheet("y", happened="A call", action="ring Kim at 9", **DEAR)
    assert asked(with_it) == "heard"  # it was not asked of what was logged without a terminal


def test_what_nobody_can_say_is_not_asked(world: World, sheet: Sheets) -> None:
    """Of the time there is no hearing; it may become a plan."""
    meetings = {"reason": "too many meetings", "excuse": "too-many-meetings"}
    write(world, 6, 7, **meetings)
    assert (
        asked(sheet("y", happened="A call", action="ring Kim at 9", **meetings)) == "keep_as_plan"
    )
    assert asked(sheet("y", happened="A call", own=True, action="ring at 9", **DEAR)) == ""


def test_one_that_came_once_is_not_asked(world: World, sheet: Sheets) -> None:
    """Nor where the reason has no name."""
    write(world, 6, **DEAR)
    assert asked(sheet(happened="A call", action="ring Kim at 9", **DEAR)) == ""
    assert asked(sheet(happened="A call", reason="x", excuse="", action="ring at 9")) == ""


def test_a_plan_is_asked_about_before_anything_else(world: World, sheet: Sheets) -> None:
    """Once it is known whose words the excuse was."""
    write(world, 6, 7, **DEAR)
    journal = Session(tell=lambda _: None, ask=str).journal
    was = next(journal.entries())
    planned = replace(was, heard=Source.GUESS, action="ask first", status=Status.OPEN, plan=True)
    with journal.change("a plan") as change:
        change.put(planned, was=was)
    assert asked(sheet("h", happened="A call", action="ring Kim at 9", **DEAR)) == "plan_used"


def test_the_second_win_is_asked_about(world: World, sheet: Sheets) -> None:
    """That it was skipped is kept too, so that it is not asked again on the next evening."""
    write(world, 5, happened="Larkhill signed")
    told = sheet("I asked for it", happened="Osgood signed", kind=EntryKind.WIN)
    assert asked(told) == "debrief"
    assert (told.answers.debriefed, told.answers.debrief) == (Debriefed.MADE_IT, "I asked for it")
    skipped = sheet("", happened="Osgood signed", kind=EntryKind.WIN)
    assert asked(skipped) == "debrief"
    assert (skipped.answers.debriefed, skipped.answers.debrief) == (Debriefed.MADE_IT, "")


@pytest.mark.parametrize("happened", ["Lost Larkhill to a cheaper one", "Larkhill signed"])
def test_what_it_was_is_asked_where_an_account_is_won_or_lost(
    world: World, sheet: Sheets, happened: str
) -> None:
    """It is saved with the reason of then, which stays; undo takes it back."""
    write(world, 20, happened="Second visit at Larkhill", **DEAR)
    write(world, 10, happened="Saw Osgood about the Larkhill job")
    evening = sheet("they never had budget", "2", happened=happened, kind=EntryKind.NOTE)
    assert asked(evening) == "what_it_was"
    (entry,) = world.json("log", "--kind", "setback")
    assert (entry["reason"], entry["turned_out"]) == ("too dear", "they never had budget")
    world.run("undo", "--yes")
    assert world.json("log", "--kind", "setback")[0]["turned_out"] is None
    assert asked(sheet(happened="Nearly lost Larkhill", kind=EntryKind.NOTE)) == ""
    assert asked(sheet(happened="Lost Bexley", kind=EntryKind.NOTE)) == ""


def test_there_is_no_room_after_a_nudge_help_or_a_long_evening(sheet: Sheets) -> None:
    """Nor for a second question."""
    assert has_room(sheet())
    nudged, helped, second, long = sheet(), sheet(), sheet(), sheet()
    nudged.nudge.given = helped.helped = True
    second.more, long.asker.asked = "heard", 7
    assert not any(map(has_room, (nudged, helped, second, long)))


def test_a_second_check_in_of_a_day_has_none(world: World, sheet: Sheets) -> None:
    """The evening had its own."""
    write(world, 0, happened="A call")
    assert not has_room(sheet())


def test_a_promise_that_was_nudged_is_the_nudge_of_the_evening(
    world: World, terminal: Start
) -> None:
    """What is said later is not nudged again, and nothing more is asked."""
    write(world, 6, 7, **DEAR)
    world.checkin(date="2026-03-03", action="ring Kim at 9", due="2026-03-04", **DEAR)
    evening = terminal("checkin")
    evening.answers("Did you?", "m")
    evening.answers("What got in the way?", "")
    evening.answers("What would make it work next time?", "be better")
    evening.answers("How will you know tomorrow", "")
    evening.answers("By when?", "")
    evening.answers("What happened today?", "A call")
    evening.answers("What reason did you give?", "too dear")
    evening.answers("Which excuse is that?", "1")
    evening.answers("What are you going to do about that?", "try harder")
    evening.answers("Another?", "")  # after so many questions the day is said
    evening.ends()


def test_said_by_you_and_by_them(world: World) -> None:
    """The counts that a reader finds in the journal."""
    write(world, 6, 7, 8, **DEAR)
    newest, second, _ = (entry["id"] for entry in world.json("log"))
    world.run("excuses", "turned-out", newest, "yes")
    told = world.json(
        "excuses", "turned-out", second, "they never had budget", "--excuse", "no-budget"
    )
    assert (told["reason"], told["turned_out"]) == ("too dear", "they never had budget")
    one = world.json("excuses")[0]
    assert (one["excuse"], one["heard"], one["proved"], one["otherwise"]) == (
        "price-too-high",
        0,
        1,
        1,
    )
    shown = world.run("--plain", "excuses", "show", "price-too-high")
    assert "Turned out true once, turned out to be something else once." in shown
    assert "It turned out to be “too dear”, “Price too high”. As you had said." in shown
    assert "“they never had budget”, “No budget”" in shown


def test_a_reason_is_needed_and_words(world: World) -> None:
    """One line says so."""
    win = world.checkin("Larkhill signed")["id"]
    assert "gives no reason" in world.fails("excuses", "turned-out", win, "no budget", code=3)
    dear = world.checkin(**DEAR)["id"]
    assert "in a few words" in world.fails("excuses", "turned-out", dear, " ", code=3)
