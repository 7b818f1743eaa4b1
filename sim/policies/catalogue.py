"""The strategies that exist: one file and one line each."""

from __future__ import annotations

from typing import Any

from sim.policies.adaptive import Adaptive
from sim.policies.classified import Classified
from sim.policies.county_quota import CountyQuota
from sim.policies.drift import Drift
from sim.policies.mixture import Mixture
from sim.policies.one_shot_merger import OneShotMerger
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.readiness_gate import ReadinessGate
from sim.policies.status_quo import StatusQuo
from sim.policies.uniform_deadline import UniformDeadline
from sim.policies.voluntary import Voluntary

POLICIES: tuple[type[Any], ...] = (
    StatusQuo,
    Drift,
    UniformDeadline,
    CountyQuota,
    OneShotMerger,
    PhasedPilots,
    ReadinessGate,
    Classified,
    Voluntary,
    Adaptive,
    Mixture,
)


def strategy(name: str) -> type[Any]:
    """Return the class of a strategy by its name.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    for kind in POLICIES:
        if kind.name == name:
            return kind
    raise KeyError(name)
