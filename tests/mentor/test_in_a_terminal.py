"""The round in a terminal: picked one key each, taken over by a yes, asked for the day after."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Terminal, World
from tests.mentor.the_page import quoted, under
from valley.sittings.mentor_answer import sure_names


class Says:
    """Answers the same to every question."""

    def __init__(self, *, yes: bool) -> None:
        self._yes = yes
        self.asked: list[str] = []

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Take a question down."""
        del default
        self.asked.append(question)
        return self._yes


@pytest.mark.parametrize("yes", [True, False])
def test_a_wrong_stand_in_is_asked(yes: bool) -> None:
    """And stands for a name at a yes alone."""
    says = Says(yes=yes)
    found = sure_names(says, {"Customer B": "Client B"}, {"Client B": "Henderson"})  # type: ignore[arg-type]
    assert found == ({"Customer B": "Henderson"} if yes else {})
    assert says.asked == ["“Customer B”: is that Client B, which is Henderson?"]


def test_a_round_in_a_terminal(
    world: World, terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, picks, topics; the answer; and on Saturday's evening what the mentor owed."""
    monkeypatch.chdir(world.home.parent)
    world.checkin("Henderson left us", reason="too dear", action="ring them at 9", due="2026-03-20")
    world.day("2026-03-04T18:30")  # later than the other, which is asked about first
    world.checkin("Quillfeather called", reason="my manager is a fool")
    page = terminal("mentor", "page", "page.md")
    page.answers("Your name", "Sam")
    page.answers("your mentor called", "Ana")
    page.sees("Henderson left us")
    page.answers("On the page? (1 after it)", "w")
    page.answers("On the page?", "<")
    page.answers("On the page? (1 after it)", "y")
    page.answers("On the page?", "")
    page.answers("to be asked about", "price first")
    page.answers("And what else", "")
    page.answers("Where are you stuck", "")
    page.ends()
    text = Path("page.md").read_text("utf-8")
    assert "Quillfeather" not in text
    assert "ring them" in text
    said = "\nAgreed: ask their CFO by Monday\nI'll send you the deck by Friday.\n"
    Path("answer.txt").write_text(under(quoted(text), "Henderson left us", said), "utf-8")
    answer = terminal("mentor", "read", "answer.txt")
    answer.answers("Keep this?", "")
    answer.answers("ask their CFO", "e")
    answer.answers("In your words", "ask the CFO at 9 on Monday")
    answer.answers("send you the deck", "y")
    answer.ends()
    [entry] = [one for one in world.json("log") if one["agreed"]]
    assert "ask the CFO at 9 on Monday" in entry["action"]
    world.day("2026-03-07T18:30")
    evening = terminal("checkin")
    evening.answers("Ana was to send you the deck by Friday: did it come?", "y")
    evening.answers("What happened", "")
    evening.ends()
    assert world.json("mentor")["owed"] == []
