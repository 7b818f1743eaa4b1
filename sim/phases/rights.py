"""Rights: offers reach households, cases open, are mediated or hidden, escalate and end."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Rows, mean_by, ratio, total_by
from sim.phases.change import changed
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
    h = w.households
    come = _offered(w)
    contested = _contested(w, come[h.case[come] == NONE])
    near = np.flatnonzero((h.case == NONE) & (h.offered > 0.0) & (h.peers_open > 0.0))
    later = spreads(w.parameters.contagion, h.peers_open[near], w.month - h.offered[near])
    opens = np.concatenate((contested, near[w.chance_of("dispute", near) < later]))
    listed = _listed(w)
    hidden = w.chance_of("hide", opens) < w.cadres.hides[w.in_charge][h.village[opens]]
    return {
        "offered": changed(h.offered, come, float(w.month)),
        "offer": changed(h.offer, come, now_offered(w)[h.village[come]]),
        "case": changed(h.case, opens, float(OPEN)),
        "case_age": changed(h.case_age, opens, 0.0),
        "hidden": changed(changed(h.hidden, listed, 0.0), opens, number(hidden)),
        "concealed": changed(changed(h.concealed, listed, 0.0), opens, number(hidden)),
        "contested": changed(h.contested, opens, 1.0),
        "title_clear": changed(h.title_clear, _cleared(w), 1.0),
    }


def _offered(w: World) -> Codes:
    """Return the households that the offer reaches this month."""
    h, v = w.households, w.villages
    waiting = w.living_where(in_process(v.stage) | (v.nameplate > 0.5))
    waiting = waiting[h.offered[waiting] == 0.0]
    home, progress = h.village[waiting], ratio(v.done_rights, v.need_rights)
    comes = offered(w.parameters.disputes, w.terms["offer_mode"][home], progress[home], h.place[waiting])
    return np.asarray(waiting[comes])


def _contested(w: World, rows: Codes) -> Codes:
    """Return those of some households that contest their offer; in most months there are none to ask."""
    if not rows.size:
        return rows
    return rows[w.chance_of("dispute", rows) < _contest(w, rows)]


def _contest(w: World, rows: Codes) -> Rows:
    h, v = w.households, w.villages
    home = h.village[rows]
    return contests(
        w.parameters.disputes,
        unclear=1.0 - h.title_clear[rows],
        claim=h.stake[rows] - 0.5,
        compensation=now_offered(w)[home],
        special=h.special[rows],
        rule=w.terms["share_rule"][home],
        fairness=h.fairness[rows],
        peers_open=h.peers_open[rows],
        haste=haste(v.pressure)[home],
        work_factor=v.work_factor[home],
    )


def now_offered(w: World) -> Rows:
    """Return what each village offers for rights this month, as a share of their fair value."""
    return w.terms["compensation"] + w.villages.better_offer


def _cleared(w: World) -> Codes:
    """Return the households whose title is cleared this month."""
    work = w.terms["title_work"]
    rows = w.living_where(work > 0.0)
    return rows[w.chance_of("title", rows) < work[w.households.village[rows]] / 12.0]


def _listed(w: World) -> Codes:
    """Return the households whose hidden case is listed for settlement this month."""
    h, v = w.households, w.villages
    rows = np.flatnonzero(h.hidden > 0.5)
    return rows[w.chance_of("legacy", rows) < w.terms["legacy_cases"][v.county[h.village[rows]]] / 12.0]


def count_cases(w: World) -> Writes:
    """Villages count cases not ended: those shown, those of them a mediator can settle, all; aggrieved households."""
    h, v = w.households, w.villages
    rows = np.flatnonzero(unsettled(h))
    home, unended = h.village[rows], h.weight[rows]
    visible = unended * (1.0 - h.hidden[rows])
    return {
        "open_visible": total_by(home, visible, len(v)),
        "waiting": total_by(home, visible * number(h.case[rows] == OPEN), len(v)),
        "open_all": total_by(home, unended, len(v)),
        "aggrieved": w.by_village(number(h.grievance > h.threshold)),
    }


def gather_cases(w: World) -> Writes:
    """Counties count the cases that wait for a mediator."""
    return {"cases": total_by(w.villages.county, w.villages.waiting, len(w.counties))}


def mediate(w: World) -> Writes:
    """Villages know how far their mediators' time and the townships' help go."""
    v, c, p, terms = w.villages, w.cadres, w.parameters.cases, w.terms
    pool = (terms["township_pool"] * w.counties.villages)[v.county]
    capacity = v.mediation / p.time_per_case + pool * ratio(v.waiting, w.counties.cases[v.county])
    skill = mean_by(c.village, c.skill, c.serving, len(v)) / 0.6 * terms["mediation_skill"]
    return {"settling": settles(p, capacity, v.waiting, skill)}


def take_cases(w: World) -> Writes:
    """Let groups take members' cases as far as their activity goes."""
    h, g, p = w.households, w.groups, w.parameters.cases
    visible = h.weight * number(h.case == OPEN) * (1.0 - h.hidden)
    return {"settling": settles(p, p.group_cases * g.activity, w.members.pull(visible), g.skill)}


