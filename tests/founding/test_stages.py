from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.columns.villages import CONSOLIDATED, PREPARING, RURAL
from sim.measures.catalogue import MEASURES
from sim.policies.status_quo import StatusQuo
from sim.reading import Case
from sim.running import run
from sim.scenario import Region, Scenario
from sim.world import World, found_world
from tests.small import hamlet
from tests.worlds import live, scenario

MANY = Region(counties=4, villages_per_county=50, households_per_village=2)


def by_agents(case: Case) -> Case:
    scenario = dataclasses.replace(case.scenario, runs=dataclasses.replace(case.scenario.runs, engine="agents"))
    return dataclasses.replace(case, scenario=scenario)


def where(begun: float, converted: float) -> Scenario:
    return scenario("stages", regions={"here": dataclasses.replace(MANY, begun=begun, converted=converted)})


def nation(world: World, name: str) -> float:
    measure = MEASURES[name]
    rows = len(world.villages) if measure.level == "village" else len(world.households)
    return float(measure.by(world, np.zeros(rows, dtype=np.int64), 1)[0])


def test_shares_at_founding_are_met_on_average_and_leave_the_rest_rural() -> None:
    stages = np.concatenate([found_world(where(0.25, 0.2), 1, i).villages.stage for i in range(8)])
    assert np.mean(stages == CONSOLIDATED) == pytest.approx(0.2, abs=0.03)
    assert np.mean(stages == PREPARING) == pytest.approx(0.25 * 0.8, abs=0.03)
    assert set(stages) == {RURAL, PREPARING, CONSOLIDATED}


def test_landing_and_conversion_are_told_apart() -> None:
    world = found_world(where(0.5, 0.2), 1, 0)
    assert nation(world, "converted") == np.mean(world.villages.stage == CONSOLIDATED)
    assert nation(world, "landing") == np.mean(world.villages.stage >= PREPARING)
    assert 0.0 < nation(world, "converted") < nation(world, "landing") < 1.0


def test_converted_villages_hand_over_in_the_first_month_and_stay_converted() -> None:
    world = live(where(0.0, 1.0), [StatusQuo()], 24)
    assert (world.villages.stage == CONSOLIDATED).all()
    assert (world.villages.handed == 1.0).all()
    assert not world.villages.nameplate.any()
    assert np.isnan(nation(world, "insufficient_consultation"))


def test_agents_and_columns_agree_on_a_world_that_is_under_way() -> None:
    under_way = ("world.regions.hill.begun=0.7", "world.regions.plain.converted=0.6", "clock.burn_in=3")
    case = hamlet("mixture, parts: [{strategy: drift, share: 1.0}]", *under_way, "clock.months=72")
    one, other = (run(hamlet_of, replicate=1).timeseries for hamlet_of in (case, by_agents(case)))
    assert one["value"].equals(other["value"])
    converted = one[(one["outcome"] == "converted") & (one["region"] == "all")]["value"]
    assert converted.iloc[0] < converted.iloc[-1]


def test_villages_begun_at_founding_go_on_without_a_date() -> None:
    world = live(where(1.0, 0.0), [StatusQuo()], 60)
    assert np.mean(world.villages.stage == CONSOLIDATED) > 0.1
    assert not (world.villages.stage == RURAL).any()
