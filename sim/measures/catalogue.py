"""The outcomes that exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from sim.arrays import Codes, Flags, Rows, mean_by, ratio, total_by
from sim.columns.villages import CONSOLIDATED, DECLARED, PREPARING
from sim.measures.measure import Measure
from sim.rules.cases import COLLECTIVE, LAWSUIT, NONE, SOLVED
from sim.rules.declaration import nameplate
from sim.world import World

Row = Callable[[World], Rows]


def _flag(test: Callable[[World], object]) -> Row:
    return lambda w: np.where(np.asarray(test(w)), 1.0, 0.0)


def _each_household(w: World) -> Rows:
    return w.households.weight


def _each_village(w: World) -> Rows:
    return np.ones(len(w.villages))


def _present(w: World) -> Rows:
    return w.households.weight * (1.0 - w.households.away)


def _ever_declared(w: World) -> Rows:
    return np.where(w.villages.declared > 0.0, 1.0, 0.0)


def _decided(w: World) -> Rows:
    return w.villages.voted


def _contested(w: World) -> Rows:
    return w.households.weight * w.households.contested


def _hit(w: World) -> Rows:
    """Return 1 for villages whose first declaration was a nameplate."""
    missing = 1.0 - w.villages.quality_at_declaration
    return np.where(nameplate(w.parameters.declaration, missing), 1.0, 0.0)


def _unended(w: World) -> Rows:
    case = w.households.case
    return np.where((case != NONE) & (case != SOLVED), 1.0, 0.0)


def _persons(w: World) -> Rows:
    return w.villages.persons


_HOUSEHOLD: Literal["household"] = "household"
_VILLAGE: Literal["village"] = "village"


_ALL: tuple[Measure, ...] = (
    Measure("nominal_coverage", "share of villages", "none", _VILLAGE,
        "Villages that carry the plate of a community, nameplates included; no direction, because it rewards them",
        0.03, _flag(lambda w: w.villages.stage >= DECLARED), _each_village),
    Measure("substantive_coverage", "share of villages", "higher", _VILLAGE,
        "Villages declared and not, or no longer, a nameplate", 0.03,
        _flag(lambda w: (w.villages.stage >= DECLARED) & (w.villages.nameplate < 0.5)), _each_village),
    Measure("nameplate_share", "share of declared villages", "lower", _VILLAGE,
        "Villages ever declared whose first declaration came with more than a tenth of the counted work missing", 0.02,
        _hit, _ever_declared),
    Measure("nameplate_now", "share of villages", "lower", _VILLAGE,
        "Villages that carry the plate today with more than a tenth of the counted work missing", 0.02,
        lambda w: w.villages.nameplate, _each_village),
    Measure("insufficient_consultation", "share of decided villages", "lower", _VILLAGE,
        "Decided villages in which too few households had attended a round when the plan was decided", 0.02,
        _flag(lambda w: w.villages.consulted_at_decision < w.parameters.declaration.sufficient), _decided),
    Measure("consultation_quality", "share of households", "higher", _VILLAGE,
        "Households that had attended at least one round when their plan was decided; mean of decided villages", 0.02,
        lambda w: w.villages.consulted_at_decision, _decided),
    Measure("called_early", "share of decided villages", "lower", _VILLAGE,
        "Decided villages whose vote was called before consultation was complete", 0.02,
        lambda w: w.villages.called_early, _decided),
    Measure("votes_failed", "votes per village", "none", _VILLAGE, "Votes that failed and vetoes so far", 0.05,
        lambda w: w.villages.votes_failed, _each_village),
    Measure("stalled_share", "share of villages", "lower", _VILLAGE,
        "Villages in which open cases have stopped the work on rights and assets", 0.02,
        lambda w: w.villages.stalled, _each_village),
    Measure("relapsed_share", "share of declared villages", "lower", _VILLAGE,
        "Villages ever declared whose services have fallen below three quarters of their level at declaration", 0.02,
        lambda w: w.villages.relapsed, _ever_declared),
    Measure("attendance", "share of households", "higher", _HOUSEHOLD,
        "Registered households that attended their village's last meeting", 0.01,
        lambda w: w.households.attended, _each_household),
    Measure("attendance_present", "share of present households", "higher", _HOUSEHOLD,
        "Households living in the village that attended its last meeting", 0.01,
        lambda w: w.households.attended, _present),
    Measure("active", "share of households", "higher", _HOUSEHOLD,
        "Registered households that took an active part in the last meeting", 0.01,
        lambda w: w.households.active, _each_household),
    Measure("satisfaction", "points", "higher", _HOUSEHOLD, "Mean satisfaction of households, 0 to 100", 0.5,
        lambda w: w.households.satisfaction, _each_household),
    Measure("below_50", "share of households", "lower", _HOUSEHOLD, "Households with a satisfaction below 50", 0.02,
        _flag(lambda w: w.households.satisfaction < 50.0), _each_household),
    Measure("worse_off", "share of households", "lower", _HOUSEHOLD,
        "Households less satisfied than at the start by more than one point", 0.02,
        _flag(lambda w: w.households.satisfaction < w.households.satisfaction_start - 1.0), _each_household),
    Measure("fairness", "share", "higher", _HOUSEHOLD, "Mean perceived fairness of procedures", 0.01,
        lambda w: w.households.fairness, _each_household),
    Measure("trust", "share", "higher", _HOUSEHOLD, "Mean trust in those who govern the village", 0.01,
        lambda w: w.households.trust, _each_household),
    Measure("support", "share", "higher", _HOUSEHOLD, "Mean support for conversion", 0.01,
        lambda w: w.households.support, _each_household),
    Measure("grievance", "share", "lower", _HOUSEHOLD, "Mean grievance", 0.01,
        lambda w: w.households.grievance, _each_household),
    Measure("disputes", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Households that ever opened a case, per 1,000", 2.0,
        lambda w: 1000.0 * w.households.contested, _each_household),
    Measure("open_cases", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Cases not ended, hidden ones included, per 1,000 households", 2.0,
        lambda w: 1000.0 * _unended(w), _each_household),
    Measure("open_age", "months", "lower", _HOUSEHOLD, "Mean age of cases not ended", 1.0,
        lambda w: w.households.case_age, lambda w: w.households.weight * _unended(w)),
    Measure("mediation_rate", "share of cases", "higher", _HOUSEHOLD,
        "Cases ever opened that were settled without escalating", 0.02,
        _flag(lambda w: (w.households.case == SOLVED) & (w.households.escalated == 0.0)), _contested),
    Measure("mediation_rate_reported", "share of cases", "none", _HOUSEHOLD,
        "The same over the cases in the statistics: those hidden when they were opened are left out", 0.02,
        _flag(lambda w: (w.households.case == SOLVED) & (w.households.escalated == 0.0)),
        lambda w: _contested(w) * (1.0 - w.households.concealed)),
    Measure("hidden_cases", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Open cases kept out of the statistics, per 1,000 households", 1.0,
        lambda w: 1000.0 * w.households.hidden, _each_household),
    Measure("petitions", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Cases that ever went to the petition office, alone or together, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated > LAWSUIT, 1000.0, 0.0), _each_household),
    Measure("collective_petitions", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Cases that ever went to the petition office together with neighbours, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated == COLLECTIVE, 1000.0, 0.0), _each_household),
    Measure("lawsuits", "cases per 1,000 households", "lower", _HOUSEHOLD,
        "Cases that ever went to court, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated == LAWSUIT, 1000.0, 0.0), _each_household),
    Measure("service_level", "share", "higher", _VILLAGE, "Level of services, weighted by persons", 0.01,
        lambda w: w.villages.service, _persons),
    Measure("staff", "posts per 10,000", "higher", _VILLAGE, "Service posts per 10,000 residents", 0.3,
        lambda w: w.villages.staff, _persons),
    Measure("facilities", "share", "higher", _VILLAGE, "Facilities against full supply, weighted by persons", 0.01,
        lambda w: w.villages.facilities, _persons),
    Measure("reach", "share", "higher", _VILLAGE, "Chance of a household to be reached by its cadres", 0.01,
        lambda w: w.villages.reach, _persons),
    Measure("pressure", "share", "lower", _VILLAGE, "Pressure from the due date", 0.02,
        lambda w: w.villages.pressure, _each_village),
    Measure("group_activity", "share", "higher", _VILLAGE,
        "Mean activity of a village's groups; villages without groups are left out", 0.01,
        lambda w: _group_mean(w), lambda w: np.where(_group_number(w) > 0.0, 1.0, 0.0)),
    Measure("collective_return", "share per year", "higher", _VILLAGE,
        "Yearly return on collective assets, weighted by assets", 0.003,
        lambda w: w.cooperatives.rate, lambda w: w.cooperatives.assets),
    Measure("dividend", "yuan per person and year", "higher", _VILLAGE,
        "Dividend at this month's rate, weighted by persons", 10.0, lambda w: w.cooperatives.dividend, _persons),
    Measure("in_debt", "share of villages", "lower", _VILLAGE,
        "Villages whose cooperative still owes more than 1,000 yuan", 0.02,
        _flag(lambda w: w.cooperatives.debt > 1000.0), _each_village),
    Measure("debt", "yuan per village", "lower", _VILLAGE,
        "Mean debt of a village's cooperative, villages without debt included", 50000.0,
        lambda w: w.cooperatives.debt, _each_village),
    Measure("money_lost", "yuan per person", "lower", _VILLAGE,
        "Collective money lost to irregularities so far, per head", 5.0,
        lambda w: w.ledgers.lost / 100.0 / w.villages.persons, _persons),
    Measure("money_per_head", "yuan per person and year", "higher", _VILLAGE,
        "Running money, cooperative support and rent at this month's rate, per head", 2.0,
        lambda w: _community_income(w) * 12.0 / w.villages.persons, _persons),
    Measure("cost", "yuan per household", "lower", _VILLAGE,
        "What the government has paid so far, per household, ordinary posts and running money included", 200.0,
        lambda w: -w.ledgers.government / 100.0 / w.villages.households, lambda w: w.villages.households),
    Measure("separated", "share of households", "lower", _HOUSEHOLD,
        "Households registered in another place than they live in", 0.01,
        lambda w: w.households.elsewhere, _each_household),
    Measure("away", "share of households", "none", _HOUSEHOLD, "Households whose working members live elsewhere", 0.01,
        lambda w: w.households.away, _each_household),
    Measure("turnover", "share of cadres in office", "lower", _VILLAGE,
        "Cadres and community workers in office for less than a year; mean of villages", 0.02,
        lambda w: _in_office(w, w.cadres.tenure < 12.0), _each_village),
    Measure("skill", "share", "higher", _VILLAGE,
        "Mean skill of those in office, the model's counterpart of certificates", 0.01,
        lambda w: _in_office(w, w.cadres.skill), _each_village),
    Measure("local_knowledge", "share", "higher", _VILLAGE, "Mean local knowledge of those in office", 0.01,
        lambda w: _in_office(w, w.cadres.knowledge), _each_village),
    Measure("capability", "share", "higher", _VILLAGE,
        "Geometric mean of income (40,000 yuan a head = 1), service level and attendance (75 % = 1), after Sen (1999)",
        0.01, lambda w: _capability(w), _persons),
    Measure("satisfaction_reported", "points", "none", _VILLAGE,
        "Satisfaction in the government's last quarterly survey", 0.5,
        lambda w: w.villages.reported_satisfaction, lambda w: np.where(w.month >= 3, w.villages.households, 0.0)),
    Measure("progress_reported", "share of work", "none", _VILLAGE,
        "Counted work done as villages report it; a declared village reports all of it", 0.02,
        lambda w: w.villages.reported_progress, lambda w: np.where(w.villages.started > 0.0, 1.0, 0.0)),
    Measure("progress", "share of work", "higher", _VILLAGE, "Counted work done in villages that have begun", 0.02,
        lambda w: w.villages.quality_now, lambda w: np.where(w.villages.started > 0.0, 1.0, 0.0)),
    Measure("escalated", "share of cases", "lower", _HOUSEHOLD,
        "Cases ever opened that went to court or to the petition office", 0.02,
        _flag(lambda w: w.households.escalated > 0.0), _contested),
    Measure("collective_share", "share of petitions", "lower", _HOUSEHOLD, "Collective petitions among all petitions",
        0.02, _flag(lambda w: w.households.escalated == COLLECTIVE),
        lambda w: w.households.weight * np.where(w.households.escalated > LAWSUIT, 1.0, 0.0)),
    Measure("landing", "share of villages", "none", _VILLAGE,
        "Villages in which conversion has begun, those declared included; how the landing rate of the sources is read",
        0.03, _flag(lambda w: w.villages.stage >= PREPARING), _each_village),
    Measure("converted", "share of villages", "higher", _VILLAGE,
        "Villages consolidated: declared in substance and sound for the time that takes; never falls", 0.03,
        _flag(lambda w: w.villages.stage >= CONSOLIDATED), _each_village),
)  # fmt: skip

MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _ALL}
"""Outcome of a month -> how it is measured."""


def _group_number(w: World) -> Rows:
    return np.bincount(w.groups.village, minlength=len(w.villages)).astype(np.float64)


def _group_mean(w: World) -> Rows:
    return ratio(total_by(w.groups.village, w.groups.activity, len(w.villages)), _group_number(w))


def _community_income(w: World) -> Rows:
    return (w.ledgers.running + w.ledgers.support + w.ledgers.rent) / 100.0


def _in_office(w: World, values: Rows | Flags) -> Rows:
    return mean_by(w.cadres.village, np.asarray(values, dtype=np.float64), w.cadres.serving, len(w.villages))


def _capability(w: World) -> Rows:
    v = w.villages
    income = np.minimum(v.income / 40000.0, 1.0)
    return np.cbrt(income * v.service * np.minimum(v.attendance / 0.75, 1.0))


HOUSEHOLD_GROUPS = ("special members", "left-behind elders", "migrants", "unclear titles", "others")
SINCE = ("not declared", "year 1", "year 2", "year 3", "year 4", "later")
CLASSES = ("poorest third", "middle third", "richest third")

Grouping = tuple[tuple[str, ...], Codes, Codes | None]


def group_codes(w: World) -> Mapping[str, Grouping]:
    """Return the ways rows are grouped: dimension -> (names of members, code of each household, of each village).

    Household groups overlap in life; here each household belongs to the first of them that fits, in the order of
    :data:`HOUSEHOLD_GROUPS`, so that shares add up. They are fixed at founding, migrants too: people come back where
    services are good, and groups that changed with the policy would be other people under each.
    """
    v, h = w.villages, w.households
    cuts = np.quantile(v.income, (1.0 / 3.0, 2.0 / 3.0))
    village_class = np.searchsorted(cuts, v.income, side="right").astype(np.int64)
    tests = (h.special > 0.5, (h.elderly > 0.45) & (h.migrant < 0.5), h.migrant > 0.5, h.unclear > 0.5)
    own = np.select(tests, range(4), default=4).astype(np.int64)
    since = np.where(v.declared > 0.0, np.minimum((w.month - v.declared) // 12.0 + 1.0, 5.0), 0.0).astype(np.int64)
    return {
        "since declaration": (SINCE, since[h.village], since),
        "region": (w.region_names, v.region[h.village], v.region),
        "class": (CLASSES, village_class[h.village], village_class),
        "household group": (HOUSEHOLD_GROUPS, own, None),
    }
