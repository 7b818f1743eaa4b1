"""In which part of the space of factors the second scenario beats the first: boxes by PRIM and by a tree.

*Coverage* is the share of all winning points that lie in the box, *density* the share of the box's points that win. A
box is fitted to the points it is judged by, which flatters it, the more the fewer points win. So each end of a box must
earn its place: without it the others' density would be told from the box's by a binomial test (the quasi p value of
Bryant and Lempert 2010, Technological Forecasting and Social Change 77, 34-49). And beside both shares stands what the
same method, ends tested too, reaches on tenths of the points that it has not seen; a region is *told from chance* when
these held-out points win more often than all points do. Where few points win, the same is asked of the fifth of the
points with the largest difference: wins alone would leave most of what was measured aside.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.arrays import Flags, Rows
from sim.designs.points import Points
from sim.reading.factor import Factor
from sim.reading.study import Asked, Study
from sim.statistics.cube import Block
from sim.statistics.outcomes import Outcome
from sim.studies.boxes import Limits, by_chance, earned, held_out, prim, shares, tree, within
from sim.studies.discovery_words import _describe_largest, _describe_luck, _describe_regions, _how_often, inside
from sim.studies.responses import Responses, declared
from sim.studies.standing import standing
from sim.words import Language

SURE = 0.02
"""Chance below which a box is: tenths of the same points are not quite independent, and two methods are tried."""
RARE, TOP = 0.1, 0.8
"""Share of wins below which the largest differences are looked at too, and the share of points below those."""


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
        Of boxes found on nine tenths of the points, on the other tenth; missing where no point lies in such a box.
    p
        Chance of held-out points winning that often in a box that tells nothing.
    """

    method: str
    limits: Mapping[str, tuple[float, float]]
    coverage: float
    density: float
    mass: float
    coverage_new: float
    density_new: float
    p: float

    @property
    def told(self) -> bool:
        """Whether it restricts anything, and points held out win in it more often than chance has it."""
        return bool(self.limits) and self.p < SURE


@dataclass(frozen=True, eq=False)
class Discovery:
    """What a discovery found for one outcome.

    Attributes
    ----------
    wins
        At which points the second scenario beats the first by more than the margin, on the mean of its replications.
    means
        Mean difference at every point, second minus first.
    boxes
        The box of each method, told from chance or not; none where no point wins, or all do.
    without
        What could not be tried, in words.
    largest
        Where winners are rare, the box of each method for the fifth of the points with the largest difference.
    """

    study: Study
    points: Points
    asked: Asked
    margin: float
    x: Block
    wins: Flags
    means: Rows
    boxes: tuple[Box, ...]
    without: str
    largest: tuple[Box, ...] = ()

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
             box.density_new, box.p, box.told, self.margin, int(self.wins.sum()), len(self.wins), of,
             " / ".join(inside(self, path, (low, high), "en")))
            for of, boxes in (("wins", self.boxes), ("largest fifth", self.largest))
            for box in boxes
            for path, (low, high) in box.limits.items()
        ]  # fmt: skip
        names = "outcome method factor low high coverage density mass coverage_new density_new p_value told margin wins"
        return pd.DataFrame(rows, columns=[*names.split(), "points", "of", "values"])

    @property
    def told(self) -> tuple[Box, ...]:
        """The boxes that are told from chance."""
        return tuple(box for box in self.boxes if box.told)

    def answer(self, language: Language = "en") -> list[str]:
        """Return in words how the difference stands over all points, and where the second scenario wins."""
        first = standing(self.means, self.outcome, self.margin, self.study, language)
        return [first, *_describe_regions(self, language), *_describe_largest(self, language)]

    def headline(self, language: Language = "en") -> str:
        """Return in words at how many points the second scenario wins."""
        return _how_often(self, language)

    def luck(self, language: Language = "en") -> list[str]:
        """Return in words on how much luck it rests."""
        return _describe_luck(self, language)

    def sentences(self, language: Language = "en") -> list[str]:
        """Return the answer in words, and what it rests on."""
        found = [*_describe_regions(self, language), *_describe_largest(self, language)]
        return [_how_often(self, language), *found, *_describe_luck(self, language)]


def discovery(study: Study, points: Points, found: Responses, asked: Asked) -> Discovery:
    """Return in which part of the space the second scenario beats the first."""
    outcome = declared(asked)
    margin = outcome.margin if study.margin is None else study.margin
    difference = found.level(found.scenarios[1], asked) - found.level(found.scenarios[0], asked)
    means = np.nanmean(np.where(np.isfinite(difference).any(axis=1, keepdims=True), difference, 0.0), axis=1)
    better = -means if outcome.better == "lower" else means
    known = np.isfinite(difference).any(axis=1)
    x = _encode_points(study.factors, points)[known]
    wins = (better > margin)[known]
    paths = [one.path for one in study.factors]
    boxes, without = _find_boxes(x, wins, paths)
    few = known.any() and np.mean(wins) < RARE
    largest = _find_boxes(x, better[known] >= np.quantile(better[known], TOP), paths)[0] if few else ()
    return Discovery(study, points, asked, margin, x, wins, means[known], boxes, without, largest)


def discoveries(study: Study, points: Points, found: Responses) -> tuple[Discovery, ...]:
    """Return what a discovery found for each of its outcomes."""
    return tuple(discovery(study, points, found, asked) for asked in study.outcomes)


def _encode_points(factors: Sequence[Factor], points: Points) -> Block:
    """Return points x factors as numbers, the words of a choice by their place in its list."""
    columns = [
        [one.options.index(row[n]) if one.options else float(row[n]) for row in points.rows]
        for n, one in enumerate(factors)
    ]
    return np.array(columns, dtype=np.float64).T


def _find_boxes(x: Block, wins: Flags, paths: Sequence[str]) -> tuple[tuple[Box, ...], str]:
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
    return tuple(_draw_box(name, method, x, wins, paths) for name, method in methods.items()), without


def _draw_box(name: str, method: Callable[[Block, Flags], Limits], x: Block, wins: Flags, paths: Sequence[str]) -> Box:
    limits = earned(x, wins, method(x, wins))
    inside = within(x, limits)
    unseen = held_out(x, wins, method)
    coverage, density = shares(inside, wins)
    new = shares(unseen, wins) if unseen.any() else (math.nan, math.nan)
    ends = {paths[column]: ends for column, ends in limits.items()}
    return Box(name, ends, coverage, density, float(inside.mean()), *new, by_chance(unseen, wins, float(wins.mean())))


