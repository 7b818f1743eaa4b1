"""One village to look at closely: the first of middling size, household by household."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.arrays import Codes
from sim.columns.groups import GROUP_KINDS
from sim.measures.catalogue import HOUSEHOLD_GROUPS, group_codes
from sim.world import World

HOUSEHOLD = ("support", "trust", "satisfaction", "consulted", "contested")
"""Columns of a household that are noted as they are."""


def example_of(w: World) -> tuple[int, Codes]:
    """Return the first village of middling size, and the rows of its households."""
    sizes = np.bincount(w.households.village, minlength=len(w.villages))
    village = int(np.argsort(sizes, kind="stable")[sizes.shape[0] // 2])
    return village, np.flatnonzero(w.households.village == village)


def example_households(w: World) -> Mapping[str, npt.NDArray[Any]]:
    """Return the households of the example village as they stand now, a row each.

    ``member_of`` holds the kinds of social groups a household belongs to, joined by a plus; ``group`` its household
    group, of those in :data:`sim.measures.catalogue.HOUSEHOLD_GROUPS`.
    """
    village, rows = example_of(w)
    own = group_codes(w)["household group"][1][rows]
    return {
        "village": np.full(rows.shape, village),
        "region": np.full(rows.shape, w.region_names[w.villages.region[village]]),
        "household": rows,
        "persons": w.households.size[rows],
        "group": np.array(HOUSEHOLD_GROUPS)[own],
        "member_of": np.array([_kinds(w, row) for row in rows.tolist()]),
        **{name: getattr(w.households, name)[rows] for name in HOUSEHOLD},
    }


def _kinds(w: World, household: int) -> str:
    kinds = w.groups.kind[w.networks.membership.neighbours(household)]
    return "+".join(GROUP_KINDS[kind] for kind in np.unique(kinds).tolist())
