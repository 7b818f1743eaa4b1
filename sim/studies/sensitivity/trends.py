"""Linear trends: how an outcome goes with each of many factors, all moved at once.

Shares of variance need thousands of points before a factor among a hundred that explains a twentieth of a noisy outcome
is told from the dummy. A regression on all factors together spends one number a factor, and gives the sign. It sees
nothing but the linear part; what bends or interacts is left to the indices.

Least squares on the places of the unit cube, so that an effect is that of a factor's whole range; errors robust to
unequal luck (HC2: MacKinnon and White 1985, doi:10.1016/0304-4076(85)90158-7; HC3 held the truth 97 times in 100 where
95 were asked, with five points a factor); p values adjusted by Holm over all
factors of the study and its dummy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from sim.arrays import Rows
from sim.designs.sampling import Sample
from sim.paired import LEVEL, holm, never_varies

METHODS = ("rbd_fast", "delta", "pawn")
"""Methods whose points are drawn apart from one another, as the errors take for granted."""
POINTS_A_FACTOR = 3
"""Points for each number estimated, below which robust errors are not to be trusted."""


@dataclass(frozen=True, slots=True)
class Level:
    """A mean outcome with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """1 or -1 where the mean is told from zero, else 0."""
        return int(self.low > 0.0) - int(self.high < 0.0)


@dataclass(frozen=True, slots=True)
class Trend:
    """How an outcome goes with one factor, in the unit of the outcome.

    Attributes
    ----------
    effect
        Change of the mean outcome over the factor's whole range.
    p_holm
        Chance of a trend as strong without any effect, all factors of the study looked at together.
    start, end
        Mean outcome that the line has at the low and at the high end, over the ranges of all other factors.
    """

    factor: str
    effect: Level
    p: float
    p_holm: float
    start: Level
    end: Level

    @property
    def sure(self) -> bool:
        """Whether the trend is told from chance."""
        return self.p_holm < 1.0 - LEVEL

    @property
    def flips(self) -> float | None:
        """Where in the range, from 0 to 1, the mean crosses zero; only where both ends are told from zero."""
        if not self.sure or self.start.sign * self.end.sign >= 0:
            return None
        return self.start.mean / (self.start.mean - self.end.mean)


def trends(results: Rows, sampled: Sample) -> tuple[Trend, ...]:
    """Return the trend of each factor, the dummy's last; none where the points are too few or belong together.

    Parameters
    ----------
    results
        Mean over replications at each point; points without one are left out.
    """
    names, known = sampled.names, np.isfinite(results)
    if sampled.method not in METHODS or len(set(names)) < len(names):
        return ()
    units, y = sampled.units[known], results[known]
    moved = np.ptp(units, axis=0) > 0.0 if len(units) else np.zeros(len(names), dtype=bool)
    wanted = POINTS_A_FACTOR * (int(moved.sum()) + 1)
    if len(y) < wanted or never_varies(y):
        return ()
    design = np.column_stack((np.ones(len(y)), units[:, moved] - 0.5))
    fitted, errors = _least_squares(design, y)
    free = len(y) - design.shape[1]
    size = np.sqrt(np.diag(errors))
    p = 2.0 * stdtr(free, -np.abs(fitted / size))[1:]
    together, wide = holm(p), float(stdtrit(free, (1.0 + LEVEL) / 2.0))

    def bound_level(weights: Rows) -> Level:
        mean, half = float(weights @ fitted), wide * float(np.sqrt(weights @ errors @ weights))
        return Level(mean, mean - half, mean + half)

    found = []
    for column, name in enumerate(np.array(names)[moved].tolist()):
        middle, along = np.zeros(len(fitted)), np.zeros(len(fitted))
        middle[0], along[1 + column] = 1.0, 1.0
        ends = bound_level(middle - along / 2.0), bound_level(middle + along / 2.0)
        found.append(Trend(name, bound_level(along), float(p[column]), float(together[column]), *ends))
    return tuple(found)


def _least_squares(design: Rows, y: Rows) -> tuple[Rows, Rows]:
    """Return coefficients and the HC2 estimate of their covariance."""
    inverse = np.linalg.inv(design.T @ design)
    fitted = inverse @ design.T @ y
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    scaled = design * ((y - design @ fitted) / np.sqrt(1.0 - leverage))[:, None]
    return np.asarray(fitted), np.asarray(inverse @ (scaled.T @ scaled) @ inverse)
