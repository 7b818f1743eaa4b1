"""Names for shapes, and the few array helpers that keep sums equal to the last bit.

One rule holds wherever a number of the model is made (``rules/`` and every group sum): only ``+ - * /``,
comparisons and numpy's elementwise functions, logistics through :func:`logistic`, powers through :func:`power`,
and sums over a group through :func:`total_by`, which adds left to right in row order. A plain loop over the
same rows in the same order then gives the same bits, which is what lets a Mesa agent and a whole column agree.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Rows = npt.NDArray[np.float64]
"""One float a row of whatever kind the context names."""
Codes = npt.NDArray[np.int64]
"""One whole number a row: an index, a stage, a month."""
Flags = npt.NDArray[np.bool_]
"""One truth value a row."""

PerHousehold = Rows
PerVillage = Rows
PerCounty = Rows
PerCadre = Rows

TINY = 1e-12


def logistic(x: Rows) -> Rows:
    """Return ``1 / (1 + exp(-x))``; the only logistic of the model.

    >>> float(logistic(np.float64(0.0)))
    0.5
    """
    value: Rows = expit(x)
    return value


def logit(p: Rows) -> Rows:
    """Return the log odds of a chance, the inverse of :func:`logistic`, for p inside (0, 1).

    >>> float(logit(np.float64(0.5)))
    0.0
    """
    value: Rows = np.log(p) - np.log1p(-p)
    return value


def power(x: Rows, exponent: float) -> Rows:
    """Return x to a constant exponent through log and exp; x below 1e-12 counts as 1e-12.

    >>> round(float(power(np.float64(4.0), 0.5)), 12)
    2.0
    """
    value: Rows = np.exp(exponent * np.log(np.maximum(x, TINY)))
    return value


def total_by(group: Codes, values: Rows, groups: int) -> Rows:
    """Sum ``values`` over rows of the same ``group`` (0 to groups - 1), left to right in row order.

    >>> total_by(np.array([0, 1, 0]), np.array([1.0, 5.0, 2.0]), 2).tolist()
    [3.0, 5.0]
    """
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64, copy=False)


def ratio(part: Rows, whole: Rows, empty: float = 0.0) -> Rows:
    """Divide, giving ``empty`` where the whole is zero.

    >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 0.0])).tolist()
    [0.5, 0.0]
    """
    safe = np.where(whole > 0.0, whole, 1.0)
    return np.where(whole > 0.0, part / safe, empty)


def mean_by(group: Codes, values: Rows, weights: Rows, groups: int, empty: float = 0.0) -> Rows:
    """Return the weighted mean of ``values`` in each group; ``empty`` for a group without weight.

    >>> mean_by(np.array([0, 0, 1]), np.array([1.0, 4.0, 9.0]), np.array([1.0, 1.0, 2.0]), 2).tolist()
    [2.5, 9.0]
    """
    return ratio(total_by(group, values * weights, groups), total_by(group, weights, groups), empty)


def share(x: Rows) -> Rows:
    """Clip to [0, 1].

    >>> share(np.array([-1.0, 0.3, 2.0])).tolist()
    [0.0, 0.3, 1.0]
    """
    return np.minimum(np.maximum(x, 0.0), 1.0)


def between(x: Rows, low: float, high: float) -> Rows:
    """Clip to [low, high].

    >>> between(np.array([-1.0, 9.0]), 0.0, 2.0).tolist()
    [0.0, 2.0]
    """
    return np.minimum(np.maximum(x, low), high)
