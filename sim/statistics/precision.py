"""Precision: go on until a difference is known well enough, without fooling oneself.

An interval looked at after every batch, and kept as soon as it is narrow, covers the truth too rarely: a sample whose
spread happens to be small stops first (Anscombe 1953; Chow and Robbins 1965). Two things hold that in bounds: at least
sixteen pairs before the first look, and the interval must be narrow at two looks in a row. Pairs that are all alike are
never precise enough: they have no interval, as the next one may bring a rare event. Tests simulate the coverage.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.arrays import Rows
from sim.paired import paired
from sim.statistics.cube import Ends

FIRST = 16
BATCH = 8


def reach(differences: Rows) -> float:
    """Return how far the 95 % interval of the mean difference reaches to the wider side; missing without spread."""
    found = paired(differences)
    return max(found.high - found.mean, found.mean - found.low)


def settled(differences: Rows, width: float) -> bool:
    """Whether pairs suffice: the interval reaches no farther than wished with all and with all but the last batch.

    >>> settled(np.array([0.0, 1.0] * 8), 0.3), settled(np.array([0.0, 1.0] * 12), 0.3), settled(np.zeros(24), 0.3)
    (False, True, False)
    """
    before = differences[:-BATCH]
    enough = np.count_nonzero(~np.isnan(before)) >= FIRST
    return bool(enough and reach(before) <= width and reach(differences) <= width)


def settled_all(ends: Ends, baseline: str, wished: Mapping[str, float]) -> bool:
    """Whether every difference to the baseline is as precise as wished.

    Parameters
    ----------
    wished
        Outcome -> half-width of the 95 % interval that is wanted, in its unit.
    """
    return all(
        settled(apart, width) for name, width in wished.items() for apart in _pair_differences(ends, baseline, name)
    )


def reached(ends: Ends, baseline: str, wished: Mapping[str, float]) -> Mapping[str, float]:
    """Return how far the interval reaches now, for each outcome wished for the farthest over the scenarios.

    Missing where a scenario's pairs are all alike.
    """
    return {name: float(np.max([reach(apart) for apart in _pair_differences(ends, baseline, name)])) for name in wished}


def _pair_differences(ends: Ends, baseline: str, name: str) -> list[Rows]:
    """Return the paired differences of every other scenario, in the order of the replications."""
    base = ends.of(baseline, name)
    return [ends.of(scenario, name) - base for scenario in ends.scenarios if scenario != baseline]
