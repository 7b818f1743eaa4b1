"""The strategies that exist: one file and one line each."""

from __future__ import annotations

from typing import Any

from sim.policies.drift import Drift
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.status_quo import StatusQuo
from sim.policies.uniform_deadline import UniformDeadline

POLICIES: tuple[type[Any], ...] = (StatusQuo, Drift, UniformDeadline, PhasedPilots)


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
