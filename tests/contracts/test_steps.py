from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.compiled import engine
from sim.month import advance, settle
from sim.phases.step import Step
from sim.phases.steps import PHASES
from sim.world import KINDS, found_world
from tests.worlds import STRATEGIES, WORLDS, live, scenario, stepping

STEPS = [step for _, steps in PHASES for step in steps]
NOT_WRITTEN_YET = {("cadres", "part_time")}
"""Columns of state that no step writes so far; the list may shrink and may not grow."""


def test_the_phases_of_a_month_are_those_of_the_design_in_their_order() -> None:
    assert [name for name, _ in PHASES] == [
        "announce", "work", "meet", "rights", "economy", "serve", "feel", "decide", "assess",
    ]  # fmt: skip
    assert all(steps for _, steps in PHASES)


def test_a_step_has_a_name_of_its_own_among_its_kind() -> None:
    deciders: dict[tuple[str, str], set[object]] = {}
    for step in STEPS:
        deciders.setdefault((step.kind, step.name), set()).add(step.writes)
    assert all(len(found) == 1 for found in deciders.values())
    twice = {key for key in deciders if sum((s.kind, s.name) == key for s in STEPS) > 1}
    assert twice == {("villages", "count_cases")}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.kind}-{step.name}")
def test_a_step_writes_columns_that_exist_and_are_not_fixed_at_founding(step: Step) -> None:
    columns = found_world(scenario(), 1, 0).columns(step.kind).declarations()
    assert step.writes
    assert len(set(step.writes)) == len(step.writes)
    assert all(not columns[name].fixed for name in step.writes)


def test_every_column_of_state_is_written_by_some_step() -> None:
    world = found_world(scenario(), 1, 0)
    written = {(step.kind, name) for step in STEPS for name in step.writes}
    state = {(k, name) for k in KINDS for name, c in world.columns(k).declarations().items() if not c.fixed}
    assert state - written <= NOT_WRITTEN_YET


def test_a_step_decides_without_writing_anything() -> None:
    world = live(WORLDS["everything"], [STRATEGIES["phased_pilots"]], 30)

    def look(step: Step, writes: object) -> None:
        again = engine.decide(world, step)
        assert isinstance(writes, dict)
        for name, values in again.items():
            assert values.tobytes() == writes[name].tobytes(), "decided twice, decided the same"
            assert values.dtype == world.columns(step.kind).rows()[name].dtype

    advance(world, [STRATEGIES["phased_pilots"]], stepping(world, look))


def test_a_step_that_writes_more_or_less_than_it_declares_is_refused() -> None:
    world = found_world(scenario(), 1, 0)
    step = Step("idle", "villages", ("service", "staff"))
    rows = np.ones(len(world.villages))
    for writes in ({"service": rows}, {"service": rows, "staff": rows, "money": rows}, {}):
        with pytest.raises(ValueError, match="step idle wrote"):
            settle(world, step, writes)
    settle(world, step, {"service": rows * 0.5, "staff": rows * 9.0})
    assert set(world.villages.service) == {0.5}


def test_a_column_is_replaced_only_by_one_of_its_own_shape_and_type() -> None:
    world = found_world(scenario(), 1, 0)
    step = Step("idle", "villages", ("service",))
    bad_ones: list[Any] = [np.ones(len(world.villages) + 1), np.ones(len(world.villages), dtype=np.int64)]
    for bad in bad_ones:
        with pytest.raises(ValueError, match="cannot replace"):
            settle(world, step, {"service": bad})
