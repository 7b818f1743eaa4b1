"""Book: what the month has cost, and every payment from one account to another."""

from __future__ import annotations

import numpy as np

from sim.arrays import TINY, Rows
from sim.columns.ledgers import ACCOUNTS, FLOWS
from sim.phases.step import Step, Writes
from sim.rules.money import fen, wages
from sim.rules.work import crowding
from sim.world import World


def spend(w: World) -> Writes:
    """Pay what governments and communities owe for this month, in whole fen."""
    v, p, terms = w.villages, w.parameters.money, w.terms
    running = fen(np.maximum(v.money + terms["running_money"], 0.0) * p.running * v.persons / 12.0)
    activities = np.floor(running * p.activities)
    return {
        "running": running,
        "activities": activities,
        "upkeep": running - activities,
        "wages": fen(wages(p, v.staff * v.persons / 10000.0, terms["pay"])),
        "campaign": fen(wages(p, _sent(w) + terms["secondees"] + terms["mediators"], np.zeros(len(v)))),
        "building": fen(v.built * w.parameters.staffing.room_cost),
        "purchases": fen(terms["purchased_services"]),
        "measures": fen(terms["lever_cost"]),
    }


def _sent(w: World) -> Rows:
    """Return the outside staff sent to each village, the time that coordination has eaten included: it is paid too."""
    reaching = crowding(w.parameters.coordination, w.counties.active_share)
    return w.villages.outside / np.maximum(reaching, TINY)[w.villages.county]


def book(w: World) -> Writes:
    """Enter every payment of the month: out of the payer's account, into the payee's."""
    balances = {account: getattr(w.ledgers, account) for account in ACCOUNTS}
    for name, flow in FLOWS.items():
        amount = getattr(w.ledgers, name)
        balances[flow.payer] = balances[flow.payer] - amount
        balances[flow.payee] = balances[flow.payee] + amount
    return balances


SPEND = ("running", "activities", "upkeep", "wages", "campaign", "building", "purchases", "measures")
STEPS = (Step("spend", "ledgers", spend, SPEND), Step("book", "ledgers", book, ACCOUNTS))
