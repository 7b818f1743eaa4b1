"""The union of layers: one tie list, mixed once, so that a month needs one sparse product."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.arrays import total_by
from sim.networks.layer import Layer


def union(parts: Iterable[tuple[Layer, float]], rows: int) -> Layer:
    """Mix layers into one whose rows each sum to 1, or to 0 where a row has no tie.

    A weight is the share of a layer as a whole, whatever the number of ties in it: each layer is first made a mean,
    then the means are mixed, and a row that lacks a layer leaves that layer's share to the others.

    Parameters
    ----------
    parts
        Square layers with their weights; a layer of weight 0 is left out.
    rows
        How many rows each layer has.
    """
    kept = [(layer.normalised(), weight) for layer, weight in parts if weight > 0.0]
    keys = np.concatenate([np.empty(0, np.int64), *(one.row_of_tie() * rows + one.indices for one, _ in kept)])
    weights = np.concatenate([np.empty(0), *(one.weights * weight for one, weight in kept)])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    new = np.diff(keys, prepend=-1) != 0
    single = np.flatnonzero(new)
    mixed = total_by(np.cumsum(new) - 1, weights[order], len(single))
    return Layer.sorted_pairs(keys[single], mixed, rows, rows).normalised()
