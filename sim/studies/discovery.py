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
from scipy.special import bdtrc

from sim.arrays import Flags, Rows
from sim.designs.points import Points
from sim.reading.factor import Factor
from sim.reading.study import Asked, Study
from sim.statistics.cube import Block
from sim.statistics.outcomes import Outcome
from sim.streams import foreign, resampling
from sim.studies.factor_words import choices, named, told
from sim.studies.responses import Responses, declared
from sim.studies.standing import standing, titles
from sim.words import Language, say
from sim.words.amounts import amount, change, joined

DEPTH, LEAST_SHARE = 3, 0.05
"""Cuts in a row that a tree may make, and the least share of the points in a box."""
FOLDS = 10
"""Parts of the points, each of which judges boxes found on the others."""
ALPHA = 0.05
"""Chance below which an end of a box is told from chance."""
SURE = 0.02
"""Chance below which a box is: tenths of the same points are not quite independent, and two methods are tried."""
RARE, TOP = 0.1, 0.8
"""Share of wins below which the largest differences are looked at too, and the share of points below those."""
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
        return [first, *_regions(self, language), *_largest(self, language)]

    def headline(self, language: Language = "en") -> str:
        """Return in words at how many points the second scenario wins."""
        return _how_often(self, language)

    def luck(self, language: Language = "en") -> list[str]:
        """Return in words on how much luck it rests."""
        return _luck(self, language)

    def sentences(self, language: Language = "en") -> list[str]:
        """Return the answer in words, and what it rests on."""
        found = [*_regions(self, language), *_largest(self, language)]
        return [_how_often(self, language), *found, *_luck(self, language)]


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
    paths = [one.path for one in study.factors]
    boxes, without = _boxes(x, wins, paths)
    few = known.any() and np.mean(wins) < RARE
    largest = _boxes(x, better[known] >= np.quantile(better[known], TOP), paths)[0] if few else ()
    return Discovery(study, points, asked, margin, x, wins, means[known], boxes, without, largest)


def discoveries(study: Study, points: Points, found: Responses) -> tuple[Discovery, ...]:
    """Return what a discovery found for each of its outcomes."""
    return tuple(discovery(study, points, found, asked) for asked in study.outcomes)


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
    limits = earned(x, wins, method(x, wins))
    inside = within(x, limits)
    unseen = held_out(x, wins, method)
    coverage, density = shares(inside, wins)
    new = shares(unseen, wins) if unseen.any() else (math.nan, math.nan)
    ends = {paths[column]: ends for column, ends in limits.items()}
    return Box(name, ends, coverage, density, float(inside.mean()), *new, by_chance(unseen, wins, float(wins.mean())))


def held_out(x: Block, wins: Flags, method: Callable[[Block, Flags], Limits]) -> Flags:
    """Return which points lie in the box found without the tenth of the points they belong to."""
    folds = np.empty(len(x), dtype=np.int64)
    for kind in (True, False):  # winners and losers are dealt out evenly
        mine = np.flatnonzero(wins == kind)
        folds[resampling(f"folds {kind}").permutation(mine)] = np.arange(len(mine)) % FOLDS
    inside = np.zeros(len(x), dtype=np.bool_)
    for fold in range(FOLDS):
        rest, part = folds != fold, folds == fold
        if 0 < wins[rest].sum() < rest.sum():
            limits = earned(x[rest], wins[rest], method(x[rest], wins[rest]))
            inside[part] = within(x[part], limits) if limits else False
    return inside


def by_chance(inside: Flags, wins: Flags, share: float) -> float:
    """Return the chance of as many wins inside, or more, if each point there won with the same chance.

    >>> by_chance(np.array([True, True, False]), np.array([True, True, False]), 0.5)
    0.25
    """
    points, hits = np.count_nonzero(inside), np.count_nonzero(inside & wins)
    return float(bdtrc(hits - 1, points, share)) if hits else 1.0


def earned(x: Block, wins: Flags, limits: Limits) -> Limits:
    """Return the ends of a box without those that do not raise its density beyond chance, the weakest first."""
    left = dict(limits)
    while left:
        inside = within(x, left)
        weakest, where = 0.0, (0, 0)
        for column in left:
            for side in (0, 1):
                if math.isinf(left[column][side]):
                    continue
                without = within(x, _opened(left, column, side))
                chance = by_chance(inside, wins, shares(without, wins)[1])
                weakest, where = max((weakest, where), (chance, (column, side)))
        if weakest < ALPHA:
            break
        left = _opened(left, *where)
    return left


