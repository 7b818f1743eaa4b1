"""Terms: what everybody faces this month, per county, village or household.

The table is closed: a policy can amend these terms and nothing else. Adds add, multipliers multiply, ``set`` wins, and
two policies that set the same term for the same place collide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.arrays import Flags, Rows
from sim.quantity import Quantity
from sim.rules.disputes import OFFER_MODES, SHARE_RULES

Level = Literal["county", "village", "household"]
ALLOCATIONS = ("equal", "need", "readiness", "concentrated")
TRIAL = "baseline of the design trial; no source measures it"


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the table: the group it belongs to, the level at which it can differ, what is declared about it."""

    group: str
    level: Level
    quantity: Quantity

    def code(self, value: float | str) -> float:
        """Return a value of this term as a number: the place of a word among its options.

        Raises
        ------
        ValueError
            If the word is not among the options or the number is out of range.
        """
        if isinstance(value, str):
            return float(self.quantity.options.index(value))
        if not self.quantity.low <= value <= self.quantity.high:
            raise ValueError(f"{value} lies outside {self.quantity.low} to {self.quantity.high}")
        return float(value)


def _term(
    group: str,
    level: Level,
    default: float,
    unit: str,
    low: float,
    high: float,
    meaning: str,
    evidence: str | None = None,
    assumed: str | None = None,
) -> Term:
    """Return a term; a claim that is only part of the reason stands beside ``assumed``, which says the rest."""
    return Term(group, level, Quantity(default, unit, low, high, meaning, evidence, assumed or _trial(evidence)))


def _trial(evidence: str | None) -> str | None:
    return None if evidence else TRIAL


def _word(group: str, level: Level, default: str, options: tuple[str, ...], meaning: str) -> Term:
    return Term(group, level, Quantity(default, "word", 0.0, len(options) - 1.0, meaning, None, TRIAL, options))


