"""Villages apply: a village begins when enough of its households are seen to be for it (knife-edge near one half)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.policies.choosing import first, size
from sim.policies.policy import Seen, at_work
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Voluntary:
    """Every few months, take up the villages whose poll shows a quorum of households in favour."""

    name: ClassVar[str] = "voluntary"

    quorum: float = declared(
        0.5,
        "share",
        0.0,
        1.0,
        "Share of all households that must say yes in the poll for an application",
        assumed="majority of the households, as for decisions of the village assembly",
    )
    every: int = declared(3, "months", 1, 24, "Months between dates of application", evidence="assessment_quarterly")
    at_once: float = declared(
        0.5,
        "share",
        0.0,
        1.0,
        "Share of the county's villages that may be at work at once",
        assumed="what the county's staff can accompany",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """On the dates of application begin those with a quorum, the most willing first, as far as there is room."""
        if month % self.every != 0:
            return terms
        busy = np.bincount(seen.county, weights=at_work(seen))[seen.county]
        applies = (seen.stage == 0.0) & (seen.support >= self.quorum)
        chosen = first(seen.county, seen.support, self.at_once * size(seen.county) - busy, applies)
        return terms.set("start", np.where(chosen, 1.0, 0.0))
