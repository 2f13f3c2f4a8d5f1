"""What this rep called such reasons before: what a pick weighs, and for how long."""

import math
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from valley.coach.memory import GUESSED, HALF_LIFE, Memory

TODAY = date(2026, 7, 10)


def remember(
    memory: Memory,
    name: str,
    *,
    words: Iterable[str] = (),
    concept: str = "silence",
    said: str = "crickets",
    days_ago: int = 0,
    picked: bool = True,
) -> None:
    """Remember a reason of some days ago."""
    day = TODAY - timedelta(days=days_ago)
    memory.add(
        name, 3, said=said, words=words, about={concept: 0.5, "noise": 0.1}, day=day, picked=picked
    )


def weight(**how: int | bool) -> float:
    """Return what one reason weighs."""
    memory = Memory(TODAY)
    remember(memory, "ghosts", **how)  # type: ignore[arg-type]
    return memory.names["ghosts"].weight


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_same_words_go_by_the_name_picked_last(newest_first: bool) -> None:
    """By the day it was picked, in whatever order a journal is read."""
    memory = Memory(TODAY)
    said = [("silence", 9), ("no-answer", 2)]
    for name, days_ago in reversed(said) if newest_first else said:
        remember(memory, name, days_ago=days_ago)
    assert memory.picked("crickets") == "no-answer"
    assert memory.picked("something else") is None


def test_of_two_picks_on_a_day_the_later_one_holds() -> None:
    """The rep thought again."""
    memory = Memory(TODAY)
    remember(memory, "silence")
    remember(memory, "no-answer")
    assert memory.picked("crickets") == "no-answer"


def test_a_guess_never_becomes_the_name_of_the_same_words() -> None:
    """Neither as the first name they went by nor after a pick."""
    memory = Memory(TODAY)
    remember(memory, "wrong", picked=False, days_ago=5)
    assert memory.picked("crickets") is None
    remember(memory, "right", days_ago=3)
    remember(memory, "wrong", picked=False)
    assert memory.picked("crickets") == "right"


def test_a_guess_weighs_a_small_part_of_a_pick() -> None:
    """Or what the machine guessed would come true by being repeated."""
    assert weight(picked=True) == 1.0
    assert weight(picked=False) == GUESSED < 0.5


def test_what_was_said_long_ago_weighs_less() -> None:
    """Half of it after a half-life; what a clock that was ahead left weighs as today's."""
    assert weight(days_ago=HALF_LIFE) == pytest.approx(0.5)
    assert weight(days_ago=2 * HALF_LIFE) == pytest.approx(0.25)
    assert weight(days_ago=-9) == weight(days_ago=0) == 1.0


def test_use_adds_up() -> None:
    """Of a name, and of what its reasons are about."""
    memory = Memory(TODAY)
    remember(memory, "ghosts")
    remember(memory, "ghosts", days_ago=HALF_LIFE)
    remember(memory, "dear", concept="price")
    used = memory.names["ghosts"]
    assert (used.seen, used.theme) == (2, 3)
    assert used.weight == pytest.approx(1.5)
    assert memory.called("silence") == {"ghosts": pytest.approx(0.5 * 1.5)}
    assert memory.called("noise") == {"ghosts": pytest.approx(0.15), "dear": pytest.approx(0.1)}
    assert memory.called("unheard-of") == {}
    assert memory.uses() == (3, 1)


def test_the_concept_that_links_a_name_to_a_reason_is_named() -> None:
    """That which its reasons and this one are most about."""
    memory = Memory(TODAY)
    remember(memory, "ghosts")
    assert memory.closest("ghosts", {"price": 0.9, "noise": 0.4, "silence": 0.3}) == "silence"
    assert memory.closest("ghosts", {"noise": 0.4, "price": 0.5}) == "noise"
    assert memory.closest("ghosts", {}) == ""


def test_a_word_speaks_for_the_names_it_was_used_with() -> None:
    """The more the rarer it is elsewhere, and never against one."""
    memory = Memory(TODAY)
    for _ in range(4):
        remember(memory, "ghosts", words=["crickets", "demo", "demo"])
        remember(memory, "dear", words=["euro", "demo"])
    assert memory.users("crickets").keys() == {"ghosts"}
    assert memory.users("demo") == {"ghosts": 4.0, "dear": 4.0}  # once a reason
    assert memory.users("unheard-of") == {}
    evidence = memory.word_evidence(["crickets", "unheard-of"], prior=1.0)
    assert evidence.keys() == {"ghosts"}
    assert memory.word_evidence(["crickets", "crickets"], prior=1.0) == evidence
    assert memory.word_evidence(["a-new-word", "crickets"], prior=1.0) == evidence
    assert memory.word_evidence(["unheard-of"], prior=1.0) == {}
    everywhere = (4 + 0.5) / (8 + 5)  # 4 of the 8 reasons, smoothed
    assert evidence["ghosts"] == pytest.approx(math.log((4 / everywhere + 1) / (4 + 1)))
    assert 0 < memory.word_evidence(["crickets"], prior=9.0)["ghosts"] < evidence["ghosts"]
    both = memory.word_evidence(["crickets", "euro"], prior=1.0)
    assert both["ghosts"] == both["dear"] == evidence["ghosts"]
    for _ in range(40):
        remember(memory, "dear", words=["demo"])
    told = memory.word_evidence(["crickets", "demo"], prior=1.0)
    assert told["ghosts"] > told.get("dear", 0.0) >= 0.0


def test_a_journal_of_very_many_names_looks_only_at_those_that_can_be_meant() -> None:
    """Reading a reason stays quick."""
    memory = Memory(TODAY)
    for number in range(201):
        remember(memory, f"name-{number}", concept=f"concept-{number}")
    assert memory.called("concept-7") == {"name-7": pytest.approx(0.5)}
