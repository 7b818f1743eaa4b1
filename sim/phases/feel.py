"""Feel: what the month has done to fairness, trust, support, expectation, grievance and satisfaction."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, ratio
from sim.columns.villages import DECIDED
from sim.phases.rights import now_offered
from sim.phases.status import is_declared, number, unsettled
from sim.phases.step import Step, Writes
from sim.rules.fairness import fairness, haste
from sim.rules.satisfaction import expectation, grievance, judgement, satisfaction
from sim.rules.support import expected_gain, support, view
from sim.rules.trust import experience, trust
from sim.world import World


def feel(w: World) -> Writes:
    """Households feel the month; everything is judged on the state before it."""
    h, v = w.households, w.villages
    return {
        "fairness": _fairness(w),
        "trust": _trust(w),
        "gain": _gain(w),
        "support": _support(w),
        "expectation": expectation(w.parameters.expectation, h.expectation, w.at_home(number(is_declared(v.stage)))),
        "grievance": _grievance(w),
        "satisfaction": _satisfaction(w),
        "satisfaction_start": h.satisfaction_start if w.month > 1 else _satisfaction(w),
    }


def _fairness(w: World) -> Rows:
    h, v = w.households, w.villages
    return fairness(
        w.parameters.fairness,
        h.fairness,
        active=h.active,
        peers_active=h.peers_active,
        transparency=w.at_home(w.terms["transparency"]),
        attended=h.attended,
        meeting=w.at_home(v.meeting),
        unconsulted=w.at_home(np.where(v.stage >= DECIDED, 1.0 - v.consulted_at_decision, 0.0)),
        haste=w.at_home(haste(v.pressure)),
    )


def _trust(w: World) -> Rows:
    h, v = w.households, w.villages
    lived = experience(w.parameters.trust, h.fairness, w.at_home(v.service), h.grievance, h.expectation)
    reach = w.at_home(v.reach)
    return trust(w.parameters.trust, h.trust, start=h.trust_start, peers=h.peers_trust, contact=reach, experience=lived)


def _gain(w: World) -> Rows:
    h = w.households
    if not np.any(is_declared(w.villages.stage)):
        return h.gain  # nobody has an example yet
    declared = w.at_home(number(is_declared(w.villages.stage)))
    change = (h.satisfaction - h.satisfaction_start) / 20.0
    heard = w.networks.bridge_ties.pull(np.stack((declared, declared * change), axis=1))
    return expected_gain(w.parameters.support, h.gain, heard[:, 0], ratio(heard[:, 1], heard[:, 0]))


def _support(w: World) -> Rows:
    h, p = w.households, w.parameters.support
    offer = np.where(h.offered > 0.0, h.offer, w.at_home(now_offered(w)))
    own = view(p, gain=h.gain, compensation=offer, stake=h.stake, fairness=h.fairness, trust=h.trust)
    return support(p, h.support, view=own, peers=h.peers_support)


def _grievance(w: World) -> Rows:
    h, p = w.households, w.parameters
    return grievance(
        p.grievance,
        h.grievance,
        unsettled=number(unsettled(h)),
        peers_open=h.peers_open,
        fairness=h.fairness,
        hidden=p.hiding.grievance * h.hidden,
    )


def _satisfaction(w: World) -> Rows:
    h, p = w.households, w.parameters.satisfaction
    deserved = judgement(
        p,
        service=w.at_home(w.villages.service),
        expectation=h.expectation,
        fairness=h.fairness,
        grievance=h.grievance,
        trust=h.trust,
        dividend=w.at_home(w.cooperatives.dividend),
    )
    return satisfaction(p, h.satisfaction, deserved)


STEPS = (
    Step(
        "feel",
        "households",
        feel,
        ("fairness", "trust", "gain", "support", "expectation", "grievance", "satisfaction", "satisfaction_start"),
    ),
)
