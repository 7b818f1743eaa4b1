"""Load map: how many villages at once, with how many staff?

Villages of one county are taken in equal waves, by lot, each wave due after the same time, the next one beginning when
the one before is due. A faster rollout is one with larger waves; nothing else differs, so that what the map shows is
load alone: work to be done at a time against the hands there are for it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from sim.book import ALL
from sim.designs.replications import Cell
from sim.experiment import Progress, make
from sim.paired import paired
from sim.policies.county_quota import CountyQuota, Target
from sim.reading import Case
from sim.running import Result, Run
from sim.scenario import Clock, Rollout, Scenario
from sim.statistics.outcomes import outcomes

SPEEDS = (1, 2, 3, 5)
"""Waves in which the county is converted: one is everybody at once."""
USUAL = 0.6
STAFF = (0.15, 0.3, USUAL, 1.2, 2.4)
"""Outside staff-months a month and village of the county, around the usual ones."""
WAVE = 30
"""Months from the start of a wave to its due date, as the pilots of the trial had."""
AFTER = 12
"""Months still run after the last due date of the slowest rollout."""
VILLAGES, ROWS, WEIGHT = 20, 20, 42.0
COLUMNS = ("waves", "at_once", "outside_staff", "outcome", "mean", "ci_low", "ci_high", "n")
OUTCOMES: Mapping[str, Callable[[pd.Series[float]], float]] = {
    "nameplate_share": lambda values: float(values.iloc[-1]),
    "satisfaction": lambda values: float(values.mean()),
}
"""Outcome -> what a run comes to: nameplates in the end, satisfaction over all months."""


def cases(base: Scenario) -> Iterator[tuple[int, float, Case]]:
    """Yield (waves, outside staff, case) of each point of the map.

    Parameters
    ----------
    base
        Whose central region (or first, without one) is the county of the map.
    """
    region = base.regions.get("central", next(iter(base.regions.values())))
    county = dataclasses.replace(
        region, counties=1, villages_per_county=VILLAGES, households_per_village=ROWS, weight=WEIGHT
    )
    for waves in SPEEDS:
        policy = CountyQuota(order="random", targets=targets(waves))
        for staff in STAFF:
            scenario = dataclasses.replace(
                base,
                name=f"load-{waves}-{staff:g}",
                clock=Clock(base.clock.start, max(SPEEDS) * WAVE + AFTER),
                regions={"central": county},
                terms={**base.terms, "outside_staff": staff},
                rollout=Rollout("county_quota"),
                outcomes=tuple(OUTCOMES),
            )
            yield waves, staff, Case(scenario, (policy,), "load map")


def targets(waves: int) -> tuple[Target, ...]:
    """Return the targets of a rollout in equal waves.

    >>> [(target.by, target.share) for target in targets(2)]
    [(31, 0.5), (61, 1.0)]
    """
    return tuple(Target(1 + WAVE * number, number / waves) for number in range(1, waves + 1))


def load_map(base: Scenario, replications: int, jobs: int = 1, progress: Progress | None = None) -> pd.DataFrame:
    """Return the map: waves, villages at once, outside staff, outcome, mean and 95 % interval."""
    points = list(cases(base))
    cells = [
        Cell(case, base.runs.seed, replicate, point)
        for point, (_, _, case) in enumerate(points)
        for replicate in range(replications)
    ]
    found = [_came_to(result) for result in make(cells, jobs, progress)]
    rows, declared = [], outcomes(OUTCOMES)
    for point, (waves, staff, _) in enumerate(points):
        own = found[point * replications : (point + 1) * replications]
        for name in OUTCOMES:
            values = paired(np.array([run.get(name, np.nan) for run in own]), declared[name].bounds)
            rows.append((waves, -(-VILLAGES // waves), staff, name, values.mean, values.low, values.high, values.n))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _came_to(result: Result) -> Mapping[str, float]:
    """Return what a run comes to; nothing of one that failed."""
    if not isinstance(result, Run):
        return {}
    series = result.timeseries[result.timeseries["region"] == ALL]
    return {name: of(series.loc[series["outcome"] == name, "value"]) for name, of in OUTCOMES.items()}


def grid(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return one outcome as villages at once (rows) by outside staff (columns)."""
    return table[table["outcome"] == outcome].pivot(index="at_once", columns="outside_staff", values="mean")
