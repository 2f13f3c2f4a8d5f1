"""What is shown after a check-in."""

from tests.weeks import FRIDAY, MONDAY, day, note, setback, win
from valley.model import Verdict
from valley.ui.saved import week_line

ENTRIES = [
    win(MONDAY),
    setback(MONDAY),
    note(day(0, 1)),
    setback(day(0, 3), verdict=Verdict.CONCRETE),
    win(FRIDAY),
]


def shown(*, plain: bool = False, ascii_only: bool = False) -> str:
    """Write the week's line."""
    line = week_line(ENTRIES, today=FRIDAY, plain=plain, ascii_only=ascii_only)
    return "".join(text for text, _ in line)


def test_a_week_is_a_mark_a_day_the_lowest_of_each() -> None:
    """A day of which nothing is known is left out; in words where marks say nothing."""
    assert shown() == "This week: Mon ▁ Tue · Thu ▅ Fri ★"
    assert shown(ascii_only=True) == "This week: Mon _ Tue . Thu ^ Fri +"
    assert shown(plain=True) == "This week: Mon Valley, Tue plain day, Thu climbing, Fri win"


def test_today_is_found_at_once() -> None:
    """Its name alone stands out, and each mark has the colour of its height."""
    line = week_line(ENTRIES, today=FRIDAY, plain=False, ascii_only=False)
    assert [text for text, style in line if style == "day"] == ["Fri "]
    assert ("▁", "valley") in line
    assert ("▅", "climbing") in line
