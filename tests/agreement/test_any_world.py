"""Agents and columns agree in worlds that nobody thought of: any seed, any declared number within its range."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.networks.settings import NetworkSettings
from sim.policies.county_quota import CountyQuota, Target
from sim.policies.drift import Drift
from sim.policies.one_shot_merger import OneShotMerger
from sim.policies.phased_pilots import PhasedPilots, Wave
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.policies.uniform_deadline import UniformDeadline
from sim.quantity import Quantity, quantities
from sim.rules.parameters import OFF, Parameters, amended
from sim.scenario import Clock, Region, Scenario
from tests.agreement.lives import live_twice
from tests.worlds import STRATEGIES

NUMBERS: Mapping[str, Quantity] = {
    f"{group.name}.{name}": quantity
    for group in dataclasses.fields(Parameters)
    for name, quantity in quantities(type(getattr(Parameters(), group.name)))
}
TIES = dict(quantities(NetworkSettings))
SIZES = {"counties": 2, "villages_per_county": 3, "households_per_village": 7}
"""Highest sizes of a drawn region: lives are to be many, not large."""
PLACE = {
    name: dataclasses.replace(quantity, high=min(quantity.high, SIZES.get(name, quantity.high)))
    for name, quantity in quantities(Region)
}
LEVERS = ("lever_cost", "lever_staff")
FACED = {name: term.quantity for name, term in TERMS.items() if term.group != "orders" or name in LEVERS}
ORDERS: st.SearchStrategy[Policy] = st.one_of(
    st.builds(UniformDeadline, due=st.integers(4, 24), start=st.integers(1, 3)),
    st.builds(Drift, hazard=st.floats(0.03, 0.1)),
    st.builds(OneShotMerger, due_in=st.integers(4, 12), ratio=st.floats(1, 6), help=st.floats(1, 4)),
    st.builds(CountyQuota, targets=st.tuples(st.builds(Target, by=st.integers(4, 12), share=st.floats(0.2, 1)))),
    st.sampled_from(sorted(STRATEGIES.items())).map(lambda named: named[1]),
    st.builds(
        PhasedPilots,
        pilots=st.integers(1, 2),
        choose=st.sampled_from(("best", "representative", "random", "worst")),
        pilot_due_in=st.integers(3, 12),
        evaluate_months=st.integers(0, 6),
        order=st.sampled_from(("readiness", "random")),
        waves=st.tuples(st.builds(Wave, after=st.integers(0, 6), share=st.floats(0, 1), due_in=st.integers(3, 12))),
    ),
)


def _value(quantity: Quantity) -> st.SearchStrategy[Any]:
    if quantity.options:
        return st.sampled_from(quantity.options)
    if isinstance(quantity.default, int):
        return st.integers(int(quantity.low), int(quantity.high))
    return st.floats(quantity.low, quantity.high)


def _some(table: Mapping[str, Quantity], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Draw values for up to ``most`` quantities of a table, so that what matters in a failure stands alone."""
    names = st.lists(st.sampled_from(sorted(table)), max_size=most, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: _value(table[name]) for name in chosen}))


REGION = _some(PLACE, 8).map(lambda given: Region(**(SIZES | {"counties": 1} | given)))
SCENARIO = st.builds(
    lambda regions, numbers, ties, terms, off: Scenario(
        name="any",
        title={},
        clock=Clock(months=24),
        regions=dict(zip("ab", regions, strict=False)),
        network=NetworkSettings(**ties),
        parameters=amended(Parameters(), {"work.mean": 30.0} | numbers),
        terms=terms,
        off=tuple(off),
    ),
    st.lists(REGION, min_size=1, max_size=2),
    _some(NUMBERS, 12),
    _some(TIES, 5),
    _some(FACED, 8),
    st.lists(st.sampled_from(sorted(OFF)), max_size=2, unique=True),
)
ANY = {"where": SCENARIO, "policy": ORDERS, "seed": st.integers(0, 2**62), "order": st.integers(0, 2**32)}
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(**ANY)
@settings(PATIENT, max_examples=15, derandomize=True)
def test_any_world_is_the_same_by_agents_and_by_columns(where: Scenario, policy: Policy, seed: int, order: int) -> None:
    live_twice(where, (policy,), 18, seed=seed, order=order)


@pytest.mark.slow
@given(**ANY)
@settings(PATIENT, max_examples=300)
def test_very_many_worlds_are(where: Scenario, policy: Policy, seed: int, order: int) -> None:
    live_twice(where, (policy,), 24, seed=seed, order=order)
