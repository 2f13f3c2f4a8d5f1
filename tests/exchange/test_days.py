"""Which day a text says, and which moment: one rule for every format."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World, heed_zone
from valley.errors import InvalidInput
from valley.exchange.days import Days, beginning, seems_day
from valley.workdays import local_day

TODAY = date(2026, 12, 31)


def days(form: str = "") -> Days:
    """Read days in a form."""
    return Days(today=TODAY, day_ends_at=time(4), form=form)


@pytest.fixture
def new_york(world: World) -> Iterator[None]:
    """Be five hours behind UTC."""
    world.set(TZ="America/New_York")
    heed_zone()
    yield
    world.set(TZ="UTC")
    heed_zone()


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2026-03-04", "2026-03-04", ""),
        ("2026-3-4", "2026-03-04", ""),
        ("2026/03/04 09:05", "2026-03-04", "09:05"),
        ("2026.03.04 9:05", "2026-03-04", "09:05"),
        ("2026-03-04 5:14 PM", "2026-03-04", "17:14"),
        ("2026-03-04 12:10:09 a.m.", "2026-03-03", "00:10:09"),
        ("2026-03-04 18.30", "2026-03-04", "18:30"),
        ("2026-03-04 Wed 18:30", "2026-03-04", "18:30"),
        ("2026-03-04 00:00:00", "2026-03-04", ""),
        ("2026-03-04 03:59", "2026-03-03", "03:59"),
        ("2026-03-04 04:00", "2026-03-04", "04:00"),
        ("Mar 3, 2026 5:14 PM", "2026-03-03", "17:14"),
        ("3 March 2026", "2026-03-03", ""),
        ("Tuesday, March 3rd, 2026 at 17:14", "2026-03-03", "17:14"),
        ("3-Mar-2026", "2026-03-03", ""),
        ("3 March 2026 at 5:14\u202fPM", "2026-03-03", "17:14"),
    ],
)
def test_days_that_can_be_read_in_one_way_are_read(text: str, day: str, at: str) -> None:
    """With the time where one is told; midnight sharp tells none."""
    read = days().read(text)
    assert str(read.day) == day
    assert (read.at.time() if read.at else None) == (time.fromisoformat(at) if at else None)


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04T02:30:00Z", "2026-03-03"),
        ("2026-03-04T02:30:00.000+0000", "2026-03-03"),
        ("2026-03-04 02:30 UTC", "2026-03-03"),
        ("Mar 4, 2026 2:30 AM GMT", "2026-03-03"),
        ("2026-03-04T08:30:00Z", "2026-03-03"),  # half past three at night
        ("2026-03-04T09:30:00Z", "2026-03-04"),
        ("2026-03-04T02:30:00+09:00", "2026-03-03"),  # half past two at night in Tokyo
        ("2026-03-04T05:30:00+09:00", "2026-03-04"),
        ("2026-03-04 18:30 -0800", "2026-03-04"),
        ("2026-03-04 18:30 PST", "2026-03-04"),
        ("Mar 5, 2026 2:30 AM EDT", "2026-03-04"),
    ],
)
def test_a_moment_in_utc_is_brought_to_local_time(text: str, day: str) -> None:
    """Another offset is the clock on the wall where it was written; then the day ends at four."""
    assert str(days().read(text).day) == day


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("day-first", "04/03/2026", "2026-03-04"),
        ("month-first", "03/04/2026 6:05 PM", "2026-03-04"),
        ("day-first", "4.3.26", "2026-03-04"),
        ("day-first", "4-Mar-26", "2026-03-04"),
        ("month-first", "Mar 4, 26", "2026-03-04"),
        ("excel", "46085", "2026-03-04"),
        ("excel", "46085.75", "2026-03-04"),
        ("%d.%m.%Y %H:%M", "04.03.2026 18:30", "2026-03-04"),
        ("%F %r", "2026-03-04 06:30:00 PM", "2026-03-04"),
        ("%Y%m%d", "20260304", "2026-03-04"),
        ("%Y%m%d", "2026-03-04", "2026-03-04"),
        ("day-first", "2026-03-04", "2026-03-04"),
    ],
)
def test_a_form_adds_to_those_that_are_known(form: str, text: str, day: str) -> None:
    """It takes nothing away."""
    assert str(days(form).read(text).day) == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "03/04/2026",
            "2026-03-04 18:30 CET",  # summer or winter, and BST or IST are several
            "2026-03-04 18:30 IST",
            "4.3.2026",
            "20260304",
            "2026-W10-3",
            "tomorrow",
            "friday",
            "4 mar",
            "soon",
        ),
        *("2026-02-30", "2026-13-01", "2026-03-04 25:00", "2026-03-04 13:00 PM", "46085", ""),
        *(
            "2026-03-05 Wed",
            "4 March 26",
            "2026-03-04 18:30 CET",
            "3/2026",
            "2026-03-04x",
            "9" * 99,
        ),
    ],
)
def test_what_is_no_day_or_several_is_refused(text: str) -> None:
    """No order is ever guessed, and no day moved."""
    assert not days().is_day(text)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["03/14/2026", "03/04/2026"], "fits one order only: --date-format month-first"),
        (["14/03/2026"], "fits one order only: --date-format day-first"),
        (["01/02/2026", "03.04.26"], "Say which comes first"),
        (["46085", "46086.5"], "--date-format excel"),
        (["14/03/2026", "03/14/2026"], "no option reads them all"),
        (["soon", "2026-02-30"], ""),
    ],
)
def test_where_one_order_fits_it_is_named(texts: list[str], told: str) -> None:
    """And never taken by itself."""
    reader = days()
    for text in texts:
        with suppress(ValueError):
            reader.read(text)
    assert told in reader.advice
    assert bool(told) == bool(reader.advice)


@pytest.mark.parametrize("form", ["%d.%m", "%H:%M", "%Q", "day first", "%", "%m/%Y", "[%d"])
def test_a_form_that_does_not_say_a_whole_day_is_refused(form: str) -> None:
    """Else every entry would be of the year 1900."""
    with pytest.raises(InvalidInput, match="day-first, month-first, excel"):
        days(form)


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("03.03.2026 18:30", True),
        ("20260304", True),
        ("2026-03-04 18:30 CET", True),
        ("2026-13-04", True),
        ("3/4/26", True),
        ("2026-03 18:30", True),
        ("04.03. 18:30", True),
        ("Mar 4 18:30:00", True),
        ("poc", False),
        ("12", False),
        ("1.2.3", False),
        ("10:30", False),
        ("42126304", False),
        ("Room 12", False),
    ],
)
def test_what_looks_like_a_day(text: str, seems: bool) -> None:
    """Whether it can be read or not."""
    assert seems_day(text) is seems


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("2026-03-04 18:30 Demo at Acme", ("2026-03-04 18:30", "Demo at Acme")),
        ("4 March 2026 Demo", ("4 March 2026", "Demo")),
        ("10.06.2026 15:00 A short day.", ("10.06.2026 15:00", "A short day.")),
        ("2026-03-04: Demo", ("2026-03-04", "Demo")),
        ("Called 14 people by 10:30", None),
        ("12 calls, 3 talks", None),
        ("March was long", None),
    ],
)
def test_how_a_line_begins(line: str, begins: tuple[str, str] | None) -> None:
    """The longest day there is, and what follows."""
    assert beginning(line, days()) == begins


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001
def test_every_moment_is_read_as_it_was_written(moment: datetime) -> None:
    """In ISO, by itself; its day is that of the check-in."""
    read = days().read(moment.isoformat())
    midnight = moment.time() == time()
    assert read.day == (moment.date() if midnight else local_day(moment, day_ends_at=time(4)))
    assert (read.at is None) == midnight
