"""A mixture: each county follows one of several strategies, as a nation does that leaves the way to its counties."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import numpy as np

from sim.arrays import Codes, Flags
from sim.policies.adaptive import Adaptive
from sim.policies.classified import Classified
from sim.policies.drift import Drift
from sim.policies.one_shot_merger import OneShotMerger
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.policy import Policy, Seen
from sim.policies.readiness_gate import ReadinessGate
from sim.policies.terms import TERMS, Level, Terms
from sim.policies.uniform_deadline import UniformDeadline
from sim.policies.voluntary import Voluntary
from sim.quantity import declared, declared_word
from sim.streams import FOUNDING

MIXED: Mapping[str, type[Any]] = {
    kind.name: kind
    for kind in (
        Drift,
        Voluntary,
        PhasedPilots,
        UniformDeadline,
        ReadinessGate,
        Classified,
        Adaptive,
        OneShotMerger,
    )
}
"""Strategies that counties can follow; a county quota is left out, as its dates are listed one by one."""
NOBODY = "no source says which counties follow which strategy"


@dataclass(frozen=True, slots=True)
class Part:
    """One strategy of the mixture, with its usual options."""

    strategy: str = declared_word("drift", tuple(MIXED), "What these counties do", assumed=NOBODY)
    share: float = declared(0.25, "share", 0.0, 1.0, "Share of all counties that do it", assumed=NOBODY)
    after: int = declared(
        0, "months", 0, 240, "Months after the start of the mixture in which these counties begin", assumed=NOBODY
    )


@dataclass(frozen=True, slots=True)
class Mixture:
    """Give each county one strategy by lot; counties left over convert nothing."""

    name: ClassVar[str] = "mixture"

    start: int = declared(1, "date", 1, 1200, "Month in which counties begin", assumed="the plan's first month")
    due: int = declared(
        60, "date", 2, 1200, "Due date in counties with one deadline for all", evidence="province_deadline"
    )
    parts: tuple[Part, ...] = (
        Part("drift", 0.4),
        Part("voluntary", 0.2),
        Part("phased_pilots", 0.2, 3),
        Part("uniform_deadline", 0.1, 6),
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Put together what each strategy orders in its own counties."""
        if month < self.start:
            return terms
        follows = self.follows(seen)
        usual, mixed = terms.composed(), terms
        for number, part in enumerate(self.parts):
            counties = follows == number
            if counties.any() and month >= self.start + part.after:
                where: dict[Level, Flags] = {"county": counties, "village": counties[seen.county]}
                wanted = self._made(part).amend(terms, seen, month).composed()
                for name in (name for name in wanted if wanted[name] is not usual[name]):
                    mixed = mixed.set(name, wanted[name], where[TERMS[name].level])
        return mixed

    def follows(self, seen: Seen) -> Codes:
        """Return the number of each county's part, one above the last for none.

        The lot is drawn once, under the month of founding. Counties are put in a random order and cut by the shares,
        so that few counties come as close to the shares as they can.
        """
        counties = int(seen.county.max()) + 1
        luck = seen.chance.uniform("policy mixture", FOUNDING, counties + 1)
        place = (np.argsort(np.argsort(luck[1:])) + luck[0]) / counties
        ends = np.cumsum([part.share for part in self.parts])
        return np.asarray(np.searchsorted(ends, place, side="right"), dtype=np.int64)

    def _made(self, part: Part) -> Policy:
        kind = MIXED[part.strategy]
        known = {field.name for field in dataclasses.fields(kind)}
        options = {"start": self.start + part.after, "due": self.due}
        return cast(Policy, kind(**{name: value for name, value in options.items() if name in known}))
