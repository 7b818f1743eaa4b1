"""Precision: go on until a difference is known well enough, without fooling oneself.

An interval looked at after every batch, and kept as soon as it is narrow, covers the truth too rarely: a sample whose
spread happens to be small stops first (Anscombe 1953; Chow and Robbins 1965). Two things hold that in bounds: at least
sixteen pairs before the first look, and the interval must be narrow at two looks in a row. Tests simulate the coverage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.analyses.cube import Ends
from sim.analyses.paired import paired
from sim.arrays import Rows

FIRST = 16
BATCH = 8


def narrow(differences: Rows, width: float) -> bool:
    """Whether the 95 % interval of the mean difference reaches at most ``width`` to either side.

    >>> narrow(np.array([0.0, 1.0] * 8), 0.3), narrow(np.array([0.0, 1.0] * 8), 0.2)
    (True, False)
    """
    found = paired(differences)
    return not math.isnan(found.low) and (found.high - found.low) / 2.0 <= width


def settled(differences: Rows, width: float) -> bool:
    """Whether pairs suffice: narrow with all of them and with all but the last batch.

    >>> settled(np.array([0.0, 1.0] * 8), 0.3), settled(np.array([0.0, 1.0] * 12), 0.3)
    (False, True)
    """
    before = differences[:-BATCH]
    return before.shape[0] >= FIRST and narrow(before, width) and narrow(differences, width)


def settled_all(ends: Ends, baseline: str, wished: Mapping[str, float]) -> bool:
    """Whether every difference to the baseline is as precise as wished.

    Parameters
    ----------
    wished
        Outcome -> half-width of the 95 % interval that is wanted, in its unit.
    """
    return all(settled(apart, width) for name, width in wished.items() for apart in _apart(ends, baseline, name))


def reached(ends: Ends, baseline: str, wished: Mapping[str, float]) -> Mapping[str, float]:
    """Return the half-width that stands now, the widest over the scenarios, for each outcome wished for."""
    widths = {name: [paired(apart) for apart in _apart(ends, baseline, name)] for name in wished}
    return {name: max((each.high - each.low) / 2.0 for each in found) for name, found in widths.items()}


def _apart(ends: Ends, baseline: str, name: str) -> list[Rows]:
    """Return the paired differences of every other scenario, in the order of the replications."""
    base = ends.of(baseline, name)
    return [ends.of(scenario, name) - base for scenario in ends.scenarios if scenario != baseline]
