"""Places: which villages a lever is meant for, as the government knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.arrays import Codes, Flags, Rows
from sim.columns.villages import STAGES
from sim.policies.policy import Seen

CLASSES = ("poorest third", "middle third", "richest third")
"""Thirds of the villages by income per head."""
KEYS = ("region", "county", "class", "wave", "pilots", "stage", "satisfaction_below", "satisfaction_above")
"""What ``where`` can name; several keys must all hold, several values of one key are alternatives."""


def inside(where: Mapping[str, Any], seen: Seen, regions: tuple[str, ...], counties: tuple[str, ...]) -> Flags:
    """Return which villages are meant.

    Parameters
    ----------
    where
        Values by key of :data:`KEYS`; empty for everywhere.
    regions, counties
        Names, in the order of the codes; a county is also known by its number, 1 for the first.
    """
    meant = np.ones(seen.county.shape[0], dtype=np.bool_)
    for key, values in where.items():
        meant &= _named(key, values, seen, regions, counties)
    return meant


def _named(key: str, values: Any, seen: Seen, regions: tuple[str, ...], counties: tuple[str, ...]) -> Flags:
    """Return which villages one key means."""
    if key == "satisfaction_below":
        return np.asarray(seen.satisfaction < values[0])
    if key == "satisfaction_above":
        return np.asarray(seen.satisfaction > values[0])
    if key == "county":
        return np.isin(seen.county, county_codes(values, counties))
    if key in ("wave", "pilots"):
        return np.isin(seen.wave if key == "wave" else seen.pilot, values)
    codes, names = {
        "region": (seen.region, regions),
        "class": (_thirds(seen.income), CLASSES),
        "stage": (seen.stage, STAGES),
    }[key]
    return np.isin(codes, [code for code, name in enumerate(names) if name in values])


def county_codes(values: Any, counties: tuple[str, ...]) -> list[int]:
    """Return the codes of counties that are named or numbered.

    >>> county_codes(("Anji", 1), ("", "Anji", "Changxing"))
    [0, 1]
    """
    return [n for n, name in enumerate(counties) if n + 1 in values or (name and name in values)]


def _thirds(income: Rows) -> Codes:
    return np.searchsorted(np.quantile(income, (1.0 / 3.0, 2.0 / 3.0)), income, side="right").astype(np.int64)
