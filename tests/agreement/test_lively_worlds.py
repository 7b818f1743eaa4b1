"""Agents and columns agree to the last bit, in worlds where there is something to disagree about."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.agents.household import Household
from sim.agents.row import Writes, mean
from sim.agents.village import Village
from sim.month import PHASES
from sim.scenario import Region
from sim.world import Kind
from tests.agreement.lives import CASES, MONTHS, SWIFT, Disagreement, life_of, live_twice
from tests.worlds import STRATEGIES, WORLDS, scenario

BOUNDED: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("households", ("fairness", "trust", "support", "expectation", "grievance", "satisfaction", "gain", "peers_trust")),
    ("cadres", ("skill", "knowledge", "concern", "part_time")),
    ("groups", ("activity",)),
    ("villages", ("service", "facilities", "reach", "knowledge", "attendance")),
)
"""States that move between bounds for everybody; shares of a few people are 0 by nature."""


@pytest.mark.parametrize("name", CASES)
def test_agents_asked_in_any_order_live_the_life_of_the_columns(name: str) -> None:
    assert life_of(name).world.month == MONTHS


@pytest.mark.parametrize("name", CASES)
def test_few_states_sit_at_a_bound_where_wrong_and_right_look_the_same(name: str) -> None:
    world, at_bound, states = life_of(name).world, 0.0, 0
    for kind, columns in BOUNDED:
        for column in columns:
            declared, values = world.columns(kind).declarations()[column], world.columns(kind).rows()[column]
            at_bound += float(np.sum((values <= declared.low) | (values >= declared.high)))
            states += values.shape[0]
    assert at_bound < 0.2 * states


@pytest.mark.parametrize("name", CASES)
def test_somebody_does_something_in_every_month(name: str) -> None:
    assert not life_of(name).quiet


def test_every_step_of_the_month_changes_something_somewhere() -> None:
    steps = {step.name for _, steps in PHASES for step in steps}
    assert set().union(*(life_of(name).changed for name in CASES)) == steps


def test_all_that_can_happen_to_a_plan_happens() -> None:
    lives = [life_of(name) for name in CASES]
    assert sum(life.passed for life in lives) > 15
    assert sum(life.failed for life in lives) > 5
    assert sum(life.nameplates for life in lives) > 5
    assert {stage for life in lives for stage in life.world.villages.stage} >= {1.0, 3.0, 4.0, 5.0}


def test_all_that_can_happen_to_a_case_happens() -> None:
    lives = [life_of(name) for name in CASES]
    assert sum(life.opened for life in lives) > 60
    assert {way for life in lives for way in life.world.households.escalated} >= {0.0, 3.0, 4.0, 5.0}
    assert {case for life in lives for case in life.world.households.case} >= {0.0, 2.0}


def test_the_order_in_which_agents_are_asked_is_of_no_consequence() -> None:
    where, policy = CASES["harsh deadline"]
    for order in (1, 2):
        live_twice(where, (policy,), 8, order=order)


def test_a_village_without_groups_or_with_a_single_household_agrees_too() -> None:
    lonely = Region(villages_per_county=2, households_per_village=1, groups=0, cadres=1)
    live_twice(scenario(regions={"here": lonely}, numbers=SWIFT), (CASES["deadline"][1],), 12)


# ---- and a wrong agent is found out


def _hears_the_first_neighbour_twice(household: Household) -> Writes:
    heard = dict(RIGHT_LISTEN(household))
    for other, strength in household.neighbours[:1]:
        heard["peers_trust"] = heard["peers_trust"] + strength * other.trust
    return heard


def _asks_from_the_last_house_on(village: Village) -> Writes:
    report = dict(RIGHT_REPORT(village))
    if village.is_quarter:
        content = mean((household.satisfaction, household.weight) for household in reversed(village.households))
        report["reported_satisfaction"] = content + 20.0 * village.government.term("survey") * village.survey_error
    return report


def _forgets_the_urge(household: Household, urge: float = 0.0) -> bool:
    return RIGHT_COME(household)


RIGHT_LISTEN, RIGHT_COME, RIGHT_REPORT = Household.listen, Household.would_come, Village.report
WRONG: tuple[tuple[type[Any], str, Any, str], ...] = (
    (Household, "listen", _hears_the_first_neighbour_twice, "peers_trust"),
    (Household, "would_come", _forgets_the_urge, "ballot"),
    (Village, "report", _asks_from_the_last_house_on, "reported_satisfaction"),
)


@pytest.mark.parametrize(("kind", "method", "wrong", "column"), WRONG)
def test_an_agent_that_decides_by_another_rule_is_found_out(
    kind: type[Any], method: str, wrong: Any, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, method, wrong)
    where, policy = CASES["deadline"]
    with pytest.raises(Disagreement, match=column):
        live_twice(where, (policy,), MONTHS)


@pytest.mark.slow
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", WORLDS)
def test_agents_and_columns_agree_for_five_years_under_every_strategy(name: str, strategy: str) -> None:
    live_twice(WORLDS[name], (STRATEGIES[strategy],), 60, seed=11, order=5)
