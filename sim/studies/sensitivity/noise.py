"""What of the spread of results is luck: components of variance of points x replications.

Every point meets the same replications (common random numbers), so a result is mean + point + replication + rest. What
a replication adds to all points alike shifts no index; the rest does, and shrinks with the number of replications.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.arrays import Codes, Rows
from sim.statistics.cube import Block


@dataclass(frozen=True, slots=True)
class Noise:
    """Components of the variance of one run's result.

    Attributes
    ----------
    points
        Due to the factors.
    replications
        What a replication adds to all points alike.
    rest
        What a replication adds to a point of its own.
    number
        Replications a point.
    """

    points: float
    replications: float
    rest: float
    number: int

    @property
    def seed_share(self) -> float:
        """Share of a single run's variance that is due to the seed; missing with one replication."""
        total = self.points + self.replications + self.rest
        return (self.replications + self.rest) / total if total > 0.0 else math.nan

    @property
    def share_in_mean(self) -> float:
        """Share of luck in the variance between the means of points: by so much plain indices would be off."""
        total = self.points + self.rest / self.number
        return self.rest / self.number / total if total > 0.0 else math.nan


def noise(y: Block, luck: Codes, means: Rows | None = None) -> Noise:
    """Return the components of variance of results.

    Parameters
    ----------
    y
        Points x replications.
    luck
        Which half of the replications each point met; points of one half share their luck.
    means
        Means of the points where the halves have been brought to one level.

    >>> found = noise(np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]), np.zeros(3, dtype=np.int64))
    >>> found.points, found.replications, found.rest
    (4.0, 0.5, 0.0)
    """
    points, number = y.shape
    between = float(np.var(y.mean(axis=1) if means is None else means, ddof=1)) if points > 1 else 0.0
    if number < 2 or points < 3:
        return Noise(between, math.nan, math.nan, number)
    squares, freedom, rows = 0.0, 0, []
    for half in np.unique(luck):
        mine = y[luck == half]
        if len(mine) > 1:
            left = mine - mine.mean(axis=1, keepdims=True) - mine.mean(axis=0) + mine.mean()
            squares, freedom = squares + float(np.sum(left * left)), freedom + (len(mine) - 1) * (number - 1)
            rows.append((len(mine), float(np.var(mine.mean(axis=0), ddof=1))))
    rest = squares / max(freedom, 1)
    shared = float(np.mean([max(spread - rest / many, 0.0) for many, spread in rows]))
    return Noise(max(between - rest / number, 0.0), shared, rest, number)


def rest_of_points(y: Block, luck: Codes) -> Rows:
    """Return an unbiased estimate of the variance of each point's mean that is luck; 0 with one replication.

    What a replication adds to all points of its half is taken out first.
    """
    number = y.shape[1]
    if number < 2:
        return np.zeros(len(y))
    own = y.copy()
    for half in np.unique(luck):
        mine = luck == half
        own[mine] -= y[mine].mean(axis=0)
    return np.asarray(np.var(own, axis=1, ddof=1) / number, dtype=np.float64)
