"""Naive lens: what an evaluator without a counterfactual would have found, beside the true effect.

Converted places are not converted by lot: pilots are chosen, ready villages finish first, and everything changes over
the years anyway. A comparison of before and after, or of declared and undeclared villages, mixes all that with the
effect. Here the true effect is known: the same village with the same luck in a run in which nobody converts anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.arrays import Rows
from sim.paired import paired
from sim.store import Tables

STATUS_QUO = "status_quo"
OUTCOMES = ("satisfaction", "service")
GROUPS = ("declared", "pilots")
ESTIMATES = ("before-after", "cross-section", "true effect")
COLUMNS = (
    "scenario", "counterfactual", "month", "outcome", "group", "estimate", "mean", "ci_low", "ci_high", "bias",
    "bias_low", "bias_high", "n",
)  # fmt: skip
FEWEST = 3
"""Villages below which a group has no mean."""
Block = npt.NDArray[np.float64]
"""Replication x assessment x village."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """One outcome of the villages of a scenario and of its counterfactual, and who counts as treated."""

    values: Block
    without: Block
    treated: Block
    others: Block

    def estimates(self, replication: int, month: int) -> tuple[float, float, float]:
        """Return what each way of looking finds in one run at one assessment; missing where a group is empty."""
        treated, others = self.treated[replication, month] > 0.5, self.others[replication, month] > 0.5
        now, before = self.values[replication, month], self.values[replication, 0]
        own = _mean_of_enough(now[treated])
        before_after = own - _mean_of_enough(before[treated]) if month > 0 else np.nan
        return (
            before_after,
            own - _mean_of_enough(now[others]),
            own - _mean_of_enough(self.without[replication, month][treated]),
        )


def counterfactual(tables: Tables) -> str | None:
    """Return the first scenario that converts nothing, or ``None``."""
    quiet = tables.runs.loc[tables.runs["policy"] == STATUS_QUO, "scenario"]
    return None if quiet.empty else str(quiet.iloc[0])


def naive_table(tables: Tables) -> pd.DataFrame:
    """Return the table of ``naive.csv``: each estimate at each yearly assessment, and by how much it is off.

    Treated are the villages declared by then, or the pilots, without those declared before the first assessment, which
    serves as the survey before; the others are villages without a plate, or all but the pilots. Villages count alike;
    groups of fewer than three have no mean, and an estimate that less than half of the runs allow is left out.

    Raises
    ------
    ValueError
        If no scenario converts nothing.
    """
    quiet = counterfactual(tables)
    if quiet is None:
        raise ValueError("no scenario follows the strategy status_quo: there is nothing to take the effect against")
    names = [str(name) for name in tables.runs["scenario"].unique() if name != quiet]
    rows = [row for name in names for row in _estimate_scenario(tables.villages, name, quiet)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _estimate_scenario(villages: pd.DataFrame, scenario: str, quiet: str) -> Iterator[tuple[object, ...]]:
    one, other = (_sort_runs(villages, name) for name in (scenario, quiet))
    shared = np.intersect1d(one["replication"], other["replication"])
    one, other = (frame[frame["replication"].isin(shared)] for frame in (one, other))
    months = one["month"].astype(str).unique().tolist()
    for outcome in OUTCOMES:
        for group, (treated, others) in _group_villages(one, len(shared), len(months)).items():
            now, without = (_shape_block(frame[outcome], len(shared), len(months)) for frame in (one, other))
            pair = _Pair(now, without, treated, others)
            for month, label in enumerate(months):
                found = np.array([pair.estimates(replication, month) for replication in range(len(shared))])
                if not np.isnan(found[:, 2]).all():
                    yield from _summarise_estimates((scenario, quiet, label, outcome, group), found)


def _summarise_estimates(key: tuple[str, ...], found: Rows) -> Iterator[tuple[object, ...]]:
    """Yield a line for each estimate that half of the runs allow at least; ``found`` is replication x estimate."""
    for number, name in enumerate(ESTIMATES):
        own, bias = paired(found[:, number]), paired(found[:, number] - found[:, 2])
        if 2 * own.n >= found.shape[0]:
            yield (*key, name, own.mean, own.low, own.high, bias.mean, bias.low, bias.high, own.n)


def _sort_runs(villages: pd.DataFrame, scenario: str) -> pd.DataFrame:
    return villages[villages["scenario"] == scenario].sort_values(["replication", "month", "village"], kind="stable")


def _group_villages(rows: pd.DataFrame, runs: int, months: int) -> Mapping[str, tuple[Block, Block]]:
    """Return who is treated and who is not, of each group that ever has anybody."""
    declared = _shape_block(rows["declared"] > 0.0, runs, months)
    late = 1.0 - declared[:, :1]
    pilot = _shape_block(rows["pilot"] > 0.5, runs, months)
    found = {"declared": (declared * late, 1.0 - declared), "pilots": (pilot * late, 1.0 - pilot)}
    return {name: groups for name, groups in found.items() if groups[0].any()}


def _shape_block(column: pd.Series[Any], runs: int, months: int) -> Block:
    return np.asarray(column, dtype=np.float64).reshape(runs, months, -1)


def _mean_of_enough(values: Rows) -> float:
    return float(np.mean(values)) if values.size >= FEWEST else np.nan
