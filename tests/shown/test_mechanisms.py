"""Every mechanism that can be switched off is seen in some outcome: 16 pairs with the scenario's own seed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules.parameters import OFF
from tests.shown.pairs import interval, runs

PAIRS = 16
ELSEWHERE = {"merging": "rollout/one-shot-merger.yaml"}
"""Mechanisms that act in other worlds, with a scenario in which they do."""


@pytest.mark.slow
@pytest.mark.parametrize("mechanism", OFF)
def test_a_mechanism_switched_off_moves_at_least_one_outcome(mechanism: str) -> None:
    file = ELSEWHERE.get(mechanism, "rollout/uniform-deadline.yaml")
    usual, without = runs(file, (), PAIRS), runs(file, (f"without=[{mechanism}]",), PAIRS)
    changes = {name: without[name] - usual[name] for name in usual}
    ends = {name: interval(change) for name, change in changes.items() if np.isfinite(change).sum() > 1}
    moved = [name for name, (low, high) in ends.items() if low > 0.0 or high < 0.0]
    print(f"{mechanism}: {len(moved)} outcomes: {', '.join(moved)}")
    assert moved
