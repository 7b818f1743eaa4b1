"""Economy: cooperatives earn, pay interest and debt, and share out the rest."""

from __future__ import annotations

import numpy as np

from sim.arrays import ratio
from sim.phases.step import Step, Writes
from sim.rules.cooperative import lost, surplus, yearly_return
from sim.world import World


def account(w: World) -> Writes:
    """Cooperatives split the month's surplus over debt, reserves, the community and dividends."""
    c, v, p, terms = w.cooperatives, w.villages, w.parameters.economy, w.terms
    reform = ratio(v.done_handover, v.need_handover)
    rate = yearly_return(p, reform, terms["market_access"])
    gain = surplus(p, c.assets, rate, c.debt)
    leaked = lost(p, gain, terms["transparency"])
    free = np.maximum(gain, 0.0) - leaked
    to_debt = np.minimum(c.debt, free * terms["debt_share"] + terms["debt_subsidy"])
    own_to_debt = np.minimum(c.debt, free * terms["debt_share"])
    to_community, kept = free * terms["community_support"], free * terms["reinvest"]
    dividends = np.maximum(free - own_to_debt - to_community - kept, 0.0)
    return {
        "reform": reform,
        "rate": rate,
        "assets": c.assets + kept,
        "debt": c.debt - to_debt + np.maximum(-gain, 0.0),
        "to_community": to_community,
        "leaked": c.leaked + leaked,
        "dividend": ratio(12.0 * dividends, v.persons),
    }


STEPS = (
    Step(
        "account",
        "cooperatives",
        account,
        ("reform", "rate", "assets", "debt", "to_community", "leaked", "dividend"),
    ),
)
