"""Runs at many points: every scenario at every point, as often as there are replications, each with the same luck.

The seed of a replication is the same for all scenarios, and at all points unless a study says ``luck: own``. Points
whose luck is 1 meet the odd replications, the others the even ones (:mod:`sim.designs.sampling` says what for); where
each point has luck of its own, what is told over all of them is told over as many draws of luck.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.designs.distributions import values
from sim.designs.replications import Cell, replications
from sim.designs.sampling import Sample, sample
from sim.reading import Case
from sim.reading.amending import with_values
from sim.reading.study import Study
from sim.streams import resampling


@dataclass(frozen=True, eq=False)
class Points:
    """The rows of a design.

    Attributes
    ----------
    factors
        Paths, one a column.
    rows
        Values of the factors at each point.
    luck
        Which luck each point meets: all the same, one of two halves, or each its own.
    kept
        Outcomes that are kept of each run, for the nation alone.
    """

    factors: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    luck: tuple[int, ...]
    kept: tuple[str, ...]

    @cached_property
    def lucks(self) -> int:
        """How many kinds of luck the points of one replication meet."""
        return max(self.luck, default=0) + 1

    def said(self) -> dict[str, Any]:
        """Return what a manifest says of the design."""
        rows = [list(row) for row in self.rows]
        return {"factors": list(self.factors), "points": rows, "luck": list(self.luck), "kept": list(self.kept)}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Points:
        """Return the design that a manifest tells."""
        rows = tuple(tuple(row) for row in said["points"])
        return cls(tuple(said["factors"]), rows, tuple(said["luck"]), tuple(said["kept"]))


def cells(cases: Sequence[Case], points: Points, number: int, seed: int | None = None) -> tuple[Cell, ...]:
    """Return the runs of all cases at all points, replication by replication: what is finished first is comparable.

    Parameters
    ----------
    number, seed
        Replications a point, and where their luck begins; the first case's seed when not given.
    """
    seed = cases[0].scenario.runs.seed if seed is None else seed
    moved = [[with_values(case, dict(zip(points.factors, row, strict=True))) for case in cases] for row in points.rows]
    return tuple(
        Cell(case, seed, points.lucks * replicate + points.luck[point], point, points.kept)
        for replicate in range(number)
        for point, alike in enumerate(moved)
        for case in alike
    )


def designed(cases: Sequence[Case], points: Points | None) -> tuple[Cell, ...]:
    """Return the runs of cases, at every point where there are several, as often as the first case says."""
    return replications(cases) if points is None else cells(cases, points, cases[0].scenario.runs.replications)


def design_of(said: Mapping[str, Any]) -> Points | None:
    """Return the rows of the design that a manifest tells, if it tells any."""
    return Points.of(said) if "points" in said else None


def once(names: Sequence[str], runs: Sequence[Cell]) -> list[tuple[str, str]]:
    """Return identity and scenario of each run, once where several points ask for the same."""
    return list(dict.fromkeys((name, cell.case.scenario.name) for name, cell in zip(names, runs, strict=True)))


def sampled(study: Study) -> Sample:
    """Return where a sensitivity study looks: the same of the same study, whenever it is asked."""
    return sample(study.factors, study.method, study.samples, study.seed, study.second_order)


def points_of(study: Study, kept: Sequence[str]) -> Points:
    """Return the design of a study."""
    luck: Sequence[int] = ()
    if study.kind == "sensitivity":
        found = sampled(study)
        columns = [values(factor, found.units[:, place]) for place, factor in enumerate(study.factors)]
        rows, luck = tuple(zip(*columns, strict=True)), found.luck.tolist()
    elif study.method == "listed":
        rows = study.listed
    elif study.method == "grid":
        rows = tuple(itertools.product(*(study.steps[factor.path] for factor in study.factors)))
    else:
        units = _spread_points(len(study.factors), study.samples, study.method, study.seed)
        rows = tuple(zip(*(values(f, units[:, n]) for n, f in enumerate(study.factors)), strict=True))
    if study.own_luck:
        luck = range(len(rows))
    paths = tuple(factor.path for factor in study.factors)
    return Points(paths, rows, tuple(luck) or (0,) * len(rows), tuple(kept))


def _spread_points(factors: int, samples: int, method: str, seed: int) -> Any:
    """Return points spread over the unit cube: a Latin hypercube, or the beginning of a Sobol sequence."""
    from scipy.stats import qmc  # here, as importing it takes two seconds

    luck = resampling(f"points {seed}")
    if method == "lhs":
        return qmc.LatinHypercube(factors, rng=luck).random(samples)
    return qmc.Sobol(factors, rng=luck).random_base2(int(np.log2(samples)))


def number_of(study: Study) -> int:
    """Return how many points a study has, without making them."""
    from sim.designs.sampling import size

    if study.kind == "sensitivity":
        groups = len({factor.together for factor in study.factors})
        return size(groups, study.method, study.samples, study.second_order)
    if study.method == "grid":
        return int(np.prod([len(study.steps[factor.path]) for factor in study.factors]))
    return study.samples
