"""Announce: terms are set, villages start, outside staff is allotted, pressure is felt."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, mean_by, ratio, total_by
from sim.columns.villages import PREPARING, RURAL
from sim.phases.status import counted_left, in_process, number, quality
from sim.phases.step import Step, Writes
from sim.rules.pressure import pressure
from sim.rules.work import allotted, crowding
from sim.world import World


def register(w: World) -> Writes:
    """Villages take note of the orders of this month and start if told to."""
    v = w.villages
    starts = (v.stage == RURAL) & (w.terms["start"] > 0.5)
    return {
        "due": w.terms["due"].copy(),
        "wave": w.terms["wave"].copy(),
        "pilot": w.terms["pilot"].copy(),
        "ready_months": w.terms["ready_months"].copy(),
        "stage": np.where(starts, float(PREPARING), v.stage),
        "since": np.where(starts, float(w.month), v.since),
        "started": np.where(starts, float(w.month), v.started),
    }


def allot(w: World) -> Writes:
    """Counties count the villages at work and what outside staff time is left after coordination."""
    v, c = w.villages, w.counties
    active = mean_by(v.county, number(in_process(v.stage)), np.ones(len(v)), len(c))
    pool = w.terms["outside_staff"] * c.villages
    return {"active_share": active, "outside": pool * crowding(w.parameters.coordination, active)}


def receive(w: World) -> Writes:
    """Villages receive outside staff by the county's rule and feel the pressure of their due date."""
    v, p = w.villages, w.parameters
    claim = number(in_process(v.stage)) * allotted(w.parameters.work, w.terms["allocation"][v.county], quality(v))
    offer = w.counties.outside[v.county] * ratio(claim, total_by(v.county, claim, len(w.counties))[v.county])
    outside = np.minimum(offer, p.work.outside_cap)
    return {"outside": outside, "pressure": _pressure(w, outside)}


def _pressure(w: World, outside: Rows) -> Rows:
    v, p = w.villages, w.parameters
    consult = np.where(v.stage == PREPARING, v.need_consult - v.done_consult, 0.0)
    return pressure(
        p.pressure,
        v.pressure,
        month=float(w.month),
        due=v.due,
        work_left=np.where(in_process(v.stage), counted_left(v) + consult, 0.0),
        pace=p.effort.free * p.effort.expected_posts + outside,
        sanction=w.terms["sanction"][v.county],
    )


STEPS = (
    Step("register", "villages", register, ("due", "wave", "pilot", "ready_months", "stage", "since", "started")),
    Step("allot", "counties", allot, ("active_share", "outside")),
    Step("receive", "villages", receive, ("outside", "pressure")),
)
