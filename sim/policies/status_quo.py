"""No conversion at all: the village stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.policies.policy import Seen
from sim.policies.terms import Terms


@dataclass(frozen=True, slots=True)
class StatusQuo:
    """Order nothing."""

    name: ClassVar[str] = "status_quo"

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Return the terms unchanged."""
        return terms
