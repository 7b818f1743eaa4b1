"""Response to factors: mean and interval of every scenario and of their difference at each point of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t

from sim.analyses.cube import Block
from sim.analyses.outcomes import Outcome
from sim.analyses.responses import Responses, declared
from sim.analyses.words import change
from sim.arrays import Rows
from sim.designs.points import Points
from sim.reading.study import DIFFERENCE, Asked, Study

COLUMNS = ("outcome", "of", "mean", "sd", "ci_low", "ci_high", "n")


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """One outcome at every point: of one scenario, or the second minus the first.

    Attributes
    ----------
    mean, sd, low, high
        By point, over replications; the 95 % interval of the mean is missing with one.
    """

    of: str
    mean: Rows
    sd: Rows
    low: Rows
    high: Rows
    n: Rows


def response(of: str, y: Block) -> Response:
    """Return mean and interval at every point.

    Parameters
    ----------
    y
        Points x replications; missing where a run failed.

    >>> found = response("a", np.array([[1.0, 3.0], [2.0, np.nan]]))
    >>> found.mean.tolist(), found.n.tolist(), bool(np.isnan(found.low[1]))
    ([2.0, 2.0], [2.0, 1.0], True)
    """
    known = np.isfinite(y)
    n = np.count_nonzero(known, axis=1).astype(np.float64)
    whole = np.where(known, y, 0.0)
    mean = np.where(n > 0, whole.sum(axis=1) / np.maximum(n, 1.0), np.nan)
    left = np.where(known, y - mean[:, None], 0.0)
    sd = np.where(n > 1, np.sqrt((left**2).sum(axis=1) / np.maximum(n - 1.0, 1.0)), np.nan)
    half = t.ppf(0.975, np.maximum(n - 1.0, 1.0)) * sd / np.sqrt(np.maximum(n, 1.0))
    return Response(of, mean, sd, mean - half, mean + half, n)


@dataclass(frozen=True, eq=False)
class Swept:
    """What a sweep found.

    Attributes
    ----------
    levels
        Response of every scenario, by outcome.
    differences
        The second scenario minus the first, by outcome; empty with one scenario.
    """

    study: Study
    points: Points
    levels: dict[str, tuple[Response, ...]]
    differences: dict[str, Response]

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """The outcomes by key."""
        return {one.key: one for one in self.study.outcomes}

    def outcome(self, key: str) -> Outcome:
        """Return what is declared about an outcome."""
        return declared(self.asked[key])

    def column(self, factor: str) -> Rows:
        """Return a factor's value at every point."""
        place = self.points.factors.index(factor)
        return np.array([row[place] for row in self.points.rows])

    @property
    def table(self) -> pd.DataFrame:
        """The table ``sweep.csv`` holds: a row for each point, outcome and scenario, and for the difference."""
        parts = []
        for key in self.levels:
            for one in (*self.levels[key], *([self.differences[key]] if key in self.differences else [])):
                frame = pd.DataFrame([list(row) for row in self.points.rows], columns=list(self.points.factors))
                frame.insert(0, "point_id", np.arange(len(frame)))
                told: tuple[Any, ...] = (key, one.of, one.mean, one.sd, one.low, one.high, one.n.astype(np.int64))
                parts.append(frame.assign(**dict(zip(COLUMNS, told, strict=True))))
        return pd.concat(parts, ignore_index=True)

    def better(self, key: str) -> tuple[int, int, int]:
        """Return at how many points the second scenario is better, worse, and not told from the first."""
        found, sign = self.differences[key], 1.0 if self.outcome(key).better == "higher" else -1.0
        up, down = found.low > 0.0, found.high < 0.0
        wins, losses = (up, down) if sign > 0 else (down, up)
        return int(wins.sum()), int(losses.sum()), int((~wins & ~losses).sum())

    def crossings(self, key: str, factor: str) -> list[float]:
        """Return where the mean difference changes its sign along the only factor of a sweep."""
        values = self.column(factor).astype(np.float64)
        order = np.argsort(values, kind="stable")
        x, y = values[order], self.differences[key].mean[order]
        pairs = [(n, float(y[n]), float(y[n + 1])) for n in range(len(y) - 1)]
        return [float(x[n] + (x[n + 1] - x[n]) * a / (a - b)) for n, a, b in pairs if a * b < 0.0]

    def sentences(self, key: str, language: str = "en") -> list[str]:
        """Return in words at how many points which scenario is better, and where that changes."""
        if key not in self.differences:
            return []
        one, other = (self.study.said(name, language) for name in self.study.names[:2])
        wins, losses, open_ = self.better(key)
        number, neutral = len(self.points.rows), self.outcome(key).better == "none"
        if language == "zh":
            high, low = ("更高", "更低") if neutral else ("更好", "更差")
            lines = [f"在 {number} 个点中，{other}有 {wins} 个点{high}、{losses} 个点{low}，{open_} 个点无法区分。"]
        else:
            high, low = ("higher", "lower") if neutral else ("better", "worse")
            text = f"Of {number} points, {other.lower()} is {high} than {one.lower()} at {wins}, {low} at {losses}"
            lines = [f"{text}; at {open_} the two are not told apart (95 %)."]
        if np.nanmax(np.abs(self.differences[key].mean)) <= self.outcome(key).margin:
            margin = change(self.outcome(key).margin, self.outcome(key).unit).lstrip("+")
            inside = f"All mean differences lie inside the margin that matters ({margin})."
            lines.append(f"所有平均差异都在有意义的差距（{margin}）之内。" if language == "zh" else inside)
        numeric = [f for f in self.study.factors if not f.options]
        if len(self.study.factors) == 1 and numeric:
            where = self.crossings(key, numeric[0].path)
            said = ", ".join(f"{value:.3g}" for value in where)
            name = numeric[0].path
            if language == "zh":
                lines.append(f"平均差异在 {name} 约为 {said} 处改变正负。" if where else "平均差异不改变正负。")
            else:
                flips = f"The mean difference changes its sign at {name} near {said}."
                lines.append(flips if where else "The mean difference keeps its sign over the whole range.")
        return lines


def swept(study: Study, points: Points, found: Responses) -> Swept:
    """Return what follows from the results of a sweep."""
    levels, differences = {}, {}
    for asked in study.outcomes:
        names = found.scenarios if asked.of == DIFFERENCE or len(found.scenarios) != 1 else (asked.of,)
        levels[asked.key] = tuple(response(name, found.level(name, asked)) for name in names)
        if len(found.scenarios) > 1:
            pairs = found.level(found.scenarios[1], asked) - found.level(found.scenarios[0], asked)
            differences[asked.key] = response(DIFFERENCE, pairs)
    return Swept(study, points, levels, differences)
