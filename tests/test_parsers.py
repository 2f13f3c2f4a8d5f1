"""No parser of what comes from outside falls over, whatever comes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS


def mutated(seed: bytes) -> st.SearchStrategy[bytes]:
    """Draw what is almost a file: with bytes cut out, put in, changed or repeated."""
    places = st.integers(0, len(seed))
    pieces = st.binary(max_size=8) | st.sampled_from(
        [
            b"\x00",
            b"\xff",
            b"\x1b",
            b'"',
            b"{",
            b"[",
            b"\n",
            b"null",
            b"9" * 30,
            b"1e999",
            b"\\ud800",
            b"-1",
            b"0001-01-01",
            b"9999-12-31",
            b"NaN",
            b"true",
            b'{"":0}',
            b"T24:00",
            b"+99:99",
        ]
    )

    def edit(change: tuple[int, int, bytes]) -> bytes:
        start, end, piece = change
        return seed[: min(start, end)] + piece + seed[max(start, end) :]

    return st.tuples(places, places, pieces).map(edit)


@pytest.mark.parametrize("name", TARGETS)
def test_a_parser_holds(name: str) -> None:
    """It understands what it is given, or says what is wrong with it."""
    for seed in SEEDS[name]:
        TARGETS[name](seed)
    almost = st.one_of(*map(mutated, SEEDS[name]))

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(almost | st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()
