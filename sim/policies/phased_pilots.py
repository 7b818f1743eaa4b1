"""Pilots first, then waves, each with its own due date.

A few villages a county begin; they are evaluated and written up; the others follow in waves. Which villages are taken
as pilots matters: the best are easy to show and teach less about the rest (mechanisms.md C1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.arrays import Rows
from sim.policies.choosing import first, medians, size
from sim.policies.policy import Seen, waiting
from sim.policies.terms import Terms
from sim.quantity import declared, declared_word


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: when it begins, whom it takes, when it is due."""

    after: int = declared(
        12, "months", 0, 240, "Months after the evaluation of the pilots", assumed="a third of a planning period"
    )
    share: float = declared(
        1.0,
        "share",
        0.0,
        1.0,
        "Share of the county's villages it takes, as far as any are left",
        assumed="all that are left",
    )
    due_in: int = declared(
        36, "months", 3, 240, "Months from its start to its due date", assumed="worked in the design trial"
    )


@dataclass(frozen=True, slots=True)
class PhasedPilots:
    """Pilots, evaluation, waves."""

    name: ClassVar[str] = "phased_pilots"

    pilots: int = declared(4, "villages/county", 1, 50, "Pilots of each county", evidence="pilots_per_county")
    choose: str = declared_word(
        "best",
        ("best", "representative", "random", "worst"),
        "Which villages become pilots",
        assumed="good base first (governance_plan 5.2.1)",
    )
    start: int = declared(1, "date", 1, 1200, "Month in which the pilots begin", assumed="the plan's first month")
    pilot_due_in: int = declared(
        30, "months", 3, 240, "Months from the pilots' start to their due date", assumed="worked in the design trial"
    )
    evaluate_months: int = declared(
        12,
        "months",
        0,
        120,
        "Months of watching the pilots before waves can begin",
        evidence="assessment_yearly_expert",
    )
    evaluation: float = declared(
        1.0,
        "share",
        0.0,
        1.0,
        "How well pilots are written up for others",
        assumed="the point of a pilot is its evaluation",
    )
    order: str = declared_word(
        "readiness",
        ("readiness", "random"),
        "Which villages go first after the pilots",
        assumed="batch by batch as they mature (work_plan 6.1)",
    )
    waves: tuple[Wave, ...] = (Wave(12, 0.28, 36), Wave(34, 0.28, 36), Wave(56, 1.0, 36))

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Take pilots in the first month and a wave in each wave's month; start whoever was taken."""
        wave, due, pilot, free = seen.wave, seen.due, seen.pilot, waiting(seen)
        if month == self.start:
            chosen = first(seen.county, self._suitable(seen), np.full(seen.county.shape, float(self.pilots)), free)
            free = free & ~chosen
            wave, pilot = np.where(chosen, 0.0, wave), np.where(chosen, 1.0, pilot)
            due = np.where(chosen, float(month + self.pilot_due_in), due)
        for number, batch in enumerate(self.waves, start=1):
            if month == self.start + self.evaluate_months + batch.after:
                chosen = first(seen.county, self._turn(seen), batch.share * size(seen.county), free)
                free = free & ~chosen
                wave = np.where(chosen, float(number), wave)
                due = np.where(chosen, float(month + batch.due_in), due)
        terms = terms.set("wave", wave).set("due", due).set("pilot", pilot)
        return terms.set("start", np.where(wave >= 0.0, 1.0, 0.0)).set("evaluation", self.evaluation, pilot > 0.5)

    def takes(self, free: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
        """Return how many villages of each county the pilots take, and each wave, as :meth:`amend` takes them.

        >>> PhasedPilots(pilots=2, waves=(Wave(0, 0.25, 24), Wave(12, 1.0, 24))).takes([6, 1], [8, 4])
        [[2, 1], [2, 0], [2, 0]]
        """
        left, taken = list(free), list[list[int]]()
        for wanted in ([float(self.pilots)] * len(left), *([wave.share * one for one in sizes] for wave in self.waves)):
            taken.append([min(there, math.ceil(each - 1e-9)) for there, each in zip(left, wanted, strict=True)])
            left = [there - gone for there, gone in zip(left, taken[-1], strict=True)]
        return taken

    def _suitable(self, seen: Seen) -> Rows:
        """Return the score by which pilots are chosen, highest first."""
        if self.choose == "random":
            return seen.luck("pilot choice")
        if self.choose == "representative":
            return -np.abs(seen.readiness - medians(seen.county, seen.readiness))
        return seen.readiness if self.choose == "best" else -seen.readiness

    def _turn(self, seen: Seen) -> Rows:
        """Return the score by which villages go into a wave, highest first."""
        return seen.readiness if self.order == "readiness" else seen.luck("wave order")
