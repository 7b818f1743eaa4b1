"""Look at everything once: all outcomes by village, in one pass.

A month is looked at every month, so looking must cost little beside living it. Outcomes that share a weight are
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
    starts = world.residents.indptr[:-1]
    for places in _sharing_a_weight(measures):
        first = measures[places[0]]
        weight = first.weight(world)
        values = np.stack([measures[i].value(world) for i in places]) * weight
        if first.level == "household":
            values, weight = np.add.reduceat(values, starts, axis=1), np.add.reduceat(weight, starts)
        part[places], whole[places] = values, weight
    return part, whole


def _sharing_a_weight(measures: Sequence[Measure]) -> list[list[int]]:
    """Return the places of the measures, those with one weight together."""
    places: dict[tuple[str, int], list[int]] = {}
    for i, measure in enumerate(measures):
        places.setdefault((measure.level, id(measure.weight)), []).append(i)
    return list(places.values())


def outcomes(part: Rows, whole: Rows, codes: Codes, groups: int) -> Rows:
    """Return each outcome in each group of villages, nan where nobody counts; shape (measures, groups)."""
    member = np.equal.outer(codes, np.arange(groups)).astype(np.float64)
    top, bottom = part @ member, whole @ member
    return np.where(bottom > 0.0, top / np.where(bottom > 0.0, bottom, 1.0), np.nan)
