"""Look at everything once: all outcomes by village, in one pass.

A month is looked at every month, so looking must cost little beside living it. Values and weights of all outcomes are
stacked and added up by village in one sweep; regions and the nation are sums of villages. Sums over rows here follow
numpy's own order: they are looked at, never fed back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.arrays import Codes, Rows
from sim.measures.measure import Measure
from sim.world import World


def by_village(world: World, measures: Sequence[Measure]) -> tuple[Rows, Rows]:
    """Return the sums of value x weight and of weight in each village, both of shape (measures, villages)."""
    part, whole = np.zeros((2, len(measures), len(world.villages)))
    starts = np.searchsorted(world.households.village, np.arange(len(world.villages)))
    rows = [i for i, measure in enumerate(measures) if measure.level == "household"]
    weights = [measures[i].weight(world) for i in rows]
    values = [measures[i].value(world) * weight for i, weight in zip(rows, weights, strict=True)]
    if rows:
        part[rows] = np.add.reduceat(np.stack(values), starts, axis=1)
        whole[rows] = np.add.reduceat(np.stack(weights), starts, axis=1)
    for i, measure in enumerate(measures):
        if measure.level == "village":
            whole[i] = measure.weight(world)
            part[i] = measure.value(world) * whole[i]
    return part, whole


def outcomes(part: Rows, whole: Rows, codes: Codes, groups: int) -> Rows:
    """Return each outcome in each group of villages, nan where nobody counts; shape (measures, groups)."""
    member = np.equal.outer(codes, np.arange(groups)).astype(np.float64)
    top, bottom = part @ member, whole @ member
    return np.where(bottom > 0.0, top / np.where(bottom > 0.0, bottom, 1.0), np.nan)
