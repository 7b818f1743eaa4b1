"""Paired differences: the statistics of two policies that met the same luck.

Replication i of both policies shares people, network and luck, so the difference is taken within the pair and the pairs
are the sample. The distributions come from scipy.special: importing scipy.stats takes two seconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from sim.arrays import Rows

LEVEL = 0.95
Kind = Literal["better", "worse", "higher", "lower", "same", "open", "missing"]
"""What can be said of a difference; *higher* and *lower* of outcomes without a good direction."""
DIFFERENT = ("better", "worse", "higher", "lower")


@dataclass(frozen=True, slots=True)
class Paired:
    """What a sample of paired differences says.

    Attributes
    ----------
    n
        Pairs in which both runs have a value.
    mean, sd, low, high
        Mean difference, spread of the differences, 95 % t interval of the mean; missing when too few pairs.
    p
        Two-sided p value of "no difference".
    above
        Share of pairs with a positive difference, ties counted half.
    """

    n: int
    mean: float
    sd: float
    low: float
    high: float
    p: float
    above: float


def paired(differences: Rows) -> Paired:
    """Return what paired differences say; missing ones are left out.

    >>> found = paired(np.array([1.0, 2.0, 3.0]))
    >>> found.n, found.mean, round(found.low, 3), round(found.high, 3), round(found.p, 4)
    (3, 2.0, -0.484, 4.484, 0.0742)
    >>> paired(np.zeros(4))
    Paired(n=4, mean=0.0, sd=0.0, low=0.0, high=0.0, p=1.0, above=0.5)
    """
    known = differences[~np.isnan(differences)]
    n = known.shape[0]
    if n == 0:
        return Paired(0, *(math.nan,) * 6)
    mean, above = float(np.mean(known)), float(np.mean(known > 0.0) + 0.5 * np.mean(known == 0.0))
    if n == 1:
        return Paired(1, mean, *(math.nan,) * 4, above)
    sd = float(np.std(known, ddof=1))
    error = sd / math.sqrt(n)
    half = error * float(stdtrit(n - 1, 0.5 + LEVEL / 2))
    return Paired(n, mean, sd, mean - half, mean + half, _p_value(mean, error, n), above)


def _p_value(mean: float, error: float, n: int) -> float:
    """Return the p value of the t test; differences that never vary are certain."""
    if error == 0.0:
        return 1.0 if mean == 0.0 else 0.0
    return 2.0 * float(stdtr(n - 1, -abs(mean) / error))


def holm(p_values: Rows) -> Rows:
    """Return p values adjusted by Holm for being looked at together; missing ones stay missing and do not count.

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    adjusted = np.full(p_values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    steps = p_values[order] * np.arange(order.shape[0], 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def kind(found: Paired, margin: float, better: str) -> Kind:
    """Return what the interval says: first whether the difference matters, then whether it is there."""
    if found.n == 0:
        return "missing"
    if math.isnan(found.low):
        return "open"
    if -margin <= found.low and found.high <= margin:
        return "same"
    if found.low <= 0.0 <= found.high:
        return "open"
    if better == "none":
        return "higher" if found.mean > 0.0 else "lower"
    return "better" if (found.mean > 0.0) == (better == "higher") else "worse"


def pairs_needed(found: Paired, margin: float) -> float:
    """Return about how many pairs would decide, if mean and spread stay as they are; missing if that cannot be said.

    The interval has to leave out zero, or to fit inside the margin, whichever takes fewer pairs.

    >>> pairs_needed(paired(np.array([-1.0, 0.0, 2.0, 1.0])), 0.1)
    28.0
    """
    half = max(abs(found.mean), margin - abs(found.mean))
    if math.isnan(found.sd) or half <= 0.0:
        return math.nan
    # The normal formula with its small-sample term.
    z = float(ndtri(0.5 + LEVEL / 2))
    return max(float(math.ceil((z * found.sd / half) ** 2 + z * z / 2)), 2.0)
