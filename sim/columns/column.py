"""How a column is declared, and what every set of columns can do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """What is declared about a column: unit, bounds, meaning, and whether it changes after founding."""

    unit: str
    low: float
    high: float
    meaning: str
    fixed: bool


def column(unit: str, low: float, high: float, meaning: str) -> Any:
    """Declare a column of state that the months write."""
    return dataclasses.field(metadata={"column": Column(unit, low, high, meaning, False)})


def fixed(unit: str, low: float, high: float, meaning: str) -> Any:
    """Declare a column that founding writes once."""
    return dataclasses.field(metadata={"column": Column(unit, low, high, meaning, True)})


@dataclass(frozen=True, slots=True)
class Columns:
    """A set of equally long read-only arrays; subclasses name them."""

    def __post_init__(self) -> None:
        """Make every array read-only.

        Raises
        ------
        ValueError
            If the columns differ in length.
        """
        lengths = {getattr(self, f.name).shape[0] for f in dataclasses.fields(self)}
        if len(lengths) > 1:
            raise ValueError(f"columns of {type(self).__name__} differ in length: {sorted(lengths)}")
        for f in dataclasses.fields(self):
            getattr(self, f.name).flags.writeable = False

    def __len__(self) -> int:
        """Return the number of rows."""
        first: str = next(iter(self.__dataclass_fields__))
        return int(getattr(self, first).shape[0])

    @classmethod
    def declarations(cls) -> Mapping[str, Column]:
        """Return what is declared about each column, in order."""
        return {f.name: f.metadata["column"] for f in dataclasses.fields(cls)}

    def rows(self) -> Mapping[str, Array]:
        """Return the arrays by name."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}

    def replace_column(self, name: str, values: Array) -> None:
        """Put a new array in place of a column; for :func:`sim.month.settle` alone.

        Raises
        ------
        ValueError
            If the new array has another length or is not of the column's type.
        """
        old = getattr(self, name)
        if values.shape != old.shape or values.dtype != old.dtype:
            raise ValueError(f"{name}: {values.dtype}{values.shape} cannot replace {old.dtype}{old.shape}")
        values.flags.writeable = False
        object.__setattr__(self, name, values)

    def replace_columns(self, names: Sequence[str], block: Array) -> None:
        """Put the rows of a read-only block in place of columns; compiled code makes it of their length and type."""
        for name, values in zip(names, block, strict=True):
            object.__setattr__(self, name, values)


def zeros(rows: int) -> npt.NDArray[np.float64]:
    """Return a column of zeros."""
    return np.zeros(rows, dtype=np.float64)
