"""A dead world proves nothing: what happens in the worlds that tests share."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np
import pytest

from sim.columns.villages import STAGES
from sim.month import advance
from sim.rules.cases import CASE_STAGES
from sim.world import KINDS, Kind, World, found_world
from tests.contracts.test_steps import NOT_WRITTEN_YET
from tests.worlds import STRATEGIES, WORLDS, Withdrawal, brisk, live

CONVERTING = [name for name in STRATEGIES if name != "status_quo"]


def bounded(world: World) -> dict[str, float]:
    """Return, for each bounded share of households that moves, the part of rows at a bound."""
    columns = world.households.declarations()
    shares = [n for n, c in columns.items() if not c.fixed and c.unit in {"share", "points"} and "peers" not in n]
    return {
        name: float(np.mean((values <= columns[name].low) | (values >= columns[name].high)))
        for name in shares
        for values in [world.households.rows()[name]]
    }


@pytest.mark.parametrize("where", WORLDS)
@pytest.mark.parametrize("name", STRATEGIES)
def test_few_feelings_sit_at_a_bound(where: str, name: str) -> None:
    at_bound = bounded(live(WORLDS[where], [STRATEGIES[name]], 60))
    assert all(part < 0.2 for state, part in at_bound.items() if state != "grievance"), at_bound


def test_every_stage_of_villages_and_cases_and_every_flag_occurs_somewhere() -> None:
    stages, cases, flags = set(), set(), set()
    for where in WORLDS.values():
        for name in CONVERTING:
            world = found_world(where, 1, 0)
            for _ in range(60):
                advance(world, [STRATEGIES[name], Withdrawal(45)])
                stages |= set(world.villages.stage)
                cases |= set(world.households.case) | set(world.households.escalated)
                columns = world.villages.declarations()
                flags |= {n for n, c in columns.items() if c.unit == "flag" and world.villages.rows()[n].any()}
    assert stages == set(range(len(STAGES)))
    assert cases == set(range(len(CASE_STAGES)))
    columns = world.villages.declarations()
    assert flags == {name for name, column in columns.items() if column.unit == "flag"}


ELSEWHERE: set[tuple[Kind, str]] = {
    ("villages", "community"),
    ("villages", "ready_months"),
    ("ledgers", "credit"),
    ("ledgers", "community"),
    ("ledgers", "measures"),
}
"""What pilots in these worlds do not move: mergers, gates, surpluses below interest, levers; and the account of the
community, which spends in a month what it gets."""


def test_no_column_of_state_stands_still_everywhere_for_five_years() -> None:
    still: AbstractSet[tuple[Kind, str]] | None = None
    for where in WORLDS.values():
        world = found_world(where, 1, 0)
        columns = {(k, n): c for k in KINDS for n, c in world.columns(k).declarations().items()}
        first = {key: world.columns(key[0]).rows()[key[1]] for key, column in columns.items() if not column.fixed}
        for _ in range(60):
            advance(world, [STRATEGIES["phased_pilots"], Withdrawal(50)])
            first = {k: v for k, v in first.items() if v.tobytes() == world.columns(k[0]).rows()[k[1]].tobytes()}
        still = first.keys() if still is None else still & first.keys()
    assert still is not None
    assert still <= NOT_WRITTEN_YET | ELSEWHERE


def test_a_brisk_strategy_is_the_usual_one_with_a_shorter_calendar() -> None:
    for name, policy in STRATEGIES.items():
        assert policy.name == name
        assert policy == brisk(type(policy))
