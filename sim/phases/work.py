"""Work: cadres split their month, villages get work done, know-how arrives."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, ratio, total_by
from sim.columns.villages import CONVERTING, DECIDED, PREPARING
from sim.phases.status import number
from sim.phases.step import Step, Writes
from sim.rules.effort import level, split
from sim.rules.staffing import left_by_levers
from sim.rules.work import rounds_held, spread_work, work_factor
from sim.world import World


def learn(w: World) -> Writes:
    """Villages take over what others, finished long enough ago, have written up."""
    v = w.villages
    ready = np.where(v.lesson_from <= w.month, v.lesson, 0.0)
    return {"work_factor": work_factor(w.parameters.learning, w.lessons.pull(ready) * w.terms["exchange"][v.county])}


def spend(w: World) -> Writes:
    """Cadres split their free time."""
    c, v, p = w.cadres, w.villages, w.parameters.effort
    home = c.village
    consulting = number((v.stage == PREPARING) & (v.done_consult < v.need_consult))
    working = number((v.stage == PREPARING) | (v.stage == DECIDED) | (v.stage == CONVERTING) | (v.nameplate > 0.5))
    shares = split(
        p,
        pressure=v.pressure[home],
        concern=c.concern,
        integrity=c.integrity,
        open_share=ratio(v.waiting, v.households)[home],
        consulting=consulting[home],
        working=working[home],
    )
    free = c.serving * level(p, v.pressure[home], w.terms["duties"][home], np.full(len(c), 1.0 - p.unskilled))
    left = left_by_levers(total_by(home, free, len(v)), w.terms["lever_staff"])
    time = c.serving * level(p, v.pressure[home], w.terms["duties"][home], c.skill) * left[home]
    return dict(zip(("consult", "visible", "mediate", "serve"), (time * part for part in shares), strict=True))


def labour(w: World) -> Writes:
    """Villages turn time into work: consultation, and the counted tasks that their stage and open cases allow."""
    v, c, p, terms = w.villages, w.cadres, w.parameters, w.terms
    posts = total_by(c.village, c.serving, len(v))
    helped, seconded = 1.0 + ratio(terms["volunteers"], posts), 1.0 + ratio(terms["secondees"], posts)
    consulting = (v.stage == PREPARING) & (v.done_consult < v.need_consult)
    to_consult = np.where(consulting, v.outside * p.work.consultation, 0.0)
    consult = total_by(c.village, c.consult, len(v)) * helped * seconded + to_consult
    done = np.minimum(v.done_consult + consult / v.work_factor, v.need_consult)
    done = np.where(v.stage == PREPARING, done, v.done_consult)
    rounds = rounds_held(p.work, done, v.need_consult)
    visible = total_by(c.village, c.visible, len(v)) * seconded
    visible = np.where(v.nameplate > 0.5, visible * terms["aftercare"], visible + v.outside - to_consult)
    return {
        "done_consult": done,
        "rounds": rounds,
        "round_now": number(rounds > v.rounds),
        "mediation": total_by(c.village, c.mediate, len(v)) * helped + terms["mediators"],
        **_counted(w, visible / v.work_factor),
    }


def _counted(w: World, time: Rows) -> Writes:
    v = w.villages
    free, later = v.stalled < 0.5, v.stage >= DECIDED
    assets = np.where(free, v.need_assets - v.done_assets, 0.0)
    rights = np.where(free, v.need_rights - v.done_rights, 0.0)
    handover = np.where(free & later, v.need_handover - v.done_handover, 0.0)
    left = assets + rights + handover
    reform = np.where(later, w.terms["reform_work"], 0.0)
    return {
        "done_assets": v.done_assets + spread_work(time, assets, left),
        "done_rights": v.done_rights + spread_work(time, rights, left),
        "done_handover": np.minimum(v.done_handover + spread_work(time, handover, left) + reform, v.need_handover),
    }


STEPS = (
    Step("learn", "villages", learn, ("work_factor",)),
    Step("spend", "cadres", spend, ("consult", "visible", "mediate", "serve")),
    Step(
        "labour",
        "villages",
        labour,
        ("done_consult", "rounds", "round_now", "mediation", "done_assets", "done_rights", "done_handover"),
    ),
)
