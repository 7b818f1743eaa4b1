"""Worlds in which a lever must act: each record names the one where what it is meant for can happen."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from sim.arrays import Rows
from sim.measures.catalogue import MEASURES
from sim.measures.observe import by_village, outcomes
from sim.month import advance
from sim.policies.lever import NOTHING, LeverRecord
from sim.policies.lever_in_use import Lever
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import LeverUse, Region, Scenario
from sim.world import found_world
from tests.worlds import REGIONS, STRATEGIES, WORLDS, scenario

MONTHS = 60
ALL = tuple(MEASURES.values())
ONE = Region(villages_per_county=8, households_per_village=14, weight=30.0)
AFTER = dataclasses.replace(ONE, converted=1.0)
BEST = dataclasses.replace(AFTER, facilities=0.95, trust=0.9, rural_posts=14.0, money_per_head=1.6)
BRISK = {"work.mean": 35.0}


def _after(name: str, region: Region = AFTER, **more: float) -> Scenario:
    """Return a world of communities: all villages are converted in substance."""
    return scenario(name, regions={"all of it": region}, terms=more)


TOWN = Region(counties=2, villages_per_county=10, households_per_village=30, weight=25.0, unclear=0.3)
LARGE = {"county": TOWN}
CALM = {"county": dataclasses.replace(TOWN, unclear=0.1)}
WAYS: Mapping[str, Policy] = dict(STRATEGIES) | {"late_deadline": UniformDeadline(due=96)}

PLACES: Mapping[str, tuple[Scenario, str]] = {
    "talks": (WORLDS["plain"], "uniform_deadline"),
    "tasks": (scenario("tasks", regions=LARGE, numbers=BRISK | {"disputes.base": -5.5}), "late_deadline"),
    "quarrels": (
        scenario("quarrels", regions=LARGE, numbers=BRISK | {"disputes.base": -3.9, "cases.tolerance": 0.15}),
        "uniform_deadline",
    ),
    "heirs": (
        scenario(
            "heirs",
            regions={"county": dataclasses.replace(TOWN, special=0.3, unclear=0.05)},
            numbers=BRISK | {"disputes.base": -3.9},
        ),
        "uniform_deadline",
    ),
    "pressed": (
        scenario("pressed", regions=CALM, numbers={"work.mean": 40.0, "hiding.propensity": 3.0}),
        "uniform_deadline",
    ),
    "hushed": (
        scenario(
            "hushed",
            regions=LARGE,
            numbers=BRISK | {"disputes.base": -3.9, "hiding.propensity": 4.0},
            terms={"appraisal": 1.0},
        ),
        "uniform_deadline",
    ),
    "learning": (scenario("learning", regions=CALM, numbers=BRISK | {"learning.lag": 3}), "phased_pilots"),
    "polled": (scenario("polled", regions=REGIONS, numbers=BRISK), "voluntary"),
    "unequal": (
        scenario(
            "unequal",
            regions=LARGE,
            numbers=BRISK | {"work.spread": 0.5},
            terms={"allocation": "readiness", "outside_staff": 2.0},
        ),
        "uniform_deadline",
    ),
    "settled": (_after("settled"), "status_quo"),
    "newcomers": (_after("newcomers"), "status_quo"),
    "staffing": (scenario("staffing", regions=REGIONS, numbers=BRISK, terms={"hire_pace": 0.3}), "uniform_deadline"),
    "parttime": (_after("parttime", dataclasses.replace(AFTER, part_time=0.8)), "status_quo"),
    "indebted": (_after("indebted", dataclasses.replace(AFTER, debt_share=1.0, assets=4e7)), "status_quo"),
    "building": (_after("building", dataclasses.replace(AFTER, facilities=0.3)), "status_quo"),
    "best": (_after("best", BEST, pay=1.0), "status_quo"),
}


def everywhere(record: LeverRecord, intensity: float = 1.0) -> Lever:
    return Lever(record, LeverUse(record.id, intensity=intensity))


def itself(record: LeverRecord) -> Lever:
    """Return a lever without the time of cadres it takes: what moves then is moved by what it amends."""
    return everywhere(dataclasses.replace(record, staff=NOTHING))


@cache
def without(world: str, number: int) -> tuple[Mapping[str, Rows], ...]:
    return tuple(lived(world, (), replicate) for replicate in range(number))


def lived(world: str, levers: Sequence[Policy], replicate: int) -> Mapping[str, Rows]:
    """Return the mean over the months, and the last value, of every outcome, and how far reports are off."""
    where, strategy = PLACES[world]
    policies = [WAYS[strategy], *levers]
    found = found_world(where, 7, replicate)
    nation = np.zeros(len(found.villages), dtype=np.int64)
    seen = np.empty((MONTHS, len(ALL)))
    error = np.empty(MONTHS)
    for month in range(MONTHS):
        advance(found, policies)
        seen[month] = outcomes(*by_village(found, ALL), nation, 1)[:, 0]
        error[month] = np.mean(
            np.abs(found.villages.reported_satisfaction - found.by_village(found.households.satisfaction))
        )
    means = {
        f"{measure.name} over time": np.nanmean(seen[12:, i]) if np.isfinite(seen[12:, i]).any() else np.nan
        for i, measure in enumerate(ALL)
    }
    last = {measure.name: seen[-1, i] for i, measure in enumerate(ALL)}
    return means | last | {"error of reports": error.mean()}
