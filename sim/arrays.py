"""Names for shapes, and the few array helpers that keep sums equal to the last bit.

One rule holds wherever a number of the model is made (``rules/`` and every group sum): only ``+ - * /``,
comparisons and numpy's roundings, exponentials and logarithms through :func:`exp` and :func:`log`,
and sums over a group through :func:`total_by`, which adds left to right in row order. A plain loop over the
same rows in the same order then gives the same bits, which is what lets a Mesa agent and a whole column agree.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

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
HALF: Rows = np.float64(0.5)  # type: ignore[assignment]  # one number, where rules take numbers and arrays alike


_LOG2E, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.693147180369123816490, 1.90821492927058770002e-10
_SHIFT = 6755399441055744.0
"""1.5 * 2**52: a number added to it is rounded to a whole one, which then stands in its last bits."""
_E = tuple(1.0 / math.factorial(k) for k in range(14))
"""Coefficients of the series of exp."""
_L = (
    0.6666666666666735130, 0.3999999999940941908, 0.2857142874366239149, 0.2222219843214978396,
    0.1818357216161805012, 0.1531383769920937332, 0.1479819860511658591,
)  # fmt: skip
"""Coefficients of the logarithm (fdlibm, Sun Microsystems 1993)."""


def exp(x: Rows | float) -> Rows:
    """Return e to the x, for x from -708 to 709; values outside count as the nearest of these.

    Made of ``+ - * /`` and the bits of a float alone (Cody and Waite's reduction, Taylor series to degree 13). Numbers,
    arrays and compiled loops give the same bits on every machine, which libm and numpy do not. It differs from libm by
    at most one unit in the last place.

    >>> abs(float(exp(np.float64(1.0))) - math.e) <= math.ulp(math.e)
    True
    """
    x = np.minimum(np.maximum(np.asarray(x, dtype=np.float64), -708.0), 709.0)
    turns = x * _LOG2E + _SHIFT
    whole = turns - _SHIFT
    r = (x - whole * _LN2_HIGH) - whole * _LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (_E[2] + r * _E[3]) + r2 * (_E[4] + r * _E[5])
    middle = (_E[6] + r * _E[7]) + r2 * (_E[8] + r * _E[9])
    high = (_E[10] + r * _E[11]) + r2 * (_E[12] + r * _E[13])
    part = 1.0 + (r + r2 * (low + r4 * (middle + r4 * high)))
    return from_bits(to_bits(part) + (to_bits(turns) << 52))


def log(x: Rows) -> Rows:
    """Return the natural logarithm of a positive normal number, the same bits everywhere; see :func:`exp`.

    >>> float(log(np.float64(1.0)))
    0.0
    """
    bits = to_bits(x)
    exponent = (bits >> 52) - 1023
    mantissa = from_bits((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000)
    large = mantissa > 1.4142135623730951
    mantissa = np.where(large, mantissa * 0.5, mantissa)
    whole = exponent * 1.0 + np.where(large, 1.0, 0.0)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    odd = z * (_L[0] + w * (_L[2] + w * (_L[4] + w * _L[6])))
    rest = odd + w * (_L[1] + w * (_L[3] + w * _L[5]))
    half = 0.5 * f * f
    return whole * _LN2_HIGH - ((half - (s * (half + rest) + whole * _LN2_LOW)) - f)


def to_bits(x: Rows) -> Codes:
    """Return the bits of floats as whole numbers."""
    bits: Codes = np.asarray(x, dtype=np.float64).view(np.int64)[()]
    return bits


def from_bits(bits: Codes) -> Rows:
    """Return the floats that have these bits."""
    value: Rows = np.asarray(bits, dtype=np.int64).view(np.float64)[()]
    return value


def logistic(x: Rows) -> Rows:
    """Return ``1 / (1 + exp(-x))``; the only logistic of the model.

    >>> float(logistic(np.float64(0.0)))
    0.5
    """
    return 1.0 / (1.0 + exp(-x))


def logit(p: Rows) -> Rows:
    """Return the log odds of a chance, the inverse of :func:`logistic`, for p inside (0, 1).

    >>> float(logit(np.float64(0.5)))
    0.0
    """
    return log(p) - log(1.0 - p)


def power(x: Rows, exponent: float) -> Rows:
    """Return x to a constant exponent through log and exp; x below 1e-12 counts as 1e-12.

    >>> round(float(power(np.float64(4.0), 0.5)), 12)
    2.0
    """
    return exp(exponent * log(np.maximum(x, TINY)))


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
