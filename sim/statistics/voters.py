"""The main outcomes that a recommendation weighs, taken over the horizon and over every shorter one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.measures.families import ACCUMULATING, FAMILIES, Family
from sim.measures.summaries import SUMMARIES
from sim.statistics.cube import ALL, Block, Cube
from sim.statistics.outcomes import outcomes
from sim.words.amounts import per_cent

YEAR = 12
GROUPS = "household group"


def voters(goals: Mapping[str, float]) -> tuple[Family, ...]:
    """Return the families that vote, or the families and outcomes that goals name in their place."""
    return tuple(FAMILIES.get(name) or _make_family(name) for name in goals or FAMILIES)


def _make_family(name: str) -> Family:
    one = outcomes()[name]
    over = "sum" if name in ACCUMULATING and not per_cent(one.unit) else "mean"
    return Family(name, one.unit, one.better, over, {name: 1.0}, one.margin)  # type: ignore[arg-type]


def horizons(months: int) -> tuple[int, ...]:
    """Return the months after which the rule is applied: every full year, and the last month.

    >>> horizons(36), horizons(30), horizons(6)
    ((12, 24, 36), (12, 24, 30), (6,))
    """
    return (*range(YEAR, months, YEAR), months)


def over_time(cube: Cube, groups: pd.DataFrame, asked: tuple[Family, ...], rate: float) -> Block:
    """Return main outcomes over every horizon, shape (outcomes, scenarios, replications, horizons).

    Month t, counted from the first, has the weight ``(1 + rate) ** (-t / 12)``. A mean is over the months with a value,
    a sum over what each month adds to the one before. What is missing is nan.
    """
    weights: Rows = (1.0 + rate) ** (-(np.arange(len(cube.months)) + 1.0) / YEAR)
    return np.stack([_build_family(cube, groups, family, weights) for family in asked])


def _build_family(cube: Cube, groups: pd.DataFrame, family: Family, weights: Rows) -> Block:
    """Return one main outcome, shape (scenarios, replications, horizons)."""
    ends = np.array(horizons(len(cube.months))) - 1
    if family.over == "gap":
        gaps = [*_between_regions(cube, family), *_between_groups(cube, groups, family)]
        means = [_running_mean(gap, weights)[..., ends] for gap in gaps]
        return np.asarray(np.mean(means, axis=0)) if means else np.full((*cube.values.shape[:2], ends.size), np.nan)
    if family.name in SUMMARIES:
        return _summarise_horizons(cube, family.name, ends)
    parts = [
        share * _accumulate_months(_take_nation(cube, name), family, weights)[..., ends]
        for name, share in family.terms.items()
    ]
    return np.asarray(np.sum(parts, axis=0))


def _take_nation(cube: Cube, outcome: str) -> Block:
    if outcome not in cube.outcomes:
        return np.full(cube.values.shape[:3], np.nan)
    return np.asarray(cube.values[..., cube.regions.index(ALL), cube.outcomes.index(outcome)])


def _accumulate_months(series: Block, family: Family, weights: Rows) -> Block:
    if family.over == "sum":
        return np.asarray(np.cumsum(weights * np.diff(series, axis=-1, prepend=0.0), axis=-1))
    return _running_mean(series, weights)


def _running_mean(series: Block, weights: Rows) -> Block:
    """Return the weighted mean of the months up to each; nan while there is none."""
    known = ~np.isnan(series)
    whole = np.cumsum(weights * known, axis=-1)
    return np.where(
        whole > 0.0, np.cumsum(np.where(known, weights * series, 0.0), axis=-1) / np.maximum(whole, 1e-300), np.nan
    )


def _summarise_horizons(cube: Cube, name: str, ends: Rows) -> Block:
    """Return a summary of the runs cut at each horizon."""
    nation = cube.values[..., cube.regions.index(ALL), :]
    found = np.full((*nation.shape[:2], len(ends)), np.nan)
    for place in np.ndindex(*nation.shape[:2]):
        if not np.isnan(nation[place]).all():
            series = {outcome: nation[place][:, column] for column, outcome in enumerate(cube.outcomes)}
            found[place] = [
                SUMMARIES[name].of({each: row[: int(end) + 1] for each, row in series.items()}) for end in ends
            ]
    return found


def _between_regions(cube: Cube, family: Family) -> list[Block]:
    """Return how far regions are apart in each month; nothing where there is one."""
    places = [place for place, name in enumerate(cube.regions) if name != ALL]
    (outcome,) = family.terms
    if outcome not in cube.outcomes:
        return []
    values = cube.values[..., places, cube.outcomes.index(outcome)]
    return [np.ptp(values, axis=-1)] if len(places) > 1 else []


def _between_groups(cube: Cube, groups: pd.DataFrame, family: Family) -> list[Block]:
    """Return how far household groups are apart in the months in which they were looked at, missing in the others."""
    (outcome,) = family.terms
    chosen = (
        groups[(groups["dimension"] == GROUPS) & (groups["outcome"] == outcome)] if not groups.empty else groups
    ).dropna(subset=["value"] if not groups.empty else None)
    if chosen.empty or chosen["member"].nunique() < 2:
        return []
    by = chosen.assign(month=chosen["month"].astype(str), scenario=chosen["scenario"].astype(str)).groupby(
        ["scenario", "replication", "month"], observed=True
    )["value"]
    apart = by.max() - by.min()
    axes = [cube.scenarios, cube.replications, cube.months]
    full = apart.reindex(pd.MultiIndex.from_product(axes))
    return [full.to_numpy(dtype=np.float64).reshape([len(axis) for axis in axes])]
