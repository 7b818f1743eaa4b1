"""What a calibration has learned of each parameter, and which targets taught it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.arrays import Rows
from sim.judging.calibration import Search
from sim.judging.case_study import Block

MIDDLE = (0.05, 0.95)
"""Quantiles of the accepted sets whose distance, over that of the whole range, is what is left of it."""
EVEN = 0.01
"""Chance below which values that were never constrained would be spread so unevenly (Kolmogorov and Smirnov)."""
NARROW = 0.8
"""Share of the range left below which a parameter counts as constrained."""
PRESSED = 0.02
"""Share of the range within which an end of the middle of the accepted sets is pressed against that of the range."""
CLOSE = 0.3
"""Correlation from which two parameters are said to be traded for each other."""


@dataclass(frozen=True, slots=True)
class Learned:
    """One parameter after the calibration.

    Attributes
    ----------
    low, high
        Between them lie 90 % of the accepted sets.
    left
        Share of the range that is left: 1 where nothing was learned.
    p
        Chance that values spread evenly over the range look so uneven.
    teachers
        Targets with the share of the emulated variance that the parameter alone causes, the largest first.
    """

    path: str
    range: tuple[float, float]
    low: float
    high: float
    median: float
    left: float
    p: float
    teachers: tuple[tuple[str, float], ...]

    @property
    def constrained(self) -> bool:
        """Whether the targets say anything about it."""
        return self.left < NARROW or self.p < EVEN

    @property
    def pressed(self) -> tuple[str, ...]:
        """At which ends of the range, ``lower`` or ``upper``, the accepted sets are pressed against it."""
        low, high = self.range
        room = PRESSED * (high - low)
        return ("lower",) * (self.low - low <= room) + ("upper",) * (high - self.high <= room)


def what_was_learned(found: Search) -> list[Learned]:
    """Return what is left of the range of each parameter among the accepted sets."""
    from scipy.stats import kstest

    accepted = found.accepted
    shares = effects(found)
    made = []
    for column, (path, (low, high)) in enumerate(found.study.factors.items()):
        values = accepted[:, column]
        below, middle, above = (float(end) for end in np.quantile(values, (MIDDLE[0], 0.5, MIDDLE[1])))
        made.append(
            Learned(
                path=path,
                range=(low, high),
                low=low + (high - low) * below,
                high=low + (high - low) * above,
                median=low + (high - low) * middle,
                left=(above - below) / (MIDDLE[1] - MIDDLE[0]),
                p=float(kstest(values, "uniform").pvalue),
                teachers=_rank_teachers(found, shares[:, column]),
            )
        )
    return made


def _rank_teachers(found: Search, shares: Rows) -> tuple[tuple[str, float], ...]:
    pairs = zip((target.id for target in found.targets), shares.tolist(), strict=True)
    return tuple(sorted(pairs, key=lambda pair: -pair[1]))


def effects(found: Search) -> Block:
    """Return targets x factors: share of a target's variance between runs that each parameter alone causes."""
    factors = len(found.study.factors)
    rows = []
    for emulator in found.emulators:
        if emulator is None or emulator.spread == 0.0:
            rows.append(np.zeros(factors))
        else:
            rows.append(emulator.main_effects(factors) / emulator.spread**2)
    return np.array(rows)


def correlations(found: Search) -> Block:
    """Return the rank correlations between parameters among the accepted sets."""
    accepted = found.accepted
    ranks = np.argsort(np.argsort(accepted, axis=0), axis=0)
    return np.asarray(np.corrcoef(ranks.T))


def traded(found: Search) -> Sequence[tuple[str, str, float]]:
    """Return the pairs of parameters that are traded for each other, the closest first."""
    names, matrix = list(found.study.factors), correlations(found)
    pairs = [
        (names[one], names[other], float(matrix[one, other]))
        for one in range(len(names))
        for other in range(one + 1, len(names))
        if abs(matrix[one, other]) >= CLOSE
    ]
    return sorted(pairs, key=lambda pair: -abs(pair[2]))


def inside(found: Search, values: Block) -> Rows:
    """Return of each target the share of fresh runs inside its error.

    Parameters
    ----------
    values
        Runs x targets.
    """
    return np.array(
        [
            float(np.mean((column >= t.low) & (column <= t.high)))
            for t, column in zip(found.targets, values.T, strict=True)
        ]
    )
