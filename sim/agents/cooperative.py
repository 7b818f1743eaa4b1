"""A cooperative: earns on its assets and shares out the surplus."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.row import RowAgent, Writes
from sim.arrays import ratio
from sim.columns.cooperatives import Cooperatives
from sim.rules.cooperative import lost, surplus, yearly_return

if TYPE_CHECKING:
    from sim.agents.village import Village


class Cooperative(RowAgent):
    """The shareholding economic cooperative of a village."""

    kind_name = "cooperatives"
    columns = Cooperatives

    @cached_property
    def village(self) -> Village:
        """The village whose assets it holds."""
        return self.named_by("village", self.everybody.villages)

    # ---- economy

    def account(self) -> Writes:
        """Split the month's surplus over debt, reserves, the community and dividends."""
        village, p = self.village, self.parameters.economy
        reform = ratio(village.done_handover, village.need_handover)
        rate = yearly_return(p, reform, village.term("market_access"))
        gain = surplus(p, self.assets, rate, self.debt)
        leaked = lost(p, gain, village.term("transparency"))
        free = np.maximum(gain, 0.0) - leaked
        own_to_debt = np.minimum(self.debt, free * village.term("debt_share"))
        to_debt = np.minimum(self.debt, free * village.term("debt_share") + village.term("debt_subsidy"))
        to_community, kept = free * village.term("community_support"), free * village.term("reinvest")
        dividends = np.maximum(free - own_to_debt - to_community - kept, 0.0)
        return {
            "reform": reform,
            "rate": rate,
            "assets": self.assets + kept,
            "debt": self.debt - to_debt + np.maximum(-gain, 0.0),
            "to_community": to_community,
            "leaked": self.leaked + leaked,
            "dividend": ratio(12.0 * dividends, village.persons),
        }
