"""A ledger: the books of a village, where what is owed this month is worked out and entered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.row import NOTHING, Number, RowAgent, Writes, total
from sim.arrays import TINY
from sim.columns.ledgers import ACCOUNTS, PAID_BY, PAID_TO, Ledgers
from sim.rules.cooperative import lost, surplus
from sim.rules.money import fen, wages
from sim.rules.work import crowding

if TYPE_CHECKING:
    from sim.agents.village import Village


class Ledger(RowAgent):
    """The books of a village; it has no will of its own, but pays by the rules that the village stands under."""

    kind_name = "ledgers"
    columns = Ledgers

    @cached_property
    def village(self) -> Village:
        """The village whose books these are."""
        return self.named_by("village", self.everybody.villages)

    # ---- economy

    def trade(self) -> Writes:
        """Split the cooperative's surplus over debt, reserves, the community and dividends, in whole fen."""
        village, cooperative, p = self.village, self.village.cooperative, self.parameters.economy
        gain = surplus(p, cooperative.assets, cooperative.rate, cooperative.debt)
        leak = lost(p, gain, village.term("transparency"))
        free = np.maximum(gain, 0.0) - leak
        subsidy = np.minimum(cooperative.debt, village.term("debt_subsidy"))
        repayment = np.minimum(cooperative.debt - subsidy, free * village.term("debt_share"))
        support = np.minimum(free * village.term("community_support"), free - repayment)
        investment = np.minimum(free * village.term("reinvest"), free - repayment - support)
        rent = village.term("community_rent")
        return {
            "business": fen(cooperative.assets * cooperative.rate / 12.0),
            "interest": fen(cooperative.debt * p.interest / 12.0),
            "credit": fen(np.maximum(-gain, 0.0)),
            "leak": fen(leak),
            "subsidy": fen(subsidy),
            "repayment": fen(repayment),
            "support": fen(support),
            "investment": fen(investment),
            "dividends": fen(np.maximum(free - repayment - support - investment, 0.0)),
            "rent": fen(rent),
            "compensation": fen(self.took_the_offer * village.offer * self.parameters.money.rights),
            "own_building": fen(support) + fen(rent),
        }

    # ---- assess

    def spend(self) -> Writes:
        """Pay what the government and the community owe for this month, in whole fen."""
        village, p = self.village, self.parameters.money
        reaching = crowding(self.parameters.coordination, village.government.active_share)
        sent = village.outside / np.maximum(reaching, TINY)
        helpers = sent + village.term("secondees") + village.term("mediators")
        means = np.maximum(village.money + village.term("running_money"), 0.0)
        running = fen(means * p.running * village.persons / 12.0)
        activities = np.floor(running * p.activities)
        return {
            "running": running,
            "activities": activities,
            "upkeep": running - activities,
            "wages": fen(wages(p, village.staff * village.persons / 10000.0, village.term("pay"))),
            "campaign": fen(wages(p, helpers, NOTHING)),
            "building": fen(village.built * self.parameters.staffing.room_cost),
            "purchases": fen(village.term("purchased_services")),
            "measures": fen(village.term("lever_cost")),
        }

    @property
    def took_the_offer(self) -> Number:
        """Real households that have had their offer this month."""
        return total(household.weight for household in self.village.households if household.offered == self.month)

    def book(self) -> Writes:
        """Enter every payment of the month: out of the payer's account, into the payee's."""
        return {account: self.balance(account) for account in ACCOUNTS}

    def balance(self, account: str) -> Number:
        """Return what an account holds after the month's payments."""
        received = total(getattr(self, name) for name in PAID_TO[account])
        spent = total(getattr(self, name) for name in PAID_BY[account])
        held: Number = getattr(self, account)
        return held + received - spent
