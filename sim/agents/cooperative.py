"""A cooperative: reforms its shares, earns on its assets, and owns and owes what is left after the month."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.agents.row import RowAgent, Writes
from sim.arrays import ratio
from sim.columns.cooperatives import Cooperatives
from sim.rules.cooperative import yearly_return
from sim.rules.money import yuan

if TYPE_CHECKING:
    from sim.agents.village import Village


class Cooperative(RowAgent):
    """The shareholding economic cooperative of a village."""

    kind_name = "cooperatives"
    columns = Cooperatives
    renamed: ClassVar = {"reform": "progress"}

    @cached_property
    def village(self) -> Village:
        """The village whose assets it holds."""
        return self.named_by("village", self.everybody.villages)

    # ---- economy

    def reform(self) -> Writes:
        """Find where share reform has got to and what assets return."""
        village = self.village
        progress = ratio(village.done_handover, village.need_handover)
        return {
            "reform": progress,
            "rate": yearly_return(self.parameters.economy, progress, village.term("market_access")),
        }

    def account(self) -> Writes:
        """Write the month's payments into what it owns and owes."""
        paid = self.village.ledger
        owed = self.debt - yuan(paid.repayment + paid.subsidy) + yuan(paid.credit)
        return {
            "assets": self.assets + yuan(paid.investment),
            "debt": np.maximum(owed, 0.0),
            "dividend": ratio(12.0 * yuan(paid.dividends), self.village.persons),
            "leaked": self.leaked + yuan(paid.leak),
        }
