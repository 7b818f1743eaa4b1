"""What runs at many points came to: tables of a study as arrays of scenario x point x replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sim.arrays import Codes, Flags, Rows
from sim.designs.points import Points, sampled
from sim.designs.sampling import Sample
from sim.measures.summaries import SUMMARIES
from sim.reading.factor import DUMMY
from sim.reading.study import DIFFERENCE, END, Asked, Study
from sim.statistics.cube import Block
from sim.statistics.outcomes import Outcome, outcomes
from sim.studies.standing import titles
from sim.words import Language, say, texts

SUMMED: Mapping[str, Any] = {"mean": np.mean, "min": np.min, "max": np.max, "sum": np.sum}


LEAST_BLOCKS = 2
"""Blocks of points from which an index can be told, however badly."""


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """Results of a study.

    Attributes
    ----------
    values
        Runs x months x outcomes, missing where nobody counted.
    rows
        Which run a scenario gave at a point in a replication, -1 where it failed: scenario x point x replication.
    """

    values: Block
    rows: Codes
    scenarios: tuple[str, ...]
    months: tuple[str, ...]
    outcomes: tuple[str, ...]

    def of(self, asked: Asked) -> Block:
        """Return one outcome, points x replications: a level, or the second scenario minus the first."""
        if asked.of == DIFFERENCE:
            return self._ends_at_points(1, asked) - self._ends_at_points(0, asked)
        return self._ends_at_points(self.scenarios.index(asked.of), asked)

    def level(self, scenario: str, asked: Asked) -> Block:
        """Return an outcome's level in one scenario, points x replications."""
        return self._ends_at_points(self.scenarios.index(scenario), asked)

    def _ends_at_points(self, scenario: int, asked: Asked) -> Block:
        rows = self.rows[scenario]
        found = self._compute_ends(asked)[np.maximum(rows, 0)]
        return np.where(rows < 0, np.nan, found)

    def _compute_ends(self, asked: Asked) -> Rows:
        """Return what every run came to."""
        if asked.outcome in SUMMARIES:
            each = [dict(zip(self.outcomes, run.T, strict=True)) for run in self.values]
            return np.array([SUMMARIES[asked.outcome].of(series) for series in each], dtype=np.float64)
        series = self.values[:, :, self.outcomes.index(asked.outcome)]
        if asked.over:
            return np.asarray(SUMMED[asked.over](series, axis=1), dtype=np.float64)
        return series[:, -1 if asked.at == END else self.months.index(asked.at)]


def responses(runs: pd.DataFrame, series: pd.DataFrame, study: Study, points: Points) -> Responses:
    """Return the results of a study from the tables of its directory."""
    run, ids = pd.factorize(series["run_id"])
    month, months = pd.factorize(series["month"], sort=True)
    names = tuple(points.kept)
    outcome = pd.Categorical(series["outcome"], categories=list(names)).codes
    values = np.full((len(ids), len(months), len(names)), np.nan)
    values[run, month, outcome] = series["value"].to_numpy()
    number = {name: place for place, name in enumerate(ids.tolist())}
    shape = (len(study.names), len(points.rows), int(runs["replication"].max()) // points.lucks + 1)
    rows = np.full(shape, -1, dtype=np.int64)
    scenario = pd.Categorical(runs["scenario"], categories=list(study.names)).codes
    place = (scenario, runs["point_id"].to_numpy(), runs["replication"].to_numpy() // points.lucks)
    rows[place] = [number.get(name, -1) for name in runs["run_id"]]
    return Responses(values, rows, study.names, tuple(map(str, months.tolist())), names)


class _Noting(dict[str, Rows]):
    """Series that note which of them are asked for."""

    def __missing__(self, name: str) -> Rows:
        self[name] = np.zeros(1)
        return self[name]


def kept(asked: Sequence[Asked]) -> tuple[str, ...]:
    """Return the measures that outcomes are made from, each once.

    >>> kept([Asked("satisfaction"), Asked("months_to_50"), Asked("satisfaction", over="mean")])
    ('satisfaction', 'nominal_coverage')
    """
    names: dict[str, None] = {}
    for one in asked:
        if one.outcome in SUMMARIES:
            noted = _Noting()
            SUMMARIES[one.outcome].of(noted)
            names |= dict.fromkeys(noted)
        else:
            names[one.outcome] = None
    return tuple(names)


def complete(y: Block, design: Sample) -> tuple[Block, Sample, int]:
    """Return results without the blocks of points in which one is missing, and how many blocks those were.

    Raises
    ------
    ValueError
        If too little is left, or the method needs every point.
    """
    whole = _flag_whole_blocks(y, design.block)
    lost = int(np.count_nonzero(~whole)) // design.block
    if not lost:
        return y, design, 0
    if design.method == "fast" or np.count_nonzero(whole) < LEAST_BLOCKS * design.block:
        raise ValueError(f"{lost} of {len(y) // design.block} blocks of points lack a result: no index can be told")
    number = design.samples - lost
    return y[whole], replace(design, units=design.units[whole], luck=design.luck[whole], samples=number), lost


def told_rows(study: Study, points: Points) -> pd.DataFrame:
    """Return the points as a table: number, and the value of each factor, months as the calendar has them."""
    frame = pd.DataFrame([list(row) for row in points.rows], columns=list(points.factors))
    label = study.cases[0].scenario.clock.label
    for factor in (one for one in study.factors if one.unit == "date"):
        frame[factor.path] = [label(month) for month in frame[factor.path].tolist()]
    frame.insert(0, "point_id", np.arange(len(frame)))
    return frame


def points_table(study: Study, points: Points, found: Responses) -> pd.DataFrame:
    """Return the table ``points.csv`` holds: number, factors in the order of the design, and the mean of each outcome.

    Of a sensitivity study with the dummy behind the factors, and means as the method takes them: the two halves of the
    luck at one level, missing where a block of points is left out.
    """
    from sim.studies.sensitivity.estimates import level  # here, as importing SALib takes two seconds

    frame = told_rows(study, points)
    design = sampled(study) if study.kind == "sensitivity" else None
    if design is not None:
        frame[DUMMY] = design.units[:, -1]
    for asked in study.outcomes:
        y = found.of(asked)
        if design is not None:
            whole = _flag_whole_blocks(y, design.block)
            y = np.where(whole[:, None], y, np.nan)
            if whole.any():
                y[whole] = level(y[whole], replace(design, units=design.units[whole], luck=design.luck[whole]))
        frame[asked.key] = y.mean(axis=1)
    return frame


def _flag_whole_blocks(y: Block, block: int) -> Flags:
    """Return which points belong to a block without a missing result."""
    return np.isfinite(y).all(axis=1).reshape(-1, block).all(axis=1).repeat(block)


def declared(asked: Asked) -> Outcome:
    """Return what is declared about an outcome that is asked for."""
    return outcomes([asked.outcome])[asked.outcome]


def titled(asked: Asked, study: Study, language: Language = "en") -> str:
    """Return an outcome in words: what, when, of which scenario or of which difference."""
    title = declared(asked).title[language]
    when = texts("study.over", language).get(asked.over, "" if asked.at == END else asked.at)
    if asked.of == DIFFERENCE:
        one, other = titles(study, language)
        whose = say("study.difference", language, one=one, other=other)
    else:
        whose = study.said(asked.of, language)
    return say("study.outcome when" if when else "study.outcome", language, title=title, when=when, whose=whose)
