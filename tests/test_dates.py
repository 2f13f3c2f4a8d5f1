"""Days in words."""

import subprocess
import sys
from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import DAYS, texts
from valley import dates
from valley.errors import InvalidInput

WEDNESDAY = date(2026, 3, 11)
ALIKE = [
    ("2026-03-05", date(2026, 3, 5)),
    ("  2026-03-20 ", date(2026, 3, 20)),
    ("today", WEDNESDAY),
    ("Yesterday", date(2026, 3, 10)),
    ("TOMORROW", date(2026, 3, 12)),
    ("3 days ago", date(2026, 3, 8)),
    ("a week ago", date(2026, 3, 4)),
    ("one day ago", date(2026, 3, 10)),
    ("in 2 weeks", date(2026, 3, 25)),
    ("in ten days", date(2026, 3, 21)),
    ("in a month", date(2026, 4, 11)),
    ("2 years ago", date(2024, 3, 11)),
    ("last friday", date(2026, 3, 6)),
    ("last wed", date(2026, 3, 4)),
    ("next monday", date(2026, 3, 16)),
    ("next wednesday", date(2026, 3, 18)),
    ("4 march 2025", date(2025, 3, 4)),
    ("March 4th, 2025", date(2025, 3, 4)),
    ("tues 4 mar 2025", date(2025, 3, 4)),
    ("29 feb 2024", date(2024, 2, 29)),
]


@pytest.mark.parametrize(("said", "meant"), ALIKE)
def test_some_words_mean_the_same_either_way(said: str, meant: date) -> None:
    """Looking back and looking ahead agree where the words say it all."""
    assert dates.parse(said, today=WEDNESDAY) == meant
    assert dates.parse_due(said, today=WEDNESDAY) == meant


