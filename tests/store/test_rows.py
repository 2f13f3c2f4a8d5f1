"""An entry is a row and back; of rows with one id one counts; what is read in part is said in whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import an_entry, entries
from valley.errors import InvalidInput
from valley.model import NO_DAY, Did, Entry, PlanUse, Review, Setback, Status, Step, Written
from valley.store.rows import (
    NEVER,
    Row,
    by_id,
    digest,
    from_name_row,
    from_review_row,
    from_row,
    has_words,
    is_living,
    last_writes,
    stamp_of,
    to_review_row,
    to_row,
    to_setback,
    to_written,
    tombstone,
)

DAY = date(2026, 3, 4)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, 7, "", " ", "nonsense", [], ["x"], [{}], {}, True, "2026-13-01"]
)
COUNTED = ("day", "written_at", "happened", "action", "theme", "status")
SETBACKS = entries(excuse=st.just("bad-leads"))


@given(SETBACKS)
def test_what_is_counted_is_what_the_entry_says(entry: Entry) -> None:
    """Under the same names."""
    setback = to_setback(to_row(entry))
    assert setback._asdict() == {name: getattr(entry, name) for name in Setback._fields}


@given(SETBACKS, st.sampled_from(COUNTED), JUNK)
def test_what_makes_no_sense_is_not_counted(entry: Entry, name: str, junk: Any) -> None:
    """Where it would be, the whole entry is passed over as well."""
    row = to_row(entry) | {name: junk}
    try:
        whole = from_row(row)
    except InvalidInput:
        with pytest.raises(InvalidInput):
            to_setback(row)
    else:
        setback = to_setback(row)
        assert setback._asdict() == {name: getattr(whole, name) for name in Setback._fields}


@given(entries())
def test_a_row_holds_what_an_entry_has(entry: Entry) -> None:
    """And leaves out what it has not."""
    row = to_row(entry)
    assert from_row(row) == entry
    assert all(value not in (None, False, [], "") for value in row.values())


def test_a_row_is_written_as_json_can_hold_it() -> None:
    """Days and moments as ISO 8601, names as texts."""
    entry = an_entry(
        DAY,
        reason="x",
        action="ring Jo",
        status=Status.OPEN,
        plan=True,
        plan_use=PlanUse.HELPED,
        tags=("won",),
        steps=(Step(DAY, Did.MOVED, due=DAY),),
    )
    assert to_row(entry) == {
        "id": "2026-03-04",
        "day": "2026-03-04",
        "written_at": "2026-03-04T12:00:00+00:00",
        "updated_at": "2026-03-04T12:00:00+00:00",
        "kind": "setback",
        "happened": "A day",
        "reason": "x",
        "action": "ring Jo",
        "status": "open",
        "plan": True,
        "plan_use": str(PlanUse.HELPED),
        "tags": ["won"],
        "steps": [{"on": "2026-03-04", "did": "moved", "due": "2026-03-04"}],
    }


def test_what_a_newer_valley_added_stays_with_its_row() -> None:
    """Of a living row; what the entry has no longer does not come back."""
    entry = an_entry(DAY)
    known = to_row(entry) | {"happened": "before", "reason": "gone", "mood": 7}
    assert to_row(entry, known) == to_row(entry) | {"mood": 7}
    assert to_row(entry, known | {"deleted": True}) == to_row(entry)
    assert to_row(entry, None) == to_row(entry, {}) == to_row(entry)


@pytest.mark.parametrize(
    ("said", "stamp"),
    [
        ({"updated_at": NOON.isoformat()}, NOON),
        ({"updated_at": "2026-03-04T12:00:00"}, NEVER),
        ({"updated_at": "soon"}, NEVER),
        ({"updated_at": 7}, NEVER),
        ({}, NEVER),
    ],
)
def test_a_row_without_a_moment_is_the_oldest(said: Row, stamp: datetime) -> None:
    """So that any other counts before it."""
    assert stamp_of(said) == stamp


def test_a_digest_is_of_what_a_row_says() -> None:
    """Not of when it was changed, nor of the order of its fields."""
    row = {"id": "one", "happened": "x"}
    assert digest(row) == digest({"happened": "x", "id": "one", "updated_at": "soon"})
    assert digest(row) != digest(row | {"happened": "y"})
    assert digest({"id": "one"}) == "4229faa45174c33d51ccd0f691feb7c9"  # as it stands in undo logs


def test_of_rows_with_one_id_the_last_write_counts() -> None:
    """What lives before its tombstone, then by what it says, then by its place; ids are texts."""
    old, new = ({"id": "a", "updated_at": (NOON + timedelta(n)).isoformat()} for n in (0, 1))
    gone = tombstone("a", new["updated_at"])
    assert gone == {"id": "a", "updated_at": new["updated_at"], "deleted": True}
    assert tombstone("a") == {"id": "a", "updated_at": "", "deleted": True}
    assert [is_living(row) for row in (new, gone, new | {"deleted": False}, None)] == [
        True,
        False,
        True,
        False,
    ]
    for rows in ([old, new, gone], [gone, new, old], [new, gone, old]):
        assert by_id(rows) == {"a": new}
    assert by_id([gone, old]) == by_id([old, gone]) == {"a": gone}
    said, other = new | {"happened": "x"}, new | {"happened": "y"}
    assert by_id([said, other]) == by_id([other, said]) == {"a": other}
    assert last_writes([(2, new), (1, new), (3, old)]) == {"a": (2, new)}
    assert last_writes([(1, new), (2, new)]) == {"a": (2, new)}
    nameless: list[Row] = [{"id": 7}, {"happened": "x"}, {"id": None}]
    assert by_id([*nameless, new]) == {"a": new}


@pytest.mark.parametrize("name", ["happened", "reason", "mine", "action", "note"])
def test_words_are_found_in_each_text_and_tag(name: str) -> None:
    """In upper or lower case, and in nothing else."""
    row = {"id": "needle", name: "a Needle in HAY", "tags": ["Won", 7], "day": "2026-03-04"}
    for words in ("needle in hay", "NEEDLE", "won"):
        assert has_words(row, words)
    for words in ("2026", "hay needle", "7"):
        assert not has_words(row, words)
    assert not has_words({"tags": "won", name: 7}, "won")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"day": None}, "^day or written_at "),
        ({"day": "soon"}, "^day or written_at "),
        ({"written_at": 7}, "^day or written_at "),
        ({"written_at": "2026-03-04T12:00:00"}, "^a time of writing carries its offset from UTC$"),
        ({"day": "0001-01-01"}, f"^{NO_DAY}$"),
        ({"day": "9999-12-31"}, f"^{NO_DAY}$"),
        ({"written_at": "0001-01-01T12:00:00+00:00"}, f"^{NO_DAY}$"),
        ({"written_at": "9999-12-31T12:00:00+00:00"}, f"^{NO_DAY}$"),
    ],
)
def test_when_a_row_was_written_makes_sense_or_is_refused(changes: Row, why: str) -> None:
    """With the reason; so in the whole entry."""
    row = to_row(an_entry(DAY))
    assert to_written(row) == Written(DAY, NOON)
    with pytest.raises(InvalidInput, match=why):
        to_written(row | changes)
    with pytest.raises(InvalidInput):
        from_row(row | changes)
    for day in (date(11, 1, 1), date(9989, 12, 31)):
        at = datetime(day.year, 6, 1, tzinfo=UTC)
        far = to_row(an_entry(day, written_at=at))
        assert to_written(far) == Written(day, at)
    for name in ("day", "written_at"):
        with pytest.raises(InvalidInput, match=f"^'?{name}'? is missing$"):
            to_written({key: value for key, value in row.items() if key != name})


def test_a_review_is_a_row_and_back() -> None:
    """With what was answered, where there is any."""
    review = Review(week="2026-W10", written_at=NOON, updated_at=NOON + timedelta(1))
    row = {
        "id": "2026-W10",
        "written_at": "2026-03-04T12:00:00+00:00",
        "updated_at": "2026-03-05T12:00:00+00:00",
    }
    assert to_review_row(review) == row
    assert from_review_row(row) == review
    said = replace(review, focus="ask first", answers=(("How?", "Well."),))
    assert to_review_row(said)["answers"] == [["How?", "Well."]]
    assert from_review_row(to_review_row(said)) == said
    for name in row:
        with pytest.raises(InvalidInput, match=name):
            from_review_row({key: value for key, value in row.items() if key != name})


def test_a_name_is_a_row_of_the_old_and_the_new() -> None:
    """Both are needed."""
    assert from_name_row({"new": "price-too-high", "id": "too-dear", "x": 1}) == (
        "too-dear",
        "price-too-high",
    )
    for row in ({"id": "too-dear"}, {"new": "price-too-high"}):
        with pytest.raises(InvalidInput):
            from_name_row(row)


def test_a_setback_that_makes_no_sense_says_so() -> None:
    """In one sentence, whatever it is."""
    row = to_row(an_entry(DAY, reason="x", excuse="bad-leads"))
    for changes in ({"happened": 7}, {"excuse": 7}, {"steps": 7}, {"id": 7}):
        with pytest.raises(InvalidInput, match=r"^happened, excuse, action or where it stands "):
            to_setback(row | changes)
