"""JSON read entry by entry."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valley.errors import InvalidInput
from valley.exchange.json_reader import JsonReader

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, max_size=4), st.dictionaries(st.text(), VALUES))
def test_it_reads_what_json_reads(entries: list[Any], rest: dict[str, Any]) -> None:
    """Wherever the entries stand."""
    rest.pop("entries", None)
    whole = {**rest, "entries": entries, "after": 1}
    for indent in (None, 1):
        reader = JsonReader(json.dumps(whole, indent=indent), "file")
        assert [entry for _, entry in reader.entries()] == entries
        assert reader.rest == {**rest, "after": 1}
    bare = JsonReader(json.dumps(entries), "file")
    assert [entry for _, entry in bare.entries()] == entries


def test_entries_have_the_line_they_begin_at() -> None:
    """Counted from 1."""
    reader = JsonReader('[\n{"a":\n1},\n\n{}\n]', "file")
    assert [line for line, _ in reader.entries()] == [2, 5]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"entries": [{"a": 1}, {"b', "line 1, column 25"),
        ('[\n{"a": 1}\n{"b": 2}]', "line 3, column 1"),
        ("[1, 2", "line 1, column 6"),
        ('{"a": tru', "line 1, column 7"),
        ("[] []", "line 1, column 4"),
        ("{1: 2}", "line 1"),
        ("nothing", "line 1, column 1"),
        ("[" * 100_000, "nested"),
        ("[" + "9" * 5000 + "]", "a number is too long"),
    ],
)
def test_what_breaks_off_names_the_place(text: str, place: str) -> None:
    """And nothing is made up for the rest."""
    with pytest.raises(InvalidInput, match="Nothing was imported") as caught:
        list(JsonReader(text, "file").entries())
    assert place in str(caught.value)
