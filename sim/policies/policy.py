"""What a policy is, and what it sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np

from sim.arrays import Codes, Flags, Rows, total_by
from sim.policies.terms import Terms
from sim.streams import Luck


@dataclass(frozen=True, slots=True)
class Seen:
    """The world as the government sees it: registers, reports and surveys, with their errors; read-only.

    Arrays have one entry a village; ``home``, the village of each household, alone has one a household. ``readiness``
    is the government's own index of how easy a village looks (income, urban registration, clear titles as surveyed).
    Stages are as declared: a nameplate looks like any other. ``levers_since`` is the register of levers: since which
    month each village has used one, 0 for never, by its name.
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
    levers_since: Mapping[str, Rows]
    chance: Luck
    month: int

    def luck(self, decision: str) -> Rows:
        """Return one uniform number a village for a policy's own decision, the same for every policy."""
        return self.chance.uniform(f"policy {decision}", self.month, self.county.shape[0])


def at_work(seen: Seen) -> Flags:
    """Return which villages are between their start and their declaration, as declared."""
    return np.asarray((seen.stage > 0.0) & (seen.stage < 4.0))


def waiting(seen: Seen) -> Flags:
    """Return which villages have neither been taken by a batch nor begun otherwise, as before the first month."""
    return np.asarray((seen.wave < 0.0) & (seen.stage == 0.0))


def cases_at_work(seen: Seen) -> tuple[Rows, Rows]:
    """Return reported open cases, and households, of the villages at work in each village's county."""
    there, counties = at_work(seen), int(seen.county.max()) + 1
    cases = total_by(seen.county, np.where(there, seen.cases, 0.0), counties)
    households = total_by(seen.county, np.where(there, seen.households, 0.0), counties)
    return cases[seen.county], households[seen.county]


@runtime_checkable
class Policy(Protocol):
    """A policy: one pure function of terms, what is seen, and the month."""

    name: ClassVar[str]

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Return the terms this policy wants this month."""
        ...
