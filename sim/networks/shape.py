"""The shape of a layer in three numbers: how many ties, how closed, how mixed."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from sim.arrays import Codes
from sim.networks.layer import Layer


def mean_degree(layer: Layer) -> float:
    """Return the mean number of ties of a row; 0 for a layer without rows."""
    return len(layer.indices) / max(layer.rows, 1)


def clustering(layer: Layer) -> float:
    """Return the share of pairs of ties meeting at a row that are closed by a third (transitivity); 0 without pairs.

    Parameters
    ----------
    layer
        A symmetric layer; strengths do not count.

    Examples
    --------
    >>> triangle = Layer.of(np.array([0, 1, 2]), np.array([1, 2, 0]), np.ones(3), rows=3, symmetric=True)
    >>> clustering(triangle)
    1.0
    """
    tied = csr_array((np.ones(len(layer.indices)), layer.indices, layer.indptr), shape=(layer.rows, layer.columns))
    closed = float((tied @ tied).multiply(tied).sum())
    degree = layer.degree()
    pairs = float((degree * (degree - 1)).sum())
    return closed / pairs if pairs > 0.0 else 0.0


def share_within(layer: Layer, group: Codes) -> float:
    """Return the share of ties between rows of the same group; 0 without ties.

    >>> chain = Layer.of(np.array([0, 1]), np.array([1, 2]), np.ones(2), rows=3, symmetric=True)
    >>> share_within(chain, np.array([7, 7, 8]))
    0.5
    """
    same = group[layer.row_of_tie()] == group[layer.indices]
    return float(np.count_nonzero(same)) / max(len(same), 1)
