"""What may be a goal: a family of outcomes, or an outcome that is better when higher or when lower, with a weight."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sim.measures.catalogue import MEASURES
from sim.measures.families import FAMILIES
from sim.measures.measure import Measure
from sim.measures.summaries import SUMMARIES, Summary
from sim.scalars import did_you_mean

MEASURED: Mapping[str, Measure | Summary] = {**MEASURES, **SUMMARIES}


def faults_of(goals: Mapping[str, object]) -> dict[str, str]:
    """Return what is wrong with goals, by name.

    >>> faults_of({"rights": 2, "petition": 1.0, "cost": -1.0})
    {'petition': 'neither an outcome nor a family of outcomes, did you mean `petitions`?',
     'cost': '-1.0 is no weight: a number above 0'}
    >>> faults_of({"landing": 1.0})
    {'landing': 'no goal: higher is neither better nor worse'}
    """
    return {str(name): words for name, weight in goals.items() if (words := _fault(str(name), weight))}


def _fault(name: str, weight: object) -> str:
    if name not in FAMILIES and name not in MEASURED:
        return f"neither an outcome nor a family of outcomes{did_you_mean(name, [*FAMILIES, *MEASURED])}"
    if name not in FAMILIES and MEASURED[name].better == "none":
        return "no goal: higher is neither better nor worse"
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0.0 < weight < math.inf:
        return f"{weight} is no weight: a number above 0"
    return ""
