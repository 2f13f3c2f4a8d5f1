"""The question and the promise, evening after evening, in a real terminal."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.conftest import Terminal, World
from tests.weeks import promise, write
from valley.due import Moment
from valley.model import Status
from valley.sittings.promises_due import another_day
from valley.workdays import Workdays

Start = Callable[..., Terminal]
QUESTION = "What are you going to do about that?"


def setback(terminal: Start, *action: tuple[str, str]) -> str:
    """Answer an evening about a setback up to the action, then as told; return what was shown."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acme")
    evening.answers("What reason did you give?", "they said our price is too high")
    evening.answers("Which excuse is that?", "sky fell")
    evening.answers("is a new name", "y")
    for question, answer in action:
        evening.answers(question, answer)
    return evening.ends()


def logged(world: World) -> dict[str, Any]:
    """Return the newest entry."""
    entry: dict[str, Any] = world.json("log")[0]
    return entry


def test_a_concrete_action_is_taken_at_once(world: World, terminal: Start) -> None:
    """No nudge, and its day is not asked for, but said."""
    shown = setback(terminal, (QUESTION, "call their CFO at 9 tomorrow"))
    assert "By when?" not in shown
    assert "Thu 5 Mar" in shown
    assert "climbing" in shown
    assert (logged(world)["verdict"], logged(world)["due"]) == ("concrete", "2026-03-05")


def test_a_vague_action_gets_one_nudge_and_the_second_answer_stands(
    world: World, terminal: Start
) -> None:
    """Whatever the second answer is."""
    setback(
        terminal,
        (QUESTION, "try harder"),
        ("How will you know tomorrow", "be more positive"),
        ("By when?", ""),
    )
    entry = logged(world)
    assert (entry["action"], entry["verdict"]) == ("try harder, be more positive", "vague")


def test_a_nudge_that_is_passed_over_leaves_the_first_answer(world: World, terminal: Start) -> None:
    """Enter keeps it."""
    setback(terminal, (QUESTION, "try harder"), ("How will you know", ""), ("By when?", "today"))
    assert logged(world)["action"] == "try harder"


def test_ctrl_c_at_the_nudge_keeps_the_first_answer(world: World, terminal: Start) -> None:
    """The next check-in has it, and goes on with the day it is due."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acme")
    evening.answers("What reason did you give?", "they said our price is too high")
    evening.answers("Which excuse is that?", "sky fell")
    evening.answers("is a new name", "y")
    evening.answers(QUESTION, "wait for their answer")
    evening.interrupt("what's one step that is yours?")
    evening.ends(code=130)
    again = terminal("checkin")
    again.answers("Go on with it?", "")
    again.answers("By when?", "")
    again.ends()
    assert logged(world)["action"] == "wait for their answer"


def test_somebody_stuck_gets_help_and_is_asked_once_more(world: World, terminal: Start) -> None:
    """And if there is still none, the entry is saved as it is, without reproach."""
    shown = setback(
        terminal, (QUESTION, "dunno"), ("smallest step you could do in ten minutes?", "")
    )
    assert "Saved as it is" in shown
    assert (logged(world)["action"], logged(world)["altitude"]) == (None, "valley")


def test_what_was_just_said_is_offered_to_somebody_stuck(world: World, terminal: Start) -> None:
    """An own idea counts, wherever it was said."""
    for day in ("2026-02-24", "2026-02-26"):
        world.checkin(date=day, reason="they went quiet", excuse="prospect-ghosted")
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acme")
    evening.answers("What reason did you give?", "?")
    evening.sees("In a few words, as you would say it")
    evening.answers("What reason did you give?", "they went quiet")
    evening.answers("Which excuse is that?", "")
    evening.answers("If you couldn't use that reason", "I'd ring the PA at 9")
    evening.answers(QUESTION, "dunno")
    evening.answers("You just said: “I'd ring the PA at 9”", "")
    evening.interrupt("Did they say so, or is it your guess?")
    evening.ends(code=130)


def test_an_action_in_the_reason_is_confirmed_by_enter(world: World, terminal: Start) -> None:
    """It is shown, and not asked for again."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Call with Bexley")
    evening.answers("What reason did you give?", "CFO ghosted me, I'll ring his PA at 9")
    evening.answers("Which excuse is that?", "ghosted by the cfo")
    evening.answers("is a new name", "y")
    evening.answers("ring his PA at 9”. Is that what you will do?", "")
    evening.ends()
    assert "ring his PA at 9" in logged(world)["action"]
    assert logged(world)["volunteered"] is True


