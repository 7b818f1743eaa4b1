"""Policies over the parameter sets of an ensemble, each set with lucks of its own; what nobody estimated drawn, too.

Without the numbers that are mere assumptions, every set is a point. With them, they are drawn over their declared
ranges, one draw a set, and every set stands twice: once with its own draw and once with the next set's. What two points
of one set have in common beside luck is due to the set, what two points of one draw have in common to the draw
(pick and freeze: Sobol 1993; Saltelli 2002).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from sim.designs.points import Points
from sim.evidence.claims import honesty
from sim.quantity import Quantity
from sim.reading import Case
from sim.reading.calibration_study import searchable
from sim.reading.differing import differing
from sim.rules.parameters import OFF
from sim.streams import resampling

SECTION = "uncertainties"


def unestimated(cases: Sequence[Case], taken: Sequence[str]) -> Mapping[str, tuple[float, float]]:
    """Return the range of every number of the mechanisms that is a mere assumption, by path.

    Left out are numbers of mechanisms that a case has switched off, and those that only say whether a mechanism acts.

    Parameters
    ----------
    taken
        Paths that something else moves.
    """
    off = {path for case in cases for mechanism in case.scenario.off for path in OFF[mechanism]}
    found = {}
    for path, quantity in searchable().items():
        if path not in taken and path not in off and honesty(quantity) == "assumed" and not _is_switch(path, quantity):
            said = next(
                (case.ranges[f"{SECTION}.{path}"] for case in cases if f"{SECTION}.{path}" in case.ranges), None
            )
            found[path] = said or (quantity.low, quantity.high)
    return {path: (low, high) for path, (low, high) in found.items() if low < high}


def _is_switch(path: str, quantity: Quantity) -> bool:
    """Return whether a number only says whether its mechanism acts: 1, and 0 when it does not."""
    off = {numbers[path] for numbers in OFF.values() if path in numbers}
    return off == {0.0} and (quantity.low, quantity.high, quantity.default) == (0.0, 1.0, 1.0)


def overruled(cases: Sequence[Case], moved: Collection[str]) -> tuple[str, ...]:
    """Return which of the paths that a design moves hold other values in some cases: their contrast would be gone.

    What a case has switched off stays off whatever the design says, and is none of them.
    """
    apart = {each.path for other in cases[1:] for each in differing(cases[0], other)}
    return tuple(path for path in moved if f"{SECTION}.{path}" in apart)


def ensemble_points(
    sets: Sequence[Mapping[str, float]], ranges: Mapping[str, tuple[float, float]], kept: Sequence[str]
) -> Points:
    """Return the design: a row a set, each with lucks of its own; with ``ranges``, then a row a set with the next draw.

    Parameters
    ----------
    sets
        Values by path, the same paths in each.
    ranges
        Numbers to be drawn evenly, by path; none, and sets stand once.
    kept
        Outcomes that are kept of each run.
    """
    luck = resampling("assumed numbers beside an ensemble")
    known = searchable()
    drawn = [
        tuple(
            _value_within(known[path], low, high, part)
            for (path, (low, high)), part in zip(ranges.items(), row, strict=True)
        )
        for row in luck.random((len(sets), len(ranges)))
    ]
    own = [tuple(one[path] for path in sets[0]) for one in sets]
    rows = [(*one, *draw) for one, draw in zip(own, drawn, strict=True)]
    if ranges:
        rows += [(*one, *draw) for one, draw in zip(own, [*drawn[1:], drawn[0]], strict=True)]
    paths = tuple(f"{SECTION}.{path}" for path in (*sets[0], *ranges))
    return Points(paths, tuple(rows), tuple(range(len(rows))), tuple(kept))


def _value_within(quantity: Quantity, low: float, high: float, part: float) -> float:
    """Return the value at a part of a range; whole numbers, ends included, each as likely as the others."""
    if isinstance(quantity.default, int):
        return int(np.floor(low + (high - low + 1.0) * part))
    return float(low + (high - low) * part)
