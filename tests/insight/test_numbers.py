"""The rep's numbers: weeks against the weeks before, the chain, and what goes with what."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.weeks import note, setback, win
from valley.insight.numbers import EACH_SIDE, Numbers, Sum, goes_with, needed_since, numbers
from valley.model import Entry, Theme
from valley.ui import numbers_sentences as say
from valley.ui.numbers import sparkline

TODAY = date(2026, 6, 5)  # a Friday
Known = dict[date, dict[str, int]]
spans = st.lists(st.integers(0, 50), min_size=0, max_size=40)


def back(first: date = TODAY) -> Iterator[date]:
    """Yield working days, the latest first."""
    day = first
    while True:
        if day.isoweekday() <= 5:
            yield day
        day -= timedelta(days=1)


def view(known: Known, entries: Sequence[Entry] = (), **more: object) -> Numbers:
    """Return the view of dials and talks."""
    names = ("dials", "talks")
    return numbers(known, entries, names=names, today=TODAY, **more)  # type: ignore[arg-type]


def test_a_week_is_held_against_the_four_before_by_its_average_day() -> None:
    """A day that is not known counts nowhere, and is not nought."""
    known: Known = {day: {"dials": 30} for day in islice(back(date(2026, 5, 29)), 20)}
    known |= {TODAY: {"dials": 50}, TODAY - timedelta(days=1): {"dials": 40, "talks": 0}}
    dials, talks = view(known).courses
    assert dials.weeks[-1].week == "2026-W23"
    assert dials.weeks[-1].known == Sum(90, 2)
    assert dials.weeks[-1].before == Sum(600, 20)
    assert dials.weeks[-6].known == Sum(0, 0)
    assert dials.weeks[-6].known.a_day is None
    assert talks.weeks[-1].known == Sum(0, 1)
    assert talks.weeks[-1].before is None
    assert len(dials.weeks) == 12
    assert sparkline(dials.weeks) == "·······▆▆▆▆█"
    assert say.this_week(dials.weeks[-1]) == "this week: 90 on 2 days, 45 a day"
    assert say.this_week(talks.weeks[-1]) == "this week: 0 on 1 day"


def test_days_to_come_count_nowhere() -> None:
    """As a file may bring them."""
    tomorrow = TODAY + timedelta(days=1)
    assert view({tomorrow: {"dials": 9}}).courses[0].weeks[-1].known.days == 0


def chain(now: Sequence[int], before: Sequence[int]) -> Numbers:
    """Return the view of so many talks on 40 dials, day by day."""
    days = back()
    known = {day: {"dials": 40, "talks": talks} for day, talks in zip(days, now, strict=False)}
    earlier = back(TODAY - timedelta(days=28))
    known |= {day: {"dials": 40, "talks": t} for day, t in zip(earlier, before, strict=False)}
    return view(known)


def test_the_chain_breaks_where_a_step_fell_by_more_than_chance() -> None:
    """Held against the eight weeks before."""
    found = chain([1, 2, 3, 2] * 3, [7, 8, 9, 8] * 4)
    (link,) = found.chain
    assert link.now
    assert link.before
    assert (link.now.of, link.now.gives, link.now.days) == (480, 24, 12)
    assert (link.before.of, link.before.gives, link.before.days) == (640, 128, 16)
    assert link.fell
    assert found.breaks == link
    assert say.link(link) == "on 100 dials 5 talks; 20 in the 8 weeks before"


@pytest.mark.parametrize(
    ("now", "before", "fell"),
    [
        ([7, 8, 9, 8] * 3, [1, 2, 3, 2] * 4, False),  # it rose
        ([5, 9, 8, 7] * 3, [7, 8, 9, 8] * 4, False),  # by less than chance does
        ([1, 2, 3, 2] * 2, [8] * (EACH_SIDE - 1), None),  # too few days before
        ([1] * (EACH_SIDE - 1), [7, 8, 9, 8] * 4, None),  # too few now
    ],
)
def test_no_break_is_told_where_none_is_sure(
    now: list[int], before: list[int], *, fell: bool | None
) -> None:
    """Nor where there are too few days."""
    found = chain(now, before)
    assert found.breaks is None
    assert found.chain[0].fell is fell


def test_no_ratio_of_nothing() -> None:
    """Days without a dial have no talks on a hundred."""
    known = {day: {"dials": 0, "talks": 1} for day in islice(back(), 20)}
    assert view(known).chain[0].now is None


def sides(some: Sequence[int], others: Sequence[int]) -> tuple[Known, list[Entry]]:
    """Make days on which the price was blamed, with their talks, and others."""
    days = back()
    known: Known = {}
    entries: list[Entry] = []
    for talks in some:
        day = next(days)
        known[day] = {"talks": talks}
        entries.append(setback(day, theme=Theme.PRICE))
    for talks in others:
        day = next(days)
        known[day] = {"talks": talks}
        entries.append(note(day))
    return known, entries


def test_what_goes_with_what_is_told_from_eight_days_on_each_side() -> None:
    """As medians and the interval of the shift."""
    known, entries = sides([1, 2, 2, 2, 3, 2, 1, 2], [6, 7, 5, 6, 6, 8, 6, 7])
    found, looked_at = goes_with(known, entries, names=["talks"], today=TODAY)
    assert looked_at == 1
    (one,) = found
    assert (one.about, one.name, one.days, one.other_days) == ("price", "talks", 8, 8)
    assert (one.median, one.other_median) == (2, 6)
    assert (one.low, one.high) == (-5, -4)
    assert say.goes_with(one) == (
        "On 8 days you blamed the price you had 2 talks, on 8 others 6 (medians; 4 to 5 fewer)."
    )


@pytest.mark.parametrize("side", [0, 1])
def test_seven_days_are_too_few_to_tell(side: int) -> None:
    """On either side, however clear they look."""
    halves = [[1] * 30, [9] * 30]
    halves[side] = halves[side][: EACH_SIDE - 1]
    known, entries = sides(*halves)
    assert goes_with(known, entries, names=["talks"], today=TODAY) == ((), 0)


def test_days_that_differ_by_chance_are_looked_at_and_not_told() -> None:
    """Their interval holds nought."""
    known, entries = sides([3, 5, 4, 6, 5, 4, 3, 6], [4, 5, 6, 3, 5, 4, 6, 5])
    assert goes_with(known, entries, names=["talks"], today=TODAY) == ((), 1)


def test_a_day_without_an_entry_is_on_no_side() -> None:
    """Nobody knows what was blamed on it; and a day on which a number is unknown is on none."""
    known, entries = sides([1] * 8, [9] * 8)
    assert goes_with(known, entries[:8], names=["talks"], today=TODAY) == ((), 0)
    del known[entries[0].day]
    assert goes_with(known, entries, names=["talks"], today=TODAY) == ((), 0)


def test_days_with_a_win_are_a_side_too() -> None:
    """Whatever else was said on them."""
    known, entries = sides([], [2] * 8)
    more = islice(back(min(known) - timedelta(days=1)), 9)
    for day in more:
        known[day] = {"talks": 9}
        entries += [win(day), note(day)]
    ((one,), _) = goes_with(known, entries, names=["talks"], today=TODAY)
    assert say.goes_with(one) == (
        "On 9 days with a win you had 9 talks, on 8 others 2 (medians; 7 more)."
    )


@given(some=spans, others=spans)
def test_what_is_told_is_borne_out_by_the_days(some: list[int], others: list[int]) -> None:
    """The shift of the medians lies in the interval, whose ends are on one side of nought."""
    known, entries = sides(some, others)
    found, looked_at = goes_with(known, entries, names=["talks"], today=TODAY)
    assert looked_at == (min(len(some), len(others)) >= EACH_SIDE)
    for one in found:
        assert one.low <= one.high
        assert one.low > 0 or one.high < 0
        assert (one.median, one.other_median) == (median(some), median(others))


@given(st.data())
def test_the_same_days_on_both_sides_tell_nothing(data: st.DataObject) -> None:
    """Whatever the numbers are."""
    some = data.draw(st.lists(st.integers(0, 50), min_size=8, max_size=20))
    others = data.draw(st.permutations(some))
    known, entries = sides(some, others)
    assert goes_with(known, entries, names=["talks"], today=TODAY)[0] == ()


@given(
    known=st.dictionaries(
        st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=9)),
        st.dictionaries(st.sampled_from(["dials", "talks", "x"]), st.integers(0, 99)),
    ),
    weeks=st.integers(1, 53),
)
def test_the_weeks_add_up_to_the_days(known: Known, weeks: int) -> None:
    """Each day stands in one week, and nothing before what is asked for is needed."""
    shown = view(known, weeks=weeks, others=("x",))
    for course in shown.courses:
        days = [c[course.name] for d, c in known.items() if course.name in c]
        of = [d for d, c in known.items() if course.name in c and shown.first <= d <= TODAY]
        assert sum(one.known.days for one in course.weeks) == len(of) <= len(days)
    since = needed_since(TODAY, weeks)
    late = {day: counts for day, counts in known.items() if day >= since}
    assert view(late, weeks=weeks, others=("x",)) == shown