def test_a_promise_is_kept_the_next_evening(world: World, terminal: Start) -> None:
    """It is the first question then, and never again."""
    kept = world.checkin(reason="x", excuse="y", action="call 20 accounts at 9")
    world.day("2026-03-05")
    evening = terminal("checkin")
    evening.answers("call 20 accounts at 9", "k")
    evening.answers("What happened today?", "")
    evening.ends()
    after = world.json("show", kept["id"])
    assert (after["status"], after["resolved_on"], after["altitude"]) == (
        "kept",
        "2026-03-05",
        "out",
    )
    again = terminal("checkin")
    again.answers("What happened today?", "")
    again.ends()


def test_a_missed_promise_is_learned_from_and_renewed(world: World, terminal: Start) -> None:
    """The same record moves on: it is open again, and remembers what it went through."""
    first = world.checkin(reason="x", excuse="y", action="call 20 accounts at 9")
    world.day("2026-03-05")
    evening = terminal("checkin")
    evening.answers("call 20 accounts at 9", "m")
    evening.answers("What got in the way?", "it was one of those days")
    evening.answers("What would make it work next time?", "call 5 accounts at 8")
    evening.sees("Fri 6 Mar")
    evening.answers("What happened today?", "")
    evening.ends()
    (entry,) = world.json("log")
    assert entry["id"] == first["id"]
    assert (entry["action"], entry["status"], entry["due"], entry["note"]) == (
        "call 5 accounts at 8",
        "open",
        "2026-03-06",
        None,
    )
    shown = " ".join(world.run("show", first["id"]).split())
    assert "Thu 5 Mar: missed, it was due Thu 5 Mar: it was one of those days" in shown
    assert "renewed from “call 20 accounts at 9”" in shown
    assert "call 20 accounts at 9 (missed)" in world.run("log")


@pytest.mark.parametrize(
    ("first", "asked", "second", "whole"),
    [
        ("try harder", "How will you know tomorrow", "by 9", "try harder, by 9"),
        ("wait for their answer", "one step that is yours", "ring his PA at 8", "ring his PA at 8"),
        (
            "the boss has to call them",
            "What part of that can you do",
            "",
            "the boss has to call them",
        ),
    ],
)
def test_a_new_promise_that_is_no_step_yet_is_nudged_as_any(
    world: World, terminal: Start, first: str, asked: str, second: str, whole: str
) -> None:
    """Once; what is said then stands, and so does the first answer where nothing is."""
    world.checkin(reason="x", excuse="y", action="call 20 accounts at 9")
    world.day("2026-03-05")
    evening = terminal("checkin")
    evening.answers("call 20 accounts at 9", "m")
    evening.answers("What got in the way?", "")
    evening.answers("What would make it work next time?", first)
    evening.answers(asked, second)
    if not second:
        evening.answers("By when?", "")
    evening.answers("What happened today?", "")
    evening.ends()
    (entry,) = world.json("log")
    assert (entry["action"], entry["status"]) == (whole, "open")


def test_ctrl_c_in_the_follow_up_keeps_what_was_answered(world: World, terminal: Start) -> None:
    """The first promise is settled, the second asked about again."""
    for hour, action in (("12", "call 20 accounts at 9"), ("13", "write 3 mails at 10")):
        world.day(f"2026-03-04T{hour}:00")
        world.checkin(action, reason="x", excuse="y", action=action)
    world.day("2026-03-05")
    evening = terminal("checkin")
    evening.answers("call 20 accounts at 9", "k")
    evening.interrupt("write 3 mails at 10")
    evening.ends(code=130)
    stands = {entry["happened"]: entry["status"] for entry in world.json("log")}
    assert stands == {"call 20 accounts at 9": "kept", "write 3 mails at 10": "open"}


def test_only_five_promises_are_asked_about_and_the_rest_is_one_key_away(
    world: World, terminal: Start
) -> None:
    """The oldest come first."""
    for number in range(7):
        world.day(f"2026-03-04T12:0{number}")
        world.checkin(str(number), reason="x", excuse="y", action=f"call {number} at 9")
    world.day("2026-03-05")
    evening = terminal("checkin")
    for number in range(5):
        evening.answers(f"call {number} at 9", "")
    evening.answers("2 more due. Go through them too?", "")
    evening.answers("What happened today?", "")
    evening.ends()


