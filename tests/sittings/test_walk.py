"""Through a sitting's questions and back, in a real terminal: `<`, `?`, and another."""

from collections.abc import Callable

import pytest

from tests.conftest import Terminal, World

Start = Callable[..., Terminal]
HAPPENED, REASON = "What happened today?", "What reason did you give?"
EXCUSE, QUESTION = "Which excuse is that?", "What are you going to do about that?"
DID_YOU, WAY = "Did you?", "What got in the way?"


def promise(world: World, action: str = "call 20 accounts at 9", *, day: str = "2026-03-05") -> str:
    """Make a promise that is due on that day; return its id."""
    entry = world.checkin(reason="x", excuse="y", action=action, due=day)
    world.day(f"{day}T18:30")
    return str(entry["id"])


def test_back_asks_the_question_before_with_what_was_known_then(
    world: World, terminal: Start
) -> None:
    """What was answered in between is forgotten, in the draft as well."""
    evening = terminal("checkin")
    evening.answers(HAPPENED, "Demo at Acm")
    evening.answers(REASON, "they said our price is too high")
    evening.answers(EXCUSE, "")
    evening.answers(QUESTION, "<")
    evening.answers(EXCUSE, "<")
    evening.answers(REASON, "<")
    evening.answers(HAPPENED, "<")
    evening.sees("There is no question before this one.")
    evening.answers(HAPPENED, "Demo at Acme")
    evening.answers(REASON, "they went quiet")
    evening.interrupt(EXCUSE)
    evening.ends(code=130)
    (draft,) = world.home.glob("drafts/*.json")
    assert "price" not in draft.read_text("utf-8")
    again = terminal("checkin")
    again.answers("“Demo at Acme”. Go on with it?", "")
    again.answers(EXCUSE, "")
    again.answers(QUESTION, "ring his PA at 9")
    again.ends()
    (entry,) = world.json("log")
    assert (entry["happened"], entry["reason"]) == ("Demo at Acme", "they went quiet")


def test_back_takes_back_how_a_promise_went(world: World, terminal: Start) -> None:
    """It is saved at once, so it is put back, and said; the other answer holds."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "done")
    evening.sees("Kept: “call 20 accounts at 9”. Well done.")
    evening.answers(HAPPENED, "<")
    evening.sees("Taken back: “call 20 accounts at 9” is open again.")
    evening.answers(DID_YOU, "no, the day ran away")
    evening.sees("Noted:")
    evening.answers(EXCUSE, "<")
    evening.sees("is open again")
    evening.answers(DID_YOU, "")
    evening.answers(HAPPENED, "")
    evening.ends()
    entry = world.json("show", which)
    assert (entry["status"], entry["note"], entry["resolved_on"]) == ("open", None, None)


def test_back_through_what_is_asked_after_a_miss(world: World, terminal: Start) -> None:
    """Each step is taken back to the one before."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "didnt")
    evening.answers(WAY, "day ran away")
    evening.answers(EXCUSE, "")
    evening.answers("What would make it work next time?", "<")
    evening.answers(EXCUSE, "<")
    evening.sees("Taken back")
    evening.answers(WAY, "<")
    evening.answers(DID_YOU, "k")
    evening.answers(HAPPENED, "")
    evening.ends()
    entry = world.json("show", which)
    assert (entry["status"], entry["note"]) == ("kept", None)


def test_what_got_in_the_way_goes_by_an_excuse(world: World, terminal: Start) -> None:
    """Enter takes one that is sure; the old words are edited to a new promise."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "no")
    evening.answers(WAY, "they said our price is too high")
    evening.answers(EXCUSE, "")
    evening.sees("Goes by “Price too high”")
    evening.answers("What would make it work next time?", "s, please")
    evening.answers(HAPPENED, "<")
    evening.sees("is missed again")
    evening.answers("What would make it work next time?", "e")
    evening.answers("The words it had", " tomorrow")
    evening.sees("Fri 6 Mar")
    evening.answers(HAPPENED, "")
    evening.ends()
    entry = world.json("show", which)
    assert (entry["action"], entry["due"]) == ("call 20 accounts at 9 tomorrow", "2026-03-06")
    shown = " ".join(world.run("show", which).split())
    assert "they said our price is too high" in shown
    assert shown.count("renewed from") == 1


@pytest.mark.parametrize(
    ("ended", "questions"),
    [("didnt get to it", (WAY, "What would make it work next time?")), ("b", ("instead?",))],
)
def test_what_was_said_before_how_it_ended_is_no_reason_for_it(
    world: World, terminal: Start, ended: str, questions: tuple[str, ...]
) -> None:
    """'Half of it' is kept, and what got in the way, or was done instead, is asked all the same."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "half of it")
    evening.answers(DID_YOU, ended)
    for question, said in zip(questions, ("flux capacitor jammed", ""), strict=False):
        evening.answers(question, said)
    evening.answers(HAPPENED, "")
    evening.ends()
    assert world.json("show", which)["note"] == "half of it; flux capacitor jammed"


