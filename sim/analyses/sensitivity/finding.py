"""What a sensitivity study found: indices of every outcome, through time, by sample size, and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from sim.analyses.responses import Responses, complete, declared, titled
from sim.analyses.sensitivity.indices import MAIN, SHARES, Index, Indices, indices, main
from sim.analyses.words import change, plain
from sim.arrays import Rows
from sim.designs.points import Points, sampled
from sim.designs.sampling import Sample
from sim.measures.catalogue import MEASURES
from sim.reading.factor import DUMMY, Factor
from sim.reading.study import DIFFERENCE, Asked, Study

COLUMNS = (
    "outcome", "factor", "index", "value", "ci_low", "ci_high", "dummy_high", "influential", "verdict", "unit",
)  # fmt: skip
THROUGH_TIME = 12
"""Months at which indices are told through time."""
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
    def flips(self) -> tuple[float, ...]:
        """Values of the factor at which the mean crosses zero."""
        found = []
        for n in range(len(self.means) - 1):
            one, two = float(self.means[n]), float(self.means[n + 1])
            if one * two < 0.0:
                found.append(float(self.places[n] + (self.places[n + 1] - self.places[n]) * one / (one - two)))
        return tuple(found)


@dataclass(frozen=True, eq=False)
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
    """

    study: Study
    points: Points
    found: Mapping[str, Indices]
    through_time: Mapping[str, Mapping[str, tuple[Index, ...]]]
    lost: Mapping[str, int]
    results: Mapping[str, Rows]
    untold: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """The outcomes by key."""
        return {one.key: one for one in self.study.outcomes}

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """The factors by the name under which their effect is reported; of a group the first."""
        return {one.together: one for one in reversed(self.study.factors)}

    def title(self, key: str, language: str = "en") -> str:
        """Return an outcome in words."""
        return titled(self.asked[key], self.study, language)

    @property
    def table(self) -> pd.DataFrame:
        """The table ``indices.csv`` holds."""
        rows = [
            (key, each.factor, each.index, each.value, each.low, each.high, each.dummy_high, each.influential,
             each.verdict, _unit(self.asked[key], each.index))
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

    def slope(self, key: str, factor: str) -> Slope | None:
        """Return how an outcome goes with a factor; nothing for a group, a choice, or what is always the same."""
        column = self.points.factors.index(factor) if factor in self.points.factors else -1
        if column < 0 or self.factors[factor].options:
            return None
        values = np.array([row[column] for row in self.points.rows], dtype=np.float64)
        means = self.results[key]
        known = np.isfinite(means)
        return slope(values[known], means[known])

    def sentences(self, key: str, language: str = "en") -> list[str]:
        """Return in words what matters for an outcome, how sure that is, and what would settle the rest."""
        return [*_what_matters(self, key, language), *_flips(self, key, language), *_advice(self, key, language)]


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
    lost, results, untold = {}, {}, {}
    for asked in study.outcomes:
        y = found.of(asked)
        try:
            whole, part, lost[asked.key] = complete(y, design)
        except ValueError as error:
            untold[asked.key] = str(error)
            continue
        made[asked.key] = indices(whole, part)
        results[asked.key] = y.mean(axis=1)
        if asked.outcome in MEASURES:
            through[asked.key] = _through_time(found, asked, design)
    if not made:
        raise ValueError("; ".join(untold.values()))
    return SensitivityFinding(study, points, made, through, lost, results, untold)


def _through_time(found: Responses, asked: Asked, design: Sample) -> dict[str, tuple[Index, ...]]:
    """Return the main index at some months; months in which somebody counted nothing, or all is luck, are left out."""
    places = np.unique(np.linspace(0, len(found.months) - 1, THROUGH_TIME + 1).round().astype(int))[1:]
    told = {}
    for month in (found.months[place] for place in places.tolist()):
        y = found.of(replace(asked, at=month, over=""))
        if np.isfinite(y).all():
            part = tuple(main(y, design))
            if part[0].index not in SHARES or part[-1].dummy_high <= 1.0:
                told[month] = part
    return told


def _unit(asked: Asked, index: str) -> str:
    """Return the unit of an index: shares of variance have none, effects have that of the outcome."""
    return declared(asked).unit if index in ("mu", "mu_star", "sigma") else "1"


def said(index: Index, asked: Asked) -> str:
    """Return the value of an index as one reads it."""
    if index.index in ("mu", "mu_star", "sigma"):
        return change(index.value, declared(asked).unit).lstrip("+")
    return f"{index.value:.2f}"


def _what_matters(found: SensitivityFinding, key: str, language: str) -> list[str]:
    mine = found.found[key]
    asked = found.asked[key]
    strong = [each for each in mine.main if each.verdict == "influential"]
    open_ = [each for each in mine.main if each.verdict == "undecided"]
    name = MAIN[mine.sampled.method]
    shown = [f"{each.factor} ({said(each, asked)})" for each in strong[:6]]
    rest = len(strong) - len(shown)
    number = len(mine.main) - 1
    if language == "zh":
        more = f"等 {len(strong)} 项" if rest > 0 else ""
        first = f"在 {number} 个因素中，有影响的（{name}）：{'、'.join(shown)}{more}。" if strong else (
            f"在 {number} 个因素中，没有一个因素的影响超出偶然。"
        )  # fmt: skip
        return [first, *([f"尚未确定：{'、'.join(each.factor for each in open_[:8])}。"] if open_ else [])]
    more = f" and {rest} more" if rest > 0 else ""
    first = f"Of {number} factors these matter beyond chance ({name}): {', '.join(shown)}{more}." if strong else (
        f"Of {number} factors none matters beyond what chance gives."
    )  # fmt: skip
    some = ", ".join(each.factor for each in open_[:8]) + (f" and {len(open_) - 8} more" if len(open_) > 8 else "")
    return [first, *([f"Undecided: {some}."] if open_ else [])]


def _flips(found: SensitivityFinding, key: str, language: str) -> list[str]:
    """Return where the mean difference changes its sign along what matters."""
    if found.asked[key].of != DIFFERENCE or not found.found[key].by("influential"):
        return []
    lines = []
    for each in found.found[key].main:
        curve = found.slope(key, each.factor) if each.verdict == "influential" and each.factor != DUMMY else None
        if curve is not None and curve.flips:
            unit = found.factors[each.factor].unit
            where = ", ".join(f"{place:.3g}" for place in curve.flips) + (f" {unit}" if unit != "1" else "")
            lines.append(f"{each.factor}：约 {where}" if language == "zh" else f"{each.factor} near {where}")
    if not lines:
        none = "在各主要因素的取值范围内，平均差异都不改变正负。"
        return [none if language == "zh" else "Along no factor that matters does the mean difference change its sign."]
    if language == "zh":
        return [f"平均差异改变正负之处：{'；'.join(lines)}。"]
    return [f"The mean difference changes its sign along {'; '.join(lines)}."]


def _advice(found: SensitivityFinding, key: str, language: str) -> list[str]:
    """Return the share of luck and what more would settle."""
    mine = found.found[key]
    share, samples, replications = mine.noise.seed_share, mine.more_samples, mine.more_replications
    number = mine.noise.number
    if language == "zh":
        luck = (
            "只有一次重复，无法区分运气。"
            if math.isnan(share)
            else f"单次运行的差异中，{100 * share:.0f} % 来自运气（种子）。"
        )
        advice = [f"样本约 {samples} 个"] * bool(samples) + [f"每点重复约 {replications} 次"] * bool(replications)
        return [luck, f"若要分清：{'，'.join(advice)}。" if advice else "样本和重复次数足够。"]
    luck = (
        "With one replication a point, luck cannot be told from effects of its own; the dummy shows its size."
        if math.isnan(share)
        else f"{plain(share, 'share')} % of the spread of single runs is luck (seed), {number} replications a point."
    )
    parts = [f"about {samples} samples (now {mine.sampled.samples})"] * bool(samples)
    parts += [f"about {replications} replications a point (now {number})"] * bool(replications)
    lost = found.lost[key]
    left = [f"{lost} blocks of points are left out: a run failed there, or nobody could be counted."] * bool(lost)
    enough = "Samples and replications are enough."
    return [luck, f"To settle more: {' and '.join(parts)}." if parts else enough, *left]
