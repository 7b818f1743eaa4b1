"""One layer of ties as compressed sparse rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from sim.arrays import Codes, Rows, ratio, total_by


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Ties from rows to columns, each with a strength.

    Indices are sorted and single within a row. A loop over a row's ties from left to right therefore gives the same
    bits as the product over all rows, which is how a Mesa agent and a whole column come to agree.

    Attributes
    ----------
    indptr
        First tie of each row, shape (rows + 1,).
    indices
        Column of each tie, shape (ties,).
    weights
        Strength of each tie, shape (ties,).
    rows, columns
        How many rows and columns there are, tied or not.
    """

    indptr: Codes
    indices: Codes
    weights: Rows
    rows: int
    columns: int
    _matrix: csr_array[np.float64, tuple[int, int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for array in (self.indptr, self.indices, self.weights):
            array.setflags(write=False)
        matrix = csr_array((self.weights, self.indices, self.indptr), shape=(self.rows, self.columns))
        object.__setattr__(self, "_matrix", matrix)

    @classmethod
    def of(
        cls, a: Codes, b: Codes, weights: Rows, *, rows: int, columns: int | None = None, symmetric: bool = False
    ) -> Self:
        """Make a layer from a list of ties in any order.

        A tie listed twice counts once, with its largest weight, so that the order of the list does not matter.

        Parameters
        ----------
        a, b
            Row and column of each tie.
        weights
            Strength of each tie.
        rows, columns
            Size of the layer; columns default to rows.
        symmetric
            Enter each tie in both directions, and leave out ties of a row with itself.
        """
        columns = rows if columns is None else columns
        if symmetric:
            proper = a != b
            a, b, weights = a[proper], b[proper], weights[proper]
            a, b, weights = np.concatenate((a, b)), np.concatenate((b, a)), np.concatenate((weights, weights))
        key = a * columns + b
        order = np.argsort(key)
        key = key[order]
        first = np.flatnonzero(np.diff(key, prepend=-1))
        strongest = np.maximum.reduceat(weights[order], first) if first.size else np.empty(0)
        return cls.sorted_pairs(key[first], strongest, rows, columns)

    @classmethod
    def sorted_pairs(cls, key: Codes, weights: Rows, rows: int, columns: int) -> Self:
        """Make a layer from single, sorted keys ``row * columns + column``."""
        row = key // max(columns, 1)
        indptr = np.searchsorted(row, np.arange(rows + 1))
        return cls(indptr, key - row * columns, weights, rows, columns)

    def neighbours(self, i: int) -> Codes:
        """Return the columns row ``i`` is tied to, ascending."""
        return self.indices[self.indptr[i] : self.indptr[i + 1]]

    def strengths(self, i: int) -> Rows:
        """Return the strengths of the ties of row ``i``, in the order of :meth:`neighbours`."""
        return self.weights[self.indptr[i] : self.indptr[i + 1]]

    def degree(self) -> Codes:
        """Return the number of ties of each row."""
        return np.diff(self.indptr)

    def row_of_tie(self) -> Codes:
        """Return the row of each tie, the partner of ``indices``."""
        return np.repeat(np.arange(self.rows), self.degree())

    def pull(self, values: Rows) -> Rows:
        """Sum ``values`` over the ties of each row, weighted by strength, from left to right.

        Parameters
        ----------
        values
            One number or k numbers a column, shape (columns,) or (columns, k).

        Returns
        -------
        Rows
            Shape (rows,) or (rows, k); 0 for a row without ties.

        Examples
        --------
        >>> chain = Layer.of(np.array([0, 1]), np.array([1, 2]), np.ones(2), rows=3, symmetric=True)
        >>> chain.pull(np.array([1.0, 10.0, 100.0])).tolist()
        [10.0, 101.0, 10.0]
        """
        pulled: Rows = np.asarray(self._matrix @ values)
        return pulled

    def normalised(self) -> Self:
        """Return the layer with each row's strengths divided by their sum, so that a pull is a mean."""
        row = self.row_of_tie()
        weights = ratio(self.weights, total_by(row, self.weights, self.rows)[row])
        return type(self)(self.indptr, self.indices, weights, self.rows, self.columns)

    def turned(self) -> Self:
        """Return the layer seen from its columns: the members of each group, the households of each cadre."""
        return self.of(self.indices, self.row_of_tie(), self.weights, rows=self.columns, columns=self.rows)