def pursue(w: World) -> Writes:
    """Cases grow older, are settled, escalate, or get their answer."""
    h, p = w.households, w.parameters
    alive = np.flatnonzero(unsettled(h))
    case, age = h.case[alive], h.case_age[alive]
    opened = case == OPEN
    settled = opened & (w.chance_of("settle", alive) < _settling(w, alive))
    luck = w.chance_of("escalate", alive)
    together = h.peers_aggrieved[alive] > h.threshold[alive]
    chance = escalates(
        p.cases, p.hiding, age=age, grievance=h.grievance[alive], aggrieved=together, hidden=h.hidden[alive]
    )
    rises = opened & ~settled & (luck < chance)
    ends = ~opened & (luck < answered(p.cases, case == LAWSUIT))
    rising = alive[rises]
    court = w.chance_of("court", rising) < p.cases.court_share
    way = np.where(together[rises], float(COLLECTIVE), np.where(court, float(LAWSUIT), float(PETITION)))
    return {
        "case": changed(changed(h.case, alive[settled | ends], float(SOLVED)), rising, way),
        "case_age": changed(h.case_age, alive, age + 1.0),
        "hidden": changed(h.hidden, alive[rises | ends], 0.0),
        "escalated": changed(h.escalated, rising, way),
    }


def _settling(w: World, rows: Codes) -> Rows:
    h = w.households
    by_groups = np.minimum(w.networks.membership.pull(w.groups.settling), 1.0)[rows]
    chance = 1.0 - (1.0 - w.villages.settling[h.village[rows]]) * (1.0 - by_groups)
    return np.where(h.hidden[rows] > 0.5, 0.0, chance)


def stall(w: World) -> Writes:
    """Villages stop work on rights and assets while too many visible cases are unsettled, in court or out of it."""
    v = w.villages
    too_many = ratio(v.open_visible, v.households) > w.parameters.cases.tolerance
    return {"stalled": number(too_many & in_process(v.stage))}


COUNTS = ("open_visible", "waiting", "open_all", "aggrieved")
STEPS = (
    Step("conceal", "cadres", conceal, ("hides",)),
    Step(
        "respond",
        "households",
        respond,
        ("offered", "offer", "case", "case_age", "hidden", "concealed", "contested", "title_clear"),
    ),
    Step("count_cases", "villages", count_cases, COUNTS),
    Step("gather_cases", "counties", gather_cases, ("cases",)),
    Step("mediate", "villages", mediate, ("settling",)),
    Step("take_cases", "groups", take_cases, ("settling",)),
    Step("pursue", "households", pursue, ("case", "case_age", "hidden", "escalated")),
    Step("count_cases", "villages", count_cases, COUNTS),
    Step("stall", "villages", stall, ("stalled",)),
)
