"""Economy: cooperatives earn, pay interest and debt, and share out the rest; communities spend their own means."""

from __future__ import annotations

import numpy as np

from sim.arrays import Rows, ratio, total_by
from sim.phases.rights import now_offered
from sim.phases.step import Step, Writes
from sim.rules.cooperative import lost, surplus, yearly_return
from sim.rules.money import fen, yuan
from sim.world import World


def reform(w: World) -> Writes:
    """Cooperatives find where share reform has got to and what assets return."""
    v, p = w.villages, w.parameters.economy
    progress = ratio(v.done_handover, v.need_handover)
    return {"reform": progress, "rate": yearly_return(p, progress, w.terms["market_access"])}


def trade(w: World) -> Writes:
    """Split the month's surplus over debt, reserves, the community and dividends, in whole fen."""
    c, p, terms = w.cooperatives, w.parameters.economy, w.terms
    gain = surplus(p, c.assets, c.rate, c.debt)
    free = np.maximum(gain, 0.0)
    leak = lost(p, gain, terms["transparency"])
    free = free - leak
    subsidy = np.minimum(c.debt, terms["debt_subsidy"])
    repayment = np.minimum(c.debt - subsidy, free * terms["debt_share"])
    support = np.minimum(free * terms["community_support"], free - repayment)
    investment = np.minimum(free * terms["reinvest"], free - repayment - support)
    rent = terms["community_rent"]
    paid = {
        "business": c.assets * c.rate / 12.0,
        "interest": c.debt * p.interest / 12.0,
        "credit": np.maximum(-gain, 0.0),
        "leak": leak,
        "subsidy": subsidy,
        "repayment": repayment,
        "support": support,
        "investment": investment,
        "dividends": np.maximum(free - repayment - support - investment, 0.0),
        "rent": rent,
        "compensation": _took_the_offer(w) * now_offered(w) * w.parameters.money.rights,
    }
    booked = {name: fen(amount) for name, amount in paid.items()}
    return {**booked, "own_building": booked["support"] + booked["rent"]}


def _took_the_offer(w: World) -> Rows:
    """Return how many real households of each village have had their offer this month."""
    h = w.households
    rows = np.flatnonzero(h.offered == w.month)
    return total_by(h.village[rows], h.weight[rows], len(w.villages))


def account(w: World) -> Writes:
    """Cooperatives write the month's payments into what they own and owe."""
    c, b = w.cooperatives, w.ledgers
    return {
        "assets": c.assets + yuan(b.investment),
        "debt": np.maximum(c.debt - yuan(b.repayment + b.subsidy) + yuan(b.credit), 0.0),
        "dividend": ratio(12.0 * yuan(b.dividends), w.villages.persons),
        "leaked": c.leaked + yuan(b.leak),
    }


TRADE = (
    "business", "interest", "credit", "leak", "subsidy", "repayment", "support", "investment", "dividends", "rent",
    "compensation", "own_building",
)  # fmt: skip
STEPS = (
    Step("reform", "cooperatives", reform, ("reform", "rate")),
    Step("trade", "ledgers", trade, TRADE),
    Step("account", "cooperatives", account, ("assets", "debt", "dividend", "leaked")),
)
