"""Small experiments that fit one cell of a notebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.analyses.cube import cube, ends
from sim.analyses.finding import Finding
from sim.analyses.outcomes import outcomes as declared
from sim.arrays import Rows
from sim.measures.catalogue import MEASURES
from sim.model import ConversionModel
from sim.networks.settings import LAYERS
from sim.policies.policy import Policy
from sim.reading import Case
from sim.rules.parameters import amended
from sim.running import run
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


def outcome_at(case: Case, values: Mapping[str, float], outcome: str, seed: int, replications: int = 1) -> float:
    """Return an outcome, mean of some runs, where some parameters have other values: one point of a design.

    Parameters
    ----------
    values
        Path of a parameter -> value; a path that begins with ``dummy`` changes nothing.
    seed
        Luck: one seed for all points gives all points the same luck, another for each gives each its own.

    Raises
    ------
    KeyError
        If a path names no parameter.
    """
    return float(outcomes_at(case, values, [outcome], seed, replications)[outcome])


def outcomes_at(
    case: Case, values: Mapping[str, float], outcomes: Sequence[str], seed: int, replications: int = 1
) -> dict[str, float]:
    """Return several outcomes at one point of a design, as :func:`outcome_at` does one."""
    real = {path: value for path, value in values.items() if not path.startswith("dummy")}
    scenario = dataclasses.replace(case.scenario, parameters=amended(case.scenario.parameters, real))
    there = dataclasses.replace(case, scenario=scenario)
    table = pd.concat([run(there, seed, replicate).timeseries for replicate in range(replications)])
    found = ends(cube(table), declared(outcomes))
    return {name: float(np.nanmean(found.of(scenario.name, name))) for name in outcomes}


def scaled(unit: npt.NDArray[np.float64], ranges: Mapping[str, tuple[float, float]]) -> pd.DataFrame:
    """Return points of the unit cube (one row a point) as values of parameters inside their ranges."""
    low, high = np.array(list(ranges.values())).T
    return pd.DataFrame(low + unit * (high - low), columns=list(ranges))


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
