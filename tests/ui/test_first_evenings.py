"""The picture of a journal's first evenings."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.conftest import World
from tests.ui.screens import KINDS, WIDE, drawn, screen
from tests.ui.test_heatmap import TODAY, past
from valley.ui.first_evenings import are_first, first_evenings

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("kind", [*KINDS, *WIDE])
def test_the_first_evenings_are_drawn(kind: str, golden: Golden) -> None:
    """Two of them, and today still to come: at any width, in colour, in ASCII, and in words."""
    on = screen(**(KINDS | WIDE)[kind])
    golden(
        f"first-evenings-{kind}.txt", drawn(first_evenings(past("ddp"), today=TODAY, screen=on), on)
    )


@pytest.mark.parametrize(
    ("states", "first"),
    [("p", False), ("dp", True), ("ddrrdDp", True), ("dmmmmrrdp", True), ("dddddp", False)],
)
def test_they_are_the_first_until_there_are_five(states: str, first: bool) -> None:
    """Whenever they were, a day off included."""
    assert are_first(past(states)) is first


@pytest.mark.parametrize("width", [25, 27, 40, 80])
@pytest.mark.parametrize("states", ["dp", "d", "ddp", "dmmmbp", "dddd", "Rp"])
def test_each_evening_is_a_step_higher(states: str, width: int) -> None:
    """What was written stands, today is named, and what is ahead is mist; no line is too wide."""
    on = screen(width)
    lines = drawn(first_evenings(past(states), today=TODAY, screen=on), on).splitlines()
    count = sum(day.entries for day in past(states))
    step = min(12, width // 5)
    assert max(map(cell_len, lines)) <= width
    stairs = lines[1:6]
    for height, line in enumerate(reversed(stairs)):
        assert len(line) - len(line.lstrip()) == step * height
        assert line.count("█") == step * max(0, count - height)
        assert line.count("▒") == (step if states.endswith("p") and height <= count else 0)
        assert line.count("░") + line.count("▒") + line.count("█") == step * (5 - height)
    assert [line for line in lines if line.strip() == "today"]
    assert f"{count} of your first 5 evenings" in " ".join(lines)


def test_where_no_step_has_room_they_are_told() -> None:
    """No line is too wide."""
    on = screen(20)
    assert drawn(first_evenings(past("ddp"), today=TODAY, screen=on), on) == (
        "2 of your first 5\nevenings; 3 to go.\n"
    )


def test_a_rep_of_a_few_evenings_sees_them(world: World) -> None:
    """From the first to the fourth; with the fifth begins the calendar. In words they are told."""
    for number in range(2, 7):
        world.day(f"2026-03-0{number}T18:30")
        world.checkin(f"Day {number}")
        shown, plain = world.run("streak"), world.run("--plain", "streak")
        assert (f"{number - 1} of your first 5 evenings" in shown) is (number < 6)
        assert ("◄ today" in shown) is (number == 6)
        assert f"March 2026: {number - 1} done" in plain


def test_evenings_far_apart_have_their_calendar_too(world: World) -> None:
    """So that no day between that was missed is left out."""
    world.checkin("long ago", date="2026-02-02")
    world.checkin("today")
    shown = world.run("streak")
    assert "2 of your first 5 evenings; 3 to go." in shown
    assert "□ missed" in shown