@pytest.mark.parametrize(
    ("said", "back", "ahead"),
    [
        ("friday", date(2026, 3, 6), date(2026, 3, 13)),
        ("on Fri", date(2026, 3, 6), date(2026, 3, 13)),
        ("wednesday", WEDNESDAY, date(2026, 3, 18)),
        ("thurs", date(2026, 3, 5), date(2026, 3, 12)),
        ("4 mar", date(2026, 3, 4), date(2027, 3, 4)),
        ("mar. 4", date(2026, 3, 4), date(2027, 3, 4)),
        ("11 march", WEDNESDAY, date(2027, 3, 11)),
        ("20 mar", date(2025, 3, 20), date(2026, 3, 20)),
        ("4th of sept", date(2025, 9, 4), date(2026, 9, 4)),
        ("29 feb", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_bare_name_looks_back_or_ahead(said: str, back: date, ahead: date) -> None:
    """The latest up to and including today; for a promise the next after it."""
    assert dates.parse(said, today=WEDNESDAY) == back
    assert dates.parse_due(said, today=WEDNESDAY) == ahead


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("wed", WEDNESDAY, date(2026, 3, 25)),
        ("monday", date(2026, 3, 16), date(2026, 3, 23)),
        ("next wed", date(2026, 3, 18), date(2026, 3, 25)),
        ("last wed", date(2026, 3, 4), date(2026, 3, 4)),
        ("11 mar", WEDNESDAY, WEDNESDAY),
        ("11 jan", date(2026, 1, 11), date(2027, 1, 11)),
        ("10 jan", date(2027, 1, 10), date(2027, 1, 10)),
        ("in a week", date(2026, 3, 18), date(2026, 3, 18)),
        ("yesterday", date(2026, 3, 10), date(2026, 3, 10)),
        ("29 feb", date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_day_off_may_lie_a_little_back(said: str, first: date, last: date) -> None:
    """The last day goes by the names after the first one, here 23 March; what counts by today stays."""
    assert dates.parse_off(said, today=WEDNESDAY) == first
    assert dates.parse_off(said, today=WEDNESDAY, since=date(2026, 3, 23)) == last


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("blursday", "'4 mar'"),
        ("", "2026-03-04"),
        ("frida y", "friday"),
        ("fr", "friday"),
        ("5 may 26", "2026-03-04"),
        ("march", "'4 mar'"),
        ("in 3 days ago", "'in 2 weeks'"),
        ("3 days", "'in 2 weeks'"),
        ("next week", "'in 2 weeks'"),
        ("٣ days ago", "'in 2 weeks'"),
        ("20260304", "2026-03-04"),
        ("3/4", "'3 apr' or '4 mar'"),
        ("03.04.2026", "'3 apr' or '4 mar'"),
        ("25/12", "write '25 dec', or"),
        ("5/5", "write '5 may', or"),
        ("31 feb", "February goes from 1 to 29"),
        ("2026-02-30", "February goes from 1 to 28"),
        ("2026-13-01", "months go from 1 to 12"),
        ("0000-01-01", "years go from 0001"),
        ("thu 4 mar 2026", "4 March 2026 is a Wednesday"),
        ("in some days", "'in 2 weeks'"),
        ("45/45", "2026-03-04"),
        ("in 99999999999999999999 weeks", "beyond the years 1 to 9999"),
        ("in 9999 years", "not in the calendar"),
    ],
)
def test_what_is_not_understood_is_refused(said: str, told: str) -> None:
    """The message names the text, and what to write instead."""
    for read in dates.parse, dates.parse_due, dates.parse_off:
        with pytest.raises(InvalidInput) as refused:
            read(said, today=WEDNESDAY)
        assert repr(said) in str(refused.value)
        assert told in str(refused.value)


def test_a_long_text_is_not_repeated_in_full() -> None:
    """A pasted page makes no page of an error."""
    with pytest.raises(InvalidInput) as refused:
        dates.parse("x" * 5000, today=WEDNESDAY)
    assert len(str(refused.value)) < 200


@given(texts(), DAYS)
def test_no_text_is_more_than_refused(said: str, today: date) -> None:
    """Whatever is typed becomes a day or one kind of error."""
    for read in dates.parse, dates.parse_due, dates.parse_off:
        with suppress(InvalidInput):
            assert isinstance(read(said, today=today), date)


@given(DAYS, DAYS)
def test_a_day_that_was_shown_can_be_typed(day: date, today: date) -> None:
    """With its year it is read back exactly; without, it is a day of this year."""
    shown = dates.show(day, today=today)
    assert (str(day.year) in shown) == (day.year != today.year)
    if day.year != today.year or day <= today:
        assert dates.parse(shown, today=today) == day


@given(DAYS, st.sampled_from(dates.WEEKDAYS))
def test_a_weekday_is_within_the_week(today: date, name: str) -> None:
    """Back: none to six days; ahead: one to seven."""
    back = dates.parse(name[:3], today=today)
    ahead = dates.parse_due(name, today=today)
    assert timedelta(0) <= today - back <= timedelta(days=6)
    assert ahead - back == timedelta(days=7)
    assert dates.WEEKDAYS[back.weekday()] == name


def test_the_ends_of_the_calendar_hold() -> None:
    """Words that lead beyond them are refused, and the last week is short."""
    with pytest.raises(InvalidInput):
        dates.parse("yesterday", today=date.min)
    with pytest.raises(InvalidInput):
        dates.parse_due("1 jan", today=date.max)
    with pytest.raises(InvalidInput):
        dates.parse("29 feb", today=date(4, 2, 28))
    assert dates.parse_off("today", today=date.min) == date.min
    assert dates.parse_off("31 dec", today=date.max) == date.max
    assert dates.week_of(date.max) == (date(9999, 12, 27), date.max)
    assert dates.week_of(date.min)[0] == date.min


def test_a_day_is_shown_without_a_locale() -> None:
    """Short, with the year only where it is another."""
    assert dates.show(date(2026, 3, 4), today=WEDNESDAY) == "Wed 4 Mar"
    assert dates.show(date(2025, 12, 24), today=WEDNESDAY) == "Wed 24 Dec 2025"


@pytest.mark.parametrize(
    ("name", "monday"),
    [
        ("2026-W12", date(2026, 3, 16)),
        ("2026w12", date(2026, 3, 16)),
        (" 2020-W53 ", date(2020, 12, 28)),
        ("2025-W01", date(2024, 12, 30)),
    ],
)
def test_a_week_goes_from_monday_to_sunday(name: str, monday: date) -> None:
    """ISO weeks, whatever the year of their Monday."""
    assert dates.parse_week(name) == (monday, monday + timedelta(days=6))


@pytest.mark.parametrize("name", ["2026-W54", "2021-W53", "2026-W00", "0000-W01", "W12", "12", ""])
def test_a_week_that_is_none_is_refused(name: str) -> None:
    """With an example, or with the weeks there are."""
    with pytest.raises(InvalidInput, match=r"W12|W52"):
        dates.parse_week(name)


@given(DAYS)
def test_a_week_is_found_by_its_name(day: date) -> None:
    """A day, the name of its week, and the week again."""
    assert dates.parse_week(dates.week_name(day)) == dates.week_of(day)
    first, last = dates.week_of(day)
    assert first <= day <= last


def test_simple_words_need_no_library() -> None:
    """Nothing of dateutil is loaded for the words of every day: start-up time is a feature."""
    said = ["2026-03-04", "today", "friday", "4 mar", "3 days ago", "in 2 weeks"]
    code = (
        "import sys; from datetime import date; from valley import dates\n"
        f"for said in {said}: dates.parse(said, today=date(2026, 3, 11))\n"
        "sys.exit('dateutil' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *[("18:00", time(18)), ("18", time(18)), (" 7:05 ", time(7, 5)), ("18.00", time(18))],
        *[("6pm", time(18)), ("6:30 pm", time(18, 30)), ("6.30 P.M.", time(18, 30))],
        *[("18h", time(18)), ("18h30", time(18, 30)), ("at 6 pm", time(18)), ("04:00:00", time(4))],
        *[("12am", time(0)), ("12 pm", time(12)), ("0:30", time(0, 30)), ("6", time(6))],
    ],
)
def test_a_time_of_day_is_understood(said: str, meant: time) -> None:
    """As people write one."""
    assert dates.parse_time(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        *["", "soon", "25:00", "18:60", "-1", "18:1_0", "٣:00", "18:0٣", "18:5", "+6", "1 8"],
        *["9999999999999999999999", "13pm", "0 am", "18:00:30", "4 pmpm", "6:30:00:00", "18\x00"],
    ],
)
def test_another_is_refused(said: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(InvalidInput, match="like 18:00"):
        dates.parse_time(said)


@given(st.text(max_size=12))
def test_a_time_is_read_or_refused_whatever_was_typed(said: str) -> None:
    """It never ends otherwise; what is read holds figures of ASCII alone."""
    with suppress(InvalidInput):
        dates.parse_time(said)
        assert not any(letter.isdigit() and not letter.isascii() for letter in said)
