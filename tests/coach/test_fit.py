"""The weights that reasons are read by come from the data beside them, and from nothing else."""

import json

import numpy as np
from scipy import sparse

from tests.fit.models import regression
from tests.fit.reasons import MADE, Example, examples, fit, made_of, see
from valley.coach.catalogue import catalogue
from valley.coach.concepts import fitted

_EACH = 40  # every so manieth text is enough to fit something


def _packed(reasons: list[Example]) -> bytes:
    seen = see(reasons)
    return fit(reasons, seen, np.arange(len(reasons))).packed(list(seen.features))


def test_the_same_data_make_the_same_table() -> None:
    """To the byte."""
    reasons = examples()[::_EACH]
    assert _packed(reasons) == _packed(reasons)


def test_the_table_was_fitted_after_the_last_change_of_the_data() -> None:
    """`python -m tests.fit.reasons` writes what it was made of beside the table."""
    assert json.loads(MADE.read_text("utf-8")) == {"of": made_of()}


def test_a_text_counts_as_what_fair_readers_call_it() -> None:
    """Where it could be another's too, the weights say so."""
    rows = sparse.csr_matrix(np.eye(2))
    wanted = np.array([[0.7, 0.3], [0.0, 1.0]])
    weights, _, bias = regression(rows, np.zeros((2, 0)), wanted, np.ones(2), strength=1e4)
    odds = np.exp(rows @ weights + bias)
    assert np.allclose(odds / odds.sum(1, keepdims=True), wanted, atol=0.01)


def test_every_excuse_is_learned_from_something() -> None:
    """Also those that no real text holds."""
    assert {one.excuse for one in examples()} >= set(catalogue().excuses)
    assert len(fitted().common) == len(catalogue().excuses)


def test_no_label_contradicts_the_catalogue() -> None:
    """A text that is labelled with an excuse has its theme."""
    known = catalogue().excuses
    assert [
        one for one in examples() if one.excuse in known and known[one.excuse].theme != one.theme
    ] == []
