"""The two models that weights are fitted by, offline, in one thread and without chance."""

from typing import Any

import numpy as np
from scipy.optimize import minimize

_ROUNDS = 50


def regression(
    rows: Any, meant: Any, wanted: Any, counts: Any, strength: float
) -> tuple[Any, Any, Any]:
    """Fit a multinomial logistic regression.

    Args:
        rows: What each text holds.
        meant: What its words mean, added up.
        wanted: Of each text the share of each class that a fair reader gives it.
        counts: What each counts.
        strength: The inverse of what holds weights back.

    Returns:
        The weights of what texts hold, a column for each class; of meanings; the bias of each class.
    """
    wide, many = rows.shape[1], wanted.shape[1]
    deep = wide + meant.shape[1]
    turned = rows.T.tocsr()
    counts = counts[:, None] * strength

    def loss(packed: Any) -> tuple[float, Any]:
        weights = packed.reshape(deep + 1, many)
        odds = rows @ weights[:wide] + meant @ weights[wide:deep] + weights[deep]
        odds -= odds.max(1, keepdims=True)
        shares = np.exp(odds)
        total = shares.sum(1, keepdims=True)
        value = -(counts * wanted * (odds - np.log(total))).sum()
        shares = counts * (shares / total - wanted)
        slope = np.vstack([turned @ shares, meant.T @ shares, shares.sum(0)[None]])
        slope[:deep] += weights[:deep]
        return value + 0.5 * (weights[:deep] ** 2).sum(), slope.ravel()

    options = {"maxiter": _ROUNDS, "maxcor": 10, "ftol": 1e-9}
    start = np.zeros((deep + 1) * many)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    weights = found.reshape(deep + 1, many)
    return weights[:wide], weights[wide:deep], weights[deep]


def bayes(rows: Any, wanted: Any, counts: Any, smooth: float) -> Any:
    """Return the naive Bayes log ratio of each feature for each class.

    A regression holds the weights of rare words back until they tell almost nothing; these do not.
    """
    found = (rows != 0).T @ (counts[:, None] * wanted)
    usual = found.sum(1, keepdims=True) / found.sum()
    return np.log((found + smooth * usual) / (found.sum(0) + smooth) / usual)
