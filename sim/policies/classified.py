"""Three classes, three treatments: leading, improving, rectifying villages (governance_plan 5.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.arrays import Rows, total_by
from sim.policies.choosing import first
from sim.policies.policy import Seen, waiting
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Classified:
    """Leading villages begin at once; improving ones get rooms first, rectifying ones have quarrels solved first."""

    name: ClassVar[str] = "classified"

    start: int = declared(1, "date", 1, 1200, "Month in which leading villages begin", assumed="the plan's first month")
    leading: float = declared(
        0.3,
        "share",
        0.0,
        1.0,
        "Share of villages in the leading class",
        assumed="about a third of each class; the source gives none",
    )
    rectifying: float = declared(
        0.3,
        "share",
        0.0,
        1.0,
        "Share of villages in the rectifying class",
        assumed="about a third of each class; the source gives none",
    )
    improve_months: int = declared(
        24, "months", 0, 120, "Months of filling gaps before improving villages begin", assumed="two budget years"
    )
    rectify_months: int = declared(
        48, "months", 0, 120, "Months of solving problems before rectifying villages begin", assumed="four budget years"
    )
    due_in: int = declared(
        42,
        "months",
        0,
        240,
        "Months to the due date after the start, 0 for none",
        assumed="between a tight and a loose calendar",
    )
    rooms: float = declared(
        0.004,
        "village-units/month",
        0.0,
        0.1,
        "Facilities built in improving villages before they begin",
        evidence="improving_fund",
        assumed="300,000 yuan over two years at 3 million a village-unit",
    )
    mediators: float = declared(
        0.3, "posts", 0.0, 3.0, "Mediators sent to rectifying villages", assumed="one mediator for three villages"
    )
    title_work: float = declared(
        0.3,
        "share/year",
        0.0,
        1.0,
        "Unclear titles cleared a year in rectifying villages",
        assumed="most are cleared before they begin",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Sort the villages in the first month; then begin each class in its time and help the others meanwhile."""
        if month < self.start:
            return terms
        wave = self._classes(seen) if month == self.start else seen.wave
        waits = np.select([wave == 0.0, wave == 1.0], [0, self.improve_months], default=self.rectify_months)
        begins = (wave >= 0.0) & (month >= self.start + waits)
        due = np.where(begins & (seen.stage == 0.0) & (self.due_in > 0), float(month + self.due_in), seen.due)
        terms = terms.set("wave", wave).set("due", due).set("start", np.where(begins, 1.0, 0.0))
        terms = terms.add("facility_money", np.where((wave == 1.0) & ~begins, self.rooms, 0.0))
        worst = (wave == 2.0) & ~begins
        return terms.add("mediators", np.where(worst, self.mediators, 0.0)).add(
            "title_work", np.where(worst, self.title_work, 0.0)
        )

    def _classes(self, seen: Seen) -> Rows:
        """Return the class of each village that has not begun; the shares are of these."""
        free = waiting(seen)
        number = total_by(seen.county, free.astype(np.float64), int(seen.county.max()) + 1)[seen.county]
        leads = first(seen.county, seen.readiness, self.leading * number, free)
        last = first(seen.county, -seen.readiness, self.rectifying * number, free & ~leads)
        return np.select([leads, last, free], [0.0, 2.0, 1.0], default=-1.0)
