"""The story of an excuse, as pictures."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests import strategies
from tests.ui.screens import KINDS, WIDE, drawn, screen
from tests.weeks import FRIDAY, day, promise, setback
from valley.insight.recurring import recurring
from valley.insight.story import story
from valley.model import Entry, Source, Status, Theme, Verdict
from valley.ui.story import story as draw
from valley.ui.style import Screen

Golden = Callable[[str, str], None]
EXCUSE = "price-too-high"


def a_story() -> list[Entry]:
    """Make one with every turn: said, back, kept coming, owned, kept, turned out, away."""
    missed: dict[str, Any] = {
        "action": "think about a discount",
        "verdict": Verdict.VAGUE,
        "status": Status.MISSED,
    }
    told = [
        setback(day(30, 0), EXCUSE, reason="they say it costs too much 金鱼楼", **missed),
        setback(day(25, 1), EXCUSE, reason="above what they pay now", heard=Source.THEM),
        setback(day(20, 2), EXCUSE, theme=Theme.SELF, reason="I left the price page at home [poc]"),
        promise(day(20, 4), "send the cost per cup by 12", Status.KEPT, excuse=EXCUSE),
        setback(day(18, 2), EXCUSE, verdict=Verdict.CONCRETE, turned_out="no budget at all"),
    ]
    return [replace(one, id=f"{number:08}-0000") for number, one in enumerate(told)]


def shown(entries: list[Entry], on: Screen, *, excuse: str = EXCUSE) -> str:
    """Draw the story that entries tell."""
    named = [entry for entry in entries if entry.excuse == excuse]
    found = next(
        one for one in recurring(named, since=day(200, 0), today=FRIDAY) if one.excuse == excuse
    )
    logged = {FRIDAY - timedelta(days=number) for number in range(30)}
    points = story(named, excuse, logged=logged, today=FRIDAY)
    return drawn(draw(found, named[::-1], points, today=FRIDAY, screen=on), on)


@pytest.mark.parametrize("kind", [*KINDS, *WIDE])
def test_a_story_is_drawn(kind: str, golden: Golden) -> None:
    """At any width, with and without colour, in ASCII, and in words."""
    golden(f"story-{kind}.txt", shown(a_story(), screen(**(KINDS | WIDE)[kind])))


def test_a_story_gives_all_that_a_list_of_its_days_gave() -> None:
    """The words of each day, its id, and what became of each promise, also where marks are words."""
    for kind in ("80", "80-plain", "80-ascii"):
        text = " ".join(shown(a_story(), screen(**KINDS[kind])).split())
        for entry in a_story():
            assert entry.short_id in text
            assert str(entry.reason) in text
            assert entry.action is None or entry.action in text
        assert {"missed", "kept,", "open,"} <= set(re.findall(r"(?:missed|kept,|open,)", text))
        assert "It turned out to be “no budget at all”." in text


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("plain", [False, True])
@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        strategies.entries(
            day=st.dates(day(40, 0), FRIDAY),
            excuse=st.just(EXCUSE),
            reason=strategies.kept_texts(),
            kind=st.just(setback(FRIDAY).kind),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_line_is_too_wide(width: int, plain: bool, entries: list[Entry]) -> None:
    """Whatever was written; and nothing that was written is obeyed."""
    text = shown(entries, screen(width, plain=plain))
    assert [line for line in text.split("\n") if cell_len(line) > width] == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
