"""What a difference between policies rests on: on parameters nobody knows, or on luck.

Every accepted parameter set is run with a few lucks. Sets and lucks are levels of a one-way random-effects analysis of
variance (Fisher): what sets have in common beyond luck is due to the parameters. The difference is taken between
policies that share set and luck.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.analyses.case_study import Block
from sim.analyses.cube import Ends
from sim.analyses.outcomes import Outcome
from sim.streams import resampling

COLUMNS = (
    "outcome", "unit", "better", "baseline", "scenario", "mean_difference", "p5", "p95", "better_in_sets",
    "parameter_share", "share_low", "share_high", "n_sets",
)  # fmt: skip
RESAMPLED = 500


def gap_table(ends: Ends, declared: Mapping[str, Outcome], baseline: str, lucks: int) -> pd.DataFrame:
    """Return the table of ``ensemble.csv``: a row an outcome and scenario other than the baseline.

    ``p5`` to ``p95`` is where nine in ten parameter sets lie, each with its mean over lucks; ``better_in_sets`` the
    share of sets in which that mean is on the good side; ``parameter_share`` the share of the variance of the
    difference that is due to parameters, the rest being luck, with a 95 % bootstrap interval over sets.

    Parameters
    ----------
    lucks
        Replications of each set, one after the other.
    """
    rows = []
    for name in ends.outcomes:
        outcome = declared[name]
        for scenario in (one for one in ends.scenarios if one != baseline):
            gap = (ends.of(scenario, name) - ends.of(baseline, name)).reshape(-1, lucks)
            gap = gap[~np.isnan(gap).any(axis=1)]
            rows.append((name, outcome.unit, outcome.better, baseline, scenario, *_told(gap, outcome), gap.shape[0]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told(gap: Block, outcome: Outcome) -> tuple[float, ...]:
    if gap.shape[0] < 2:
        return (float("nan"),) * 7
    means = gap.mean(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    good = {"higher": means > 0.0, "lower": means < 0.0}.get(outcome.better)
    better = float("nan") if good is None else float(np.mean(good))
    return (float(means.mean()), float(low), float(high), better, parameter_share(gap), *_interval(gap))


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


def _interval(gap: Block) -> tuple[float, float]:
    """Return the middle 95 % of the share when sets are drawn again with replacement."""
    luck = resampling("share of the parameters")
    drawn = luck.integers(0, gap.shape[0], size=(RESAMPLED, gap.shape[0]))
    shares = np.array([parameter_share(gap[rows]) for rows in drawn])
    known = shares[~np.isnan(shares)]
    if known.size == 0:
        return float("nan"), float("nan")
    low, high = np.quantile(known, (0.025, 0.975))
    return float(low), float(high)
