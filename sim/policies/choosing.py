"""Choosing villages: ranks inside a county, shared by the strategies that take villages in turn."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Flags, Rows


def size(county: Codes) -> Rows:
    """Return the number of villages in each village's county.

    >>> size(np.array([0, 0, 1])).tolist()
    [2.0, 2.0, 1.0]
    """
    return np.bincount(county)[county].astype(np.float64)


def medians(county: Codes, values: Rows) -> Rows:
    """Return the median of a value in each village's county.

    >>> medians(np.array([0, 0, 0, 1]), np.array([1.0, 2.0, 9.0, 4.0])).tolist()
    [2.0, 2.0, 2.0, 4.0]
    """
    found = np.zeros(int(county.max()) + 1)
    for c in np.unique(county):
        found[c] = np.median(values[county == c])
    return found[county]


def first(county: Codes, score: Rows, number: Rows, free: Flags) -> Flags:
    """Return the ``number`` (rounded up) free villages of the highest score in each county; ties go to the first row.

    >>> county, all_free = np.array([0, 0, 0]), np.ones(3, dtype=np.bool_)
    >>> first(county, np.array([1.0, 3.0, 2.0]), np.array([1.5] * 3), all_free).tolist()
    [False, True, True]
    """
    order = np.lexsort((np.arange(county.shape[0]), -score, ~free, county))
    first_of_county = np.searchsorted(county[order], county[order], side="left")
    rank = np.empty(county.shape[0])
    rank[order] = np.arange(county.shape[0]) - first_of_county
    return np.asarray(free & (rank < np.ceil(number - 1e-9)))
