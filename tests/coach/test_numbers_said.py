"""A line of numbers: understood as a whole, or asked for again."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valley.coach.numbers_said import NotUnderstood, understand
from valley.counts import MOST, MOST_NAMES, as_name, as_names, is_name
from valley.errors import InvalidInput
from valley.ui import numbers_sentences as say

NAMES = ("dials", "talks", "meetings", "proposals")
UNKNOWN = dict.fromkeys(NAMES)
words = st.text(string.ascii_lowercase, min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=2).map(" ".join).filter(is_name)
lists = st.lists(names, min_size=1, max_size=MOST_NAMES, unique=True)
counts = st.none() | st.integers(0, MOST)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("40 6 2 1", {"dials": 40, "talks": 6, "meetings": 2, "proposals": 1}),
        ("40, 6, 2", {"dials": 40, "talks": 6, "meetings": 2}),
        ("40,6,2", {"dials": 40, "talks": 6, "meetings": 2}),
        ("40/6/2", {"dials": 40, "talks": 6, "meetings": 2}),
        ("40 - 2", {"dials": 40, "talks": None, "meetings": 2}),
        ("0", {"dials": 0}),
        ("dials 40", {"dials": 40}),
        ("Dials: 40; TALKS = 6", {"dials": 40, "talks": 6}),
        ("40 dials, 6 talks and 1 meeting", {"dials": 40, "talks": 6, "meetings": 1}),
        ("1 meeting", {"meetings": 1}),
        ("zero proposals", {"proposals": 0}),
        ("talks -", {"talks": None}),
        ("-", UNKNOWN),
        ("–", UNKNOWN),
    ],
)
def test_a_line_says_numbers(said: str, meant: dict[str, int | None]) -> None:
    """In their order or by name; what is not said is not in it, and a dash says it is unknown."""
    assert understand(said, NAMES) == meant


@pytest.mark.parametrize(
    "said",
    [
        *("", " ", "a lot", "none", "no dials", "dials", "40 6 2 1 5", "about 40", "40ish"),
        *("-5", "40 -5", "1,200", "1,200 6", "2.5", "6.5 talks", "40-6", "4e3", "½", "٤٠"),
        *("dials 40 6", "40 dials 6", "dials 40 dials 30", "dials 40 calls 3", "dials talks 6"),
        *("1000000000", "9" * 5000, "40 " * 500, "dials - talks", "40 ?", "\x1b[2J", "40 6 🎉"),
    ],
)
def test_what_is_not_surely_numbers_is_not_understood(said: str) -> None:
    """Not in part either."""
    with pytest.raises(NotUnderstood):
        understand(said, NAMES)


def test_names_of_two_words_and_names_alike() -> None:
    """The longer one first; one that only its ending tells apart is said in full."""
    counted = ("new talks", "talks", "visit", "visits")
    assert understand("new talks 3 talks 5", counted) == {"new talks": 3, "talks": 5}
    assert understand("2 visits 1 visit", counted) == {"visits": 2, "visit": 1}
    assert understand("and 3", ("and",)) == {"and": 3}


@given(said=st.text(max_size=60), counted=lists)
def test_whatever_is_typed_is_understood_or_refused(said: str, counted: list[str]) -> None:
    """Never anything but names that are counted, and numbers that can be."""
    try:
        meant = understand(said, counted)
    except NotUnderstood:
        return
    assert meant
    assert set(meant) <= set(counted)
    assert all(count is None or 0 <= count <= MOST for count in meant.values())


@given(st.data())
def test_what_is_echoed_can_be_said_again(data: st.DataObject) -> None:
    """By name, whichever of them are known."""
    counted = data.draw(lists)
    said = data.draw(st.dictionaries(st.sampled_from(counted), counts, min_size=1))
    assert understand(say.understood(said), counted) == said


@given(st.data())
def test_numbers_in_their_order_are_those_by_name(data: st.DataObject) -> None:
    """With a dash for one that is not known, and without those at the end."""
    counted = data.draw(lists)
    values = data.draw(st.lists(counts, min_size=1, max_size=len(counted)))
    meant = dict(zip(counted, values, strict=False))
    if values == [None]:
        meant = dict.fromkeys(counted)
    line = " ".join("-" if value is None else str(value) for value in values)
    assert understand(line, counted) == meant


@given(lists)
def test_names_are_kept_in_one_form(counted: list[str]) -> None:
    """However they are typed."""
    typed = " ,".join(f"  {name.upper()} " for name in counted)
    assert list(as_names(typed)) == counted


@pytest.mark.parametrize(
    "name", ["", "day", "1st", "a b c d", "x" * 25, "a,b", "=sum", "dials 40", "\x1b[2J", "-"]
)
def test_what_is_no_name(name: str) -> None:
    """Nothing that a line of numbers, a table or a terminal would take for something else."""
    with pytest.raises(InvalidInput):
        as_name(name)
