"""Drift: villages begin on their own, a few a year, without any date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.policies.policy import Seen
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class Drift:
    """Start villages at random, slowly."""

    name: ClassVar[str] = "drift"

    hazard: float = declared(
        0.006,
        "1/month",
        0.0,
        0.1,
        "Chance that a village begins in a month",
        evidence="cn_policy_landing_rate",
        assumed="5.75 points a year of starts, of which about one point is lost on the way",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Start each village with the same small chance."""
        begins = seen.luck("drift") < self.hazard
        return terms.set("start", np.where(begins, 1.0, 0.0))
