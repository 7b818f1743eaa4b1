"""Change some rows of a column.

Most steps concern few households: those of villages that meet or vote today, those with a case. Such a step decides for
these rows and leaves the others as they are, which gives the same bits as deciding for all and keeping a few.
"""

from __future__ import annotations

from sim.arrays import Codes, Rows


def changed(column: Rows, rows: Codes, values: Rows | float) -> Rows:
    """Return a copy of a column with new values in some rows.

    >>> changed(np.array([1.0, 2.0, 3.0]), np.array([0, 2]), 9.0).tolist()
    [9.0, 2.0, 9.0]
    """
    new = column.copy()
    new[rows] = values
    return new
