"""The books of a village of the plain Mesa model."""

# mypy: disable-error-code="has-type, no-any-return"
# The state of an agent has the names of its columns and is set from them at once, which mypy cannot follow.
from __future__ import annotations

import math
from typing import Any

from benchmarks.plain_household import share
from benchmarks.plain_places import Place, Village
from sim.columns.ledgers import FLOWS


def fen(yuan: float) -> float:
    """Return an amount in whole fen."""
    return float(round(yuan * 100.0))


class Ledger(Place):
    """The books of a village; its state has the names of the columns of :class:`sim.columns.ledgers.Ledgers`."""

    def __init__(self, model: Any, row: int, village: Village, state: dict[str, Any]) -> None:
        super().__init__(model, row, state)
        self.village = village
        village.ledger = self

    def trade(self) -> None:
        """Split the cooperative's surplus over debt, reserves, the community and dividends."""
        p, terms, village = self.model.parameters, self.model.terms, self.village
        one = village.cooperative
        income, interest = one.assets * one.rate / 12.0, one.debt * p.economy.interest / 12.0
        gain = income - interest
        leak = max(gain, 0.0) * p.economy.leak * (1.0 - share(terms["transparency"]))
        free = max(gain, 0.0) - leak
        subsidy = min(one.debt, terms["debt_subsidy"])
        repayment = min(one.debt - subsidy, free * terms["debt_share"])
        support = min(free * terms["community_support"], free - repayment)
        investment = min(free * terms["reinvest"], free - repayment - support)
        self.business, self.interest, self.credit, self.leak = (
            fen(income),
            fen(interest),
            fen(max(-gain, 0.0)),
            fen(leak),
        )
        self.subsidy, self.repayment = fen(subsidy), fen(repayment)
        self.support, self.investment = fen(support), fen(investment)
        self.dividends = fen(max(free - repayment - support - investment, 0.0))
        self.rent = fen(terms["community_rent"])
        took = sum(household.weight for household in village.people if household.offered == self.model.month)
        self.compensation = fen(took * (terms["compensation"] + village.better_offer) * p.money.rights)
        self.own_building = self.support + self.rent

    def spend(self) -> None:
        """Pay what the government and the community owe for this month."""
        p, terms, village = self.model.parameters, self.model.terms, self.village
        wage, prices = p.money.wage / 12.0, p.money
        means = max(village.money + terms["running_money"], 0.0)
        self.running = fen(means * prices.running * village.persons / 12.0)
        self.activities = float(math.floor(self.running * prices.activities))
        self.upkeep = self.running - self.activities
        self.wages = fen(village.staff * village.persons / 10000.0 * wage * (1.0 + prices.pay_rise * terms["pay"]))
        sent = village.outside / max(1.0 - p.coordination.loss * village.county.active_share, 1e-12)
        self.campaign = fen((sent + terms["secondees"] + terms["mediators"]) * wage)
        self.building = fen(village.built * p.staffing.room_cost)
        self.purchases, self.measures = fen(terms["purchased_services"]), fen(terms["lever_cost"])

    def book(self) -> None:
        """Enter every payment of the month: out of the payer's account, into the payee's."""
        books = self.__dict__
        for name, flow in FLOWS.items():
            amount = books[name]
            if amount:
                books[flow.payer] -= amount
                books[flow.payee] += amount