def test_what_got_in_the_way_is_named_by_a_key_where_it_is_not_sure(
    world: World, terminal: Start
) -> None:
    """Only what can be stored is offered: a promise has nowhere to write 'I own this'."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "nah, day ran away")
    evening.answers(EXCUSE, "my fault")
    evening.answers(EXCUSE, "o")
    evening.answers(EXCUSE, "1")
    evening.sees("Goes by")
    evening.answers("What would make it work next time?", "")
    evening.sees("Left there.")
    evening.answers(HAPPENED, "")
    assert "I own this" not in evening.ends()
    entry = world.json("show", which)
    assert (entry["status"], entry["note"]) == ("missed", "day ran away")
    exported = world.run("export", "--format", "json")
    assert '"note_excuse": "' in exported


def test_of_two_that_were_missed_one_is_asked_about_and_the_other_on_friday(
    world: World, terminal: Start
) -> None:
    """The evening stays short, and nothing is lost."""
    promise(world)
    world.day("2026-03-04")
    promise(world, "write 3 mails at 10")
    evening = terminal("checkin")
    evening.answers(DID_YOU, "m")
    evening.answers(WAY, "")
    evening.answers("What would make it work next time?", "")
    evening.answers(DID_YOU, "m")
    evening.sees("waits for Friday")
    evening.answers(HAPPENED, "")
    evening.ends()
    world.day("2026-03-06T17:00")
    friday = terminal("review")
    friday.answers("Enter: what stands out", "")
    friday.sees("You missed “")
    friday.answers(WAY, "flux capacitor jammed")
    friday.answers(EXCUSE, "<")
    friday.answers(WAY, "flux capacitor jammed again")
    friday.answers(EXCUSE, "")
    friday.interrupt("What would make it work next time?")
    friday.ends(code=130)
    notes = {entry["note"] for entry in world.json("log") if entry["note"]}
    assert notes == {"flux capacitor jammed again"}


def test_better_is_asked_what_was_done(world: World, terminal: Start) -> None:
    """Unless that was said already."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "did something better")
    evening.answers("What did you do instead?", "went to see them")
    evening.answers(HAPPENED, "")
    evening.ends()
    entry = world.json("show", which)
    assert (entry["status"], entry["note"]) == ("better", "went to see them")


