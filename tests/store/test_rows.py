"""What is read of a row in part says what the whole entry says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from valley.errors import InvalidInput
from valley.model import Entry, Setback
from valley.store.rows import from_row, to_row, to_setback

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
