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
    title: Mapping[str, str]
    main: Mapping[str, str]
    over: Literal["mean", "sum", "gap"]
    terms: Mapping[str, float]
    margin: float


_ALL = (
    Family("conversion", "share of villages", "higher", {"en": "Conversion", "zh": "实质改居"},
        {"en": "villages converted in substance, less those in name only", "zh": "实质改居的村减去只挂牌未落实的村"},
        "mean", {"substantive_coverage": 1.0, "nameplate_now": -1.0}, 0.03),
    Family("rights", "cases per 1,000 households", "lower", {"en": "Rights", "zh": "权益"},
        {"en": "disputes and petitions", "zh": "纠纷与信访"}, "sum", {"disputes": 1.0, "petitions": 1.0}, 3.0),
    Family("voice", "share of households", "higher", {"en": "Voice", "zh": "参与"},
        {"en": "households at meetings and consulted on the plan", "zh": "参会和参与方案协商的农户"},
        "mean", {"attendance": 0.5, "consultation_quality": 0.5}, 0.015),
    Family("living", "points", "higher", {"en": "Living conditions", "zh": "生活"},
        {"en": "satisfaction, 0 to 100", "zh": "满意度（0 至 100）"}, "mean", {"satisfaction": 1.0}, 0.5),
    Family("fairness", "points", "lower", {"en": "Fairness", "zh": "公平"},
        {"en": "gap in satisfaction between regions and household groups", "zh": "地区之间、农户群体之间的满意度差距"},
        "gap", {"satisfaction": 1.0}, 0.5),
    Family("money", "yuan per household", "lower", {"en": "Money", "zh": "财政"},
        {"en": "cost to the government", "zh": "政府支出"}, "sum", {"cost": 1.0}, 200.0),
)  # fmt: skip

FAMILIES: Mapping[str, Family] = {family.name: family for family in _ALL}
"""Margins are those of the measures: the sum of two where two add up, their mean where they are averaged."""
