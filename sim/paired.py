"""Paired differences: the statistics of two policies that met the same luck.

Replication i of both policies shares people, network and luck, so the difference is taken within the pair and the pairs
are the sample. The distributions come from scipy.special: importing scipy.stats takes two seconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.special import bdtr, betaincinv, chdtri, ndtri, stdtr, stdtrit

from sim.arrays import Flags, Rows

LEVEL = 0.95
LEAST = 3
"""Pairs below which nothing is decided: two agree by chance as often as not."""
EVENTS = 16
"""Pairs off the value that most share, below which the exact interval stands: with fewer the t interval misses."""
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
        Mean difference, standard deviation of the differences, interval of the mean: Student's t, or an exact one where
        most pairs share one value (:func:`_seldom`). Missing for a single pair, and where all pairs differ by one
        amount: without spread nothing says how far other pairs may be from it.
    p
        Two-sided p value of "no difference": of the t test, or of the sign test where most pairs share one value. Of n
        pairs that differ by one amount it is 2^(1-n), as of all 2^n choices of signs two are as extreme.
    above
        Share of pairs with a positive difference, ties counted half.
    level
        How often the interval is to hold the mean.
    """

    n: int
    mean: float
    sd: float
    low: float
    high: float
    p: float
    above: float
    level: float = LEVEL

    @property
    def alike(self) -> bool:
        """Whether all of two pairs or more differ by one amount, which may be none."""
        return self.sd == 0.0

    @property
    def others(self) -> float:
        """Share of pairs that may differ from the amount that all seen share, at most (95 %); missing where they vary.

        The upper Clopper-Pearson bound of no event in n, 1 - .05^(1/n): about 3/n (Hanley and Lippman-Hand 1983).
        """
        return 1.0 - (1.0 - LEVEL) ** (1.0 / self.n) if self.alike else math.nan

    @property
    def above_ends(self) -> tuple[float, float]:
        """95 % interval of the chance that a pair is above; missing without pairs."""
        return clopper_pearson(self.above * self.n, self.n) if self.n else (math.nan, math.nan)

    @property
    def enough(self) -> bool:
        """Whether so many pairs can decide: three, or six where all are alike (2^(1-n) below .05)."""
        return self.n >= LEAST and not (self.alike and 0.5 ** (self.n - 1) >= 1.0 - self.level)

    @property
    def told(self) -> bool:
        """Whether the mean is told from zero: by the test, and by the interval if there is one."""
        beyond = self.alike or self.low > 0.0 or self.high < 0.0
        return self.enough and beyond and self.p < 1.0 - self.level

    def inside(self, margin: float) -> bool:
        """Return whether the interval, or the amount by which enough pairs differ, lies inside a margin."""
        within = abs(self.mean) <= margin if self.alike else -margin <= self.low and self.high <= margin
        return self.enough and within


def paired(differences: Rows, bounds: tuple[float, float] = EVERYTHING, level: float = LEVEL) -> Paired:
    """Return what paired differences, or plain values, say; missing ones are left out.

    Parameters
    ----------
    bounds
        Least and greatest value there can be. The interval is cut there: no mean lies beyond, so the cut interval
        holds the mean as often as the whole one (Mandelkern 2002, Statistical Science 17, 149-172).
    level
        How often the interval is to hold the mean.

    >>> found = paired(np.array([1.0, 2.0, 3.0]))
    >>> found.n, found.mean, round(found.low, 3), round(found.high, 3), round(found.p, 4)
    (3, 2.0, -0.484, 4.484, 0.0742)
    >>> paired(np.full(6, -0.4))
    Paired(n=6, mean=-0.4, sd=0.0, low=nan, high=nan, p=0.03125, above=0.0, level=0.95)
    >>> paired(np.array([0.0, 0.1]), (0.0, 1.0)).low
    0.0
    """
    known = differences[~np.isnan(differences)]
    n = known.shape[0]
    if n == 0:
        return Paired(0, *(math.nan,) * 6, level)
    mean, above = float(np.mean(known)), float(np.mean(known > 0.0) + 0.5 * np.mean(known == 0.0))
    if n == 1:
        return Paired(1, mean, *(math.nan,) * 4, above, level)
    if never_varies(known):
        value = 0.0 if abs(known[0]) <= NOTHING else float(known[0])
        return Paired(n, value, 0.0, math.nan, math.nan, _sign_test(known), above, level)
    sd = float(np.std(known, ddof=1))
    apart = known - np.median(known)
    if 2 * (events := int(np.sum(_off(apart, known)))) < n and events < EVENTS:
        low, high = _cut(known, *_seldom(apart, known, level), bounds)
        return Paired(n, mean, sd, low, high, _sign_test(known), above, level)
    error = sd / math.sqrt(n)
    half = error * float(stdtrit(n - 1, 0.5 + level / 2))
    low, high = _cut(known, mean - half, mean + half, bounds)
    return Paired(n, mean, sd, low, high, 2.0 * float(stdtr(n - 1, -abs(mean) / error)), above, level)


