"""Who leads in which main outcome, and who is recommended: the rule itself, on arrays.

A scenario *leads* a rival in a main outcome if it is better by more than the margin, *loses* if it is worse by more,
and is the *same* if the difference lies inside the margin, each with the error of 5 % for all comparisons taken
together; else the outcome is too close to call. The test is one of position against the margin: the mean lies in one of
the three regions, and p is the two-sided t probability of a mean so far from the nearer end of the margin if the true
difference stood there. A difference that exists but may be below the margin is thus not a lead, and a small sample is
not a tie: both need evidence (superiority beyond a margin and equivalence, Blackwelder 1982; Schuirmann 1987). p values
of all main outcomes and all pairs of scenarios are adjusted together by Holm (1979). Where all pairs differ by one
amount there is no t, and p is that of the sign-flip test, ``2 ** (1 - n)``. No p is smaller than that: few pairs that
nearly agree may all have missed an event that is rare and large, and t takes their agreement for precision. With six
families two scenarios thus need eight pairs.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

from sim.arrays import Flags, Rows
from sim.paired import LEAST, LEVEL
from sim.statistics.cube import Block
from sim.streams import resampling

RESAMPLES = 400
FIRM = 0.75
"""Share of resamples that have to give the answer of the sample, or nobody is recommended."""
LED, LOST, SAME, UNDECIDED, ABSENT = 1, -1, 0, 2, 3
"""Verdicts on a main outcome of one scenario against another."""
Verdicts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """Verdicts for samples x horizons x scenarios x rivals x outcomes, and who is recommended.

    Attributes
    ----------
    p
        Adjusted p value of each verdict.
    winner
        Number of the scenario that the rule chooses, -1 for none; samples x horizons, the first the pairs themselves.
    """

    verdicts: Verdicts
    p: Block
    winner: Verdicts

    @property
    def share(self) -> Rows:
        """Share of resamples that give the answer of the sample, by horizon."""
        return np.asarray(np.mean(self.winner[1:] == self.winner[:1], axis=0))

    @property
    def firm(self) -> Verdicts:
        """Who is recommended, by horizon: the choice of the sample if enough resamples make it, else -1."""
        return np.where(self.share >= FIRM, self.winner[0], -1)


def resampled(pairs: int) -> Rows:
    """Return how often each pair counts: once each in the sample itself, then in each resample with replacement."""
    drawn = resampling("recommendation").multinomial(pairs, np.full(pairs, 1.0 / pairs), RESAMPLES)
    return np.concatenate([np.ones((1, pairs)), drawn])


def ruled(
    values: Block, margins: Rows, good: Rows, weights: Rows, counts: Rows, veto: int | None = None
) -> Ruling:
    """Apply the rule to samples of pairs.

    Parameters
    ----------
    values
        Outcomes x scenarios x replications x horizons.
    margins, good, weights
        Of each outcome: difference that does not matter, 1 where more is better and -1 where less is, and its vote.
    counts
        Samples x replications: how often each pair counts.
    veto
        Outcome in which nobody who loses to another is recommended.
    """
    outcomes, scenarios, _, ends = values.shape
    couples = list(itertools.combinations(range(scenarios), 2))
    ones, others = (np.array(side, dtype=np.int64) for side in zip(*couples, strict=True))
    apart = good[:, None, None, None] * (values[:, ones] - values[:, others])
    apart = np.moveaxis(apart, (2, 3, 1), (0, 1, 2))  # replications, horizons, couples, outcomes
    mean, p = _test_margins(apart.reshape(apart.shape[0], -1), np.tile(margins, ends * len(couples)), counts)
    shape = (counts.shape[0], ends, len(couples), outcomes)
    adjusted = together(p.reshape(*shape[:2], -1)).reshape(shape)
    mean = mean.reshape(shape)
    one_way = np.where(np.abs(mean) > margins, np.sign(mean), SAME).astype(np.int64)
    one_way = np.where(adjusted < 1.0 - LEVEL, one_way, np.where(np.isnan(mean), ABSENT, UNDECIDED))
    verdicts = np.full((*shape[:2], scenarios, scenarios, outcomes), ABSENT, dtype=np.int64)
    p_values = np.full(verdicts.shape, np.nan)
    verdicts[:, :, ones, others] = one_way
    verdicts[:, :, others, ones] = np.where(np.abs(one_way) == LED, -one_way, one_way)
    p_values[:, :, ones, others] = p_values[:, :, others, ones] = adjusted
    return Ruling(verdicts, p_values, winners(verdicts, weights, veto))


def together(p: Block) -> Block:
    """Return Holm's adjustment along the last axis: :func:`sim.paired.holm` for many samples at once.

    >>> together(np.array([[0.01, np.nan, 0.04, 0.03]])).round(3).tolist()
    [[0.03, nan, 0.06, 0.06]]
    """
    order = np.argsort(p, axis=-1)
    left = np.maximum((~np.isnan(p)).sum(axis=-1, keepdims=True) - np.arange(p.shape[-1]), 1)
    steps = np.minimum(np.maximum.accumulate(np.take_along_axis(p, order, -1) * left, axis=-1), 1.0)
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, steps, -1)
    return adjusted


def _test_margins(apart: Block, margins: Rows, counts: Rows) -> tuple[Block, Block]:
    """Return mean differences, and p of the region of the margin in which each lies; samples x columns."""
    known = (~np.isnan(apart)).astype(np.float64)
    seen = known.sum(axis=0)
    middle = np.where(seen > 0.0, np.nansum(apart, axis=0) / np.maximum(seen, 1.0), 0.0)
    centred = np.where(known > 0.0, apart - middle, 0.0)
    number = counts @ known
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = (counts @ centred) / number
        spread = np.maximum(counts @ np.square(centred) - number * np.square(shift), 0.0) / (number - 1.0)
        mean = middle + shift
        distance = np.abs(np.abs(mean) - margins)
        tested = 2.0 * stdtr(np.maximum(number - 1.0, 1.0), -distance / np.sqrt(spread / number))
    still = spread <= np.square(1e-12 * np.maximum(np.abs(mean), margins))
    least = np.exp2(1.0 - number)
    return mean, np.where(number >= LEAST, np.where(still, least, np.maximum(tested, least)), np.nan)


def net(verdicts: Verdicts, weights: Rows) -> Block:
    """Return the votes led, less those lost and those too close to call, along the last axis."""
    return np.asarray(((verdicts == LED) * weights - ((verdicts == LOST) | (verdicts == UNDECIDED)) * weights).sum(-1))


def winners(verdicts: Verdicts, weights: Rows, veto: int | None = None) -> Verdicts:
    """Return who leads more than it loses and leaves open against every other, shape of the first two axes; -1: nobody.

    >>> duel = np.full((1, 1, 2, 2, 3), SAME)
    >>> duel[0, 0, 0, 1], duel[0, 0, 1, 0] = [LED, LED, UNDECIDED], [LOST, LOST, UNDECIDED]
    >>> winners(duel, np.ones(3)).tolist(), winners(duel, np.array([1.0, 1.0, 2.0])).tolist()
    ([[0]], [[-1]])
    """
    ahead: Flags = net(verdicts, weights) > 0.0
    every = np.arange(verdicts.shape[2])
    ahead[:, :, every, every] = True
    best: Flags = np.asarray(ahead.all(axis=3))
    if veto is not None:
        best &= (verdicts[..., veto] != LOST).all(axis=3)
    return np.where(best.any(axis=2), best.argmax(axis=2), -1)
