"""A table in drawers says the same as the table."""

from hypothesis import given
from hypothesis import strategies as st

from valley.coach.drawers import Drawers, pack

TEXTS = st.text(st.characters(exclude_characters="\t\n"), max_size=6)


@given(st.dictionaries(TEXTS, TEXTS), TEXTS)
def test_a_table_in_drawers_says_the_same(table: dict[str, str], other: str) -> None:
    """Of every word, and of those that are not in it."""
    drawers = Drawers(pack(table))
    assert {word: drawers.get(word) for word in (*table, other)} == {
        word: table.get(word) for word in (*table, other)
    }