def test_two_weeks_over_a_weekend_and_days_off(world: World, terminal: Start) -> None:
    """A promise without a day is due on the next day that counts."""
    world.run("away", "add", "2026-03-09", "2026-03-10")
    due = {}
    for day in ("2026-03-05", "2026-03-06", "2026-03-11", "2026-03-12", "2026-03-13"):
        world.day(day)
        evening = terminal("checkin")
        for entry in world.json("promises"):
            if entry["due"] <= day:
                evening.answers(entry["action"], "k")
        evening.answers("What happened today?", f"Day {day}")
        evening.answers("What reason did you give?", "the sky fell")
        evening.answers("Which excuse is that?", f"sky {day}")
        evening.answers("is a new name", "y")
        evening.answers(QUESTION, f"call accounts {day[-2:]} at 9")
        evening.ends()
        due[day] = logged(world)["due"]
    assert due == {
        "2026-03-05": "2026-03-06",
        "2026-03-06": "2026-03-11",  # over the weekend and two days off
        "2026-03-11": "2026-03-12",
        "2026-03-12": "2026-03-13",
        "2026-03-13": "2026-03-16",
    }
    assert world.json("promises")[0]["due"] == "2026-03-16"


def test_an_excuse_for_missed_promises_keeps_coming_back_too(world: World, terminal: Start) -> None:
    """It is counted as any other."""
    missed = {"note": "it fell", "note_excuse": "sky-fell"}
    days = [date(2026, 2, 24), date(2026, 2, 25)]
    write(world.home, [promise(day, "ring at 9", Status.MISSED, **missed) for day in days])
    third = terminal("checkin")
    third.answers("What happened today?", "Fair in Leeds")
    third.answers("What reason did you give?", "the sky fell")
    third.answers("Which excuse is that?", "sky fell")
    third.sees("“Sky fell” again: 3 times in 90 days, since Wed 25 Feb")


def test_an_excuse_that_keeps_coming_back_becomes_a_plan(world: World, terminal: Start) -> None:
    """At the third time its past is shown; the plan made then is shown at the fourth."""
    for day in ("2026-02-24", "2026-02-26"):
        entry = world.checkin(
            date=day, reason="the sky fell", excuse="sky-fell", action="call 9 accounts at 9"
        )
        world.run("promises", "keep", entry["id"])
    third = terminal("checkin")
    third.answers("What happened today?", "Fair in Leeds")
    third.answers("What reason did you give?", "the sky fell")
    third.answers("Which excuse is that?", "sky fell")
    third.sees("“Sky fell” again: 3 times in 90 days")
    third.sees("kept")
    third.answers("If you couldn't use that reason", "look up first")
    third.answers(QUESTION, "check the forecast at 8")
    third.answers("Make it your plan? If “Sky fell” comes up again", "")
    third.ends()
    assert logged(world)["mine"] == "look up first"
    world.day("2026-03-05T13:00")
    fourth = terminal("checkin")
    fourth.answers("Did you?", "k")
    fourth.answers("What happened today?", "Fair in York")
    fourth.answers("What reason did you give?", "the sky fell")
    fourth.answers("Which excuse is that?", "sky fell")
    fourth.sees("I will: check the forecast at 8")
    fourth.answers("Did you use it?", "h")  # with a promise due, no room for the own part
    fourth.answers(QUESTION, "")
    fourth.answers("what are you going to do about that?", "")
    fourth.ends()
    shown = world.run("excuses", "show", "sky-fell")
    assert "came up once, used once, helped once" in shown
    world.day("2026-03-06T14:00")
    fifth = terminal("checkin")
    fifth.answers("What happened today?", "Fair in Hull")
    fifth.answers("What reason did you give?", "the sky fell")
    fifth.answers("Which excuse is that?", "sky fell")
    fifth.answers("Did you use it?", "")
    fifth.answers("If you couldn't use that reason", "")
    fifth.answers(QUESTION, "stay under the roof at 9")
    assert "Make it your plan?" not in fifth.ends()  # one question more is the most an evening has


def test_a_move_that_names_its_day_is_not_asked_for_it(world: World, terminal: Start) -> None:
    """It is echoed."""
    world.checkin(reason="x", excuse="y", action="call 20 accounts at 9")
    world.day("2026-03-05")
    evening = terminal("checkin")
    evening.answers("call 20 accounts at 9", "moved it to monday")
    evening.sees("Mon 9 Mar")
    evening.answers("What happened today?", "")
    evening.ends()
    assert world.json("log")[0]["due"] == "2026-03-09"


@pytest.mark.parametrize("said", ["9am", "at 9", "friday", "eod"])
def test_a_time_that_may_be_when_it_was_done_moves_nothing(said: str) -> None:
    """Somebody who says it of a promise is asked which it is."""
    evening = Moment(datetime(2026, 3, 6, 18, tzinfo=UTC), date(2026, 3, 6), Workdays.of("mon-fri"))
    assert another_day(said, evening) is None
    assert another_day("monday at 9", evening) == date(2026, 3, 9)
