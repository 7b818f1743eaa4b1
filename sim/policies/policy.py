"""What a policy is, and what it sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from sim.arrays import Codes, Rows
from sim.policies.terms import Terms
from sim.streams import Luck


@dataclass(frozen=True, slots=True)
class Seen:
    """The world as the government sees it: registers, reports and surveys, with their errors; read-only.

    Arrays have one entry a village; ``home``, the village of each household, alone has one a household. ``readiness``
    is the government's own index of how easy a village looks (income, urban registration, clear titles as surveyed).
    Stages are as declared: a nameplate looks like any other.
    """

    county: Codes
    region: Codes
    home: Codes
    households: Rows
    income: Rows
    collective_income: Rows
    urban: Rows
    unclear: Rows
    readiness: Rows
    stage: Rows
    started: Rows
    declared: Rows
    due: Rows
    wave: Rows
    pilot: Rows
    progress: Rows
    satisfaction: Rows
    cases: Rows
    support: Rows
    ready_months: Rows
    chance: Luck
    month: int

    def luck(self, decision: str) -> Rows:
        """Return one uniform number a village for a policy's own decision, the same for every policy."""
        return self.chance.uniform(f"policy {decision}", self.month, self.county.shape[0])


@runtime_checkable
class Policy(Protocol):
    """A policy: one pure function of terms, what is seen, and the month."""

    name: ClassVar[str]

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Return the terms this policy wants this month."""
        ...
