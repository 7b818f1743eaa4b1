"""Convert when mature: a village may begin once it passes a gate of observables (work_plan 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.arrays import Flags
from sim.policies.policy import Seen, cases_at_work
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class ReadinessGate:
    """Start villages that have met the gate for some months; pause a county whose quarrels pile up."""

    name: ClassVar[str] = "readiness_gate"

    income: float = declared(
        500000.0, "yuan/year", 0.0, 5e7, "Collective income a village needs", evidence="threshold_income"
    )
    urban: float = declared(
        0.6, "share", 0.0, 1.0, "Share with urban registration it needs", evidence="threshold_hukou_urban"
    )
    unclear: float = declared(
        1.0,
        "share",
        0.0,
        1.0,
        "Unclear titles it may have",
        assumed="no such condition in the source; 1 asks for nothing",
    )
    months: int = declared(3, "months", 1, 36, "Months for which the gate must be met", evidence="assessment_quarterly")
    due_in: int = declared(
        48,
        "months",
        0,
        240,
        "Months to the due date after the start, 0 for none",
        assumed="a mature village needs no hurry",
    )
    pause_cases: float = declared(
        0.1,
        "cases/household",
        0.0,
        1.0,
        "Reported open cases in a county's villages under conversion above which nobody else begins",
        assumed="twice the tolerance at which work stops in a village",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Count the months through the gate, and begin those that have enough of them unless the county is paused."""
        open_gate = (
            (seen.collective_income >= self.income) & (seen.urban >= self.urban) & (seen.unclear <= self.unclear)
        )
        ready = np.where(open_gate, seen.ready_months + 1.0, 0.0)
        begins = (seen.stage == 0.0) & (ready >= self.months) & ~self._paused(seen)
        due = np.where(begins & (self.due_in > 0), float(month + self.due_in), seen.due)
        return terms.set("ready_months", ready).set("start", np.where(begins, 1.0, 0.0)).set("due", due)

    def _paused(self, seen: Seen) -> Flags:
        cases, households = cases_at_work(seen)
        return np.asarray((cases > self.pause_cases * households) & (households > 0.0))
