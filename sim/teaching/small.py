"""Small experiments that fit one cell of a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.arrays import Rows
from sim.measures.catalogue import MEASURES
from sim.model import ConversionModel
from sim.networks.settings import LAYERS
from sim.policies.policy import Policy
from sim.reading import Case
from sim.reading.calibration_study import searchable
from sim.reading.ensembles import read_ensemble
from sim.statistics.finding import Finding
from sim.streams import Luck, resampling
from sim.world import World, found_world

ATTEND = 0.35
"""Chance to come to a meeting in the toy of notebook 04: the usual attendance."""


def months_of(model: ConversionModel, outcomes: Sequence[str]) -> pd.DataFrame:
    """Step a model through to its horizon and return outcomes month by month.

    Parameters
    ----------
    model
        Is changed: it has lived through its months afterwards.
    outcomes
        Names of ``gaiju outcomes`` that can be looked at in a month.
    """
    seen, labels = [], []
    while model.running:
        model.step()
        seen.append([_now(model.world, name) for name in outcomes])
        labels.append(model.case.scenario.clock.label(model.world.month))
    return pd.DataFrame(seen, columns=list(outcomes), index=pd.Index(labels, name="month"))


def _now(world: World, outcome: str) -> float:
    measure = MEASURES[outcome]
    rows = len(world.households if measure.level == "household" else world.villages)
    return float(measure.by(world, np.zeros(rows, dtype=np.int64), 1)[0])


def series(found: Finding, outcome: str) -> pd.DataFrame:
    """Return the mean of the runs of each scenario, month by month, one column a scenario."""
    cube = found.cube
    named = {found.title(name): np.nanmean(cube.series(name, "all", outcome), axis=0) for name in found.scenarios}
    return pd.DataFrame(named, index=pd.Index(cube.months, name="month"))


def ends_of(found: Finding, outcome: str) -> pd.DataFrame:
    """Return what each run comes to: replications down, scenarios across."""
    return pd.DataFrame({name: found.ends.of(name, outcome) for name in found.scenarios})


def with_policy(case: Case, policy: Policy, name: str) -> Case:
    """Return a case whose strategy is an object of one's own: a class with a method ``amend``."""
    titles = {"en": name, "zh": name}
    scenario = dataclasses.replace(case.scenario, name=name.lower().replace(" ", "-"), title=titles)
    return dataclasses.replace(case, scenario=scenario, policies=(policy,))


def scaled(unit: npt.NDArray[np.float64], ranges: Mapping[str, tuple[float, float]]) -> pd.DataFrame:
    """Return points of the unit cube (one row a point) as values of parameters inside their ranges."""
    low, high = np.array(list(ranges.values())).T
    return pd.DataFrame(low + unit * (high - low), columns=list(ranges))


def range_left(ensemble: str) -> pd.DataFrame:
    """Return how much of each declared range an accepted ensemble still covers, parameters down, as ``value``.

    The range between the 5 % and the 95 % quantile, as a share of what values spread evenly over the declared range
    would cover: about 1 where nothing was learned.

    Raises
    ------
    FileNotFoundError
        If there is no such ensemble.
    """
    sets, declared = pd.DataFrame([dict(point) for point in read_ensemble(ensemble).points]), searchable()
    covered = sets.quantile(0.95) - sets.quantile(0.05)
    whole = pd.Series({path: 0.9 * (declared[path].high - declared[path].low) for path in sets.columns})
    return (covered / whole).sort_values().to_frame("value")


# ---- who knows whom (notebook 02)


def ties_by_layer(case: Case) -> pd.Series[float]:
    """Return how many others a household knows in each layer, on average."""
    layers = found_world(case.scenario, case.scenario.runs.seed, 0).networks.layers
    return pd.Series({name: float(np.mean(layers[name].degree())) for name in LAYERS}, name="ties of a household")


def beside_neighbours(model: ConversionModel, column: str) -> pd.DataFrame:
    """Return a feeling of each household and the mean of those it listens to, weighted as it listens."""
    world = model.world
    own: Rows = getattr(world.households, column)
    heard = world.networks.ties.pull(own)
    listens = world.networks.ties.degree() > 0
    return pd.DataFrame({"own": own[listens], "those it listens to": heard[listens]})


# ---- luck (notebook 04)


def one_generator(households: int, months: int, asks: int) -> npt.NDArray[np.bool_]:
    """Return who comes when (household x month) if all luck is drawn from one generator, one number after the other.

    Parameters
    ----------
    asks
        Further questions that need luck each month, before the meeting: a survey, an inspection.
    """
    luck = resampling("notebook 04")
    rows = [(luck.random(asks), luck.random(households))[1] for _ in range(months)]
    return np.array(rows).T < ATTEND


def keyed(households: int, months: int, asks: int) -> npt.NDArray[np.bool_]:
    """Return the same if each decision has luck of its own, as in :mod:`sim.streams`."""
    luck = Luck(4, 0)
    drawn: list[Any] = []
    for month in range(1, months + 1):
        luck.uniform("survey", month, asks)
        drawn.append(luck.uniform("attend", month, households))
    return np.array(drawn).T < ATTEND
