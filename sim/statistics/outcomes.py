"""All that a run can come to: measures in the last month, and summaries of the whole run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.measures.catalogue import MEASURES
from sim.measures.measure import Measure
from sim.measures.summaries import SUMMARIES, Summary

KEY = (
    "substantive_coverage",
    "nameplate_share",
    "satisfaction",
    "disputes",
    "insufficient_consultation",
    "service_level",
    "satisfaction_over_time",
    "petitions",
    "months_to_substantive_50",
    "attendance_over_time",
    "cost",
)
"""Outcomes shown first: is it conversion in substance and how soon, are people content and heard, what does it cost?"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is declared about an outcome.

    Attributes
    ----------
    better
        ``higher``, ``lower`` or ``none``.
    margin
        Difference that does not matter in practice.
    """

    name: str
    unit: str
    better: str
    title: Mapping[str, str]
    meaning: str
    margin: float

    @property
    def bounds(self) -> tuple[float, float]:
        """Least and greatest value that a run can come to, by the unit."""
        return bounds(self.unit)

    @property
    def gaps(self) -> tuple[float, float]:
        """Least and greatest difference between two runs."""
        low, high = self.bounds
        return low - high, high - low


NEVER_NEGATIVE = ("cases ", "months", "posts ", "votes ", "yuan")
"""How the units begin of what is counted from zero on."""


def bounds(unit: str) -> tuple[float, float]:
    """Return the least and the greatest value that something of a unit can have; a rate a year has neither.

    >>> bounds("share of villages"), bounds("points"), bounds("months"), bounds("share per year")
    ((0.0, 1.0), (0.0, 100.0), (0.0, inf), (-inf, inf))
    """
    if unit == "points":
        return 0.0, 100.0
    if unit == "share" or unit.startswith("share of "):
        return 0.0, 1.0
    return (0.0 if unit.startswith(NEVER_NEGATIVE) else -math.inf), math.inf


def outcomes(names: Iterable[str] = ()) -> Mapping[str, Outcome]:
    """Return the declared outcomes by name: those asked for, in that order, or all."""
    entries: list[Measure | Summary] = [*MEASURES.values(), *SUMMARIES.values()]
    known = {
        entry.name: Outcome(entry.name, entry.unit, entry.better, entry.title, entry.meaning, entry.margin)
        for entry in entries
    }
    return MappingProxyType({name: known[name] for name in (tuple(names) or known)})
