"""What a difference between policies rests on: on estimated parameters, on mere assumptions, or on luck.

Every accepted parameter set is run with a few lucks. Sets and lucks are levels of a one-way random-effects analysis of
variance (Fisher): what sets have in common beyond luck is due to the parameters. Where numbers that nobody estimated
were drawn, too, each set stands with two draws and each draw with two sets (:mod:`sim.designs.ensemble`): the
covariance of runs that share a set, or a draw, over the whole variance is the share of it that the sets alone, or the
draws alone, cause (first-order indices of two groups: Sobol 1993; Saltelli 2002). The difference is taken between
policies that share set, draw and luck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from sim.analyses.case_study import Block
from sim.analyses.cube import Ends
from sim.analyses.outcomes import Outcome
from sim.arrays import Rows
from sim.streams import resampling

COLUMNS = (
    "outcome", "unit", "better", "baseline", "scenario", "mean_difference", "p5", "p95", "better_in_sets",
    "better_beyond", "worse_beyond", "parameter_share", "share_low", "share_high", "estimated_share", "estimated_low",
    "estimated_high", "assumed_share", "assumed_low", "assumed_high", "n_sets",
)  # fmt: skip
RESAMPLED = 500
NONE = (float("nan"),) * 3
Share = Callable[[Block, Block], float]


def gap_table(ends: Ends, declared: Mapping[str, Outcome], baseline: str, points: int, drawn: bool) -> pd.DataFrame:
    """Return the table of ``ensemble.csv``: a row an outcome and scenario other than the baseline.

    ``p5`` to ``p95`` is where nine in ten parameter sets lie, each with its mean over lucks; ``better_in_sets`` the
    share of sets in which that mean is on the good side, ``better_beyond`` and ``worse_beyond`` those in which it is on
    the good, or the bad, side by more than the margin that matters; ``parameter_share`` the share of the variance of
    the difference that is due to parameters, the rest being luck; ``estimated_share`` and ``assumed_share`` what of it
    the sets alone and the draws alone cause, what is left to 1 being luck and both together. Each share has a 95 %
    bootstrap interval over sets.

    Parameters
    ----------
    points
        Points of the design; replication ``points * r + i`` is the run of point i with its luck r.
    drawn
        Whether the second half of the points are the sets of the first with the next set's draw.
    """
    rows = []
    for name in ends.outcomes:
        outcome = declared[name]
        for scenario in (one for one in ends.scenarios if one != baseline):
            gap = by_point(ends.of(scenario, name) - ends.of(baseline, name), ends.replications, points)
            gap = gap[~np.isnan(gap).any(axis=1)] if not drawn else gap
            told = _told(gap, outcome, drawn)
            rows.append((name, outcome.unit, outcome.better, baseline, scenario, *told))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def by_point(values: Block, replications: tuple[int, ...], points: int) -> Block:
    """Return points x lucks, nan where a run gave none."""
    numbers = np.array(replications, dtype=np.int64)
    found = np.full((points, int(numbers.max()) // points + 1), np.nan)
    found[numbers % points, numbers // points] = values
    return found


def _told(gap: Block, outcome: Outcome, drawn: bool) -> tuple[float, ...]:
    """Return all numbers of a row."""
    one, other = gap, gap[:0]
    if drawn:
        half = gap.shape[0] // 2
        whole = ~(np.isnan(gap[:half]).any(axis=1) | np.isnan(gap[half:]).any(axis=1))
        if not whole.all():  # a draw's next set is missing: no pair of points shares it
            one, other, drawn = gap[:half][whole], gap[half:][whole], False
        else:
            one, other = gap[:half], gap[half:]
    if one.shape[0] < 2:
        return (*(float("nan"),) * 6, *NONE, *NONE, *NONE, one.shape[0])
    means = np.vstack([one, other]).mean(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    good = {"higher": means, "lower": -means}.get(outcome.better, np.full(means.size, np.nan))
    shares = _bounded(_pooled, one, other) if other.size else _bounded(lambda each, _: parameter_share(each), one, one)
    estimated = _bounded(shared_share, one, other) if drawn else NONE
    assumed = _bounded(shared_share, np.roll(one, -1, axis=0), other) if drawn else NONE
    mean = float(means.mean())
    return (mean, float(low), float(high), *_won(good, outcome.margin), *shares, *estimated, *assumed, one.shape[0])


def _won(good: Rows, margin: float) -> tuple[float, float, float]:
    """Return the shares of sets that are better at all, better and worse beyond the margin; nan with no direction."""
    if np.isnan(good).all():
        return NONE
    return float(np.mean(good > 0.0)), float(np.mean(good > margin)), float(np.mean(good < -margin))


def shared_share(first: Block, second: Block) -> float:
    """Return the share of the variance that two blocks of runs have in common, row by row; nan where nothing varies.

    It is what the rows share that causes it: the set, where second is the same set with another draw; the draw, where
    it is the same draw with another set. Chance alone may make it negative, which counts as nothing.

    Parameters
    ----------
    first, second
        Rows x lucks, no luck in both.

    >>> shared_share(np.array([[1.0, 1.0], [3.0, 3.0]]), np.array([[1.0, 1.0], [3.0, 3.0]]))
    1.0
    """
    one, other = first.mean(axis=1), second.mean(axis=1)
    whole = (float(np.var(first)) + float(np.var(second))) / 2.0
    common = float(np.mean((one - one.mean()) * (other - other.mean())))
    return min(max(common / whole, 0.0), 1.0) if whole > 0.0 else float("nan")


def parameter_share(gap: Block) -> float:
    """Return the share of the variance of a difference that is due to parameters; nan where nothing varies.

    Parameters
    ----------
    gap
        Sets x lucks, at least two of each.

    >>> parameter_share(np.array([[1.0, 1.0], [3.0, 3.0]])), parameter_share(np.array([[1.0, 3.0], [3.0, 1.0]]))
    (1.0, 0.0)
    """
    sets, lucks = gap.shape
    means = gap.mean(axis=1)
    between = lucks * float(np.var(means, ddof=1))
    within = float(np.sum((gap - means[:, None]) ** 2)) / (sets * (lucks - 1))
    due = max((between - within) / lucks, 0.0)
    return due / (due + within) if due + within > 0.0 else float("nan")


def _pooled(first: Block, second: Block) -> float:
    """Return the share of the parameters over both draws of each set, each a point of its own."""
    return parameter_share(np.vstack([first, second]))


def _bounded(share: Share, first: Block, second: Block) -> tuple[float, float, float]:
    """Return a share and the middle 95 % of it when rows are drawn again with replacement."""
    luck = resampling("share of the parameters")
    drawn = luck.integers(0, first.shape[0], size=(RESAMPLED, first.shape[0]))
    shares = np.array([share(first[rows], second[rows]) for rows in drawn])
    known = shares[~np.isnan(shares)]
    if known.size == 0:
        return NONE
    low, high = np.quantile(known, (0.025, 0.975))
    return share(first, second), float(low), float(high)
