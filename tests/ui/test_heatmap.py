"""The calendar of the streak, as pictures."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from valley.dates import WEEKDAYS
from valley.insight.days import Day, DayState
from valley.ui import style
from valley.ui.heatmap import heatmap, sentences

TODAY = date(2026, 3, 4)
STATES = {
    "d": DayState.DONE,
    "b": DayState.BACKFILLED,
    "m": DayState.MISSED,
    "p": DayState.PENDING,
    "r": DayState.REST,
    "a": DayState.AWAY,
}


def past(states: str, today: date = TODAY) -> list[Day]:
    """Make the days up to today, a letter each; a capital has an entry where none is expected."""
    first = today - timedelta(days=len(states) - 1)
    return [
        Day(
            first + timedelta(days=number),
            STATES[letter.lower()],
            entries=letter.isupper() or letter in "db",
        )
        for number, letter in enumerate(states)
    ]


def year() -> list[Day]:
    """Make more than a year with something of everything."""
    weeks = ["dddddrr", "dbdddRr", "ddmddrr", "dddmbrr", "dddddrr", "mddddrR"] * 10
    weeks[45:47] = ["dddaaaa", "aaAaarr"]
    return past("".join(weeks)[4:] + "ddp")


def drawn(picture: Text, width: int, *, colour: bool = False) -> str:
    """Print a picture as a terminal of that width would show it."""
    file = StringIO()
    Console(
        file=file,
        width=width,
        force_terminal=True,
        color_system="256" if colour else None,
        legacy_windows=False,
        _environ={},
    ).print(picture)
    return file.getvalue()


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_year_is_drawn(width: int, colour: bool, golden: Callable[[str, str], None]) -> None:
    """As much of it as fits, with and without colour."""
    picture = heatmap(year(), today=TODAY, width=width)
    name = f"heatmap-{width}{'-colour' if colour else ''}.txt"
    golden(name, drawn(picture, width, colour=colour))


def test_a_year_is_drawn_in_ascii(golden: Callable[[str, str], None]) -> None:
    """With weeks that begin on Sunday."""
    picture = heatmap(year(), today=TODAY, width=80, ascii_only=True, week_starts=6)
    assert picture.plain.isascii()
    golden("heatmap-80-ascii.txt", drawn(picture, 80))


def test_a_year_is_told(golden: Callable[[str, str], None]) -> None:
    """A line for each month, for those who listen."""
    told = sentences(year())
    assert told[-1] == "March 2026: 2 done, 1 pending, 1 written on a day off."
    golden("heatmap-plain.txt", "\n".join(told) + "\n")


def test_a_young_journal_has_a_small_picture() -> None:
    """No desert before its first day."""
    picture = heatmap(past("drrdDp"), today=TODAY, width=80)
    assert [line.rstrip() for line in picture.plain.splitlines()] == [
        "    Mar",
        "Mon  ■",
        "Tue  ■",
        "Wed  ○ ◄",
        "Thu",
        "Fri ■",
        "Sat ·",
        "Sun ·",
        "",
        "■ done  ○ pending  · rest  ◄ today",
    ]


def test_an_empty_journal_still_has_a_today() -> None:
    """And a legend of that alone."""
    lines = heatmap([], today=TODAY, width=40).plain.splitlines()
    assert lines[3] == "Wed   ◄"
    assert lines[-1] == "◄ today"


def test_an_entry_on_a_day_off_shows() -> None:
    """It is welcome, though it does not count."""
    lines = heatmap(past("RrAap"), today=TODAY, width=80).plain.splitlines()
    assert lines[-1] == "○ pending  · rest  ~ away  ▪ written on a day off  ◄ today"
    assert sum(line.count("▪") for line in lines[:-1]) == 2


def test_no_day_is_red() -> None:
    """The tone is on your side."""
    styles = {str(span.style) for span in heatmap(year(), today=TODAY, width=160).spans}
    assert style.GREEN in styles
    # What the palette looks like is tested with it.
    assert styles <= {style.GREEN, style.TEAL, style.AMBER, style.VIOLET, "dim", "bold"}


@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_state_has_its_own_character(ascii_only: bool) -> None:
    """So that nothing depends on colour."""
    legend = heatmap(past("dbmraRp"), today=TODAY, width=200, ascii_only=ascii_only)
    *_, last = legend.plain.splitlines()
    marks = [part[0] for part in last.split("  ")]
    assert len(marks) == len(set(marks)) == 8


@given(
    st.text("dbmraRA", max_size=800),
    st.integers(30, 220),
    st.integers(0, 6),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.booleans(),
)
def test_a_picture_fits_and_lies_on_the_calendar(
    states: str, width: int, week_starts: int, today: date, ascii_only: bool
) -> None:
    """No line is too long, today's row is marked, and every day stands in its week and row."""
    days = past(f"{states}p", today)
    picture = heatmap(
        days, today=today, width=width, week_starts=week_starts, ascii_only=ascii_only
    )
    lines = picture.plain.splitlines()
    assert all(len(line) <= width for line in lines)
    rows = {line[:3]: line for line in lines[1:8]}
    assert lines[1][:3] == WEEKDAYS[week_starts][:3]
    marked = [name for name, row in rows.items() if row.endswith((" ◄", " <"))]
    assert marked == [WEEKDAYS[today.weekday()][:3]]

    apart = 2 if width >= 112 else 1
    last = len(rows[marked[0]]) - len("○ ◄")
    first_weeks_back = 52 if width >= 59 else width - 7
    for day in days:
        weeks_back = _weeks(today, week_starts) - _weeks(day.day, week_starts)
        if weeks_back <= first_weeks_back:
            cell = rows[WEEKDAYS[day.day.weekday()][:3]][last - apart * weeks_back]
            assert cell == _character(day)[ascii_only]


def _weeks(day: date, week_starts: int) -> int:
    """Number the weeks since the first Monday, or other day, of the calendar."""
    return (day.toordinal() - 1 - week_starts) // 7


def _character(day: Day) -> str:
    """Tell what a day is drawn as, and in ASCII."""
    if day.entries and day.state in {DayState.REST, DayState.AWAY}:
        return "▪*"
    return dict(zip(STATES.values(), ["■#", "▒+", "□o", "○?", "·.", "~~"], strict=True))[day.state]
