"""Families of outcomes: what a recommendation weighs, one vote each, by a main outcome taken over the whole horizon.

Outcomes within a family move together, so that counting each would count one effect several times. A main outcome is a
sum of measures over time, not their last value: a level counts with its discounted mean, which is its area under the
curve over the horizon (coverage-years, satisfaction-years), and speed is part of it; what adds up counts with its
discounted sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sim.measures.measure import Better
from sim.quantity import declared
from sim.words import bilingual

ACCUMULATING = (
    "disputes", "petitions", "collective_petitions", "lawsuits", "mediation_rate", "mediation_rate_reported",
    "escalated", "collective_share", "votes_failed", "money_lost", "cost",
)  # fmt: skip
"""Measures that count all that ever happened until a month."""


@dataclass(frozen=True, slots=True)
class Discounting:
    """At which rate later months count less."""

    rate: float = declared(
        0.08,
        "share per year",
        0.0,
        0.12,
        "Social discount rate",
        assumed="8 % is the social discount rate of the Methods and Parameters for the Economic Evaluation of "
        "Construction Projects (National Development and Reform Commission and Ministry of Construction, 3rd edition "
        "2006); the code for water projects SL 72-2013 uses 6 % beside it where the benefit is social; 0 counts all "
        "months alike, 12 % is the middle of what developing countries use (Zhuang et al. 2007, ADB)",
    )


@dataclass(frozen=True, slots=True)
class Family:
    """A family of outcomes, and its main outcome.

    Attributes
    ----------
    over
        ``mean``: discounted mean of the months; ``sum``: discounted sum of what each month adds; ``gap``: discounted
        mean of how far the best and the worst of the regions, and of the household groups, are apart.
    terms
        Measure -> its weight in the main outcome.
    margin
        Difference of the main outcome that does not matter in practice.
    """

    name: str
    unit: str
    better: Better
    over: Literal["mean", "sum", "gap"]
    terms: Mapping[str, float]
    margin: float

    @property
    def title(self) -> Mapping[str, str]:
        """What the family is called, by language."""
        return _called("family.title", self.name)

    @property
    def main(self) -> Mapping[str, str]:
        """What its main outcome is called, by language."""
        return _called("family.main", self.name)


def _called(prefix: str, name: str) -> Mapping[str, str]:
    """Return what a family is called; one that is a single outcome is called as that is."""
    return bilingual(prefix).get(name) or bilingual("outcome")[name]


_ALL = (
    Family("conversion", "share of villages", "higher", "mean",
        {"substantive_coverage": 1.0, "nameplate_now": -1.0}, 0.03),
    Family("rights", "cases per 1,000 households", "lower", "sum", {"disputes": 1.0, "petitions": 1.0}, 3.0),
    Family("voice", "share of households", "higher", "mean", {"attendance": 0.5, "consultation_quality": 0.5}, 0.015),
    Family("living", "points", "higher", "mean", {"satisfaction": 1.0}, 0.5),
    Family("fairness", "points", "lower", "gap", {"satisfaction": 1.0}, 0.5),
    Family("money", "yuan per household", "lower", "sum", {"cost": 1.0}, 200.0),
)  # fmt: skip

FAMILIES: Mapping[str, Family] = {family.name: family for family in _ALL}
"""Margins are those of the measures: the sum of two where two add up, their mean where they are averaged."""
