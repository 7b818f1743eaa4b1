"""The worlds that are timed: built in code, and run until they are lively."""

from __future__ import annotations

from functools import lru_cache

from sim.month import advance
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import Clock, Region, Scenario
from sim.world import World, found_world

POLICY = UniformDeadline(due=60)
"""All villages at work at once: meetings, offers, cases and votes fall into the months that are timed."""
WARM_UP = 24
ROWS, VILLAGES = 100, 20
"""Household rows of a village, villages of a county."""


def scenario(households: int) -> Scenario:
    """Return a scenario of about so many household rows, in counties of 20 villages of 100 rows each.

    The world grows by counties, as a real one would: a county never notices how many others there are.
    """
    villages = max(households // ROWS, 1)
    counties = max(villages // VILLAGES, 1)
    region = Region(counties=counties, villages_per_county=villages // counties, households_per_village=ROWS)
    return Scenario(f"{households} households", {"en": "benchmark"}, Clock(), {"all": region})


def world_after(households: int, months: int = WARM_UP) -> World:
    """Return a world of about so many households that has lived through some months."""
    world = found_world(scenario(households), seed=1, replicate=0)
    for _ in range(months):
        advance(world, (POLICY,))
    return world


@lru_cache(maxsize=1)
def national() -> World:
    """Return the world that most of the benchmark looks at, made once."""
    return world_after(6000)
