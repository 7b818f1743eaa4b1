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
LEAST = 3
"""Pairs below which nothing is decided: two agree by chance as often as not."""
EVERYTHING = (-math.inf, math.inf)
NOTHING = 1e-130
"""Differences whose squares vanish in the arithmetic."""
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
        Mean difference, spread of the differences, t interval of the mean (95 % unless asked for another level). Where
        all pairs differ by one amount the interval is that amount: what the t interval comes to as the spread goes to
        nothing. It is missing for a single pair, and for two that differ alike.
    p
        Two-sided p value of "no difference", of the t test: 0 where all pairs differ by one amount, 1 where by none.
        Of two pairs that differ alike it is that of the sign test (Arbuthnot 1710): nothing is decided by them.
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

    @property
    def told(self) -> bool:
        """Whether enough pairs tell the mean from zero: the interval leaves it out."""
        return self.n >= LEAST and (self.low > 0.0 or self.high < 0.0)


def paired(differences: Rows, bounds: tuple[float, float] = EVERYTHING, level: float = LEVEL) -> Paired:
    """Return what paired differences, or plain values, say; missing ones are left out.

    Parameters
    ----------
    bounds
        Least and greatest value there can be. The t interval is cut there: no mean lies beyond, so the cut interval
        holds the mean as often as the whole one (Mandelkern 2002, Statistical Science 17, 149-172).
    level
        How often the interval is to hold the mean.

    >>> found = paired(np.array([1.0, 2.0, 3.0]))
    >>> found.n, found.mean, round(found.low, 3), round(found.high, 3), round(found.p, 4)
    (3, 2.0, -0.484, 4.484, 0.0742)
    >>> paired(np.zeros(4))
    Paired(n=4, mean=0.0, sd=0.0, low=0.0, high=0.0, p=1.0, above=0.5)
    >>> paired(np.full(6, -0.4))
    Paired(n=6, mean=-0.4, sd=0.0, low=-0.4, high=-0.4, p=0.0, above=0.0)
    >>> paired(np.array([0.0, 0.1]), (0.0, 1.0)).low
    0.0
    """
    known = differences[~np.isnan(differences)]
    n = known.shape[0]
    if n == 0:
        return Paired(0, *(math.nan,) * 6)
    mean, above = float(np.mean(known)), float(np.mean(known > 0.0) + 0.5 * np.mean(known == 0.0))
    if n == 1:
        return Paired(1, mean, *(math.nan,) * 4, above)
    if never_varies(known):
        return _without_spread(known, above)
    sd = float(np.std(known, ddof=1))
    error = sd / math.sqrt(n)
    half = error * float(stdtrit(n - 1, 0.5 + level / 2))
    low, high = _cut(known, mean - half, mean + half, bounds)
    return Paired(n, mean, sd, low, high, 2.0 * float(stdtr(n - 1, -abs(mean) / error)), above)


def never_varies(known: Rows) -> bool:
    """Return whether values, none of them missing, are equal but for the last digits."""
    return bool(np.ptp(known) <= max(1e-12 * np.max(np.abs(known)), NOTHING))


def _without_spread(known: Rows, above: float) -> Paired:
    """Return what equal differences say: the limit of the t interval and of its test as the spread goes to nothing."""
    n, value = known.shape[0], float(known[0])
    if abs(value) <= NOTHING:
        return Paired(n, 0.0, 0.0, 0.0, 0.0, 1.0, above)
    if n < LEAST:
        return Paired(n, value, 0.0, math.nan, math.nan, 0.5 ** (n - 1), above)
    return Paired(n, value, 0.0, value, value, 0.0, above)


def _cut(known: Rows, low: float, high: float, bounds: tuple[float, float]) -> tuple[float, float]:
    """Return an interval cut at the bounds, unless a value lies beyond and gives the lie to them."""
    if np.min(known) < bounds[0] or np.max(known) > bounds[1]:
        return low, high
    return max(low, bounds[0]), min(high, bounds[1])


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
    if found.n < LEAST:
        return "open"
    if -margin <= found.low and found.high <= margin:
        return "same"
    return _direction(found, better) if found.told else "open"


def _direction(found: Paired, better: str) -> Kind:
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
    return max(float(math.ceil((z * found.sd / half) ** 2 + z * z / 2)), float(LEAST))
