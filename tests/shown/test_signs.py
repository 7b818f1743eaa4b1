"""Do the signs hold when every assumed number may be anything in its range?

64 Latin-hypercube points (seed 1) over all assumed numbers of the mechanisms, in one county of 16 villages, 6 pairs a
point (seed 20240101). A sign counts as reversed when the paired difference lies beyond 2.57 of its standard errors on
the wrong side; points where both strategies come out alike are counted apart. `pytest -m slow -s` prints the shares.
"""

from __future__ import annotations

import dataclasses
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from scipy.stats import qmc

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


@pytest.mark.slow
def test_hardly_any_assumption_inside_its_range_reverses_a_sign() -> None:
    points = qmc.LatinHypercube(len(assumed()), seed=1).random(POINTS)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = np.array(list(pool.map(differences, points)))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, error = np.nanmean(found, axis=1), np.nanstd(found, axis=1, ddof=1) / np.sqrt(PAIRS)
    for column, (name, sign) in enumerate(SIGNS.items()):
        d, e = sign * mean[:, column], error[:, column]
        alike = np.mean(np.abs(d) < 1e-12)
        reversed_ = np.mean(d < -2.57 * np.maximum(e, 1e-12))
        print(f"{name}: as expected {np.mean(d > 0):.2f}, reversed beyond noise {reversed_:.2f}, alike {alike:.2f}")
        assert reversed_ <= 0.10
    print(f"satisfaction over time: the deadline wins in {np.mean(mean[:, -1] > 0):.2f} of the points")
