"""One world lived agent by agent and by the engine, compared after every month."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

import numpy as np

from sim import month
from sim.compiled import engine
from sim.model import WorldModel
from sim.phases.step import Step, Writes
from sim.policies.drift import Drift
from sim.policies.mixture import Mixture, Part
from sim.policies.one_shot_merger import OneShotMerger
from sim.policies.phased_pilots import PhasedPilots, Wave
from sim.policies.policy import Policy
from sim.policies.uniform_deadline import UniformDeadline
from sim.scenario import Region, Scenario
from sim.world import Kind, World, found_world
from tests.worlds import EVERYTHING, STRATEGIES, differing, scenario, state

EVENTS = (
    "case", "hidden", "escalated", "ballot", "attended", "active", "consulted", "title_clear", "away", "elsewhere",
)  # fmt: skip
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
HANDED_OVER: Mapping[str, float | str] = {
    "retained": 0.5, "mentoring": 1.0, "secondees": 0.5, "registration_speed": 6.0, "legacy_cases": 0.9,
    "appraisal": 1.0, "community_support": 0.3, "community_rent": 3000.0, "debt_share": 0.5, "debt_subsidy": 900.0,
    "reinvest": 0.2, "transparency": 0.2, "market_access": 0.8, "centre": 0.8, "opening": 0.5, "platform": 0.3,
    "purchased_services": 4000.0, "lever_cost": 800.0, "lever_staff": 0.2, "infrastructure_share": 0.6,
    "staff_standard": 16.0, "outside_staff": 1.5, "mediators": 0.2, "pay": 0.1, "training": 0.2,
}  # fmt: skip
"""Terms of what comes after the plate: who serves, what is paid for, whose papers follow."""
MANY_MOVES = {
    "migration.back": 0.006, "migration.registration": 6.0, "staffing.turnover": 0.03, "declaration.relapse": 0.9,
    "declaration.uproar": 0.01,
}  # fmt: skip
INDEBTED = {
    "east": Region(villages_per_county=5, households_per_village=10, assets=2e6, debt_share=0.8, away=0.5, groups=3),
    "west": Region(counties=2, villages_per_county=3, households_per_village=8, elsewhere=0.6, workers=3, cadres=2),
}
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
    "drift": (  # titles so unclear that councils use their veto
        scenario(
            regions={"here": dataclasses.replace(SMALL["here"], unclear=0.6)}, numbers=SWIFT,
            terms={"veto": 1.0, "allocation": "readiness", "outside_staff": 2.0, "online": 1.0, "publicity": 0.2},
        ),
        Drift(hazard=0.1),
    ),
    "merger": (
        scenario(regions=INDEBTED, numbers=SWIFT | MANY_MOVES, terms=HANDED_OVER),
        OneShotMerger(due_in=10, ratio=2.0),
    ),
    "merger without hand-over": (
        scenario(regions=TWO, numbers=SWIFT | MANY_MOVES, off=("handover",), terms={"share_rule": "dynamic"}),
        OneShotMerger(due_in=14, ratio=3.0, help=4.0),
    ),
}  # fmt: skip
MONTHS = 36
CITY = {
    "town": Region(
        villages_per_county=5, households_per_village=8, urban=0.65, away=0.1, assets=4e7, assets_spread=0.3, trust=0.7
    ),
    "hills": Region(villages_per_county=3, households_per_village=7, assets=3e6, debt_share=0.9),
}
PROSPEROUS = scenario(regions=CITY, numbers=SWIFT | MANY_MOVES, terms={**HANDED_OVER, "compensation": 0.9})
"""Where every strategy finds villages to convert: through its gates, with willing households, beside poor ones."""
MONTHS_UNDER_A_STRATEGY = 24
HASTY = {"mixture": Mixture(due=10, parts=(Part("one_shot_merger", 0.5), Part("uniform_deadline", 0.5)))}
"""Strategies that are too slow even when they are brisk."""


@dataclass
class Life:
    """What happened in a world: its last state, and who changed what on the way.

    Attributes
    ----------
    changed
        What was changed by whom: (kind, step, column).
    quiet
        Months in which no household changed in any of :data:`EVENTS`.
    passed, failed, nameplates, opened
        How many plans were voted through and down, plates hung without the work, cases opened.
    """

    world: World
    changed: set[tuple[Kind, str, str]]
    quiet: list[int]
    passed: float = 0.0
    failed: float = 0.0
    nameplates: float = 0.0
    opened: float = 0.0


class Disagreement(AssertionError):
    """The two paths differ: after which month, in which columns."""


def live_twice(where: Scenario, policies: Sequence[Policy], months: int, *, seed: int = 1, order: int = 0) -> Life:
    """Live through some months agent by agent, in compiled steps, and in compiled months.

    Parameters
    ----------
    order
        Seed of the order in which agents are asked.

    Raises
    ------
    Disagreement
        After the first month that leaves any bit of state different.
    """
    fast, slow, whole = (found_world(where, seed, 0) for _ in range(3))
    life = Life(fast, set(), [])

    def watch(step: Step) -> Writes:
        writes = engine.decide(fast, step)
        _note(life, step, writes)
        return writes

    with closing(WorldModel(slow)) as model:
        model.random.seed(order)
        for _ in range(months):
            before = {name: getattr(fast.households, name) for name in EVENTS}
            month.advance(fast, policies, watch)
            month.advance(slow, policies, model.one_by_one)
            month.advance(whole, policies)
            for other in (slow, whole):
                if unlike := differing(state(fast), state(other)):
                    raise Disagreement(f"month {fast.month}: {unlike}")
            if all(np.array_equal(before[name], getattr(fast.households, name)) for name in EVENTS):
                life.quiet.append(fast.month)
    return life


def _note(life: Life, step: Step, writes: Writes) -> None:
    columns = life.world.columns(step.kind)
    rises = {name: values - getattr(columns, name) for name, values in writes.items()}
    life.changed |= {(step.kind, step.name, name) for name, rise in rises.items() if np.any(rise != 0.0)}
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


@cache
def life_under(strategy: str) -> Life:
    """Return the life of :data:`PROSPEROUS` under one of the strategies, lived twice once."""
    policy: Policy = {**STRATEGIES, **HASTY}[strategy]
    return live_twice(PROSPEROUS, (policy,), MONTHS_UNDER_A_STRATEGY, order=len(strategy))
