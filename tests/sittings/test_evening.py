"""Evenings in a real terminal."""

from collections.abc import Callable

import pytest

from tests.conftest import PROMPT, Terminal, World

Start = Callable[..., Terminal]


def test_the_first_check_in_ever(world: World, terminal: Start) -> None:
    """A rep answers every question once, and it stands in the journal."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acmé, 金鱼楼 🎉")
    evening.answers("What reason did you give?", "they say we are too dear [poc]")
    evening.answers("Which excuse is that?", "Price too high")
    evening.answers("What are you going to do about that?", "call their CFO at 9 on friday")
    evening.sees("Fri 6 Mar")
    assert "climbing" in evening.ends()
    (entry,) = world.json("log")
    assert entry["happened"] == "Demo at Acmé, 金鱼楼 🎉"
    assert entry["reason"] == "they say we are too dear [poc]"
    assert (entry["excuse"], entry["due"], entry["status"]) == (
        "price-too-high",
        "2026-03-06",
        "open",
    )


def test_ctrl_c_after_two_answers_is_taken_up_again(world: World, terminal: Start) -> None:
    """What was answered before Ctrl-C is kept, and the next check-in goes on from there."""
    first = terminal("checkin")
    first.answers("What happened today?", "Two calls")
    first.answers("What reason did you give?", "the list is rubbish")
    first.interrupt("Which excuse is that?")
    assert "kept in" in first.ends(code=130)
    assert world.json("log") == []
    second = terminal("checkin")
    second.answers("Two calls", "")
    second.answers("Which excuse is that?", "bad leads")
    second.answers("What are you going to do about that?", "ring 5 old customers at 9")
    second.ends()
    (entry,) = world.json("log")
    assert (entry["happened"], entry["reason"]) == ("Two calls", "the list is rubbish")
    assert not list(world.home.glob("drafts/*.json"))


def test_a_win_needs_two_answers(world: World, terminal: Start) -> None:
    """Enter at the reason is a win, and nothing more is asked."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Signed!")
    evening.answers("What reason did you give?", "")
    assert "A win" in evening.ends()
    assert world.json("log")[0]["reason"] is None


def test_a_paste_of_several_lines_is_one_answer(world: World, terminal: Start) -> None:
    """The newlines stay in the text, and the next question is still asked."""
    evening = terminal("checkin")
    evening.sees("What happened today?")
    evening.sees(PROMPT)
    evening.child.send("\x1b[200~first line\nsecond [line]\x1b[201~\r")
    evening.answers("What reason did you give?", "")
    evening.ends()
    assert world.json("log")[0]["happened"] == "first line\nsecond [line]"


def test_ctrl_d_leaves_as_ctrl_c_does(world: World, terminal: Start) -> None:
    """What was answered is kept."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Two calls")
    evening.sees("What reason did you give?")
    evening.sees(PROMPT)
    evening.child.sendeof()
    assert "kept in" in evening.ends(code=130)
    assert "Two calls" in (world.home / "drafts" / "checkin.json").read_text("utf-8")


def test_a_closed_window_loses_nothing(world: World, terminal: Start) -> None:
    """The draft is on the disk before the next question is asked."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Two calls")
    evening.sees("What reason did you give?")
    evening.child.close(force=True)
    again = terminal("checkin")
    again.answers("You began a check-in for today: “Two calls”", "")
    again.answers("What reason did you give?", "")
    again.ends()
    assert world.json("log")[0]["happened"] == "Two calls"


def test_leaving_before_the_first_answer_writes_nothing(world: World, terminal: Start) -> None:
    """Neither an entry nor a draft."""
    evening = terminal("checkin")
    evening.interrupt("What happened today?")
    evening.ends(code=130)
    assert not list(world.home.rglob("*.json"))


