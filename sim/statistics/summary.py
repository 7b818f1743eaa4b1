"""What each scenario gives: mean with its interval, and the spread of single runs, which is another thing."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.paired import paired
from sim.statistics.cube import ALL, Ends
from sim.statistics.outcomes import Outcome

COLUMNS = (
    "scenario", "outcome", "unit", "mean", "sd", "ci_low", "ci_high", "p10", "p50", "p90", "n", "missing",
    "share_reached",
)  # fmt: skip


def summary_table(ends: Ends, declared: Mapping[str, Outcome], region: str = ALL) -> pd.DataFrame:
    """Return one row a scenario and outcome.

    ``ci_low`` and ``ci_high`` say how well the mean is known, cut where the outcome ends (no share is above 1);
    ``p10`` to ``p90`` say how much single runs differ;
    ``missing`` counts runs without a value. Runs that never reached what a time waits for count with the horizon, so
    that its mean is a restricted mean; ``share_reached`` says how many did. Where none did there is no number.
    Where all runs are alike there is no interval (:func:`sim.paired.paired`).
    """
    rows = [
        (
            scenario,
            name,
            declared[name].unit,
            *_summarise_values(ends.of(scenario, name, region), declared[name].bounds, share),
            share,
        )
        for scenario in ends.scenarios
        for name in ends.outcomes
        for share in [ends.reached.get((scenario, region, name), math.nan)]
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _summarise_values(values: Rows, bounds: tuple[float, float], share: float) -> tuple[float, ...]:
    found = paired(values, bounds)
    known = values[~np.isnan(values)]
    spread = np.quantile(known, (0.1, 0.5, 0.9)).tolist() if known.size else [math.nan] * 3
    numbers = (found.mean, found.sd, found.low, found.high, *spread)
    return (*((math.nan,) * len(numbers) if share == 0.0 else numbers), found.n, values.shape[0] - found.n)
