"""What tells a win, on what tired reps type of a day without a reason."""

from collections import Counter
from pathlib import Path

import pytest

from tests.coach.patterns import finishes
from valley.coach.wins import tells_win

LINES = [
    line.rstrip("\n").split("\t")
    for line in (Path(__file__).parent / "data" / "wins.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
PRECISION, RECALL = 0.95, 0.8


@pytest.mark.parametrize("part", ["dev", "held"])
def test_what_is_called_a_win_is_one(part: str) -> None:
    """Nine in ten and more; `held` was measured once, when the patterns were finished."""
    found = Counter((mark, tells_win(said)) for of, mark, said in LINES if of == part)
    called = found["+", True] + found["-", True]
    told = found["+", True] + found["+", False]
    assert min(called, told) >= 30
    assert found["+", True] / called >= PRECISION
    assert found["+", True] / told >= RECALL


@pytest.mark.parametrize(
    "said",
    [
        "signed",
        "They said yes",
        "Closed Henderson",
        "no answer from larkhill but bexley signed",
        "quiet morning. then acme signed",
        "back to them with the page, he asked for a start date #win",
        "Bexley\u2019s board said yes!\nsmall one",
    ],
)
def test_a_win_is_told_in_any_place(said: str) -> None:
    """In any clause or line, whatever went wrong beside it."""
    assert tells_win(said)


@pytest.mark.parametrize(
    "said",
    [
        "Bexley signed, then pulled out",
        "Bexley signed. Then they cancelled.",
        "did Bexley sign? signed?",
        "tom signed bexley",
        "Lost Larkhill",
        "signed with Northgate",
        "they would have signed",
        "",
    ],
)
def test_what_is_taken_back_asked_or_somebody_elses_is_none(said: str) -> None:
    """Nothing is claimed that the words do not bear out."""
    assert not tells_win(said)


@pytest.mark.parametrize("piece", ["signed ", "won the ", "said yes to the ", "a'", "got x y z "])
def test_a_long_text_comes_to_its_end(piece: str) -> None:
    """No pattern backtracks."""
    finishes("from valley.coach.wins import tells_win; tells_win(text)", piece)
