"""What is shown after a check-in."""

import pytest

from tests.weeks import FRIDAY, MONDAY, day, note, setback, win
from valley.model import Verdict
from valley.ui.ansi import rendered
from valley.ui.saved import week_line

ENTRIES = [
    win(MONDAY),
    setback(MONDAY),
    note(day(0, 1)),
    setback(day(0, 3), verdict=Verdict.CONCRETE),
    win(FRIDAY),
]


def shown(*, plain: bool = False, ascii_only: bool = False, room: int = 80) -> str:
    """Write the week's line."""
    line = week_line(ENTRIES, today=FRIDAY, plain=plain, ascii_only=ascii_only)
    return rendered([line], room, styled=False)


def test_a_week_is_a_mark_a_day_the_lowest_of_each() -> None:
    """A day of which nothing is known is left out, and no mark stands without its name."""
    assert shown() == "This week: Mon ▁ Valley, Tue · plain day, Thu ▅ climbing, Fri ★ win\n"
    assert shown(ascii_only=True) == (
        "This week: Mon _ Valley, Tue . plain day, Thu ^ climbing, Fri + win\n"
    )
    assert shown(plain=True) == "This week: Mon Valley, Tue plain day, Thu climbing, Fri win\n"


@pytest.mark.parametrize("room", range(20, 80))
def test_a_mark_and_its_name_are_never_parted(room: int) -> None:
    """By the end of a line, at any width."""
    lines = shown(room=room).splitlines()
    assert all(len(line) <= room for line in lines)
    for name in ("▁ Valley", "· plain day", "▅ climbing", "★ win"):
        assert any(name in line for line in lines)


def test_today_is_found_at_once() -> None:
    """Its name alone stands out, and each mark has the colour of its height."""
    line = week_line(ENTRIES, today=FRIDAY, plain=False, ascii_only=False)
    assert [text for text, style in line if style == "day"] == ["Fri "]
    assert ("▁\N{NO-BREAK SPACE}Valley", "valley") in line
    assert ("▅\N{NO-BREAK SPACE}climbing", "climbing") in line
