"""One world lived twice, by columns and agent by agent, and compared after every month."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

import numpy as np

from sim import month
from sim.model import WorldModel
from sim.phases.step import Step, Writes
from sim.policies.drift import Drift
from sim.policies.phased_pilots import PhasedPilots, Wave
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import Region, Scenario
from sim.world import World, found_world
from tests.worlds import EVERYTHING, differing, scenario, state

EVENTS = ("case", "hidden", "escalated", "ballot", "attended", "active", "consulted", "title_clear")
"""Columns of households whose changes are counted."""
SMALL = {"here": Region(villages_per_county=5, households_per_village=14, weight=20.0, unclear=0.3, special=0.15)}
TWO = {
    "east": Region(villages_per_county=4, households_per_village=12, income=30000.0, unclear=0.3, groups=3),
    "west": Region(counties=2, villages_per_county=2, households_per_village=9, weight=15.0, unclear=0.4, skill=0.45),
}
SWIFT = {
    "work.mean": 30.0, "work.preparing_months": 2, "work.decided_months": 1, "declaration.consolidate": 12,
    "vote.pause": 3, "hiding.propensity": 3.0, "cases.patience": 2, "cases.escalation": 0.03,
    "cases.tolerance": 0.1, "learning.lag": 3, "contagion.hazard": 0.1, "declaration.reluctance": -0.5,
    "trust.loss": 0.03,
}  # fmt: skip
"""Numbers within their ranges under which a village's whole way fits into three years."""
PILOTS = PhasedPilots(
    pilots=1, choose="random", pilot_due_in=9, evaluate_months=3, waves=(Wave(2, 0.5, 9), Wave(9, 1.0, 9))
)
CASES: Mapping[str, tuple[Scenario, Policy]] = {
    "deadline": (
        scenario(regions=SMALL, numbers=SWIFT, terms={"appraisal": 1.0, "outside_staff": 1.0, "detection": 0.4}),
        UniformDeadline(due=18),
    ),
    "harsh deadline": (
        scenario(regions=TWO, numbers=SWIFT, terms={"sanction": 2.0, "allocation": "need", "outside_staff": 2.0}),
        UniformDeadline(due=11, start=2),
    ),
    "pilots": (scenario(regions=TWO, numbers=SWIFT | {"work.mean": 36.0}, terms=EVERYTHING), PILOTS),
    "pilots without votes": (
        scenario(
            regions=SMALL, numbers=SWIFT, off=("vote", "contagion"),
            terms={"share_rule": "dynamic", "allocation": "concentrated", "outside_staff": 1.5},
        ),
        dataclasses.replace(PILOTS, choose="best"),
    ),
    "drift": (
        scenario(
            regions=SMALL, numbers=SWIFT,
            terms={"veto": 1.0, "allocation": "readiness", "outside_staff": 2.0, "online": 1.0, "publicity": 0.2},
        ),
        Drift(hazard=0.1),
    ),
}  # fmt: skip
MONTHS = 36


@dataclass
class Life:
    """What happened in a world: its last state, and who changed what on the way.

    Attributes
    ----------
    changed
        Names of steps that changed anything.
    quiet
        Months in which no household changed in any of :data:`EVENTS`.
    passed, failed, nameplates, opened
        How many plans were voted through and down, plates hung without the work, cases opened.
    """

    world: World
    changed: set[str]
    quiet: list[int]
    passed: float = 0.0
    failed: float = 0.0
    nameplates: float = 0.0
    opened: float = 0.0


class Disagreement(AssertionError):
    """The two paths differ: after which month, in which columns."""


def live_twice(where: Scenario, policies: Sequence[Policy], months: int, *, seed: int = 1, order: int = 0) -> Life:
    """Live through some months on both paths.

    Parameters
    ----------
    order
        Seed of the order in which agents are asked.

    Raises
    ------
    Disagreement
        After the first month that leaves any bit of state different.
    """
    fast, slow = found_world(where, seed, 0), found_world(where, seed, 0)
    life = Life(fast, set(), [])

    def watch(step: Step) -> Writes:
        writes = step.decide(fast)
        _note(life, step, writes)
        return writes

    with closing(WorldModel(slow)) as model:
        model.random.seed(order)
        for _ in range(months):
            before = {name: getattr(fast.households, name) for name in EVENTS}
            month.advance(fast, policies, watch)
            month.advance(slow, policies, model.one_by_one)
            if unlike := differing(state(fast), state(slow)):
                raise Disagreement(f"month {fast.month}: {unlike}")
            if all(np.array_equal(before[name], getattr(fast.households, name)) for name in EVENTS):
                life.quiet.append(fast.month)
    return life


def _note(life: Life, step: Step, writes: Writes) -> None:
    columns = life.world.columns(step.kind)
    rises = {name: values - getattr(columns, name) for name, values in writes.items()}
    if any(np.any(rise != 0.0) for rise in rises.values()):
        life.changed.add(step.name)
    if step.name == "decide":
        life.passed += float(np.sum(rises["voted"]))
        life.failed += float(np.sum(rises["votes_failed"]))
    if step.name == "declare":
        life.nameplates += float(np.sum(rises["nameplate"] > 0.0))
    if step.name == "respond":
        life.opened += float(np.sum(rises["contested"]))


@cache
def life_of(name: str) -> Life:
    """Return the life of one of :data:`CASES`, lived twice once."""
    where, policy = CASES[name]
    return live_twice(where, (policy,), MONTHS, order=sum(name.encode()))
