"""About how many pairs would decide what is too close to call."""

from __future__ import annotations

import math

from scipy.special import ndtri

from sim.paired import LEAST, LEVEL, Paired


def least_pairs(looks: int) -> int:
    """Return the pairs below which no p value can be small enough, as none is below 2^(1-n).

    Parameters
    ----------
    looks
        Comparisons taken together by Holm's adjustment.

    >>> least_pairs(6), least_pairs(36)
    (8, 11)
    """
    return 1 + math.ceil(math.log2(max(looks, 1) / (1.0 - LEVEL)))


def range_of_pairs(found: Paired, margin: float, looks: int) -> tuple[float, float]:
    """Return about how many pairs would decide, as a range: with the mean one standard error nearer or farther.

    Missing where the end of the margin lies within a standard error of the mean: then nothing can be said.
    """
    error = found.sd / math.sqrt(found.n) if found.n >= LEAST else math.nan
    distance = abs(abs(found.mean) - margin)
    if not 0.0 < error < distance:
        return math.nan, math.nan
    z = float(ndtri(1.0 - (1.0 - LEVEL) / 2.0 / looks))
    least = max(float(least_pairs(looks)), found.n + 1.0)
    few, many = (float(math.ceil((z * found.sd / gap) ** 2)) for gap in (distance + error, distance - error))
    return max(few, least), max(many, least)
