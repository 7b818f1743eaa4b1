"""What notebook 08 writes by hand, written once more for its answers: a strategy and a household of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.agents.household import Household
from sim.policies.policy import Seen
from sim.policies.terms import Terms


@dataclass(frozen=True)
class OneByOne:
    """Begin with the village that looks readiest, and with the next one every few months; no due date."""

    name: ClassVar[str] = "one_by_one"
    every: int = 4

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Start each village when its turn has come."""
        turn = np.argsort(np.argsort(-seen.readiness))
        return terms.set("start", np.where(turn * self.every < month, 1.0, 0.0))


class Grudging(Household):
    """A household that comes to a meeting only to object."""

    def would_come(self, urge: float = 0.0) -> bool:
        """Whether it would come: as usual, and only while its support is low."""
        return super().would_come(urge) and bool(self.support < 0.75)
