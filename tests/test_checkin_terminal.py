"""Evenings in a real terminal."""

from collections.abc import Callable

from tests.conftest import Terminal, World

Start = Callable[..., Terminal]


def test_the_first_check_in_ever(world: World, terminal: Start) -> None:
    """A rep answers every question once, and it stands in the journal."""
    evening = terminal("checkin")
    evening.answers("What happened today?", "Demo at Acmé, 金鱼楼 🎉")
    evening.answers("What reason did you give?", "they say we are too dear [poc]")
    evening.answers("Which excuse is that?", "Price too high")
    evening.answers("What are you going to do about that?", "call their CFO at 9 tomorrow")
    evening.answers("By when?", "friday")
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
    second.answers("By when?", "")
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