TERMS: Mapping[str, Term] = {
    "benefit": _term("participation", "household", 0.0, "logit", 0.0, 3.0, "What attending brings, points or goods"),
    "voice": _term("participation", "village", 0.0, "logit", 0.0, 2.0, "How heard people expect to be"),
    "invite": _term("participation", "village", 0.0, "share", -0.3, 0.3, "Reach added by personal invitation"),
    "publicity": _term("participation", "village", 0.0, "share", 0.0, 0.2, "Reach added by media"),
    "online": _term("participation", "village", 0.0, "share", 0.0, 1.0, "How far meetings and votes are open online"),
    "usability": _term(
        "participation", "village", 0.0, "share", 0.0, 1.0, "How easy the online door is for the unskilled"
    ),
    "transparency": _term(
        "participation", "village", 0.45, "share", 0.0, 1.0, "Village affairs open to inspection", "finance_openness"
    ),
    "quorum": _term(
        "participation",
        "village",
        0.5,
        "share",
        0.2,
        0.9,
        "Turnout a vote needs",
        assumed="Organic Law: half of the electorate",
    ),
    "approval": _term(
        "participation", "village", 0.667, "share", 0.5, 0.9, "Yes votes a plan needs", "representative_quorum"
    ),
    "veto": _term("participation", "village", 0.0, "flag", 0.0, 1.0, "A residents' council can stop the plan"),
    "compensation": _term(
        "rights",
        "village",
        0.6,
        "share of fair value",
        0.0,
        1.2,
        "Offer for rights given up",
        "homestead_compensation_ratio",
        assumed="the price of nearby land is read as fair value",
    ),
    "title_work": _term("rights", "village", 0.0, "share/year", 0.0, 1.0, "Unclear titles cleared a year"),
    "share_rule": _word("rights", "village", "reserve", SHARE_RULES, "How the cooperative treats special members"),
    "offer_mode": _word("rights", "village", "batch", OFFER_MODES, "Offers to all at once or household by household"),
    "township_pool": _term(
        "rights",
        "county",
        0.5,
        "cases/month/village",
        0.0,
        3.0,
        "Cases the townships can mediate, per village of the county",
    ),
    "mediators": _term("rights", "village", 0.0, "posts", 0.0, 3.0, "Full-time mediators"),
    "mediation_skill": _term("rights", "village", 1.0, "ratio", 0.5, 1.5, "Skill of mediation against the usual"),
    "appraisal": _term(
        "rights", "county", 0.5, "share", 0.0, 1.0, "Weight of the settlement rate in cadres' appraisal"
    ),
    "legacy_cases": _term(
        "rights", "county", 0.0, "share/year", 0.0, 1.0, "Hidden cases a year that are listed and opened for settlement"
    ),
    "sanction": _term("control", "county", 1.0, "ratio", 0.0, 2.0, "Sanction for missing the due date"),
    "detection": _term("control", "county", 0.25, "1/quarter", 0.0, 1.0, "Chance that an inspection finds a nameplate"),
    "evaluation": _term(
        "control", "village", 0.3, "share", 0.0, 1.0, "How well a finished village is written up for others"
    ),
    "exchange": _term("control", "county", 1.0, "ratio", 0.0, 3.0, "Spread of know-how"),
    "aftercare": _term(
        "control", "village", 0.4, "share", 0.0, 1.0, "Local staff time for what a nameplate still lacks"
    ),
    "survey": _term("control", "county", 0.1, "share", 0.0, 0.5, "Error of what the government sees"),
    "outside_staff": _term(
        "staff", "county", 0.6, "staff-months/month/village", 0.0, 4.0, "Outside staff, per village of the county"
    ),
    "staff_standard": _term(
        "staff", "village", 18.0, "posts/10,000", 6.0, 24.0, "Posts a community is to get", "staffing_standard"
    ),
    "hire_pace": _term("staff", "county", 1.2, "posts/10,000/month", 0.0, 6.0, "Posts a county can fill a month"),
    "retained": _term(
        "staff",
        "village",
        0.15,
        "share",
        0.0,
        1.0,
        "Former cadres kept on at hand-over",
        "former_cadres_hired",
        assumed="12 kept on in 28 communities, of which each had about three cadres",
    ),
    "mentoring": _term("staff", "village", 0.0, "ratio", 0.0, 2.0, "Mentoring of community workers by former cadres"),
    "pay": _term("staff", "village", 0.0, "share", 0.0, 1.0, "Pay and prospects against what would keep everybody"),
    "training": _term("staff", "village", 0.0, "1/year", 0.0, 0.5, "Skill gained by training a year"),
    "part_time_cap": _term("staff", "village", 1.0, "share", 0.0, 1.0, "Highest part-time share of grid work"),
    "duties": _term("staff", "village", 1.0, "ratio", 0.5, 2.0, "Administrative duties against the usual"),
    "secondees": _term("staff", "village", 0.0, "posts", 0.0, 4.0, "Posts seconded from above"),
    "volunteers": _term("staff", "village", 0.0, "posts", 0.0, 3.0, "Volunteers, in posts"),
    "running_money": _term(
        "money", "village", 0.0, "ratio", -0.5, 1.0, "Running money added, the east's per head being 1"
    ),
    "facility_money": _term(
        "money", "village", 0.0, "village-units/month", 0.0, 0.1, "Facilities built beside the county's programme"
    ),
    "build_pace": _term(
        "money", "county", 0.012, "village-units/month/village", 0.0, 0.1, "Facilities a county can build, per village"
    ),
    "maintenance": _term("money", "village", 0.85, "share", 0.0, 1.0, "Wear of facilities that is made good"),
    "allocation": _word("money", "county", "equal", ALLOCATIONS, "How outside staff is shared out"),
    "infrastructure_share": _term(
        "money", "county", 0.7, "share", 0.3, 0.95, "Conversion money that goes into buildings", "infra_share_of_funds"
    ),
    "purchased_services": _term(
        "money", "village", 0.0, "yuan/month", 0.0, 100000.0, "Services bought from social organisations"
    ),
    "reform_work": _term("economy", "village", 0.0, "staff-months/month", 0.0, 1.0, "Extra work on share reform"),
    "market_access": _term("economy", "village", 0.3, "share", 0.0, 1.0, "Markets open to collective assets"),
    "reinvest": _term(
        "economy",
        "village",
        0.10,
        "share",
        0.0,
        1.0,
        "Surplus the cooperative reinvests",
        assumed="baseline of the design; 30 % of land income in Suzhou is a lever",
    ),
    "community_support": _term(
        "economy", "village", 0.0, "share", 0.0, 0.5, "Surplus the cooperative pays to the community"
    ),
    "debt_share": _term("economy", "village", 0.2, "share", 0.0, 1.0, "Surplus that pays off debt"),
    "debt_subsidy": _term("economy", "village", 0.0, "yuan/month", 0.0, 200000.0, "Subsidy that pays off debt"),
    "community_rent": _term(
        "economy", "village", 0.0, "yuan/month", 0.0, 200000.0, "Income of the community from rent and business"
    ),
    "opening": _term("services", "village", 0.0, "share", 0.0, 1.0, "Windows and hours against full opening"),
    "centre": _term("services", "village", 0.0, "share", 0.0, 1.0, "Floor space of the centre above the usual"),
    "platform": _term("services", "village", 0.0, "share", 0.0, 1.0, "One-stop windows and digital platform"),
    "group_support": _term("society", "village", 0.0, "share", 0.0, 1.0, "Support for social groups"),
    "registration_speed": _term(
        "society", "village", 1.0, "ratio", 1.0, 6.0, "Speed at which registration follows residence"
    ),
    "start": _term(
        "orders",
        "village",
        0.0,
        "flag",
        0.0,
        1.0,
        "The village is to begin preparation",
        assumed="written by strategies",
    ),
    "due": _term(
        "orders",
        "village",
        -1.0,
        "month",
        -1.0,
        1e6,
        "Month by which it should be declared, -1 for none",
        assumed="written by strategies",
    ),
    "wave": _term(
        "orders", "village", -1.0, "number", -1.0, 1e3, "Wave of the rollout", assumed="written by strategies"
    ),
    "pilot": _term(
        "orders", "village", 0.0, "flag", 0.0, 1.0, "The village is a pilot", assumed="written by strategies"
    ),
    "lever_cost": _term(
        "orders",
        "village",
        0.0,
        "yuan/month",
        0.0,
        1e9,
        "What levers cost beside staff and rooms",
        assumed="written by levers",
    ),
    "lever_staff": _term(
        "orders",
        "village",
        0.0,
        "staff-months/month",
        0.0,
        100.0,
        "Time of the village's cadres that levers take",
        assumed="written by levers",
    ),
    "merge": _term(
        "orders",
        "village",
        -1.0,
        "village",
        -1.0,
        1e6,
        "Village whose community it joins at conversion, -1 for its own",
        assumed="written by strategies",
    ),
    "ready_months": _term(
        "orders",
        "village",
        0.0,
        "months",
        0.0,
        1e6,
        "Months for which a gate has been met",
        assumed="written by strategies",
    ),
}


