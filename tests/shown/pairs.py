"""Paired runs for the tests of what the model must show: same seed, same replication, another policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import stats

from sim.arrays import Rows
from sim.measures.catalogue import MEASURES
from sim.measures.observe import by_village, outcomes
from sim.measures.summaries import SUMMARIES
from sim.month import advance
from sim.reading import Case, read
from sim.world import found_world

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ALL = tuple(MEASURES.values())


def lived(case: Case, replicate: int) -> Mapping[str, float]:
    """Return every outcome of one run: monthly ones in the last month, and those of the whole run."""
    scenario = case.scenario
    world = found_world(scenario, scenario.runs.seed, replicate)
    seen = np.empty((scenario.clock.months, len(ALL)))
    nation = np.zeros(len(world.villages), dtype=np.int64)
    for month in range(scenario.clock.months):
        advance(world, case.policies)
        seen[month] = outcomes(*by_village(world, ALL), nation, 1)[:, 0]
    series = {measure.name: seen[:, i] for i, measure in enumerate(ALL)}
    last = {name: float(values[-1]) for name, values in series.items()}
    return last | {name: summary.of(series) for name, summary in SUMMARIES.items()}


@lru_cache(maxsize=64)
def runs(file: str, sets: tuple[str, ...] = (), number: int = 32) -> Mapping[str, Rows]:
    """Return every outcome of a shipped scenario in replications 0 to number - 1."""
    case = read(SCENARIOS / file, sets)
    rows = [lived(case, replicate) for replicate in range(number)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def interval(differences: Rows, level: float = 0.99) -> tuple[float, float]:
    """Return the t interval of the mean of paired differences; pairs with a missing outcome are left out."""
    d = differences[np.isfinite(differences)]
    half = stats.t.ppf(0.5 + level / 2.0, d.size - 1) * d.std(ddof=1) / np.sqrt(d.size)
    return float(d.mean() - half), float(d.mean() + half)


def more(a: Mapping[str, Rows], b: Mapping[str, Rows], names: Sequence[str]) -> None:
    """Assert that each named outcome is higher in a than in b: the 99 % paired interval lies above 0."""
    for name in names:
        low, high = interval(a[name] - b[name])
        assert low > 0.0, f"{name}: 99 % interval of the paired difference is {low:.4f} to {high:.4f}"