def test_an_empty_first_answer_ends_politely(world: World, terminal: Start) -> None:
    """With nothing written, and exit 0."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "")
    assert "Nothing written" in evening.ends()
    assert world.json("log") == []


def test_a_guess_well_ahead_is_taken_by_enter(world: World, terminal: Start) -> None:
    """And one of the list by its number."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Two calls")
    evening.answers("What reason did you give?", "they say our price is too high")
    evening.sees("Which excuse is that?")
    evening.answers("Price too high", "")
    evening.answers("What are you going to do about that?", "call their CFO at 9")
    evening.ends()
    assert world.json("log")[0]["excuse"] == "price-too-high"


def test_what_the_rep_picked_is_offered_for_the_same_words(world: World, terminal: Start) -> None:
    """With how often it was used."""
    world.checkin(reason="flux capacitor jammed", excuse="warp")
    evening = terminal("checkin", columns=40)
    evening.answers("What happened today?", "Two calls")
    evening.answers("What reason did you give?", "Flux capacitor jammed!")
    evening.sees("Which excuse is that?")
    evening.sees("Warp (used once)")
    evening.sees(PROMPT)
    evening.child.sendline("1")
    evening.interrupt("What are you going to do about that?")
    evening.ends(code=130)


def test_ctrl_c_keeps_what_was_given_by_options(world: World, terminal: Start) -> None:
    """Before the first question already; what was answered since stays with its reason."""
    options = ("--happened", "Third list", "--reason", "they went quiet", "--tag", "north")
    first = terminal("checkin", *options)
    first.interrupt("Which excuse is that?")
    assert "kept in" in first.ends(code=130)
    second = terminal("checkin")
    second.answers("“Third list”", "")
    second.answers("Which excuse is that?", "sky fell")
    second.answers("is a new name", "y")
    second.interrupt("What are you going to do about that?")
    second.ends(code=130)
    third = terminal("checkin")
    third.answers("“Third list”", "")
    third.answers("What are you going to do about that?", "call their CFO at 9")
    third.ends()
    (entry,) = world.json("log")
    kept = (entry["happened"], entry["reason"], entry["excuse"], entry["tags"])
    assert kept == ("Third list", "they went quiet", "sky-fell", ["north"])
    assert not list(world.home.glob("drafts/*"))


def test_two_check_ins_that_were_left_stay_two(world: World, terminal: Start) -> None:
    """Another happening has a draft of its own, and each is gone on with in turn."""
    first = terminal("checkin")
    first.answers("What happened today?", "Lost ACME, long story")
    first.answers("What reason did you give?", "procurement is slow")
    first.interrupt("Which excuse is that?")
    first.ends(code=130)
    for happened in ("Called Pike", "Called Quill"):
        other = terminal("checkin", "--happened", happened)
        other.sees("“Lost ACME, long story”. It waits")
        other.answers("What reason did you give?", f"{happened} in the rain")
        other.interrupt("Which excuse is that?")
        assert "valley checkin goes on from there" in " ".join(other.ends(code=130).split())
    for happened in ("Lost ACME, long story", "Called Pike", "Called Quill"):
        again = terminal("checkin")
        again.answers(f"“{happened}”. Go on with it?", "")
        again.answers("Which excuse is that?", f"{happened[-5:]} again")
        again.answers("is a new name", "y")
        again.answers("What are you going to do about that?", "call their CFO at 9")
        again.ends()
    assert {entry["happened"]: entry["reason"] for entry in world.json("log")} == {
        "Lost ACME, long story": "procurement is slow",
        "Called Pike": "Called Pike in the rain",
        "Called Quill": "Called Quill in the rain",
    }
    assert not list(world.home.glob("drafts/*"))


@pytest.mark.parametrize("option", [("--reason", "the list is bad"), ("--date", "yesterday")])
def test_options_that_say_otherwise_than_a_draft_begin_anew(
    world: World, terminal: Start, option: tuple[str, str]
) -> None:
    """The draft is as it was; an empty answer discards only what was begun now."""
    first = terminal("checkin")
    first.answers("What happened today?", "Two calls")
    first.answers("What reason did you give?", "they went quiet")
    first.interrupt("Which excuse is that?")
    first.ends(code=130)
    (draft,) = world.home.glob("drafts/*")
    before = draft.read_bytes()
    other = terminal("checkin", *option)
    other.answers("What happened today?", "")
    other.ends()
    assert list(world.home.glob("drafts/*")) == [draft]
    assert draft.read_bytes() == before


