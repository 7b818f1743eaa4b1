"""Rights: offers reach households, cases open, are mediated or hidden, escalate and end."""

from __future__ import annotations

import numpy as np

from sim.arrays import Flags, Rows, mean_by, ratio, total_by
from sim.columns.villages import CONVERTING
from sim.phases.status import in_process, number, unsettled
from sim.phases.step import Step, Writes
from sim.rules.cases import COLLECTIVE, LAWSUIT, NONE, OPEN, PETITION, SOLVED, answered, escalates, hides, settles
from sim.rules.disputes import contests, offered, spreads
from sim.rules.fairness import haste
from sim.world import World


def conceal(w: World) -> Writes:
    """Cadres settle for themselves how readily they would hide a case."""
    c = w.cadres
    appraisal = w.terms["appraisal"][w.villages.county[c.village]]
    return {"hides": hides(w.parameters.hiding, appraisal, c.concern, c.integrity)}


def respond(w: World) -> Writes:
    """Households take or contest the offer on the day it comes; later, open cases next door move some."""
    h, v = w.households, w.villages
    home = h.village
    comes = (h.offered == 0.0) & (in_process(v.stage) | (v.nameplate > 0.5))[home] & _has_offer(w)
    luck = w.chance("dispute", "households")
    later = spreads(w.parameters.contagion, h.peers_open, np.where(h.offered > 0.0, w.month - h.offered, 0.0))
    opens = (h.case == NONE) & np.where(comes, luck < _contest(w), luck < later)
    hidden = opens & (w.chance("hide", "households") < w.cadres.hides[w.secretary][home])
    cleared = w.chance("title", "households") < w.terms["title_work"][home] / 12.0
    return {
        "offered": np.where(comes, float(w.month), h.offered),
        "case": np.where(opens, float(OPEN), h.case),
        "case_age": np.where(opens, 0.0, h.case_age),
        "hidden": np.where(opens, number(hidden), h.hidden),
        "contested": np.where(opens, 1.0, h.contested),
        "title_clear": np.where(cleared, 1.0, h.title_clear),
    }


def _has_offer(w: World) -> Flags:
    h, v = w.households, w.villages
    progress = ratio(v.done_rights, v.need_rights)[h.village]
    return offered(w.parameters.disputes, w.terms["offer_mode"][h.village], progress, h.place)


def _contest(w: World) -> Rows:
    h, v = w.households, w.villages
    home = h.village
    return contests(
        w.parameters.disputes,
        unclear=1.0 - h.title_clear,
        claim=h.stake - 0.5,
        compensation=(w.terms["compensation"] + v.better_offer)[home],
        special=h.special,
        rule=w.terms["share_rule"][home],
        fairness=h.fairness,
        peers_open=h.peers_open,
        haste=haste(v.pressure)[home],
        work_factor=v.work_factor[home],
    )


def count_cases(w: World) -> Writes:
    """Villages count unsettled cases, those they show and all of them, and aggrieved households."""
    h, v = w.households, w.villages
    unended = h.weight * number(unsettled(h))
    return {
        "open_visible": total_by(h.village, unended * (1.0 - h.hidden), len(v)),
        "open_all": total_by(h.village, unended, len(v)),
        "aggrieved": mean_by(h.village, number(h.grievance > h.threshold), h.weight, len(v)),
    }


def gather_cases(w: World) -> Writes:
    """Counties count the cases that villages show."""
    return {"cases": total_by(w.villages.county, w.villages.open_visible, len(w.counties))}


def mediate(w: World) -> Writes:
    """Villages know how far their mediators' time and the townships' help go."""
    v, c, p, terms = w.villages, w.cadres, w.parameters.cases, w.terms
    pool = (terms["township_pool"] * w.counties.villages)[v.county]
    capacity = v.mediation / p.time_per_case + pool * ratio(v.open_visible, w.counties.cases[v.county])
    skill = mean_by(c.village, c.skill, c.serving, len(v)) / 0.6 * terms["mediation_skill"]
    return {"settling": settles(p, capacity, v.open_visible, skill)}


def take_cases(w: World) -> Writes:
    """Let groups take members' cases as far as their activity goes."""
    h, g, p = w.households, w.groups, w.parameters.cases
    visible = h.weight * number(h.case == OPEN) * (1.0 - h.hidden)
    return {"settling": settles(p, p.group_cases * g.activity, w.members.pull(visible), g.skill)}


def pursue(w: World) -> Writes:
    """Cases grow older, are settled, escalate, or get their answer."""
    h, p = w.households, w.parameters
    opened, waits = h.case == OPEN, (h.case >= LAWSUIT) & unsettled(h)
    settled = opened & (w.chance("settle", "households") < _settling(w))
    luck = w.chance("escalate", "households")
    together = h.peers_aggrieved > h.threshold
    chance = escalates(p.cases, p.hiding, age=h.case_age, grievance=h.grievance, aggrieved=together, hidden=h.hidden)
    rises = opened & ~settled & (luck < chance)
    ends = waits & (luck < answered(p.cases, h.case == LAWSUIT))
    court = w.chance("court", "households") < p.cases.court_share
    way = np.where(together, float(COLLECTIVE), np.where(court, float(LAWSUIT), float(PETITION)))
    case = np.where(settled | ends, float(SOLVED), np.where(rises, way, h.case))
    return {
        "case": case,
        "case_age": np.where(opened | waits, h.case_age + 1.0, h.case_age),
        "hidden": np.where(rises | ends, 0.0, h.hidden),
        "escalated": np.where(rises, way, h.escalated),
    }


def _settling(w: World) -> Rows:
    h = w.households
    by_groups = np.minimum(w.networks.membership.pull(w.groups.settling), 1.0)
    chance = 1.0 - (1.0 - w.villages.settling[h.village]) * (1.0 - by_groups)
    return np.where(h.hidden > 0.5, 0.0, chance)


def stall(w: World) -> Writes:
    """Villages stop work on rights and assets while too many visible cases are open."""
    v = w.villages
    too_many = ratio(v.open_visible, v.households) > w.parameters.cases.tolerance
    return {"stalled": number(too_many & in_process(v.stage) & (v.stage <= CONVERTING))}


COUNTS = ("open_visible", "open_all", "aggrieved")
STEPS = (
    Step("conceal", "cadres", conceal, ("hides",)),
    Step("respond", "households", respond, ("offered", "case", "case_age", "hidden", "contested", "title_clear")),
    Step("count_cases", "villages", count_cases, COUNTS),
    Step("gather_cases", "counties", gather_cases, ("cases",)),
    Step("mediate", "villages", mediate, ("settling",)),
    Step("take_cases", "groups", take_cases, ("settling",)),
    Step("pursue", "households", pursue, ("case", "case_age", "hidden", "escalated")),
    Step("count_cases", "villages", count_cases, COUNTS),
    Step("stall", "villages", stall, ("stalled",)),
)
