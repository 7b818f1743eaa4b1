"""The worlds that are timed: built in code, and run until they are lively."""

from __future__ import annotations

import copy

from sim.month import advance
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import Clock, Region, Scenario
from sim.world import KINDS, World, found_world

POLICY = UniformDeadline(due=60)
"""All villages at work at once: meetings, offers, cases, votes and declarations fall into the months that are timed."""
WARM_UP = 24
ROWS, VILLAGES = 100, 20
"""Household rows of a village, villages of a county."""


def scenario(households: int) -> Scenario:
    """Return a scenario of about so many household rows, in counties of up to 20 villages of 100 rows each.

    The world grows by counties, as a real one would: 6,000 rows are 3 counties, 150,000 are 75.
    """
    villages = max(round(households / ROWS), 1)
    counties = max(round(villages / VILLAGES), 1)
    most = 40  # counties that a region may have
    regions = {
        f"region {first // most}": Region(
            counties=min(most, counties - first),
            villages_per_county=round(villages / counties),
            households_per_village=ROWS,
        )
        for first in range(0, counties, most)
    }
    return Scenario(f"{households} households", {"en": "benchmark"}, Clock(), regions)


def lively_world(households: int, months: int = WARM_UP) -> World:
    """Return a world of about so many household rows that has lived through some months."""
    world = found_world(scenario(households), seed=1, replicate=0)
    for _ in range(months):
        advance(world, (POLICY,))
    return world


def twin(world: World) -> World:
    """Return a world that starts where another one stands; arrays are shared, months replace them and never write."""
    other = copy.copy(world)
    for kind in KINDS:
        setattr(other, kind, copy.copy(world.columns(kind)))
    return other
