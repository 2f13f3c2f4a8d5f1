"""Which days count."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import DAYS, moments
from valley import public_holidays
from valley.errors import InvalidInput
from valley.workdays import Away, DayKind, Workdays, local_day

MONDAY = date(2026, 3, 2)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


def worked(pattern: str, weeks: int = 1) -> str:
    """Draw which days of the weeks from Monday 2 March count."""
    workdays = Workdays.of(pattern)
    days = [MONDAY + timedelta(days=number) for number in range(7 * weeks)]
    return "".join("x" if workdays.counts(day) else "." for day in days)


@pytest.mark.parametrize(
    ("pattern", "week"),
    [
        ("mon-fri", "xxxxx.."),
        ("sun-thu", "xxxx..x"),
        ("fri-mon", "x...xxx"),
        ("mon,wed,fri", "x.x.x.."),
        ("Monday - Wednesday, sat", "xxx..x."),
        ("mon-sun", "xxxxxxx"),
        ("thurs", "...x..."),
        ("FREQ=WEEKLY;BYDAY=MO,TU", "xx....."),
        ("rrule:freq=weekly;byday=sa", ".....x."),
        ("FREQ=WEEKLY", "x......"),
    ],
)
def test_a_pattern_names_working_days(pattern: str, week: str) -> None:
    """Names, ranges that may run over Sunday, and rules."""
    assert worked(pattern, 2) == week * 2


@pytest.mark.parametrize(
    ("start", "first_week"),
    [
        ("", "xx....."),  # 2 March is 2,930 weeks after the Monday that rules count from
        (";DTSTART=2026-03-02", "xx....."),
        (";DTSTART=20260309", "......."),
        (";DTSTART:20360310T000000", "......."),
    ],
)
def test_weeks_alternate_from_a_day_that_is_known(start: str, first_week: str) -> None:
    """From DTSTART, before it too, or else from Monday 5 January 1970."""
    other = "......." if "x" in first_week else "xx....."
    pattern = f"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU{start}"
    assert worked(pattern, 4) == (first_week + other) * 2


def test_a_rule_may_begin_with_its_start() -> None:
    """As calendars write it: DTSTART on a line of its own, then RRULE."""
    rule = "DTSTART:20260309\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"
    assert worked(rule, 2) == "......." + "x......"


@given(DAYS, st.integers(1, 52))
def test_a_rule_never_jumps_at_new_year(day: date, interval: int) -> None:
    """Days that are some periods apart are alike, whatever years they lie in."""
    workdays = Workdays.of(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY=MO,TU,TH")
    later = day + timedelta(weeks=interval)
    assert workdays.state(day) == workdays.state(later)
    if interval > 1:
        monday = day - timedelta(days=day.weekday())
        weeks = [monday + timedelta(weeks=number) for number in range(interval)]
        assert sum(workdays.counts(week) for week in weeks) == 1


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "mo", "mon-", "-fri", "mon,,tue", "mon-fri-sun", "weekdays", "montag", "mon/fri"),
        *("=", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=3", "BYDAY=MO"),
        *("FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=53", "FREQ=WEEKLY;INTERVAL=two"),
        *("FREQ=WEEKLY;DTSTART=soon", "FREQ=WEEKLY;UNTIL=20260401", "FREQ=WEEKLY;;"),
    ],
)
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    """The message repeats it and says what is accepted."""
    with pytest.raises(InvalidInput) as refused:
        Workdays.of(pattern)
    assert repr(pattern) in str(refused.value)
    assert "'sun-thu'" in str(refused.value)


def test_a_change_of_pattern_leaves_old_days_alone() -> None:
    """Each pattern applies up to its last day, in whatever order they are given."""
    workdays = Workdays.of(
        "mon-fri", before=[(date(2026, 3, 3), "sat"), (date(2026, 2, 28), "sat,sun")]
    )
    counted = list(workdays.between(date(2026, 2, 27), date(2026, 3, 5)))
    assert counted == [date(2026, 2, 28), date(2026, 3, 4), date(2026, 3, 5)]


def test_away_days_do_not_count() -> None:
    """Times away may overlap and touch, and cover weekends."""
    workdays = Workdays.of(
        away=[
            Away(date(2026, 3, 6), date(2026, 3, 8), "skiing"),
            Away(date(2026, 3, 3), date(2026, 3, 3)),
            Away(date(2026, 3, 2), date(2026, 3, 4)),
        ]
    )
    kinds = [workdays.state(day).value for day in WEEK]
    assert kinds == ["away", "away", "away", "counts", "away", "away", "away"]
    assert workdays.state(date(2026, 3, 9)) is DayKind.COUNTS


def test_a_time_away_ends_after_it_begins() -> None:
    """The other way round is a slip."""
    with pytest.raises(InvalidInput, match="2026-03-04 to 2026-03-03"):
        Away(date(2026, 3, 4), date(2026, 3, 3))


@given(st.lists(st.tuples(DAYS, st.integers(0, 99)), max_size=6), DAYS, st.integers(-99, 99))
def test_times_away_join_to_the_days_they_cover(
    spans: list[tuple[date, int]], other: date, offset: int
) -> None:
    """A day is away when it lies in any of them."""
    away = [Away(first, first + timedelta(days=length)) for first, length in spans]
    workdays = Workdays.of("mon-sun", away=away)
    for day in [other, *(one.first + timedelta(days=offset) for one in away)]:
        covered = any(one.first <= day <= one.last for one in away)
        assert (workdays.state(day) is DayKind.AWAY) == covered


def test_the_next_day_that_counts_is_after_this_one() -> None:
    """Over weekends and times away, and never the day itself."""
    workdays = Workdays.of(away=[Away(date(2026, 3, 9), date(2026, 3, 10))])
    assert workdays.next(date(2026, 3, 2)) == date(2026, 3, 3)
    assert workdays.next(date(2026, 3, 6)) == date(2026, 3, 11)


def test_somebody_away_for_years_still_has_a_tomorrow() -> None:
    """Where nothing counts within two years it is the day after, up to the last of all days."""
    workdays = Workdays.of(away=[Away(MONDAY, date.max)])
    assert workdays.next(MONDAY) == date(2026, 3, 3)
    assert workdays.next(date.max) == date.max
    assert workdays.next(date(9999, 12, 30)) == date.max


@given(DAYS, st.integers(-5, 90))
def test_days_between_are_those_that_count(first: date, length: int) -> None:
    """Both ends included, in order; none when the last is before the first."""
    workdays = Workdays.of("mon,tue,sat")
    last = first + timedelta(days=length)
    span = [first + timedelta(days=number) for number in range(length + 1)]
    assert list(workdays.between(first, last)) == [day for day in span if workdays.counts(day)]


def test_the_ends_of_the_calendar_are_days() -> None:
    """Also for rules, whose anchor lies outside of the first year."""
    workdays = Workdays.of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", before=[(date(2, 1, 1), "mon-fri")])
    assert list(workdays.between(date.min, date(1, 1, 3))) == [date(1, 1, day) for day in (1, 2, 3)]
    every_fourth = Workdays.of("FREQ=WEEKLY;INTERVAL=4;BYDAY=MO")
    first, second, *_ = every_fourth.between(date.min, date(1, 3, 1))
    assert second - first == timedelta(weeks=4)
    assert list(workdays.between(date(9999, 12, 25), date.max)) == [date(9999, 12, 27)]


def test_public_holidays_are_rest() -> None:
    """Of the country, and of its region where that is set."""
    germany = Workdays.of(country="DE")
    bavaria = Workdays.of(country=" germany", region="bayern")
    assert germany.state(date(2026, 12, 25)) is DayKind.REST
    assert germany.counts(date(2026, 1, 6))
    assert bavaria.state(date(2026, 1, 6)) is DayKind.REST
    assert (bavaria.country, bavaria.region) == ("DE", "BY")
    assert Workdays.of().counts(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("country", "region", "told"),
    [
        ("Germny", None, "DE"),
        ("XX", None, "ISO 3166"),
        ("DE", "bayer", "did you mean BY"),
        ("DE", "ZZ", "BW"),
        ("AF", "ZZ", "none"),
        (None, "BY", "country"),
    ],
)
def test_an_unknown_country_or_region_is_refused(
    country: str | None, region: str | None, told: str
) -> None:
    """With what comes near, or what there is."""
    with pytest.raises(InvalidInput, match=told):
        Workdays.of(country=country, region=region)


def test_a_missing_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is asked for only where a country is set."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    public_holidays._library.cache_clear()
    try:
        with pytest.raises(InvalidInput, match=r"pip install 'valley\[holidays\]'"):
            Workdays.of(country="DE")
        Workdays.of()
    finally:
        public_holidays._library.cache_clear()


def test_names_of_days_need_no_library() -> None:
    """Neither dateutil nor holidays is loaded for the usual settings."""
    code = (
        "import sys; from datetime import date; from valley.workdays import Workdays\n"
        "Workdays.of().next(date(2026, 3, 6))\n"
        "sys.exit('dateutil' in sys.modules or 'holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("at", "ends", "day"),
    [
        ("04:00", "04:00", 3),
        ("03:59:59", "04:00", 2),
        ("00:30", "04:00", 2),
        ("00:30", "00:00", 3),
        ("23:59", "04:00", 3),
    ],
)
def test_an_evening_belongs_to_its_day(at: str, ends: str, day: int) -> None:
    """Until `day_ends_at` it is still yesterday."""
    moment = datetime.combine(date(2026, 3, 3), time.fromisoformat(at), UTC)
    assert local_day(moment, day_ends_at=time.fromisoformat(ends)) == date(2026, 3, day)


@given(moments(), st.times())
def test_an_offset_never_moves_a_day(moment: datetime, ends: time) -> None:
    """Only the wall clock counts: the same time elsewhere is the same day."""
    elsewhere = moment.replace(tzinfo=UTC)
    assert local_day(moment, day_ends_at=ends) == local_day(elsewhere, day_ends_at=ends)


@pytest.mark.parametrize("jump", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("fold", [0, 1])
def test_changing_the_clocks_never_moves_a_day(jump: date, fold: int) -> None:
    """Through both nights, hour by hour, as written and as read back from a file."""
    zone = ZoneInfo("Europe/Berlin")
    for hour in range(24):
        moment = datetime.combine(jump, time(hour, 30, fold=fold), zone)
        wanted = jump if hour >= 4 else jump - timedelta(days=1)
        assert local_day(moment, day_ends_at=time(4)) == wanted
        read = datetime.fromisoformat(moment.isoformat())
        assert local_day(read, day_ends_at=time(4)) == wanted


def test_the_first_of_all_days_has_no_evening_before() -> None:
    """It stays what it is."""
    assert local_day(datetime(1, 1, 1, 1, tzinfo=UTC), day_ends_at=time(4)) == date.min
