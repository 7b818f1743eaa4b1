"""The outcomes that exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from sim.arrays import Codes, Flags, Rows, mean_by, ratio, total_by
from sim.columns.villages import CONSOLIDATED, DECLARED, PREPARING
from sim.measures.measure import Better, Measure
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


def _measure(
    name: str, unit: str, better: Better, level: Literal["household", "village"], en: str, zh: str, meaning: str,
    margin: float, value: Row, weight: Row,
) -> Measure:  # fmt: skip
    return Measure(name, unit, better, level, {"en": en, "zh": zh}, meaning, margin, value, weight)


_ALL: tuple[Measure, ...] = (
    _measure("nominal_coverage", "share of villages", "none", _VILLAGE, "Nominal coverage", "名义覆盖率",
        "Villages that carry the plate of a community, nameplates included; no direction, because it rewards them",
        0.03,
        _flag(lambda w: w.villages.stage >= DECLARED), _each_village),
    _measure("substantive_coverage", "share of villages", "higher", _VILLAGE, "Substantive coverage", "实质覆盖率",
        "Villages declared and not, or no longer, a nameplate", 0.03,
        _flag(lambda w: (w.villages.stage >= DECLARED) & (w.villages.nameplate < 0.5)), _each_village),
    _measure("nameplate_share", "share of declared villages", "lower", _VILLAGE, "Nameplate conversions", "只挂牌未落实比例",
        "Villages ever declared whose first declaration came with more than a tenth of the counted work missing", 0.02,
        _hit, _ever_declared),
    _measure("nameplate_now", "share of villages", "lower", _VILLAGE, "Nameplates now", "当前只挂牌未落实比例",
        "Villages that carry the plate today with more than a tenth of the counted work missing", 0.02,
        lambda w: w.villages.nameplate, _each_village),
    _measure("insufficient_consultation", "share of decided villages", "lower", _VILLAGE, "Insufficient consultation",
        "协商不充分比例", "Decided villages in which too few households had attended a round when the plan was decided", 0.02,
        _flag(lambda w: w.villages.consulted_at_decision < w.parameters.declaration.sufficient), _decided),
    _measure("consultation_quality", "share of households", "higher", _VILLAGE, "Consulted when decided", "决策前参与协商比例",
        "Households that had attended at least one round when their plan was decided; mean of decided villages", 0.02,
        lambda w: w.villages.consulted_at_decision, _decided),
    _measure("called_early", "share of decided villages", "lower", _VILLAGE, "Votes called early", "提前表决比例",
        "Decided villages whose vote was called before consultation was complete", 0.02,
        lambda w: w.villages.called_early, _decided),
    _measure("votes_failed", "votes per village", "none", _VILLAGE, "Failed votes and vetoes", "未通过表决次数",
        "Votes that failed and vetoes so far", 0.05, lambda w: w.villages.votes_failed, _each_village),
    _measure("stalled_share", "share of villages", "lower", _VILLAGE, "Stalled villages", "停滞村比例",
        "Villages in which open cases have stopped the work on rights and assets", 0.02,
        lambda w: w.villages.stalled, _each_village),
    _measure("relapsed_share", "share of declared villages", "lower", _VILLAGE, "Relapsed villages", "回潮比例",
        "Villages ever declared whose services have fallen below three quarters of their level at declaration", 0.02,
        lambda w: w.villages.relapsed, _ever_declared),
    _measure("attendance", "share of households", "higher", _HOUSEHOLD, "Attendance", "参会率",
        "Registered households that attended their village's last meeting", 0.01,
        lambda w: w.households.attended, _each_household),
    _measure("attendance_present", "share of present households", "higher", _HOUSEHOLD, "Attendance of those present",
        "在村户参会率", "Households living in the village that attended its last meeting", 0.01,
        lambda w: w.households.attended, _present),
    _measure("active", "share of households", "higher", _HOUSEHOLD, "Active participation", "主动参与率",
        "Registered households that took an active part in the last meeting", 0.01,
        lambda w: w.households.active, _each_household),
    _measure("satisfaction", "points", "higher", _HOUSEHOLD, "Satisfaction", "满意度",
        "Mean satisfaction of households, 0 to 100", 0.5, lambda w: w.households.satisfaction, _each_household),
    _measure("below_50", "share of households", "lower", _HOUSEHOLD, "Dissatisfied households", "不满意户比例",
        "Households with a satisfaction below 50",
        0.02, _flag(lambda w: w.households.satisfaction < 50.0), _each_household),
    _measure("worse_off", "share of households", "lower", _HOUSEHOLD, "Worse off than at the start", "满意度下降户比例",
        "Households less satisfied than at the start by more than one point", 0.02,
        _flag(lambda w: w.households.satisfaction < w.households.satisfaction_start - 1.0), _each_household),
    _measure("fairness", "share", "higher", _HOUSEHOLD, "Perceived fairness", "公平感",
        "Mean perceived fairness of procedures", 0.01, lambda w: w.households.fairness, _each_household),
    _measure("trust", "share", "higher", _HOUSEHOLD, "Trust", "信任度", "Mean trust in those who govern the village", 0.01,
        lambda w: w.households.trust, _each_household),
    _measure("support", "share", "higher", _HOUSEHOLD, "Support for conversion", "支持度",
    "Mean support for conversion", 0.01,
        lambda w: w.households.support, _each_household),
    _measure("grievance", "share", "lower", _HOUSEHOLD, "Grievance", "怨气", "Mean grievance", 0.01,
        lambda w: w.households.grievance, _each_household),
    _measure("disputes", "cases per 1,000 households", "lower", _HOUSEHOLD, "Disputes over rights", "权益纠纷",
        "Households that ever opened a case, per 1,000",
        2.0, lambda w: 1000.0 * w.households.contested, _each_household),
    _measure("open_cases", "cases per 1,000 households", "lower", _HOUSEHOLD, "Unsettled cases", "未结纠纷",
        "Cases not ended, hidden ones included, per 1,000 households",
        2.0, lambda w: 1000.0 * _unended(w), _each_household),
    _measure("open_age", "months", "lower", _HOUSEHOLD, "Age of unsettled cases", "未结纠纷时长",
        "Mean age of cases not ended",
        1.0, lambda w: w.households.case_age, lambda w: w.households.weight * _unended(w)),
    _measure("mediation_rate", "share of cases", "higher", _HOUSEHOLD, "Cases settled by mediation", "调解成功率",
        "Cases ever opened that were settled without escalating", 0.02,
        _flag(lambda w: (w.households.case == SOLVED) & (w.households.escalated == 0.0)), _contested),
    _measure("mediation_rate_reported", "share of cases", "none", _HOUSEHOLD, "Settlement rate as reported", "上报调解率",
        "The same over the cases in the statistics: those hidden when they were opened are left out", 0.02,
        _flag(lambda w: (w.households.case == SOLVED) & (w.households.escalated == 0.0)),
        lambda w: _contested(w) * (1.0 - w.households.concealed)),
    _measure("hidden_cases", "cases per 1,000 households", "lower", _HOUSEHOLD, "Hidden cases", "瞒报纠纷",
        "Open cases kept out of the statistics, per 1,000 households",
        1.0, lambda w: 1000.0 * w.households.hidden, _each_household),
    _measure("petitions", "cases per 1,000 households", "lower", _HOUSEHOLD, "Petitions", "信访",
        "Cases that ever went to the petition office, alone or together, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated > LAWSUIT, 1000.0, 0.0), _each_household),
    _measure("collective_petitions", "cases per 1,000 households", "lower", _HOUSEHOLD, "Collective petitions", "集体信访",
        "Cases that ever went to the petition office together with neighbours, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated == COLLECTIVE, 1000.0, 0.0), _each_household),
    _measure("lawsuits", "cases per 1,000 households", "lower", _HOUSEHOLD, "Lawsuits", "诉讼",
        "Cases that ever went to court, per 1,000 households", 1.0,
        lambda w: np.where(w.households.escalated == LAWSUIT, 1000.0, 0.0), _each_household),
    _measure("service_level", "share", "higher", _VILLAGE, "Service level", "服务水平",
        "Level of services, weighted by persons", 0.01, lambda w: w.villages.service, _persons),
    _measure("staff", "posts per 10,000", "higher", _VILLAGE, "Service staff", "每万人工作人员",
        "Service posts per 10,000 residents", 0.3, lambda w: w.villages.staff, _persons),
    _measure("facilities", "share", "higher", _VILLAGE, "Facilities", "设施水平",
        "Facilities against full supply, weighted by persons", 0.01, lambda w: w.villages.facilities, _persons),
    _measure("reach", "share", "higher", _VILLAGE, "Reach of cadres", "联系覆盖率",
        "Chance of a household to be reached by its cadres", 0.01, lambda w: w.villages.reach, _persons),
    _measure("pressure", "share", "lower", _VILLAGE, "Pressure on cadres", "限期压力",
        "Pressure from the due date", 0.02, lambda w: w.villages.pressure, _each_village),
    _measure("group_activity", "share", "higher", _VILLAGE, "Activity of social groups", "社会组织活跃度",
        "Mean activity of a village's groups; villages without groups are left out", 0.01,
        lambda w: _group_mean(w), lambda w: np.where(_group_number(w) > 0.0, 1.0, 0.0)),
    _measure("collective_return", "share per year", "higher", _VILLAGE, "Return on collective assets", "集体资产收益率",
        "Yearly return on collective assets, weighted by assets", 0.003,
        lambda w: w.cooperatives.rate, lambda w: w.cooperatives.assets),
    _measure("dividend", "yuan per person and year", "higher", _VILLAGE, "Dividend per head", "人均分红",
        "Dividend at this month's rate, weighted by persons", 10.0, lambda w: w.cooperatives.dividend, _persons),
    _measure("in_debt", "share of villages", "lower", _VILLAGE, "Cooperatives in debt", "有债务集体比例",
        "Villages whose cooperative still owes more than 1,000 yuan", 0.02,
        _flag(lambda w: w.cooperatives.debt > 1000.0), _each_village),
    _measure("debt", "yuan per village", "lower", _VILLAGE, "Collective debt", "集体债务",
        "Mean debt of a village's cooperative, villages without debt included", 50000.0,
        lambda w: w.cooperatives.debt, _each_village),
    _measure("money_lost", "yuan per person", "lower", _VILLAGE, "Money lost", "流失资金",
        "Collective money lost to irregularities so far, per head", 5.0,
        lambda w: w.ledgers.lost / 100.0 / w.villages.persons, _persons),
    _measure("money_per_head", "yuan per person and year", "higher", _VILLAGE, "Community money per head", "社区人均经费",
        "Running money, cooperative support and rent at this month's rate, per head", 2.0,
        lambda w: _community_income(w) * 12.0 / w.villages.persons, _persons),
    _measure("cost", "yuan per household", "lower", _VILLAGE, "Cost to the government", "政府支出",
        "What the government has paid so far, per household, ordinary posts and running money included", 200.0,
        lambda w: -w.ledgers.government / 100.0 / w.villages.households, lambda w: w.villages.households),
    _measure("separated", "share of households", "lower", _HOUSEHOLD, "Registered elsewhere", "人户分离比例",
        "Households registered in another place than they live in", 0.01, lambda w: w.households.elsewhere, _each_household),
    _measure("away", "share of households", "none", _HOUSEHOLD, "Away households", "外出户比例",
        "Households whose working members live elsewhere", 0.01, lambda w: w.households.away, _each_household),
    _measure("turnover", "share of cadres in office", "lower", _VILLAGE, "Newcomers in office", "任职不足一年比例",
        "Cadres and community workers in office for less than a year; mean of villages", 0.02,
        lambda w: _in_office(w, w.cadres.tenure < 12.0), _each_village),
    _measure("skill", "share", "higher", _VILLAGE, "Skill of staff", "工作人员能力",
        "Mean skill of those in office, the model's counterpart of certificates", 0.01,
        lambda w: _in_office(w, w.cadres.skill), _each_village),
    _measure("local_knowledge", "share", "higher", _VILLAGE, "Local knowledge of staff", "工作人员熟悉程度",
        "Mean local knowledge of those in office", 0.01, lambda w: _in_office(w, w.cadres.knowledge), _each_village),
    _measure("capability", "share", "higher", _VILLAGE, "Capability index", "可行能力指数",
        "Geometric mean of income (40,000 yuan a head = 1), service level and attendance (75 % = 1), after Sen (1999)", 0.01,
        lambda w: _capability(w), _persons),
    _measure("satisfaction_reported", "points", "none", _VILLAGE, "Satisfaction as surveyed", "调查满意度",
        "Satisfaction in the government's last quarterly survey", 0.5,
        lambda w: w.villages.reported_satisfaction, lambda w: np.where(w.month >= 3, w.villages.households, 0.0)),
    _measure("progress_reported", "share of work", "none", _VILLAGE, "Progress as reported", "上报进度",
        "Counted work done as villages report it; a declared village reports all of it", 0.02,
        lambda w: w.villages.reported_progress, lambda w: np.where(w.villages.started > 0.0, 1.0, 0.0)),
    _measure("progress", "share of work", "higher", _VILLAGE, "True progress", "实际进度",
        "Counted work done in villages that have begun", 0.02,
        lambda w: w.villages.quality_now, lambda w: np.where(w.villages.started > 0.0, 1.0, 0.0)),
    _measure("escalated", "share of cases", "lower", _HOUSEHOLD, "Cases that escalated", "矛盾升级比例",
        "Cases ever opened that went to court or to the petition office", 0.02,
        _flag(lambda w: w.households.escalated > 0.0), _contested),
    _measure("collective_share", "share of petitions", "lower", _HOUSEHOLD, "Petitions brought together", "集体信访占比",
        "Collective petitions among all petitions", 0.02,
        _flag(lambda w: w.households.escalated == COLLECTIVE),
        lambda w: w.households.weight * np.where(w.households.escalated > LAWSUIT, 1.0, 0.0)),
    _measure("landing", "share of villages", "none", _VILLAGE, "Policy landing", "政策落地率",
        "Villages in which conversion has begun, those declared included; how the landing rate of the sources is read", 0.03,
        _flag(lambda w: w.villages.stage >= PREPARING), _each_village),
    _measure("converted", "share of villages", "higher", _VILLAGE, "Conversion completed", "累计完成改居",
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
