"""One point of the test of signs, in a module of its own so that worker processes can import it."""

from __future__ import annotations

import dataclasses

import numpy as np

from sim.arrays import Rows
from sim.policies.phased_pilots import PhasedPilots
from sim.policies.uniform_deadline import UniformDeadline
from sim.quantity import Quantity, quantities
from sim.reading import Case
from sim.rules.parameters import Parameters, amended
from sim.scenario import Clock, Region, Scenario
from tests.shown.pairs import lived

SIGNS = {"nameplate_share": 1.0, "insufficient_consultation": 1.0, "disputes": 1.0, "months_to_50": -1.0}
"""Outcome -> the sign of deadline minus pilots."""
POINTS, PAIRS = 64, 6


def assumed() -> list[tuple[str, Quantity]]:
    """Return every assumed number of the mechanisms but the switches."""
    found = []
    for field in dataclasses.fields(Parameters):
        for name, quantity in quantities(type(getattr(Parameters(), field.name))):
            if quantity.assumed and "switch" not in quantity.assumed:
                found.append((f"{field.name}.{name}", quantity))
    return found


def differences(point: Rows) -> Rows:
    """Return deadline minus pilots in each outcome of SIGNS and in satisfaction over time, one row a pair."""
    values = {}
    for (path, q), share in zip(assumed(), point, strict=True):
        value = q.low + share * (q.high - q.low)
        values[path] = round(value) if isinstance(q.default, int) else float(value)
    region = Region(villages_per_county=16, households_per_village=20, weight=42.0)
    scenario = Scenario("signs", {}, Clock(), {"central": region}, parameters=amended(Parameters(), values))
    deadline, pilots = (Case(scenario, (policy,), "test", {}) for policy in (UniformDeadline(), PhasedPilots()))
    names = [*SIGNS, "satisfaction_over_time"]
    rows = []
    for pair in range(PAIRS):
        one, other = lived(deadline, pair), lived(pilots, pair)
        rows.append([one[name] - other[name] for name in names])
    return np.array(rows)
