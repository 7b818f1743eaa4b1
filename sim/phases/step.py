"""What a step is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.arrays import Rows
from sim.world import Kind

Writes = Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class Step:
    """One simultaneous decision of all agents of a kind.

    Attributes
    ----------
    name
        Name of the decision, and of the agent's method that makes it.
    writes
        The columns it may write; anything else is refused.
    """

    name: str
    kind: Kind
    writes: tuple[str, ...]
