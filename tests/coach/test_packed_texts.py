"""A packed table says the same as the table."""

from hypothesis import given
from hypothesis import strategies as st

from tests.fit.packing import pack_texts
from valley.coach.packed_texts import PackedTexts

TEXTS = st.text(st.characters(exclude_characters="\t\n"), max_size=6)


@given(st.dictionaries(TEXTS, TEXTS), TEXTS)
def test_a_packed_table_says_the_same(table: dict[str, str], other: str) -> None:
    """Of every word, and of those that are not in it."""
    packed = PackedTexts(pack_texts(table))
    assert {word: packed.get(word) for word in (*table, other)} == {
        word: table.get(word) for word in (*table, other)
    }