def between(one: Rows, other: Rows, bounds: tuple[float, float] = EVERYTHING, level: float = LEVEL) -> Paired:
    """Return what one minus the other says, pair by pair; p is missing where both have one value in all runs.

    What has one value in all runs cannot vary, and asks no question of chance: it is no test beside others.

    >>> between(np.zeros(8), np.zeros(8)).p, between(np.ones(8), np.zeros(8)).p
    (nan, 0.0078125)
    """
    found, both = paired(one - other, bounds, level), np.concatenate((one, other))
    known = both[~np.isnan(both)]
    return replace(found, p=math.nan) if known.size and never_varies(known) else found


def never_varies(known: Rows) -> bool:
    """Return whether values, none of them missing, are equal but for the last digits."""
    return bool(np.ptp(known) <= _digits(known))


def _digits(known: Rows) -> float:
    """Return how far apart values are at most that differ in the last digits alone."""
    return max(1e-12 * float(np.max(np.abs(known))), NOTHING)


def _off(apart: Rows, known: Rows) -> Flags:
    """Return which pairs are off the value that most share."""
    return np.asarray(np.abs(apart) > _digits(known))


def _sign_test(known: Rows) -> float:
    """Return the two-sided p value of as many pairs above as below zero, ties left out (Arbuthnot 1710)."""
    up, down = int(np.sum(known > NOTHING)), int(np.sum(known < -NOTHING))
    return min(2.0 * float(bdtr(min(up, down), up + down, 0.5)), 1.0)


def _seldom(apart: Rows, known: Rows, level: float) -> tuple[float, float]:
    """Return the interval of a mean where most pairs share one value and few, up or down, are off it.

    The t interval rests on the few and misses too often. Instead: the exact intervals of how often pairs are above and
    below (Clopper and Pearson 1934), times how far (the mean seen, for the end towards the shared value; the farthest
    seen, for the end away from it), put together by the rule of Zou and Donner (2008, Statistics in Medicine 27,
    1693-1702).
    """
    n, off = known.shape[0], _off(apart, known)
    parts = []
    for side in (apart[off & (apart > 0.0)], -apart[off & (apart < 0.0)]):
        least, most = clopper_pearson(side.shape[0], n, level)
        far = float(np.mean(side)) if side.size else 0.0
        parts.append((far * side.shape[0] / n, least * far, most * float(np.max(np.abs(apart)))))
    (up, up_least, up_most), (down, down_least, down_most) = parts
    middle = float(np.median(known)) + up - down
    return middle - math.hypot(up - up_least, down_most - down), middle + math.hypot(up_most - up, down - down_least)


def clopper_pearson(events: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact interval of a share of ``events`` in n (Clopper and Pearson 1934); halves come from ties.

    >>> [round(end, 4) for end in clopper_pearson(2, 10)], round(clopper_pearson(0, 10)[1], 4)
    ([0.0252, 0.5561], 0.3085)
    """
    tail = (1.0 - level) / 2.0
    low = float(betaincinv(events, n - events + 1.0, tail)) if events > 0.0 else 0.0
    return low, float(betaincinv(events + 1.0, n - events, 1.0 - tail)) if events < n else 1.0


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
    if found.inside(margin):
        return "same"
    return _direction(found, better) if found.told else "open"


def _direction(found: Paired, better: str) -> Kind:
    if better == "none":
        return "higher" if found.mean > 0.0 else "lower"
    return "better" if (found.mean > 0.0) == (better == "higher") else "worse"


def pairs_needed(found: Paired, margin: float) -> tuple[float, float]:
    """Return between how many pairs would decide, if the mean stays as it is; missing if that cannot be said.

    The interval has to leave out zero, or to fit inside the margin, whichever takes fewer pairs. The range is that of
    the standard deviation: its 80 % interval (chi-square), as a pilot's own value is too small half of the time
    (Browne 1995, Statistics in Medicine 14, 1933-1940).

    >>> pairs_needed(paired(np.array([-1.0, 0.0, 2.0, 1.0])), 0.1)
    (15.0, 134.0)
    """
    half = max(abs(found.mean), margin - abs(found.mean))
    if not found.sd > 0.0 or half <= 0.0:
        return math.nan, math.nan
    z, free = float(ndtri(0.5 + LEVEL / 2)), found.n - 1
    spreads = (found.sd * math.sqrt(free / float(chdtri(free, tail))) for tail in (0.1, 0.9))
    # The normal formula with its small-sample term.
    low, high = (float(max(math.ceil((z * spread / half) ** 2 + z * z / 2), LEAST)) for spread in spreads)
    return low, high
