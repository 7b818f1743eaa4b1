"""What drift must show: places converted without haste are more content, and nothing is frozen or saturated."""

from __future__ import annotations

import numpy as np
import pytest

from sim.month import advance
from sim.reading import read
from sim.world import World, found_world
from tests.shown.pairs import SCENARIOS


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    case = read(SCENARIOS / "rollout/drift.yaml")
    found = [found_world(case.scenario, case.scenario.runs.seed, replicate) for replicate in range(8)]
    for world in found:
        for _ in range(case.scenario.clock.months):
            advance(world, case.policies)
    return found


def test_under_drift_declared_places_are_near_66_and_undeclared_ones_near_56(worlds: list[World]) -> None:
    declared, others = [], []
    for world in worlds:
        plate = (world.villages.stage >= 4)[world.households.village]
        declared.append(np.mean(world.households.satisfaction[plate]))
        others.append(np.mean(world.households.satisfaction[~plate]))
    assert abs(np.mean(declared) - 66.0) < 2.0
    assert abs(np.mean(others) - 56.0) < 2.0


@pytest.mark.parametrize("name", ["trust", "support", "fairness", "satisfaction"])
def test_feelings_are_neither_frozen_nor_saturated(worlds: list[World], name: str) -> None:
    values = np.concatenate([getattr(world.households, name) for world in worlds])
    before = np.concatenate([
        getattr(found_world(world.scenario, world.luck.seed, world.luck.replicate).households, name) for world in worlds
    ])  # fmt: skip
    top = 100.0 if name == "satisfaction" else 1.0
    assert np.mean((values < 0.01 * top) | (values > 0.99 * top)) < 0.01
    assert np.mean(np.abs(values - before) > 0.01 * top) > 0.5
    assert np.std(values) > 0.02 * top
