"""Copies of a journal that went their own ways come together the same, whoever merges whatever."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from valley.store.merge import count, differences, join
from valley.store.rows import is_deleted

Copy = dict[str, dict[str, dict[str, dict[str, Any]]]]
T0 = datetime(2026, 3, 4, tzinfo=UTC)

# Few ids, moments and texts, so that everything meets everything, ties included.
IDS = ("a", "b", "c")
MOMENTS = [(T0 + timedelta(hours=hour)).isoformat() for hour in range(3)]
MOMENTS += [T0.astimezone().isoformat(), "no moment", "2026-03-04"]


def _row(row_id: str, moment: str, said: str | None) -> dict[str, Any]:
    if said is None:
        return {"id": row_id, "updated_at": moment, "deleted": True}
    return {"id": row_id, "updated_at": moment, "happened": said}


ROWS = st.builds(
    _row, st.sampled_from(IDS), st.sampled_from(MOMENTS), st.sampled_from([None, "x", "y", ""])
)
TABLES = st.lists(ROWS, max_size=4).map(lambda rows: {row["id"]: row for row in rows})
COPIES = st.dictionaries(
    st.sampled_from(["2025", "2026", "2027", "excuses"]),
    st.dictionaries(st.sampled_from(["entries", "reviews", "names"]), TABLES, max_size=3),
    max_size=4,
)


def _said(copy: Copy) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Tell what a copy says, row by row; an empty table says nothing."""
    return {
        (volume, table, row_id): row
        for volume, tables in copy.items()
        for table, rows in tables.items()
        for row_id, row in rows.items()
    }


def _join(*copies: Copy) -> Copy:
    before = deepcopy(copies)
    joined = join(copies)
    assert copies == before, "what is joined stays as it is"
    return joined


@given(COPIES, COPIES)
def test_either_may_merge_the_other(one: Copy, other: Copy) -> None:
    """The outcome is the same on both machines."""
    assert _said(_join(one, other)) == _said(_join(other, one))


@given(COPIES, COPIES, COPIES)
def test_the_order_of_merges_does_not_matter(one: Copy, two: Copy, three: Copy) -> None:
    """Whichever two come together first, all three come to the same."""
    together = _said(_join(one, two, three))
    assert _said(_join(_join(one, two), three)) == together
    assert _said(_join(one, _join(two, three))) == together


@given(COPIES, COPIES)
def test_merging_again_changes_nothing(one: Copy, other: Copy) -> None:
    """A copy that is merged already has nothing new."""
    merged = _join(one, other)
    assert _said(_join(merged, other)) == _said(merged)
    assert _said(_join(merged, one)) == _said(merged)
    assert _said(_join(merged)) == _said(merged)
    assert count(merged, _join(merged, other))[:2] == (0, 0)


@given(st.lists(COPIES, min_size=1, max_size=3))
def test_an_entry_lives_in_one_year_at_most(copies: list[Copy]) -> None:
    """After a merge no entry is alive twice, and none is gone without a trace."""
    joined = _join(*copies)
    alive = list(_alive(joined))
    assert len(alive) == len(set(alive))
    known = {key for copy in copies for key in _said(copy)}
    assert known == set(_said(joined))


@given(COPIES, COPIES)
def test_the_latest_word_on_an_entry_counts(one: Copy, other: Copy) -> None:
    """An entry is alive exactly where the last change of it, on either side, left it alive."""
    records: dict[str, list[tuple[str, bool]]] = {}
    for (_, table, row_id), row in [*_said(one).items(), *_said(other).items()]:
        if table == "entries" and row["updated_at"] in MOMENTS[:3]:
            stamp = datetime.fromisoformat(row["updated_at"]).isoformat()
            records.setdefault(row_id, []).append((stamp, not is_deleted(row)))
    alive = set(_alive(_join(one, other)))
    for row_id, found in records.items():
        _, lives = max(found)
        local = [row for key, row in (*_said(one).items(), *_said(other).items())]
        if all(row["updated_at"] in MOMENTS[:3] for row in local):
            assert (row_id in alive) == lives


