"""A packed table says of every feature what was put in, and adds up."""

from hypothesis import given
from hypothesis import strategies as st

from tests.fit.packing import key, pack_weights
from valley.coach.weights import Weights

BROAD, FINE = 3, 40
STEPS = 0.5, 0.25
steps = st.integers(-127, 127)
ROWS = st.tuples(
    st.lists(steps, min_size=BROAD, max_size=BROAD),
    st.dictionaries(st.integers(0, FINE - 1), steps),
)


def packed(table: dict[str, tuple[list[int], dict[int, int]]]) -> bytes:
    """Pack a table whose weights are whole steps."""
    rows = sorted(
        (key(name), [STEPS[0] * one for one in broad], [(n, STEPS[1] * w) for n, w in fine.items()])
        for name, (broad, fine) in table.items()
    )
    return pack_weights(rows, STEPS)


@given(st.dictionaries(st.sampled_from(["ghost", "my boss", "#ing>", "é"]), ROWS, min_size=1))
def test_a_table_adds_up(table: dict[str, tuple[list[int], dict[int, int]]]) -> None:
    """The sums of all rows are the sums of all weights, also below nothing."""
    weights = Weights(packed(table), fine=FINE)
    broad, fine = weights.sums(sum(map(weights.row, (*table, "never heard"))))
    assert broad == [STEPS[0] * sum(row[n] for row, _ in table.values()) for n in range(BROAD)]
    assert fine == [STEPS[1] * sum(row.get(n, 0) for _, row in table.values()) for n in range(FINE)]


def test_what_is_not_in_a_table_weighs_nothing() -> None:
    """As if it had not been said."""
    assert Weights(packed({"ghost": ([1, 2, 3], {})}), fine=FINE).row("boss") == 0
