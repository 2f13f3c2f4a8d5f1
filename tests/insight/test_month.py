"""What was true of a month: what went, what came, what is done now, each with its days."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.conftest import World
from tests.weeks import note, promise, setback, write
from valley.insight.month import Month, month, told_of
from valley.model import Entry, Status, Theme
from valley.ui.month_sentences import month_sentences

MONDAY = date(2026, 6, 1)  # its Friday is the first of June
FRIDAY = date(2026, 6, 5)
WENT = [date(2026, 3, 10), date(2026, 3, 24), date(2026, 4, 7)]
CAME = [date(2026, 5, 5), date(2026, 5, 12), date(2026, 5, 26)]


def notes(first: date, last: date) -> Iterator[Entry]:
    """Make a plain note on each working day."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5:  # Saturday
            yield note(day)


def logged() -> list[Entry]:
    """Make the notes of a spring."""
    return list(notes(date(2026, 3, 2), FRIDAY))


def told(entries: list[Entry], monday: date = MONDAY, until: date = FRIDAY) -> Month | None:
    """Return what is told of May."""
    return month(entries, monday=monday, until=until)


@pytest.mark.parametrize(
    ("monday", "of"),
    [
        ("2026-06-01", "2026-05-01"),
        ("2026-06-08", None),
        ("2026-04-27", "2026-04-01"),  # its Friday is the first of May
        ("2025-12-29", "2025-12-01"),  # its Friday is the second of January
        ("2026-08-03", "2026-07-01"),  # the 7th
        ("2026-05-04", None),  # the 8th
    ],
)
def test_the_week_of_the_first_friday_tells_of_the_month_before(
    monday: str, of: str | None
) -> None:
    """And no other week does."""
    assert told_of(date.fromisoformat(monday)) == (of and date.fromisoformat(of))


def test_what_went_and_what_came() -> None:
    """Each with its days, the counts such that they can be counted again."""
    entries = logged()
    entries += [setback(day, "empty-purse") for day in WENT]
    entries += [setback(day, "gone-fishing") for day in CAME]
    found = told(entries)
    assert found
    assert found.went
    assert found.came
    assert (found.went.about, found.went.days) == ("empty-purse", tuple(WENT))
    assert (found.came.about, found.came.days) == ("gone-fishing", tuple(CAME))
    before = {one.day for one in entries if date(2026, 1, 31) <= one.day < date(2026, 5, 1)}
    within = {one.day for one in entries if date(2026, 5, 1) <= one.day < date(2026, 6, 1)}
    assert (found.went.of, found.went.other_of) == (len(before), len(within))
    assert (found.came.of, found.came.other_of) == (len(within), len(before))
    assert found.does is None
    went, came = (sentence for _, sentence in month_sentences(found).values())
    assert went == (
        "“Empty purse” went: on 3 days of the 90 days before,"
        f" and not once on the {len(within)} days you logged."
    )
    assert came.startswith("“Gone fishing” came: on 3 days, and not once on the")


@pytest.mark.parametrize(
    ("went", "came"),
    [
        (WENT[:2], CAME[:2]),  # too few days
        ([WENT[0]] * 3, [CAME[0]] * 3),  # three times on one day
        ([*WENT, date(2026, 5, 29)], [*CAME, date(2026, 4, 29)]),  # met in the other time
        ([*WENT, date(2026, 6, 2)], [CAME[0], CAME[1], date(2026, 6, 3)]),  # and after the month
    ],
)
def test_nothing_is_said_where_too_little_bears_it_out(went: list[date], came: list[date]) -> None:
    """Distinct days count, and what came back has not gone."""
    entries = logged()
    entries += [setback(day, "empty-purse") for day in went]
    entries += [setback(day, "gone-fishing") for day in came]
    assert told(entries) is None


def test_silence_of_a_month_hardly_logged_tells_nothing() -> None:
    """Nor does what comes in a journal that has just begun."""
    entries = [*notes(date(2026, 3, 2), date(2026, 4, 30)), note(date(2026, 5, 20))]
    assert told([*entries, *(setback(day, "empty-purse") for day in WENT)]) is None
    young = list(notes(date(2026, 4, 27), FRIDAY))
    assert told([*young, *(setback(day, "gone-fishing") for day in CAME)]) is None


def test_what_is_done_now() -> None:
    """A step with an hour in it, on days of promises, against those before."""
    days = [date(2026, 3, 2) + timedelta(days=7 * number) for number in range(8)]
    entries = [promise(day, "ring them when I can", Status.OPEN) for day in days]
    entries += [promise(day, "ring them at 9", Status.KEPT) for day in CAME]
    found = told(entries)
    assert found
    assert found.does
    assert (found.does.about, found.does.days) == ("hour", tuple(CAME))
    assert (found.does.of, found.does.other, found.does.other_of) == (3, 0, 8)
    ((_, sentence),) = month_sentences(found).values()
    assert sentence == (
        "Now you promise with an hour in it: on 3 of 3 days with a promise;"
        " 0 of 8 in the 90 days before."
    )
    assert told(entries[1:]) is None  # seven days before are too few to tell


def test_what_was_done_before_as_well_is_nothing_new() -> None:
    """Reasons owned on every other day before, and on each day now."""
    days = [date(2026, 3, 2) + timedelta(days=7 * number) for number in range(8)]
    owned = [setback(day, f"own-{number}", theme=Theme.SELF) for number, day in enumerate(CAME)]
    often = [
        setback(day, f"{'own' if number % 2 else 'no'}-{number}") for number, day in enumerate(days)
    ]
    assert told([*often, *owned]) is None
    never = [setback(day, f"no-{number}") for number, day in enumerate(days)]
    found = told([*never, *owned])
    assert found
    assert found.does
    assert found.does.about == "owned"


def test_the_review_tells_it_on_the_screen_and_as_json(world: World) -> None:
    """On the first Friday, and not a week later."""
    entries = [*logged(), *notes(date(2026, 6, 8), date(2026, 6, 12))]
    write(world.home, [*entries, *(setback(day, "empty-purse") for day in WENT)])
    world.day("2026-06-05T17:00")
    shown = world.run("review")
    assert "What was true in May" in shown
    assert "“Empty purse” went" in shown
    assert "Tue 10, Tue 24 Mar and Tue 7 Apr" in shown
    told = world.json("review")["month"]
    assert told["month"] == "2026-05"
    assert told["went"]["days"] == [day.isoformat() for day in WENT]
    assert told["went"]["sentence"] in " ".join(shown.split())
    assert told["came"] is None
    world.day("2026-06-12T17:00")
    assert world.json("review")["month"] is None
    assert "What was true" not in world.run("review")
