"""Boxes in the space of factors: found by PRIM and by a tree, each end tested, judged by points not seen."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from scipy.special import bdtrc

from sim.arrays import Flags
from sim.statistics.cube import Block
from sim.streams import foreign, resampling

DEPTH, LEAST_SHARE = 3, 0.05
"""Cuts in a row that a tree may make, and the least share of the points in a box."""
FOLDS = 10
"""Parts of the points, each of which judges boxes found on the others."""
ALPHA = 0.05
"""Chance below which an end of a box is told from chance."""
Limits = Mapping[int, tuple[float, float]]
"""Column -> ends between which it lies, of the columns that are restricted."""


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
                without = within(x, _open_limit(left, column, side))
                chance = by_chance(inside, wins, shares(without, wins)[1])
                weakest, where = max((weakest, where), (chance, (column, side)))
        if weakest < ALPHA:
            break
        left = _open_limit(left, *where)
    return left


def _open_limit(limits: Limits, column: int, side: int) -> dict[int, tuple[float, float]]:
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


def _harmonic_mean(coverage: float, density: float) -> float:
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
            quality = _harmonic_mean(*shares(within(x, limits), wins))
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
        quality = [_harmonic_mean(*pair) for pair in zip(way["coverage"], way["density"], strict=True)]
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

