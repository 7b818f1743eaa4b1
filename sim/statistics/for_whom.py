"""For whom: what a policy changes for each region, class of villages and group of households, against the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from sim.paired import DIFFERENT, LEVEL, Kind, Paired, between, holm, kind
from sim.statistics.cube import Block
from sim.statistics.outcomes import Outcome
from sim.words.amounts import verdict

DIMENSIONS = ("region", "class", "household group")
"""Dimensions whose members are the same people under every policy; time since the own declaration is not."""
COLUMNS = (
    "dimension", "member", "outcome", "unit", "better", "baseline", "scenario", "mean_baseline", "mean_scenario",
    "mean_difference", "ci_low", "ci_high", "p_holm", "verdict", "n_pairs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """What one scenario changes for one group of people in one outcome.

    Attributes
    ----------
    before, after
        Mean over the replications under the baseline and under the scenario, in the last month.
    """

    dimension: str
    member: str
    outcome: Outcome
    baseline: str
    scenario: str
    before: float
    after: float
    found: Paired
    p_holm: float

    @property
    def kind(self) -> Kind:
        """What can be said of it, looked at alone."""
        return kind(self.found, self.outcome.margin, self.outcome.better)

    @property
    def doubtful(self) -> bool:
        """Whether it would not hold with all groups and outcomes taken together (Holm)."""
        return self.kind in DIFFERENT and self.p_holm >= 1.0 - LEVEL


def shares(
    groups: pd.DataFrame, declared: Mapping[str, Outcome], baseline: str, names: Sequence[str]
) -> tuple[Share, ...]:
    """Return what every other scenario changes for whom; the family of Holm's adjustment is all that can vary.

    Parameters
    ----------
    groups
        The table of groups.
    names
        Outcomes to look at: measures, as a summary of the whole run is not kept by group.
    """
    last = groups[groups["month"].astype(str) == str(groups["month"].astype(str).max())]
    last = last[last["dimension"].isin(DIMENSIONS) & last["outcome"].isin(names)]
    looks = list(_pair_groups(last, baseline))
    found = [between(after, before, declared[outcome].gaps) for _, _, outcome, _, before, after in looks]
    adjusted = holm(np.array([each.p for each in found]))
    return tuple(
        Share(
            dimension,
            member,
            declared[outcome],
            baseline,
            scenario,
            _mean_known(before),
            _mean_known(after),
            each,
            float(p),
        )
        for (dimension, member, outcome, scenario, before, after), each, p in zip(looks, found, adjusted, strict=True)
    )


def _pair_groups(last: pd.DataFrame, baseline: str) -> Iterator[tuple[str, str, str, str, Block, Block]]:
    """Yield dimension, member, outcome, scenario, and the values of baseline and scenario by replication."""
    table = last.pivot_table(
        index=["dimension", "member", "outcome"], columns=["scenario", "replication"], values="value", observed=True,
        dropna=False, sort=False,
    )  # fmt: skip
    table = table.dropna(how="all")  # members of other dimensions
    scenarios = table.columns.get_level_values("scenario").unique()
    replications = table.columns.get_level_values("replication").unique()
    for place, row in table.iterrows():
        dimension, member, outcome = cast(tuple[str, str, str], place)
        of = {name: row[name].reindex(replications).to_numpy(dtype=np.float64) for name in scenarios}
        for scenario in scenarios:
            if scenario != baseline:
                yield dimension, member, outcome, str(scenario), of[baseline], of[scenario]


def _mean_known(values: Block) -> float:
    return float(np.mean(values[~np.isnan(values)])) if (~np.isnan(values)).any() else np.nan


def for_whom_table(found: Sequence[Share]) -> pd.DataFrame:
    """Return shares as the table ``for_whom.csv`` holds."""
    rows = [
        (
            each.dimension, each.member, each.outcome.name, each.outcome.unit, each.outcome.better, each.baseline,
            each.scenario, each.before, each.after, each.found.mean, each.found.low, each.found.high, each.p_holm,
            verdict(each.kind, each.found, each.outcome.margin, each.outcome.unit), each.found.n,
        )
        for each in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