def _opened(limits: Limits, column: int, side: int) -> dict[int, tuple[float, float]]:
    """Return limits without one end of one column."""
    low, high = limits[column]
    ends = (-math.inf, high) if side == 0 else (low, math.inf)
    kept = {key: pair for key, pair in limits.items() if key != column}
    return kept if ends == (-math.inf, math.inf) else {**kept, column: ends}


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


def _how_often(found: Discovery, language: Language) -> str:
    one, other = titles(found.study, language)
    wins, number = int(found.wins.sum()), len(found.wins)
    return say(
        "discovery.how often", language, title=found.outcome.title[language], one=one, other=other, wins=wins,
        margin=change(found.margin, found.outcome.unit, language).lstrip("+"), number=number,
        share=f"{100.0 * wins / max(number, 1):.0f}",
    )  # fmt: skip


def inside(found: Discovery, path: str, ends: tuple[float, float], language: Language) -> list[str]:
    """Return which listed values of a factor lie within the ends of a box, which count their places."""
    every = enumerate(choices(found.factors[path], found.study, language))
    return [one for place, one in every if ends[0] <= place <= ends[1]]


def bounds(found: Discovery, path: str, ends: tuple[float, float], language: Language) -> str:
    """Return the limits of one factor in words."""
    factor, name = found.factors[path], named(found.factors[path], language)
    if factor.options:
        return say("discovery.is", language, name=name, values=" / ".join(inside(found, path, ends, language)))
    low, high = (told(end, factor, found.study, language) if math.isfinite(end) else "" for end in ends)
    key = "between" if low and high else "below" if high else "above"
    return say(f"discovery.{key}", language, name=name, low=low, high=high)


def _bounded(found: Discovery, box: Box, language: Language) -> str:
    """Return the limits of a box in words."""
    parts = (bounds(found, path, ends, language) for path, ends in box.limits.items())
    return say("discovery.and", language).join(parts)


def _regions(found: Discovery, language: Language) -> list[str]:
    """Return where the second scenario wins, by every method that tells it from chance; or that none does."""
    if not found.boxes:
        return []
    if found.told:
        return [_where(found, box, language) for box in found.told]
    seen = [
        say("discovery.held out", language, method=_method(box, language), share=_share(box.density_new, language))
        for box in found.boxes
        if not math.isnan(box.density_new)
    ]
    everywhere, how = _share(float(found.wins.mean()), language), joined("semicolon", seen, language)
    return [say("discovery.none held out" if how else "discovery.none", language, everywhere=everywhere, how=how)]


def _where(found: Discovery, box: Box, language: Language) -> str:
    names = ("density", "coverage", "density_new", "coverage_new")
    shares = {name: _share(getattr(box, name), language) for name in names}
    shares["everywhere"] = _share(float(found.wins.mean()), language)
    method, where = _method(box, language), _bounded(found, box, language)
    return say("discovery.where", language, method=method, where=where, **shares)


def _largest(found: Discovery, language: Language) -> list[str]:
    """Return where the difference is largest, where winners are rare."""
    unit, lines = found.outcome.unit, []
    for box in (box for box in found.largest if box.told):
        within_ = within(found.x, {list(found.factors).index(path): ends for path, ends in box.limits.items()})
        mean, everywhere = (change(float(one.mean()), unit, language) for one in (found.means[within_], found.means))
        part, new = (_share(share, language) for share in (box.density, box.density_new))
        said = {"part": part, "new": new, "mean": mean, "everywhere": everywhere}
        method, where = _method(box, language), _bounded(found, box, language)
        lines.append(say("discovery.largest", language, method=method, where=where, **said))
    return lines


def _share(share: float, language: Language) -> str:
    return amount(share, "share", language)


def _method(box: Box, language: Language) -> str:
    return say(f"discovery.method.{box.method}", language)


def _luck(found: Discovery, language: Language) -> list[str]:
    """Return what a discovery from one replication rests on."""
    if found.study.replications > 1:
        return []
    return [say("discovery.own luck" if found.study.own_luck else "discovery.shared luck", language)]