def _alive(copy: Copy) -> Iterator[str]:
    for (_, table, row_id), row in _said(copy).items():
        if table == "entries" and not is_deleted(row):
            yield row_id


def test_an_entry_moved_here_and_deleted_there_later_stays_deleted() -> None:
    """The deletion came last, so it holds wherever the entry was moved to."""
    here = {
        "2025": {"entries": {"a": _row("a", MOMENTS[1], None)}},
        "2026": {"entries": {"a": _row("a", MOMENTS[1], "moved")}},
    }
    there: Copy = {"2025": {"entries": {"a": _row("a", MOMENTS[2], None)}}}
    assert list(_alive(_join(here, there))) == []
    assert list(_alive(_join(here, {"2025": {"entries": {"a": _row("a", MOMENTS[0], None)}}})))


def test_an_entry_in_two_years_lives_where_it_was_changed_last() -> None:
    """In the other it leaves a tombstone of the same moment, with no word of it."""
    here: Copy = {"2025": {"entries": {"a": _row("a", MOMENTS[0], "x")}}}
    there: Copy = {"2026": {"entries": {"a": _row("a", MOMENTS[1], "y")}}}
    assert _join(here, there) == {
        "2025": {"entries": {"a": _row("a", MOMENTS[1], None)}},
        "2026": {"entries": {"a": _row("a", MOMENTS[1], "y")}},
    }
    undated: Copy = {
        year: {"entries": {"a": {"id": "a", "happened": said}}}
        for year, said in (("2025", "x"), ("2026", "y"))
    }
    assert _join(undated)["2025"] == {"entries": {"a": _row("a", "", None)}}


def test_other_rows_stand_wherever_they_were() -> None:
    """A week or a name is no entry, and lives in as many volumes as it came in."""
    here: Copy = {"2025": {"reviews": {"a": _row("a", MOMENTS[0], "x")}}}
    there: Copy = {"2026": {"reviews": {"a": _row("a", MOMENTS[1], "y")}, "entries": {}}}
    assert _join(here, there) == here | there


def test_what_the_joined_copy_has_is_told_row_by_row() -> None:
    """What is new and what differs, with its place; the order of its fields is no difference."""
    same, old, new = (
        _row("a", MOMENTS[0], "x"),
        _row("b", MOMENTS[0], "x"),
        _row("b", MOMENTS[1], "y"),
    )
    ours: Copy = {"2026": {"entries": {"a": same, "b": old}}}
    turned = dict(reversed(same.items()))
    joined: Copy = {
        "2026": {"entries": {"a": turned, "b": new}, "reviews": {"c": same}},
        "2027": {"entries": {"c": old}},
    }
    assert differences(ours, joined) == [
        ("2026", "entries", new),
        ("2026", "reviews", same),
        ("2027", "entries", old),
    ]
    assert differences(ours, ours) == []


def test_entries_are_counted_by_what_became_of_them() -> None:
    """Added, changed or moved or gone, and as they were; a tombstone and a review are no entries."""
    names = ("same", "changed", "moved", "gone")
    rows = {name: _row(name, MOMENTS[0], "x") for name in names}
    ours: Copy = {"2026": {"entries": dict(rows), "reviews": {"r": _row("r", MOMENTS[0], "x")}}}
    joined: Copy = {
        "2025": {"entries": {"moved": rows["moved"]}},
        "2026": {
            "entries": {
                "same": rows["same"],
                "changed": _row("changed", MOMENTS[1], "y"),
                "moved": _row("moved", MOMENTS[0], None),
                "gone": _row("gone", MOMENTS[1], None),
                "new": _row("new", MOMENTS[0], "x"),
                "newer": _row("newer", MOMENTS[0], "x"),
                "never": _row("never", MOMENTS[0], None),
            }
        },
    }
    assert count(ours, joined)[:3] == (2, 3, 1)
    assert count(ours, ours)[:3] == (0, 0, 4)
    assert count({}, ours)[:3] == (4, 0, 0)
