"""How a factor is spread over its range: from a share of its distribution to a value."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sim.arrays import Rows
from sim.reading.factor import Factor


def values(factor: Factor, shares: Rows) -> list[Any]:
    """Return the values of a factor at some shares of its distribution.

    Parameters
    ----------
    shares
        Numbers from 0 to 1: the probability of a smaller value.

    >>> values(Factor("a", 1.0, 100.0, "log-uniform"), np.array([0.0, 0.5, 1.0]))
    [1.0, 10.0, 100.0]
    >>> values(Factor("a", 0, 2, "choice", options=("best", "random")), np.array([0.1, 1.0]))
    ['best', 'random']
    >>> values(Factor("a", 1, 3, whole=True), np.array([0.0, 0.3, 0.5, 0.99]))
    [1, 1, 2, 3]
    """
    if factor.distribution == "choice":
        places = np.minimum((shares * len(factor.options)).astype(np.int64), len(factor.options) - 1)
        return [factor.options[place] for place in places.tolist()]
    if factor.whole:
        found = np.floor(QUANTILES[factor.distribution](factor, shares, 1.0))
        return [int(value) for value in np.minimum(found, factor.high).tolist()]
    found = QUANTILES[factor.distribution](factor, shares, 0.0)
    return [float(value) for value in np.clip(found, factor.low, factor.high).tolist()]


def _spread_uniform(factor: Factor, shares: Rows, step: float) -> Rows:
    return factor.low + shares * (factor.high + step - factor.low)


def _log_uniform(factor: Factor, shares: Rows, step: float) -> Rows:
    low, high = math.log10(factor.low), math.log10(factor.high + step)
    return np.asarray(np.power(10.0, low + shares * (high - low)), dtype=np.float64)


def _middle_of(factor: Factor) -> float:
    return (factor.low + factor.high) / 2.0 if factor.middle is None else factor.middle


def _spread_triangle(factor: Factor, shares: Rows, step: float) -> Rows:
    low, high = factor.low, factor.high + step
    top = _middle_of(factor) + step / 2.0
    turn = (top - low) / (high - low)
    rising = low + np.sqrt(shares * (high - low) * (top - low))
    falling = high - np.sqrt((1.0 - shares) * (high - low) * (high - top))
    return np.where(shares < turn, rising, falling)


def _spread_normal(factor: Factor, shares: Rows, step: float) -> Rows:
    """Return quantiles of a normal distribution cut off at the ends of the range."""
    from scipy.special import ndtr, ndtri

    mean = _middle_of(factor) + step / 2.0
    spread = (factor.high - factor.low) / 4.0 if factor.spread is None else factor.spread
    first, last = (ndtr((end - mean) / spread) for end in (factor.low, factor.high + step))
    return np.asarray(mean + spread * ndtri(first + shares * (last - first)), dtype=np.float64)


QUANTILES: Mapping[str, Callable[[Factor, Rows, float], Rows]] = {
    "uniform": _spread_uniform,
    "log-uniform": _log_uniform,
    "normal": _spread_normal,
    "triangle": _spread_triangle,
    "choice": _spread_uniform,
}
"""Distribution -> quantiles of a factor; whole numbers add a step, so that the last is as likely as the others."""
