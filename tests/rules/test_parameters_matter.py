"""No parameter without effect: a number that nothing reads would be a sensitivity factor for nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from sim.month import advance
from sim.policies.policy import Policy
from sim.policies.readiness_gate import ReadinessGate
from sim.rules.parameters import OFF, amended
from sim.world import found_world
from tests.rules.inputs import RECORDS, RULES, drawn, ends, numbers, outputs, records
from tests.worlds import STRATEGIES, WORLDS, Withdrawal, digest, live, scenario

IN_RULES = {(records(path)[argument], path) for path in RULES for argument in records(path)}
OTHER_PLANS = {
    "handover.merged_knowledge": STRATEGIES["one_shot_merger"],
    "merging": STRATEGIES["one_shot_merger"],
    "migration.urbanisation": ReadinessGate(income=0.0, urban=0.5, months=1),
    "vote.poll": STRATEGIES["voluntary"],
}
"""Numbers and mechanisms that a deadline does not touch, and a plan that does."""
DEADLINE = [STRATEGIES["uniform_deadline"], Withdrawal(40)]
LOOKED_AT = {"declaration.sufficient"}
"""Numbers that only a measure reads."""


def paths() -> Iterator[tuple[str, str]]:
    """Yield the group and the name of every parameter."""
    for group, record in RECORDS.items():
        for name in numbers(record):
            yield group, name


def moves_a_rule(group: str, name: str) -> bool:
    """Say whether a parameter changes what some rule gives for some inputs."""
    record = RECORDS[group]
    low, high = ends(record(), name, numbers(record)[name])
    for path in (path for of, path in IN_RULES if of is record):
        (argument,) = (a for a, of in records(path).items() if of is record)
        for seed in range(3):
            at = drawn(path, 300, seed)
            less, more = (outputs(RULES[path](**at | {argument: end})) for end in (low, high))
            if any(a.tobytes() != b.tobytes() for a, b in zip(less, more, strict=True)):
                return True
    return False


IN_A_RUN = [f"{group}.{name}" for group, name in paths() if not moves_a_rule(group, name)]
"""Parameters that no rule takes: founding and phases read them."""


def test_few_parameters_are_read_outside_the_rules() -> None:
    assert len(IN_A_RUN) < len(list(paths())) / 4


@pytest.mark.parametrize("path", [path for path in IN_A_RUN if path not in LOOKED_AT])
def test_a_parameter_that_no_rule_takes_changes_a_run(path: str) -> None:
    group, name = path.split(".")
    q = numbers(RECORDS[group])[name]
    of: type[Any] = type(q.default)
    low, high = ({path: of(end)} for end in (q.low, q.high))
    assert any(part_ways(where, low, high, OTHER_PLANS.get(path)) for where in WORLDS)


@pytest.mark.parametrize("mechanism", OFF)
def test_a_mechanism_switched_off_changes_a_run(mechanism: str) -> None:
    assert any(part_ways(where, {}, OFF[mechanism], OTHER_PLANS.get(mechanism)) for where in WORLDS)


def part_ways(where: str, one: Mapping[str, float], other: Mapping[str, float], plan: Policy | None) -> bool:
    """Say whether two worlds that differ in some parameters differ in any bit of state within five years."""
    policies = DEADLINE if plan is None else [plan]
    parameters = WORLDS[where].parameters
    worlds = [
        found_world(dataclasses.replace(WORLDS[where], parameters=amended(parameters, numbers)), 1, 0)
        for numbers in (one, other)
    ]
    for _ in range(60):
        if digest(worlds[0]) != digest(worlds[1]):
            return True
        for world in worlds:
            advance(world, policies)
    return False


def test_services_frozen_stay_and_thawed_reach_what_the_inputs_allow() -> None:
    frozen = live(scenario(off=["services"]), DEADLINE, 3)
    start = live(scenario(), DEADLINE, 0)
    assert np.array_equal(frozen.villages.service, start.villages.service)
