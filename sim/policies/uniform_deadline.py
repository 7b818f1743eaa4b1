"""One date for everybody: all villages begin at once and are to be declared by the same month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.policies.policy import Seen
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class UniformDeadline:
    """Start everybody in one month with one due date."""

    name: ClassVar[str] = "uniform_deadline"

    due: int = declared(
        60, "date", 2, 1200, "Month by which every village should be declared", evidence="province_deadline"
    )
    start: int = declared(1, "date", 1, 1200, "Month in which all begin", assumed="the plan's first month")

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Order the start and the due date from the first month of the plan on."""
        if month < self.start:
            return terms
        return terms.set("start", 1.0).set("due", float(self.due))