def test_half_of_it_is_asked_and_its_words_are_the_note(world: World, terminal: Start) -> None:
    """Neither kept nor missed, until the rep says which."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "half of it")
    evening.answers("Which is it? k: kept", "?")
    evening.sees("missed asks what got in the way")
    evening.answers(DID_YOU, "k")
    evening.sees("Noted: “half of it”")
    evening.answers(HAPPENED, "")
    evening.ends()
    entry = world.json("show", which)
    assert (entry["status"], entry["note"]) == ("kept", "half of it")


def test_a_day_moves_a_promise(world: World, terminal: Start) -> None:
    """Said instead of an answer, it is another day."""
    which = promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "next friday")
    evening.sees("Moved to Fri 6 Mar.")
    evening.answers(HAPPENED, "")
    evening.ends()
    assert world.json("show", which)["due"] == "2026-03-06"


def test_credit_comes_with_the_count(world: World, terminal: Start) -> None:
    """Of the last five that ended."""
    for number, how in enumerate(["keep", "miss", "better", "keep"]):
        world.day(f"2026-03-03T1{number}:00")
        made = world.checkin(str(number), reason="x", excuse="y", action=f"call {number} at 9")
        world.run("promises", how, made["id"])
    world.day("2026-03-04")
    promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "k")
    evening.sees("That is 4 of your last 5.")
    evening.answers(HAPPENED, "")
    evening.ends()


def test_open_promises_are_gone_through_by_one_key(world: World, terminal: Start) -> None:
    """Also those that are not due yet; piped and with --json they are a list."""
    first = promise(world)
    world.day("2026-03-04")
    second = promise(world, "write 3 mails at 10")
    sitting = terminal("promises")
    sitting.answers("call 20 accounts at 9", "k")
    sitting.answers("write 3 mails at 10", "<")
    sitting.sees("Taken back")
    sitting.answers("call 20 accounts at 9", "b, saw them")
    sitting.answers("write 3 mails at 10", "q")
    sitting.ends()
    assert world.json("show", first)["status"] == "better"
    assert [entry["id"] for entry in world.json("promises")] == [second]


def test_another_deal_is_one_key_away(world: World, terminal: Start) -> None:
    """And Enter ends; promises that wait are not asked about again."""
    promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "later")
    evening.answers(HAPPENED, "Signed Pike!")
    evening.answers(REASON, "")
    evening.answers("Another?", "a")
    evening.answers(HAPPENED, "Signed Quill!")
    evening.answers(REASON, "")
    evening.answers("Another?", "")
    evening.child.expect_exact("\r\n")
    evening.ends()
    happened = {entry["happened"] for entry in world.json("log")}
    assert {"Signed Pike!", "Signed Quill!"} <= happened


def test_a_draft_goes_only_when_the_rep_says_so(world: World, terminal: Start) -> None:
    """Kept for later it waits, and bare `valley` says so; thrown away it is gone."""
    first = terminal("checkin")
    first.answers(HAPPENED, "Two calls")
    first.interrupt(REASON)
    first.ends(code=130)
    second = terminal("checkin")
    second.answers("Go on with it?", "n")
    second.sees("It waits")
    second.answers(HAPPENED, "Signed Pike!")
    second.answers(REASON, "")
    second.ends()
    assert "which was begun" in world.run()
    third = terminal("checkin")
    third.answers("“Two calls”. Go on with it?", "throw it away")
    third.sees("Thrown away.")
    third.answers(HAPPENED, "")
    third.ends()
    assert not list(world.home.glob("drafts/*"))


def test_every_question_explains_itself(world: World, terminal: Start) -> None:
    """A question mark says what the answer will change, and the question comes again."""
    promise(world)
    evening = terminal("checkin")
    evening.answers(DID_YOU, "?")
    evening.sees("later leaves it open")
    evening.answers(DID_YOU, "")
    evening.answers(HAPPENED, "?")
    evening.sees("It begins an entry")
    evening.answers(HAPPENED, "Two calls")
    evening.answers(REASON, "?")
    evening.sees("<: the question before")
    evening.answers(REASON, "they went quiet")
    evening.answers(EXCUSE, "?")
    evening.sees("valley counts by it")
    evening.interrupt(EXCUSE)
    evening.ends(code=130)


def test_the_return_after_a_miss_is_welcomed_once(world: World) -> None:
    """With what is still true of the streak that ended."""
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        world.day(day)
        world.checkin()
    world.day("2026-03-10")
    shown = " ".join(world.run("checkin", "--no-input", "--happened=Two calls").split())
    assert "You came back." in shown
    assert "The 3 days in a row up to Wed 4 Mar stay yours" in shown
    assert "You came back." not in world.run("checkin", "--no-input", "--happened=And one")
    world.day("2026-03-11")
    assert "You came back." not in world.run("checkin", "--no-input", "--happened=More")


def test_what_an_earlier_sitting_answered_can_be_gone_back_to(
    world: World, terminal: Start
) -> None:
    """One by one, as if it had been answered just now; what was not gone back to stays."""
    left = terminal("checkin")
    left.answers("What happened today?", "Demo at Acme")
    left.answers("What reason did you give?", "flux capacitor jammed")
    left.answers("Which excuse is that?", "u")
    left.interrupt("What are you going to do about that?")
    left.ends(code=130)
    again = terminal("checkin")
    again.answers("Go on with it?", "")
    again.answers("What are you going to do about that?", "<")
    again.answers("Which excuse is that?", "<")
    again.answers("What reason did you give?", "the lift was out")
    again.answers("Which excuse is that?", "u")
    again.answers("What are you going to do about that?", "ring him at 9")
    again.ends()
    (entry,) = world.json("log")
    assert (entry["happened"], entry["reason"]) == ("Demo at Acme", "the lift was out")