class Collision(ValueError):
    """Two policies set the same term for the same place."""


class Terms(Mapping[str, Rows]):
    """The terms of one month; reading gives the composed values, amending gives new terms.

    Parameters
    ----------
    base
        Baseline values, an array a term, in the length of the term's level.
    """

    __slots__ = ("_adds", "_base", "_factors", "_fixed", "_where")

    def __init__(self, base: Mapping[str, Rows]) -> None:
        self._base = dict(base)
        self._adds: dict[str, Rows] = {}
        self._factors: dict[str, Rows] = {}
        self._fixed: dict[str, Rows] = {}
        self._where: dict[str, Flags] = {}

    def __getitem__(self, name: str) -> Rows:
        """Return the composed value of a term, clipped to its range."""
        value = self._base[name]
        if name in self._adds:
            value = value + self._adds[name]
        if name in self._factors:
            value = value * self._factors[name]
        if name in self._fixed:
            value = np.where(self._where[name], self._fixed[name], value)
        if value is self._base[name]:
            return value
        quantity = TERMS[name].quantity
        return np.minimum(np.maximum(value, quantity.low), quantity.high)

    def composed(self) -> dict[str, Rows]:
        """Return all composed values by name."""
        amended = self._adds.keys() | self._factors.keys() | self._fixed.keys()
        return self._base | {name: self[name] for name in amended}

    def __iter__(self):  # type: ignore[no-untyped-def]
        """Iterate over the names of the terms."""
        return iter(self._base)

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self._base)

    def _copy(self) -> Terms:
        other = Terms(self._base)
        other._adds, other._factors = dict(self._adds), dict(self._factors)
        other._fixed, other._where = dict(self._fixed), dict(self._where)
        return other

    def add(self, name: str, values: Rows | float) -> Terms:
        """Return terms with something added to one of them."""
        other = self._copy()
        other._adds[name] = self._adds.get(name, np.zeros_like(self._base[name])) + values
        return other

    def multiply(self, name: str, values: Rows | float) -> Terms:
        """Return terms with one of them multiplied."""
        other = self._copy()
        other._factors[name] = self._factors.get(name, np.ones_like(self._base[name])) * values
        return other

    def set(self, name: str, values: Rows | float, where: Flags | None = None) -> Terms:
        """Return terms with one of them fixed, everywhere or where the mask says.

        Raises
        ------
        Collision
            If it has been fixed there already, at another value.
        """
        rows = self._base[name].shape[0]
        mask = np.ones(rows, dtype=np.bool_) if where is None else where
        before = self._where.get(name, np.zeros(rows, dtype=np.bool_))
        twice = before & mask
        if twice.any() and not np.allclose(self._fixed[name][twice], np.broadcast_to(values, rows)[twice], 1e-12):
            raise Collision(f"two policies set the term `{name}` for the same place")
        other = self._copy()
        other._fixed[name] = np.where(mask, values, self._fixed.get(name, np.zeros(rows)))
        other._where[name] = before | mask
        return other
