"""The state of all cooperatives."""

from __future__ import annotations

from dataclasses import dataclass

from sim.arrays import Codes, Rows
from sim.columns.column import Columns, column, fixed
from sim.columns.households import FOREVER


@dataclass(frozen=True, slots=True)
class Cooperatives(Columns):
    """Shareholding economic cooperatives, one a village, in the order of villages."""

    village: Codes = fixed("village", 0, FOREVER, "Row of the village")
    assets: Rows = column("yuan", 0, 1e12, "Assets")
    debt: Rows = column("yuan", 0, 1e12, "Debt")
    reform: Rows = column("share", 0, 1, "Progress of share reform")
    rate: Rows = column("1/year", 0, 1, "Return on assets")
    dividend: Rows = column("yuan/person/year", 0, FOREVER, "Dividend per head at this month's rate")
    leaked: Rows = column("yuan", 0, 1e12, "Lost to irregularities so far")
