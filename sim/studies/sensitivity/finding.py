"""What a sensitivity study found: indices of every outcome, through time, by sample size, and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from sim.arrays import Rows
from sim.designs.distributions import values
from sim.designs.points import Points, sampled
from sim.designs.sampling import Sample
from sim.measures.catalogue import MEASURES
from sim.paired import never_varies
from sim.reading.factor import Factor
from sim.reading.study import Asked, Study
from sim.scalars import did_you_mean
from sim.statistics.drawing import drawn
from sim.studies.responses import Responses, complete, declared, titled
from sim.studies.sensitivity.indices import SHARES, Index, Indices, indices, main
from sim.studies.sensitivity.sentences import EFFECTS, advice, answer
from sim.studies.sensitivity.trends import Trend, trends
from sim.studies.standing import crossed
from sim.words.amounts import Language, amount, both

COLUMNS = (
    "outcome", "factor", "index", "value", "ci_low", "ci_high", "dummy_high", "influential", "verdict", "unit",
    "beyond_low", "beyond_high",
)  # fmt: skip
THROUGH_TIME = 12
"""Months at which indices are told through time."""
DRAWN = 6
"""Factors whose curves are drawn."""
SLOW = {"delta": 4, "pawn": 4}
"""Methods that take seconds a month, and their number of months."""
CONSTANT = "sensitivity.constant"
"""Why nothing is told of an outcome."""
BINS = 5
"""Parts of a factor's range in which results are averaged."""


@dataclass(frozen=True, slots=True, eq=False)
class Slope:
    """How an outcome goes with one factor, all others ranging freely.

    Attributes
    ----------
    places, means, low, high
        Middle of each part of the range, mean outcome there, 95 % interval of that mean.
    """

    places: Rows
    means: Rows
    low: Rows
    high: Rows

    @property
    def turns(self) -> bool:
        """Whether the first and the last part of the range are told from zero with opposite signs."""
        first, last = (int(self.low[n] > 0.0) - int(self.high[n] < 0.0) for n in (0, -1))
        return first * last < 0

    @property
    def flips(self) -> tuple[float, ...]:
        """Values of the factor at which the mean crosses zero, between parts told from zero on either side."""
        return tuple(crossed(self.places, self.means, self.low, self.high))


