from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from benchmarks.plain_mesa import AGENTS, PlainModel
from benchmarks.worlds import POLICY, lively_world
from sim.month import advance
from sim.world import KINDS

MONTHS = 6
NOT_FOLLOWED = {("villages", "wave"), ("villages", "pilot")}
"""Columns that no step of the months under one deadline writes."""


@pytest.mark.parametrize("start", [0, 30, 54])
def test_a_village_of_plain_mesa_agents_lives_as_the_engine_does(start: int) -> None:
    world = lively_world(400, start)
    before = {kind: {name: column.copy() for name, column in world.columns(kind).rows().items()} for kind in KINDS}
    with closing(PlainModel(world, POLICY)) as model:
        for _ in range(MONTHS):
            advance(world, (POLICY,))
            model.step()
        moved = 0
        for kind in KINDS:
            for name, declared in world.columns(kind).declarations().items():
                values = getattr(world.columns(kind), name)
                if not declared.fixed and (kind, name) not in NOT_FOLLOWED:
                    plain = model.mean(AGENTS[kind], name)
                    assert plain == pytest.approx(float(np.mean(values)), rel=1e-6, abs=1e-9), (kind, name)
                    moved += not np.array_equal(values, before[kind][name])
    assert moved >= 50, "a world in which little moves proves little"

