"""In which part of the space of factors the second scenario beats the first: boxes by PRIM and by a tree.

*Coverage* is the share of all winning points that lie in the box, *density* the share of the box's points that win. A
box is fitted to the points it is judged by, which flatters it: beside both stands what the same method reaches on
points it has not seen, each half of the points judging the box found on the other.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.analyses.cube import Block
from sim.analyses.outcomes import Outcome
from sim.analyses.responses import Responses, declared
from sim.analyses.words import change
from sim.arrays import Flags
from sim.designs.points import Points
from sim.reading.factor import Factor
from sim.reading.study import Asked, Study
from sim.streams import foreign

DEPTH, LEAST_SHARE = 3, 0.05
"""Cuts in a row that a tree may make, and the least share of the points in a box."""
Limits = Mapping[int, tuple[float, float]]
"""Column -> ends between which it lies, of the columns that are restricted."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in the space of factors.

    Attributes
    ----------
    limits
        Ends of the restricted factors, by path.
    coverage, density
        On the points it was fitted to.
    coverage_new, density_new
        Of boxes found on one half of the points, on the other half; missing where a half has no winner.
    """

    method: str
    limits: Mapping[str, tuple[float, float]]
    coverage: float
    density: float
    mass: float
    coverage_new: float
    density_new: float


@dataclass(frozen=True, eq=False)
class Discovery:
    """What a discovery found for one outcome.

    Attributes
    ----------
    wins
        At which points the second scenario beats the first by more than the margin, on the mean of its replications.
    boxes
        The best box of each method; none where no point wins, or all do.
    without
        What could not be tried, in words.
    """

    study: Study
    points: Points
    asked: Asked
    margin: float
    x: Block
    wins: Flags
    boxes: tuple[Box, ...]
    without: str

    @cached_property
    def outcome(self) -> Outcome:
        """What is declared about the outcome."""
        return declared(self.asked)

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """The factors by path."""
        return {one.path: one for one in self.study.factors}

    @property
    def table(self) -> pd.DataFrame:
        """The table ``boxes.csv`` holds, a row for each restricted factor of each box."""
        rows = [
            (self.asked.key, box.method, path, low, high, box.coverage, box.density, box.mass, box.coverage_new,
             box.density_new, self.margin, int(self.wins.sum()), len(self.wins))
            for box in self.boxes
            for path, (low, high) in box.limits.items()
        ]  # fmt: skip
        names = "outcome method factor low high coverage density mass coverage_new density_new margin wins points"
        return pd.DataFrame(rows, columns=names.split())

    def sentences(self, language: str = "en") -> list[str]:
        """Return the answer in words."""
        return [_how_often(self, language), *(_where(self, box, language) for box in self.boxes)]


def discovery(study: Study, points: Points, found: Responses, asked: Asked) -> Discovery:
    """Return in which part of the space the second scenario beats the first."""
    outcome = declared(asked)
    margin = outcome.margin if study.margin is None else study.margin
    difference = found.level(found.scenarios[1], asked) - found.level(found.scenarios[0], asked)
    means = np.nanmean(np.where(np.isfinite(difference).any(axis=1, keepdims=True), difference, 0.0), axis=1)
    better = -means if outcome.better == "lower" else means
    known = np.isfinite(difference).any(axis=1)
    x = _columns(study.factors, points)[known]
    wins = (better > margin)[known]
    boxes, without = _boxes(x, wins, [one.path for one in study.factors])
    return Discovery(study, points, asked, margin, x, wins, boxes, without)


def _columns(factors: Sequence[Factor], points: Points) -> Block:
    """Return points x factors as numbers, the words of a choice by their place in its list."""
    columns = [
        [one.options.index(row[n]) if one.options else float(row[n]) for row in points.rows]
        for n, one in enumerate(factors)
    ]
    return np.array(columns, dtype=np.float64).T


def _boxes(x: Block, wins: Flags, paths: Sequence[str]) -> tuple[tuple[Box, ...], str]:
    if wins.all() or not wins.any():
        return (), ""
    methods: dict[str, Callable[[Block, Flags], Limits]] = {"tree": tree}
    without = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import prim as _  # noqa: F401  looked for here, since everything else works without it
        methods = {"PRIM": prim, **methods}
    except ImportError:
        without = "PRIM needs the extra `discovery`: pip install 'gaiju[discovery]'; the tree stands alone."
    return tuple(_box(name, method, x, wins, paths) for name, method in methods.items()), without


def _box(name: str, method: Callable[[Block, Flags], Limits], x: Block, wins: Flags, paths: Sequence[str]) -> Box:
    limits = method(x, wins)
    inside = within(x, limits)
    halves = [np.arange(len(x)) % 2 == side for side in (0, 1)]
    judged = [(method(x[half], wins[half]), ~half) for half in halves if 0 < wins[half].sum() < half.sum()]
    both = np.zeros(len(x), dtype=np.bool_)
    for other, rest in judged:
        both |= rest & within(x, other)
    enough = len(judged) == 2 and bool(both.any())
    told = {paths[column]: ends for column, ends in limits.items()}
    coverage, density = shares(inside, wins)
    new = shares(both, wins) if enough else (math.nan, math.nan)
    return Box(name, told, coverage, density, float(inside.mean()), *new)


def shares(inside: Flags, wins: Flags) -> tuple[float, float]:
    """Return coverage and density.

    >>> shares(np.array([True, True, False, False]), np.array([True, False, True, False]))
    (0.5, 0.5)
    """
    hits = float(np.count_nonzero(inside & wins))
    return hits / max(float(wins.sum()), 1.0), hits / max(float(inside.sum()), 1.0)


def within(x: Block, limits: Limits) -> Flags:
    """Return which points lie in a box."""
    inside = np.ones(len(x), dtype=np.bool_)
    for column, (low, high) in limits.items():
        inside &= (x[:, column] >= low) & (x[:, column] <= high)
    return inside


def _quality(coverage: float, density: float) -> float:
    """Return the harmonic mean of coverage and density: a box needs both."""
    return 2.0 * coverage * density / (coverage + density) if coverage + density > 0.0 else 0.0


def tree(x: Block, wins: Flags) -> Limits:
    """Return the best leaf, or the best node above leaves, of a classification tree (CART)."""
    from sklearn.tree import DecisionTreeClassifier

    least = max(3, math.ceil(LEAST_SHARE * len(x)))
    grown = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(x, wins).tree_
    best: tuple[float, Limits] = (-1.0, {})
    nodes: list[tuple[int, Limits]] = [(0, {})]
    while nodes:
        node, limits = nodes.pop()
        if limits:
            quality = _quality(*shares(within(x, limits), wins))
            best = max(best, (quality, limits), key=lambda found: found[0])
        if grown.children_left[node] >= 0:
            column, cut = int(grown.feature[node]), float(grown.threshold[node])
            low, high = limits.get(column, (-math.inf, math.inf))
            nodes.append((int(grown.children_left[node]), {**limits, column: (low, cut)}))
            nodes.append((int(grown.children_right[node]), {**limits, column: (cut, high)}))
    return best[1]


def prim(x: Block, wins: Flags) -> Limits:
    """Return the box on PRIM's way of peeling that is best in coverage and density together (Friedman, Fisher 1999)."""
    with foreign(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from prim import Prim

        frame = pd.DataFrame(x, columns=[str(column) for column in range(x.shape[1])])
        box = Prim(frame, wins.astype(np.int64), threshold=0.5, threshold_type=">", mass_min=LEAST_SHARE).find_box()
        way = box.peeling_trajectory
        quality = [_quality(*pair) for pair in zip(way["coverage"], way["density"], strict=True)]
        box.select(int(np.argmax(quality)))
        found = box.limits
    limits = {}
    for name, row in found.iterrows():
        column = int(str(name))
        low, high = float(row["min"]), float(row["max"])
        reaches = x[:, column]
        ends = (low if low > reaches.min() else -math.inf, high if high < reaches.max() else math.inf)
        if ends != (-math.inf, math.inf):
            limits[column] = ends
    return limits


def _names(found: Discovery, language: str) -> tuple[str, str]:
    one, other = (found.study.said(name, language) for name in found.study.names)
    return one, other


def _how_often(found: Discovery, language: str) -> str:
    one, other = _names(found, language)
    wins, number = int(found.wins.sum()), len(found.wins)
    margin = change(found.margin, found.outcome.unit).lstrip("+")
    title, share = found.outcome.title[language], 100.0 * wins / max(number, 1)
    if language == "zh":
        return f"就“{title}”而言，在 {number} 个点中，{other}有 {wins} 个点（{share:.0f} %）优于{one}超过 {margin}。"
    return f"{title}: {other} beats {one.lower()} by more than {margin} at {wins} of {number} points ({share:.0f} %)."


def bounds(found: Discovery, path: str, ends: tuple[float, float], language: str) -> str:
    """Return the limits of one factor in words."""
    factor, (low, high) = found.factors[path], ends
    if factor.options:
        words = [str(word) for place, word in enumerate(factor.options) if low <= place <= high]
        return f"{path} {'为' if language == 'zh' else 'is'} {' / '.join(words)}"
    unit = "" if factor.unit in ("1", "flag") else f" {factor.unit}"
    if math.isinf(low):
        return f"{path} {'低于' if language == 'zh' else 'is below'} {high:.3g}{unit}"
    if math.isinf(high):
        return f"{path} {'高于' if language == 'zh' else 'is above'} {low:.3g}{unit}"
    between = "介于" if language == "zh" else "is between"
    return f"{path} {between} {low:.3g} {'与' if language == 'zh' else 'and'} {high:.3g}{unit}"


def _where(found: Discovery, box: Box, language: str) -> str:
    said = [bounds(found, path, ends, language) for path, ends in box.limits.items()]
    inside, all_ = 100.0 * box.density, 100.0 * box.coverage
    new = (box.density_new, box.coverage_new)
    unseen = (
        "" if math.isnan(new[0]) else f"{100.0 * new[0]:.0f} %",
        "" if math.isnan(new[1]) else f"{100.0 * new[1]:.0f} %",
    )
    if language == "zh":
        after = f"；在未见过的点上为 {unseen[0]} 和 {unseen[1]}" if unseen[0] else ""
        where = f"{box.method}：多见于 {'，且 '.join(said)} 之处："
        return f"{where}其中 {inside:.0f} % 的点获胜（密度），覆盖 {all_:.0f} % 的获胜点（覆盖率）{after}。"
    after = f"; on points not seen before {unseen[0]} and {unseen[1]}" if unseen[0] else ""
    return (
        f"{box.method}: mostly where {' and '.join(said)}: there it wins at {inside:.0f} % of the points (density), "
        f"and {all_:.0f} % of all wins lie there (coverage){after}."
    )
