"""Adjust as one goes: the next batch, its size and its dates follow the assessments (work_plan 3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.arrays import Flags, Rows
from sim.policies.choosing import first, size
from sim.policies.policy import Seen, at_work, cases_at_work, waiting
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Adaptive:
    """Each half-year, begin as many villages as the reports allow, and give time to those that are behind."""

    name: ClassVar[str] = "adaptive"

    start: int = declared(1, "date", 1, 1200, "Month of the first batch", assumed="the plan's first month")
    every: int = declared(
        6, "months", 1, 36, "Months between batches", evidence="assessment_cycle", assumed="two quarterly samples"
    )
    batch: float = declared(
        0.12,
        "share",
        0.0,
        1.0,
        "Share of the county's villages in a batch when all is well",
        assumed="all villages within about five years",
    )
    at_once: float = declared(
        0.35,
        "share",
        0.0,
        1.0,
        "Share of villages that may be at work at once",
        assumed="what the county's staff can accompany",
    )
    calm: float = declared(
        0.05,
        "cases/household",
        0.0,
        0.5,
        "Reported open cases in villages at work above which the next batch waits",
        assumed="the tolerance at which work stops in a village",
    )
    due_in: int = declared(
        42, "months", 3, 240, "Months to the due date after the start", assumed="between a tight and a loose calendar"
    )
    grace: int = declared(
        6,
        "months",
        0,
        36,
        "Months by which the date moves for a village that is behind its calendar",
        assumed="one assessment period",
    )
    evaluation: float = declared(
        0.7,
        "share",
        0.0,
        1.0,
        "How well finished villages are written up",
        assumed="assessed twice a year, but no pilots",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Decide on the dates of assessment; between them everything stands."""
        terms = terms.set("evaluation", self.evaluation)
        if month < self.start or (month - self.start) % self.every != 0:
            return terms.set("start", np.where(seen.wave >= 0.0, 1.0, 0.0))
        busy = at_work(seen)
        chosen = first(seen.county, seen.readiness, self._room(seen, busy), waiting(seen))
        wave = np.where(chosen, float((month - self.start) // self.every), seen.wave)
        expected = (month - seen.started) / self.due_in
        behind = busy & (seen.progress < expected - 0.25) & (seen.due - month < self.every)
        due = np.where(chosen, float(month + self.due_in), np.where(behind, seen.due + self.grace, seen.due))
        return terms.set("wave", wave).set("due", due).set("start", np.where(wave >= 0.0, 1.0, 0.0))

    def _room(self, seen: Seen, busy: Flags) -> Rows:
        """Return how many villages each county may begin: a batch within what it can accompany, none unless calm."""
        number = np.bincount(seen.county, weights=busy)[seen.county]
        cases, households = cases_at_work(seen)
        calm = cases <= self.calm * households
        room = np.minimum(self.batch * size(seen.county), self.at_once * size(seen.county) - number)
        return np.where(calm, np.maximum(room, 0.0), 0.0)
