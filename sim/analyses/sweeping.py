"""Response to factors: mean and interval of every scenario and of their difference at each point of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.analyses.cube import Block
from sim.analyses.factor_words import named, told
from sim.analyses.outcomes import Outcome
from sim.analyses.paired import Paired, paired
from sim.analyses.responses import Responses, declared, told_rows
from sim.analyses.standing import crossed, standing
from sim.analyses.words import Language, amount, change, span
from sim.arrays import Rows
from sim.designs.points import Points
from sim.reading.factor import Factor
from sim.reading.study import DIFFERENCE, Asked, Study

NAMED = 4
"""Factors named in a sentence."""
COLUMNS = ("outcome", "of", "mean", "sd", "ci_low", "ci_high", "n")


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """One outcome at every point: of one scenario, or the second minus the first.

    Attributes
    ----------
    found
        By point, over replications (:func:`sim.analyses.paired.paired`); the other attributes are its numbers.
    """

    of: str
    found: tuple[Paired, ...]
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
    found = tuple(map(paired, y))
    numbers = ("mean", "sd", "low", "high", "n")
    return Response(of, found, *(np.array([getattr(one, name) for one in found], dtype=np.float64) for name in numbers))


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

    def column(self, factor: Factor) -> Rows:
        """Return a factor's value at every point, a word by its place in the list."""
        place = self.points.factors.index(factor.path)
        values = [row[place] for row in self.points.rows]
        return np.array([factor.options.index(one) if factor.words else one for one in values], dtype=np.float64)

    @property
    def table(self) -> pd.DataFrame:
        """The table ``sweep.csv`` holds: a row for each point, outcome and scenario, and for the difference."""
        parts = []
        for key in self.levels:
            for one in (*self.levels[key], *([self.differences[key]] if key in self.differences else [])):
                frame = told_rows(self.study, self.points)
                told: tuple[Any, ...] = (key, one.of, one.mean, one.sd, one.low, one.high, one.n.astype(np.int64))
                parts.append(frame.assign(**dict(zip(COLUMNS, told, strict=True))))
        return pd.concat(parts, ignore_index=True)

    def better(self, key: str) -> tuple[int, int, int]:
        """Return at how many points the second scenario is better, worse, and not told from the first."""
        found, sign = self.differences[key], -1.0 if self.outcome(key).better == "lower" else 1.0
        told = np.array([one.told for one in found.found])
        up, down = told & (found.mean > 0.0), told & (found.mean < 0.0)
        wins, losses = (up, down) if sign > 0 else (down, up)
        return int(wins.sum()), int(losses.sum()), int((~wins & ~losses).sum())

    def same(self, key: str) -> int:
        """Return at how many points the whole interval of the difference lies inside the margin that matters."""
        found, margin = self.differences[key], self.outcome(key).margin
        return sum(one.inside(margin) for one in found.found)

    def crossings(self, key: str, factor: Factor) -> list[float]:
        """Return where the mean difference changes its sign along the only factor of a sweep.

        Only between points at which it is told from zero on either side: the middle one of several places.
        """
        values, found = self.column(factor), self.differences[key]
        order = np.argsort(values, kind="stable")
        return crossed(values[order], found.mean[order], found.low[order], found.high[order])

    def answer(self, key: str, language: Language = "en") -> list[str]:
        """Return in words how the difference stands over all points; of a single scenario where it is low and high."""
        if key not in self.differences:
            return [_ends(self, key, language)]
        one, other = (self.study.said(name, language) for name in self.study.names[:2])
        outcome = self.outcome(key)
        first = standing(self.differences[key].mean, outcome, (one, other), outcome.margin, self.study, language)
        return [first, *self.sentences(key, language)]

    def sentences(self, key: str, language: Language = "en") -> list[str]:
        """Return in words at how many points which scenario is better, and where that changes."""
        if key not in self.differences:
            return []
        return [_told_apart(self, key, language), *_inside(self, key, language), *_crossed(self, key, language)]


