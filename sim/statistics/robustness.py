"""Robustness: how a policy stands in each world, not on average.

Worlds are replications: other villages, other people, other luck; with a calibrated ensemble other parameters too.
Regret is what one would have gained by the best policy of that world (Savage 1951); satisficing counts the worlds in
which a policy does no worse than the baseline beyond the margin (Simon 1956); rank acceptability gives the shares of
worlds in which it takes each rank (Lahdelma and Salminen 2001), ties sharing theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.statistics.cube import Block, Ends
from sim.statistics.outcomes import Outcome

COLUMNS = ("outcome", "unit", "better", "scenario", "mean_regret", "max_regret", "satisfied", "n_worlds")


def robustness_table(ends: Ends, declared: Mapping[str, Outcome], baseline: str) -> pd.DataFrame:
    """Return the table of ``robustness.csv``: a row an outcome and scenario, with a column for each rank."""
    ranks = [f"rank_{place}" for place in range(1, len(ends.scenarios) + 1)]
    rows = [
        (name, declared[name].unit, declared[name].better, scenario, *numbers)
        for name in ends.outcomes
        if declared[name].better in ("higher", "lower")
        for scenario, numbers in _rank_scenarios(ends, declared[name], baseline).items()
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, *ranks])


def _rank_scenarios(ends: Ends, outcome: Outcome, baseline: str) -> Mapping[str, tuple[float, ...]]:
    """Return how each scenario stands: regret, satisfaction, number of worlds and ranks."""
    good = 1.0 if outcome.better == "higher" else -1.0
    values = good * np.stack([ends.of(scenario, outcome.name) for scenario in ends.scenarios])
    values = values[:, ~np.isnan(values).any(axis=0)]
    worlds = values.shape[1]
    if worlds == 0:
        return {name: (np.nan,) * 3 + (0,) + (np.nan,) * len(ends.scenarios) for name in ends.scenarios}
    regret = values.max(axis=0) - values
    no_worse = values >= values[ends.scenarios.index(baseline)] - outcome.margin
    ranks = acceptability(values)
    return {
        name: (float(regret[i].mean()), float(regret[i].max()), float(no_worse[i].mean()), worlds, *ranks[i].tolist())
        for i, name in enumerate(ends.scenarios)
    }


def acceptability(values: Block) -> Block:
    """Return the share of worlds in which each policy takes each rank, shape (policies, ranks); more is better.

    Policies that tie share the ranks they take together.

    >>> acceptability(np.array([[3.0, 1.0], [1.0, 1.0]])).tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    policies, worlds = values.shape
    shares = np.zeros((policies, policies))
    for world in range(worlds):
        for policy in range(policies):
            first, last = _rank_ties(values[:, world], policy)
            shares[policy, first:last] += 1.0 / (last - first)
    return np.asarray(shares / worlds)


def _rank_ties(values: Rows, policy: int) -> tuple[int, int]:
    """Return the first rank that a policy may take in a world, and the one after the last."""
    ahead = int(np.sum(values > values[policy]))
    return ahead, ahead + int(np.sum(values == values[policy]))
