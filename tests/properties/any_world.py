"""Any small world, any numbers inside their ranges, any strategy at any options, any mechanisms off."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from hypothesis import strategies as st

from sim.policies.catalogue import POLICIES
from sim.policies.policy import Policy
from sim.policies.terms import TERMS
from sim.quantity import Quantity, quantities
from sim.rules.parameters import OFF, Parameters
from sim.scenario import Clock, Region, Scenario
from tests.rules.inputs import RECORDS
from tests.worlds import STRATEGIES

SMALL = {"counties": 2, "villages_per_county": 4, "households_per_village": 10}
ORDERS = {"start", "due", "wave", "pilot"}


def value(q: Quantity, high: float | None = None) -> st.SearchStrategy[Any]:
    """Return the values a quantity may take, in a thousand steps: nobody declares a share of 1e-300."""
    if q.options:
        return st.sampled_from(q.options)
    if isinstance(q.default, int):
        return st.integers(int(q.low), int(q.high if high is None else high))
    return st.integers(0, 1000).map(lambda step: min(q.high, q.low + (q.high - q.low) * step / 1000))


def record(of: type[Any]) -> st.SearchStrategy[Any]:
    """Return records with a few of their numbers anywhere in their ranges, and the rest as declared."""
    fields = {name: value(q, SMALL.get(name)) for name, q in quantities(of)}
    small = {name: fields.pop(name) for name in SMALL if name in fields}
    drawn = st.fixed_dictionaries(small, optional=fields)
    return drawn.map(lambda found: dataclasses.replace(of(), **found))


def parameters() -> st.SearchStrategy[Parameters]:
    """Return parameters of which some groups are drawn anew."""
    groups = {group: record(of) for group, of in RECORDS.items()}
    return st.fixed_dictionaries({}, optional=groups).map(lambda found: dataclasses.replace(Parameters(), **found))


def terms() -> st.SearchStrategy[dict[str, float | str]]:
    """Return baseline terms, orders aside."""
    table = {name: value(term.quantity) for name, term in TERMS.items() if name not in ORDERS}
    return st.fixed_dictionaries({}, optional=table)


def scenarios() -> st.SearchStrategy[Scenario]:
    """Return any scenario of one or two small regions."""
    return st.builds(
        lambda regions, numbers, terms, off: Scenario(
            name="any",
            title={"en": "any", "zh": "any"},
            clock=Clock(months=24),
            regions={f"r{i}": region for i, region in enumerate(regions)},
            parameters=numbers,
            terms=terms,
            off=off,
        ),
        st.lists(record(Region), min_size=1, max_size=2),
        parameters(),
        terms(),
        st.sets(st.sampled_from(sorted(OFF)), max_size=3).map(lambda names: tuple(sorted(names))),
    )


def policies() -> st.SearchStrategy[Policy]:
    """Return any strategy, at its brisk options or at any."""
    drawn = st.one_of([record(kind) for kind in POLICIES]).map(lambda one: cast(Policy, one))
    return st.sampled_from(list(STRATEGIES.values())) | drawn


seeds = st.integers(0, 2**62)