def _ends(found: Swept, key: str, language: Language) -> str:
    """Return at which points the outcome of the only scenario is lowest and highest, and whether that is sure."""
    one, unit, zh = found.levels[key][0], found.outcome(key).unit, language == "zh"
    known = np.flatnonzero(np.isfinite(one.mean))
    if not len(known):
        return "没有结果。" if zh else "No point has a result."
    least, most = (int(known[place(one.mean[known])]) for place in (np.argmin, np.argmax))
    if one.mean[least] == one.mean[most]:
        same = amount(float(one.mean[least]), unit, language)
        return f"在所有点上都是 {same}，没有变化。" if zh else f"It did not vary: {same} at every point."

    def said(point: int) -> str:
        values = [
            f"{named(factor, language)} = {value if factor.words else told(value, factor, found.study, language)}"
            for factor, value in zip(found.study.factors, found.points.rows[point], strict=True)
        ]
        where = ("，" if zh else ", ").join(values[:NAMED]) + ("等" if zh else ", ...") * (len(values) > NAMED)
        interval = span(float(one.low[point]), float(one.high[point]), unit, language=language)
        sure = "" if np.isnan(one.low[point]) else f"（95% 区间 {interval}）" if zh else f" (95 % CI {interval})"
        mean = amount(float(one.mean[point]), unit, language)
        return f"{mean}{sure}，{where}" if zh else f"{mean}{sure} at {where}"

    doubt = not one.high[least] < one.low[most]
    if zh:
        return f"最低为 {said(least)}；最高为 {said(most)}。{'差异可能出于偶然：区间重叠或未知。' if doubt else ''}"
    chance = " The difference may be chance: the intervals overlap, or are not known." if doubt else ""
    return f"Lowest: {said(least)}. Highest: {said(most)}.{chance}"


def _told_apart(found: Swept, key: str, language: Language) -> str:
    one, other = (found.study.said(name, language) for name in found.study.names[:2])
    wins, losses, open_ = found.better(key)
    number, neutral = len(found.points.rows), found.outcome(key).better == "none"
    high = {"en": "higher" if neutral else "better", "zh": "更高" if neutral else "更优"}[language]
    if language == "zh":
        first = f"能确定（95%）的：{number} 个点中{other}在 {wins} 个点上{high}，{one}在 {losses} 个点上{high}"
        return f"{first}，其余 {open_} 个无法区分；仅凭偶然，二十个点中也会有一个看似能区分。"
    first = f"Told apart (95 %): {other.lower()} {high} at {wins} of {number} points, {one.lower()} at {losses}"
    return f"{first}; at {open_} they cannot be distinguished. About one in twenty would appear to differ by chance."


def _inside(found: Swept, key: str, language: Language) -> list[str]:
    """Return at how many points the two are practically the same, and whether any mean difference matters."""
    outcome, number, same = found.outcome(key), len(found.points.rows), found.same(key)
    margin = change(outcome.margin, outcome.unit, language).lstrip("+")
    lines = []
    if same == number:
        all_ = f"At all points the two are practically the same: every interval lies inside the margin ({margin})."
        return [f"在所有点上两者基本相同：各区间都在有意义的差距（{margin}）之内。" if language == "zh" else all_]
    if same:
        some = f"At {same} of {number} points they are practically the same (interval inside {margin})."
        lines.append(f"在 {same} 个点上两者基本相同（区间在 {margin} 之内）。" if language == "zh" else some)
    if np.nanmax(np.abs(found.differences[key].mean)) <= outcome.margin:
        inside = f"No mean difference is larger than the margin that matters ({margin}), though intervals reach beyond."
        lines.append(f"平均差异都不超过有意义的差距（{margin}），但有的区间超出。" if language == "zh" else inside)
    return lines


def _crossed(found: Swept, key: str, language: Language) -> list[str]:
    """Return where the difference changes its sign along the only factor."""
    if len(found.study.factors) != 1 or found.study.factors[0].words:
        return []
    factor = found.study.factors[0]
    name, zh = named(factor, language), language == "zh"
    where = [told(place, factor, found.study, language) for place in found.crossings(key, factor)]
    if not where:
        keeps = "Nowhere along the range does the mean difference change its sign for sure."
        return ["在整个取值范围内，平均差异没有确定地改变正负。" if zh else keeps]
    at = ("、" if zh else " and ").join(where)
    return [f"平均差异在“{name}”约为 {at} 处改变正负。" if zh else f"The mean difference flips at “{name}” near {at}."]


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
