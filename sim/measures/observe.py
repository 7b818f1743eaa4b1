"""Look at everything once: all outcomes by village, in one pass.

A month is looked at every month, so looking must cost little beside living it. Outcomes that share a weight are
stacked and added up by village in one sweep; regions and the nation are sums of villages. Sums over rows here follow
numpy's own order: they are looked at, never fed back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sim.arrays import Codes, Rows, total_by
from sim.measures.measure import Measure
from sim.world import World


def by_village(world: World, measures: Sequence[Measure]) -> tuple[Rows, Rows]:
    """Return the sums of value x weight and of weight in each village, both of shape (measures, villages)."""
    part, whole = np.zeros((2, len(measures), len(world.villages)))
    starts = world.residents.indptr[:-1]
    weights: dict[Callable[[World], Rows], tuple[Rows, Rows]] = {}
    for row, measure in enumerate(measures):
        if measure.weight not in weights:
            weights[measure.weight] = _weighed(measure, world, starts)
        weight, whole[row] = weights[measure.weight]
        part[row] = _summed(measure, measure.value(world) * weight, starts)
    return part, whole


def _weighed(measure: Measure, world: World, starts: Codes) -> tuple[Rows, Rows]:
    """Return the weight of each row, which many measures share, and its sum in each village."""
    weight = measure.weight(world)
    return weight, _summed(measure, weight, starts)


def _summed(measure: Measure, values: Rows, starts: Codes) -> Rows:
    """Return the sum of each village: of its rows if households are measured, else what it is itself."""
    return np.add.reduceat(values, starts) if measure.level == "household" else values


def outcomes(part: Rows, whole: Rows, codes: Codes, groups: int) -> Rows:
    """Return each outcome in each group of villages, nan where nobody counts; shape (measures, groups).

    Groups are added up village by village: a product with BLAS would give other bits on another machine.
    """
    measures = part.shape[0]
    places = (groups * np.arange(measures)[:, None] + codes).ravel()
    sums = (total_by(places, each.ravel(), measures * groups) for each in (part, whole))
    top, bottom = (each.reshape(measures, groups) for each in sums)
    return np.where(bottom > 0.0, top / np.where(bottom > 0.0, bottom, 1.0), np.nan)