@dataclass(frozen=True, eq=False, repr=False)
class SensitivityFinding:
    """What a sensitivity study found.

    Attributes
    ----------
    found
        Indices of each outcome, by its key.
    through_time
        The main index of each outcome by month, where the outcome is a measure.
    lost
        Blocks of points left out of each outcome, as a run in them failed or counted nothing.
    results
        Mean over replications of each outcome at each point.
    untold
        Outcomes of which nothing can be told, and why.
    trends
        Linear trend of each outcome along each factor; none for methods whose points belong together.
    """

    study: Study
    points: Points
    found: Mapping[str, Indices]
    through_time: Mapping[str, Mapping[str, tuple[Index, ...]]]
    lost: Mapping[str, int]
    results: Mapping[str, Rows]
    untold: Mapping[str, str] = field(default_factory=dict)
    trends: Mapping[str, tuple[Trend, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what was found in a few lines."""
        return "\n  ".join([self.study.title["en"], *self._write_lines()])

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        lines = "".join(f"<li>{escape(line)}</li>" for line in self._write_lines())
        return f"<p><b>{escape(self.study.title['en'])}</b></p><ul>{lines}</ul>"

    def _write_lines(self) -> list[str]:
        told = [f"{self.title(key)}: {' '.join(self.sentences(key))}" for key in self.found]
        return [*told, *(f"{key}: {reason}" for key, reason in self.untold.items())]

    def figure(self, name: str = "bars", key: str | None = None) -> Any:
        """Return a figure of an outcome: bars, trends, plane (Morris), slopes, through_time or convergence.

        Parameters
        ----------
        key
            The outcome as ``found`` names it; the first when not given.

        Raises
        ------
        ValueError
            If there is no such figure, or the study asked for no such outcome.
        """
        if key is not None and key not in self.found:
            near = did_you_mean(key, self.found) or "."
            raise ValueError(f"no outcome is called `{key}`{near} There are {', '.join(self.found)}")
        return drawn(self, name, key=key or next(iter(self.found)))

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """The outcomes by key."""
        return {one.key: one for one in self.study.outcomes}

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """The factors by the name under which their effect is reported; of a group the first."""
        return {one.together: one for one in reversed(self.study.factors)}

    def title(self, key: str, language: Language = "en") -> str:
        """Return an outcome in words."""
        return titled(self.asked[key], self.study, language)

    @property
    def table(self) -> pd.DataFrame:
        """The table ``indices.csv`` holds."""
        rows = [
            (key, each.factor, f"{each.index}{'_with_luck' * found.with_luck}", each.value, each.low, each.high,
             each.dummy_high, each.influential, each.verdict, _unit_of_index(self.asked[key], each.index), *each.beyond)
            for key, found in self.found.items()
            for each in found.all
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(COLUMNS))

    @property
    def convergence(self) -> pd.DataFrame:
        """The main index by the number of samples."""
        rows = [
            (key, samples, each.factor, each.index, each.value, each.low, each.high, each.dummy_high)
            for key, found in self.found.items()
            for samples, part in found.convergence.items()
            for each in part
        ]
        names = ["outcome", "samples", "factor", "index", "value", "ci_low", "ci_high", "dummy_high"]
        return pd.DataFrame(rows, columns=names)

    @property
    def over_time(self) -> pd.DataFrame:
        """The main index by month."""
        rows = [
            (key, month, each.factor, each.index, each.value, each.low, each.high, each.dummy_high, each.influential)
            for key, months in self.through_time.items()
            for month, part in months.items()
            for each in part
        ]
        names = "outcome month factor index value ci_low ci_high dummy_high influential"
        return pd.DataFrame(rows, columns=names.split())

    @property
    def noise(self) -> pd.DataFrame:
        """What of each outcome's spread is luck, and what more would settle."""
        rows = [
            (key, found.mean, found.sd, found.noise.seed_share, found.noise.share_in_mean, found.blur,
             found.sampled.samples, found.more_samples, found.noise.number, found.more_replications, self.lost[key])
            for key, found in self.found.items()
        ]  # fmt: skip
        names = (
            "outcome mean sd_between_points seed_share luck_in_means blur samples samples_advised replications "
            "replications_advised blocks_lost"
        )
        return pd.DataFrame(rows, columns=names.split())

    @property
    def trend_table(self) -> pd.DataFrame:
        """The table ``trends.csv`` holds: change over a factor's whole range, and the means at both ends of it."""
        rows = [
            (key, each.factor, each.effect.mean, each.effect.low, each.effect.high, each.p, each.p_holm,
             each.start.mean, each.end.mean, self.turn(each), declared(self.asked[key]).unit)
            for key, found in self.trends.items()
            for each in found
        ]  # fmt: skip
        names = "outcome factor effect ci_low ci_high p p_holm at_low_end at_high_end flips_at unit"
        return pd.DataFrame(rows, columns=names.split())

    def sure_trends(self, key: str) -> tuple[Trend, ...]:
        """Return the trends of an outcome that are told from chance, the strongest first."""
        sure = [each for each in self.trends.get(key, ()) if each.sure and each.factor in self.factors]
        told = [each for each in sure if not self.factors[each.factor].options]
        return tuple(sorted(told, key=lambda each: -abs(each.effect.mean)))

    def turn(self, trend: Trend) -> float:
        """Return the value of the factor at which a trend crosses zero for sure; missing where it does not."""
        if trend.flips is None or trend.factor not in self.factors:
            return math.nan
        return float(values(self.factors[trend.factor], np.array([trend.flips]))[0])

    def slope(self, key: str, factor: str) -> Slope | None:
        """Return how an outcome goes with a factor; nothing for a group, a choice, or what is always the same."""
        column = self.points.factors.index(factor) if factor in self.points.factors else -1
        if column < 0 or self.factors[factor].words:
            return None
        values = np.array([row[column] for row in self.points.rows], dtype=np.float64)
        means = self.results[key]
        known = np.isfinite(means)
        return slope(values[known], means[known])

    def curves(self, key: str) -> dict[str, Slope]:
        """Return how an outcome goes with the factors that matter most: sure trends first, then the largest indices."""
        likely = [each.factor for each in self.found[key].main if each.verdict in ("influential", "undecided")]
        names = dict.fromkeys((*(each.factor for each in self.sure_trends(key)), *likely))
        found = {name: self.slope(key, name) for name in list(names)[:DRAWN]}
        return {name: curve for name, curve in found.items() if curve is not None}

    def flips(self, key: str, factor: str) -> tuple[float, ...]:
        """Return the values of a factor where the mean changes its sign for sure: by its trend, else by its curve.

        A line may cross zero where what it is fitted to bends and does not: the first and the last part of the range
        must be told from zero with opposite signs as well.
        """
        straight = next((each for each in self.sure_trends(key) if each.factor == factor), None)
        curve = self.slope(key, factor)
        if curve is None:
            return ()
        if straight is None:
            return curve.flips
        return (self.turn(straight),) if straight.flips is not None and curve.turns else ()

    def answer(self, key: str, language: Language = "en") -> list[str]:
        """Return in words how an outcome stands, what it hangs on and where it flips."""
        return answer(self, key, language)

    def sentences(self, key: str, language: Language = "en") -> list[str]:
        """Return the answer, how sure it is, and what would settle the rest."""
        return [*answer(self, key, language), *advice(self, key, language)]


def slope(values: Rows, results: Rows) -> Slope | None:
    """Return means of results in parts of a factor's range that hold as many points each."""
    distinct = np.unique(values)
    if len(distinct) < 2:
        return None
    if len(distinct) <= BINS:
        part = np.searchsorted(distinct, values)
    else:
        edges = np.quantile(values, np.linspace(0.0, 1.0, BINS + 1)[1:-1])
        part = np.searchsorted(edges, values, side="right")
    places, means, halves = [], [], []
    for number in np.unique(part):
        mine = results[part == number]
        places.append(float(np.mean(values[part == number])))
        means.append(float(np.mean(mine)))
        halves.append(1.96 * float(np.std(mine, ddof=1)) / math.sqrt(len(mine)) if len(mine) > 1 else math.nan)
    middle, half = np.array(means), np.array(halves)
    return Slope(np.array(places), middle, middle - half, middle + half)


def finding(study: Study, points: Points, found: Responses) -> SensitivityFinding:
    """Return what follows from the results of a sensitivity study.

    Raises
    ------
    ValueError
        If too many runs failed to tell anything of any outcome.
    """
    design = sampled(study)
    made: dict[str, Indices] = {}
    through: dict[str, dict[str, tuple[Index, ...]]] = {}
    lost, results, untold, along = {}, {}, {}, {}
    for asked in study.outcomes:
        y = found.of(asked)
        try:
            whole, part, lost[asked.key] = complete(y, design)
        except ValueError as error:
            untold[asked.key] = str(error)
            continue
        if never_varies(whole):
            untold[asked.key] = f"{both(CONSTANT)}: {amount(float(whole[0, 0]), declared(asked).unit)}"
            continue
        made[asked.key] = indices(whole, part)
        results[asked.key] = y.mean(axis=1)
        along[asked.key] = trends(results[asked.key], design)
        if asked.outcome in MEASURES:
            through[asked.key] = _through_time(found, asked, design)
    if not made and not all(reason.startswith(both(CONSTANT)) for reason in untold.values()):
        raise ValueError("; ".join(untold.values()))
    return SensitivityFinding(study, points, made, through, lost, results, untold, along)


def _through_time(found: Responses, asked: Asked, design: Sample) -> dict[str, tuple[Index, ...]]:
    """Return the main index at some months; months in which somebody counted nothing, or all is luck, are left out."""
    number = SLOW.get(design.method, THROUGH_TIME)
    places = np.unique(np.linspace(0, len(found.months) - 1, number + 1).round().astype(int))[1:]
    told = {}
    for month in (found.months[place] for place in places.tolist()):
        y = found.of(replace(asked, at=month, over=""))
        if np.isfinite(y).all() and not never_varies(y):
            part = tuple(main(y, design))
            if part[0].index not in SHARES or part[-1].dummy_high <= 1.0:
                told[month] = part
    told_of_some = any(each.verdict in ("influential", "undecided") for part in told.values() for each in part)
    return told if told_of_some else {}


def _unit_of_index(asked: Asked, index: str) -> str:
    """Return the unit of an index: shares of variance have none, effects have that of the outcome."""
    return declared(asked).unit if index in EFFECTS else "1"
