"""A quota with yearly targets: so many villages by the end of each year (work_plan 3.1: 60 % before 2025)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.policies.choosing import first, size
from sim.policies.policy import Seen, waiting
from sim.policies.terms import Terms
from sim.quantity import declared, declared_word


@dataclass(frozen=True, slots=True)
class Target:
    """One target: this share of the county's villages is to be declared by that month."""

    by: int = declared(60, "date", 2, 1200, "Month by which the share is to be declared", evidence="province_deadline")
    share: float = declared(
        0.6, "share", 0.0, 1.0, "Share of the county's villages, earlier targets included", evidence="henan_county_plan"
    )


@dataclass(frozen=True, slots=True)
class CountyQuota:
    """Fill each target from the villages that look easiest."""

    name: ClassVar[str] = "county_quota"

    start: int = declared(
        1, "date", 1, 1200, "Month in which the first target's villages begin", assumed="the plan's first month"
    )
    order: str = declared_word(
        "readiness",
        ("readiness", "random"),
        "Which villages are taken first",
        assumed="a quota is filled with the easy ones",
    )
    targets: tuple[Target, ...] = (Target(36, 0.3), Target(48, 0.45), Target(60, 0.6))

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Begin the villages of the next target when the one before is due; those that have begun count for it."""
        wave, due, free = seen.wave, seen.due, waiting(seen)
        for number, target in enumerate(self.targets):
            begins = self.start if number == 0 else self.targets[number - 1].by
            if month == begins:
                score = seen.readiness if self.order == "readiness" else seen.luck("quota order")
                taken = np.bincount(seen.county, weights=~free)[seen.county]
                chosen = first(seen.county, score, target.share * size(seen.county) - taken, free)
                free = free & ~chosen
                wave = np.where(chosen, float(number), wave)
                due = np.where(chosen, float(target.by), due)
        return terms.set("wave", wave).set("due", due).set("start", np.where(wave >= 0.0, 1.0, 0.0))
