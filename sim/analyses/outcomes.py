"""All that a run can come to: measures in the last month, and summaries of the whole run."""

from __future__ import annotations

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


def outcomes(names: Iterable[str] = ()) -> Mapping[str, Outcome]:
    """Return the declared outcomes by name: those asked for, in that order, or all."""
    entries: list[Measure | Summary] = [*MEASURES.values(), *SUMMARIES.values()]
    known = {
        entry.name: Outcome(entry.name, entry.unit, entry.better, entry.title, entry.meaning, entry.margin)
        for entry in entries
    }
    return MappingProxyType({name: known[name] for name in (tuple(names) or known)})