def test_the_same_command_again_goes_on_with_its_draft(world: World, terminal: Start) -> None:
    """Its options say what the draft says."""
    options = ("--happened", "Two calls", "--excuse", "Sky fell")
    first = terminal("checkin", *options)
    first.answers("What reason did you give?", "they went quiet")
    first.interrupt("What are you going to do about that?")
    first.ends(code=130)
    again = terminal("checkin", *options)
    again.answers("“Two calls”. Go on with it?", "")
    again.answers("What are you going to do about that?", "call their CFO at 9")
    again.ends()
    assert len(world.json("log")) == 1
    assert not list(world.home.glob("drafts/*"))


def test_a_name_that_cannot_be_one_is_refused_before_anything_is_asked(
    world: World, terminal: Start
) -> None:
    """No draft keeps it: going on with that would end the same way."""
    told = terminal("checkin", "--reason", "they went quiet", "--excuse", "!!").ends(code=3)
    assert "What happened today?" not in told
    assert not list(world.home.glob("drafts/*"))


def test_bytes_that_are_no_text_cost_no_answer(world: World, terminal: Start) -> None:
    """Exit 3, and what was answered before is in the draft."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Two calls")
    evening.answers("What reason did you give?", "\udcff")
    assert "not UTF-8" in " ".join(evening.ends(code=3).split())
    assert "Two calls" in (world.home / "drafts" / "checkin.json").read_text("utf-8")


def test_answers_given_by_options_are_not_asked_for(world: World, terminal: Start) -> None:
    """The first that is still open comes first."""
    evening = terminal("checkin", "--happened", "Two calls", "--reason", "too dear", "--own")
    evening.answers("What are you going to do about that?", "call their CFO on friday")
    evening.ends()
    (entry,) = world.json("log")
    assert (entry["theme"], entry["owned"], entry["due"]) == ("self", True, "2026-03-06")


@pytest.mark.parametrize(
    ("happened", "hint", "said", "kind"),
    [
        ("Signed Bexley", "Enter: none, \u2605 a win; -: none, a plain day", "", "win"),
        ("Signed Bexley", "-: none, a plain day", "-", "note"),
        ("Lost Larkhill", "Enter: none, a plain day; +: none, \u2605 a win", "", "note"),
        ("a good talk", "+: none, \u2605 a win", "+", "win"),
    ],
)
def test_a_day_without_a_reason_is_what_its_words_tell_or_one_key_says(
    world: World, terminal: Start, happened: str, hint: str, said: str, kind: str
) -> None:
    """What Enter takes is said before it is taken."""
    world.set(NO_COLOR="1")
    evening = terminal("checkin")
    evening.answers("What happened today?", happened)
    evening.sees(hint)
    evening.answers("", said)
    assert ("A win." if kind == "win" else "A plain day.") in evening.ends()
    (entry,) = world.json("log")
    assert (entry["kind"], entry["reason"]) == (kind, None)


def test_a_kind_said_beforehand_answers_the_reason(world: World, terminal: Start) -> None:
    """It is not asked again."""
    evening = terminal("checkin", "--win")
    evening.answers("What happened today?", "a good talk")
    assert "What reason" not in evening.ends()
    assert world.json("log")[0]["kind"] == "win"


def test_a_lone_key_is_neither_a_reason_nor_a_promise(world: World, terminal: Start) -> None:
    """It was meant for another question: a few words are asked for, and Enter goes on."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Fair in York")
    evening.answers("What reason did you give?", "y")
    evening.sees("a few words")
    evening.answers("What reason did you give?", "the sky fell")
    evening.answers("Which excuse is that?", "")
    evening.answers("What are you going to do about that?", "5")
    evening.answers("What are you going to do about that?", "n")
    evening.answers("So: what are you going to do about that?", "👍")
    evening.answers("So: what are you going to do about that?", "")
    evening.ends()
    (entry,) = world.json("log")
    assert (entry["reason"], entry["action"]) == ("the sky fell", None)
