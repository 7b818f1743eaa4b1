"""The numbers of the mechanisms as one record, as compiled steps read them."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.rules.parameters import Parameters

NUMBERS: np.dtype[np.void] = np.dtype(
    [
        (group.name, [(field.name, "f8") for field in dataclasses.fields(getattr(Parameters(), group.name))])
        for group in dataclasses.fields(Parameters)
    ]
)
"""The type of the record: numba knows a record by this very object."""


def as_record(parameters: Parameters) -> npt.NDArray[Any]:
    """Return the parameters as an array of one record."""
    values = tuple(
        tuple(float(value) for value in dataclasses.astuple(getattr(parameters, group.name)))
        for group in dataclasses.fields(parameters)
    )
    record = np.array([values], dtype=NUMBERS)
    record.flags.writeable = False
    return record
