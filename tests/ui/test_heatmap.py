"""The calendar of the streak, as pictures."""

import re
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
        "    Mar 2026",
        "Mon   ■",
        "Tue   ■",
        "Wed   ○ ◄ today",
        "Thu",
        "Fri ■",
        "Sat ·",
        "Sun ·",
        "",
        "■ done  ○ pending  · rest",
    ]


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_year_fits_with_its_months_apart(width: int) -> None:
    """From 80 columns on, each month by its name, and the new year by its number."""
    lines = heatmap(year(), today=TODAY, width=width).plain.splitlines()
    names = lines[0].split()
    months = [name for name in names if name.isalpha()]
    assert len(months) == 13
    assert ("2026" in names) is (width == 160)
    assert len(lines[1].split(None, 1)[1].replace(" ", "")) == 53
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("weeks", [1, 5, 12, 20, 33, 60])
def test_no_week_is_drawn_past_the_edge(weeks: int) -> None:
    """At any width, however long the journal is; and the weeks stand as far apart as fits."""
    days = year()[-7 * weeks :]
    before = 0
    for width in range(20, 170):
        lines = heatmap(days, today=TODAY, width=width).plain.splitlines()[:8]
        assert max(map(len, lines)) <= width
        shown = len(lines[1].split(None, 1)[1].replace(" ", "").rstrip("◄"))
        assert shown >= before or width == 60  # where today is named
        before = shown


@pytest.mark.parametrize(("width", "word"), [(40, ""), (59, ""), (60, " today"), (160, " today")])
def test_today_is_found_at_once(width: int, word: str) -> None:
    """By an arrow and a word, the name of its weekday, and itself turned over in colour."""
    picture = heatmap(year(), today=TODAY, width=width)
    lines = picture.plain.splitlines()
    assert [line for line in lines if line.endswith(f"○ ◄{word}")] == [lines[3]]
    assert ("◄ today" in lines[-1]) is not bool(word)
    looks = [(picture.plain[one.start : one.end], str(one.style)) for one in picture.spans]
    assert {("Wed ", "bold"), (f"◄{word}", "bold")} <= set(looks)
    assert [sign for sign, look in looks if "reverse" in look] == ["○"]


def test_an_empty_journal_still_has_a_today() -> None:
    """And a legend of that alone."""
    lines = heatmap([], today=TODAY, width=40).plain.splitlines()
    assert lines[3] == "Wed   ◄"
    assert lines[-1] == "◄ today"


def test_an_entry_on_a_day_off_shows() -> None:
    """It is welcome, though it does not count."""
    lines = heatmap(past("RrAap"), today=TODAY, width=80).plain.splitlines()
    assert lines[-1] == "○ pending  · rest  ~ away  ▪ written on a day off"
    assert sum(line.count("▪") for line in lines[:-1]) == 2


def test_no_day_is_red() -> None:
    """The tone is on your side."""
    spans = heatmap(year(), today=TODAY, width=160).spans
    styles = {str(span.style).removesuffix(" reverse") for span in spans}
    assert style.GREEN in styles
    # What the palette looks like is tested with it.
    assert styles <= {style.GREEN, style.TEAL, style.AMBER, style.VIOLET, "dim", "bold"}


@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_state_has_its_own_character(ascii_only: bool) -> None:
    """So that nothing depends on colour."""
    legend = heatmap(past("dbmraRp"), today=TODAY, width=200, ascii_only=ascii_only)
    *_, last = legend.plain.splitlines()
    marks = [part[0] for part in last.split("  ")]
    assert len(marks) == len(set(marks)) == 7


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
    marked = [name for name, row in rows.items() if re.search(" [◄<]( today)?$", row)]
    assert marked == [WEEKDAYS[today.weekday()][:3]]

    cells = {name: re.sub(" [◄<].*", "", row)[4:] for name, row in rows.items()}
    last = len(cells[marked[0]].rstrip()) - 1
    columns: dict[int, set[int]] = {0: {last}}  # of each week, so many weeks back
    for weekday, name in enumerate(WEEKDAYS):
        of_row = [day for day in days if day.day.weekday() == weekday]
        drawn_at = [at for at, sign in enumerate(cells[name[:3]]) if sign != " "]
        for day, at in zip(reversed(of_row), reversed(drawn_at), strict=False):
            assert cells[name[:3]][at] == _character(day)[ascii_only]
            columns.setdefault(
                _weeks(today, week_starts) - _weeks(day.day, week_starts), set()
            ).add(at)
    assert all(len(places) == 1 for places in columns.values())
    assert columns.keys() == set(range(len(columns)))
    all_weeks = _weeks(today, week_starts) - _weeks(days[0].day, week_starts) + 1
    assert len(columns) >= min(all_weeks, 53, width - (12 if width >= 60 else 6))


def _weeks(day: date, week_starts: int) -> int:
    """Number the weeks since the first Monday, or other day, of the calendar."""
    return (day.toordinal() - 1 - week_starts) // 7


def _character(day: Day) -> str:
    """Tell what a day is drawn as, and in ASCII."""
    if day.entries and day.state in {DayState.REST, DayState.AWAY}:
        return "▪*"
    return dict(zip(STATES.values(), ["■#", "▒+", "□o", "○?", "·.", "~~"], strict=True))[day.state]
