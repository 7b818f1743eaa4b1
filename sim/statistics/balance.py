"""Balance: how evenly what communities offer is spread over regions and villages."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.paired import paired
from sim.statistics.cube import Block, Cube

EAST = "east"
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "services_east_to_rest": ("ratio", "Service level of the east over that of all other regions"),
    "money_east_to_rest": ("ratio", "Community money per head of the east over that of all other regions"),
    "gini_services": ("ratio", "Gini coefficient of the service level over villages, weighted by households"),
}
"""Outcome -> unit and meaning; of all three less is more even, and 1 (ratios) or 0 (Gini) is quite even."""
COLUMNS = (
    "scenario", "outcome", "unit", "mean", "ci_low", "ci_high", "n", "baseline", "mean_difference", "diff_low",
    "diff_high",
)  # fmt: skip


def gini(values: Rows, weights: Rows) -> float:
    """Return the Gini coefficient of values, each counting with its weight.

    >>> gini(np.array([1.0, 1.0]), np.ones(2)), gini(np.array([0.0, 1.0]), np.ones(2))
    (0.0, 0.5)
    """
    order = np.argsort(values, kind="stable")
    share = weights[order] / np.sum(weights)
    owned = np.cumsum(values[order] * share)
    return float(1.0 - np.sum(share * (owned + np.concatenate(([0.0], owned[:-1])))) / owned[-1])


def balance(block: Cube, villages: pd.DataFrame) -> Mapping[str, Block]:
    """Return each outcome of balance in the last month, scenario x replication; missing where a run failed.

    Parameters
    ----------
    villages
        The table of villages.
    """
    months = villages["month"].astype(str)
    last = villages[months == months.max()]
    shape = (len(block.scenarios), len(block.replications))
    found = {name: np.full(shape, np.nan) for name in OUTCOMES}
    for (scenario, replication), rows in last.groupby(["scenario", "replication"], observed=True):
        place = (block.scenarios.index(str(scenario)), block.replications.index(replication))
        size = rows.groupby("region", observed=True)["households"].sum()
        found["services_east_to_rest"][place] = _compute_ratio(block, place, "service_level", size)
        found["money_east_to_rest"][place] = _compute_ratio(block, place, "money_per_head", size)
        found["gini_services"][place] = gini(rows["service"].to_numpy(), rows["households"].to_numpy())
    return found


def _compute_ratio(block: Cube, place: tuple[int, int], outcome: str, size: pd.Series[float]) -> float:
    """Return the east's value over that of the other regions together; missing without an east or without others."""
    others = [region for region in block.regions if region not in ("all", EAST)]
    if EAST not in block.regions or not others or outcome not in block.outcomes:
        return np.nan
    ends = block.values[place[0], place[1], -1, :, block.outcomes.index(outcome)]
    rest = np.average([ends[block.regions.index(region)] for region in others], weights=size[others].to_numpy())
    return float(ends[block.regions.index(EAST)] / rest)


def balance_table(found: Mapping[str, Block], scenarios: tuple[str, ...], baseline: str) -> pd.DataFrame:
    """Return the table of ``balance.csv``: means with intervals, and paired differences to the baseline."""
    base, rows = scenarios.index(baseline), []
    for number, scenario in enumerate(scenarios):
        for name, (unit, _) in OUTCOMES.items():
            own, other = paired(found[name][number]), paired(found[name][number] - found[name][base])
            rows.append((
                scenario, name, unit, own.mean, own.low, own.high, own.n, baseline, other.mean, other.low, other.high,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
