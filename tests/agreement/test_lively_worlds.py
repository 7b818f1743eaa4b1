"""Agents and the engine agree to the last bit, in worlds where there is something to disagree about."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.agents.household import Household
from sim.agents.ledger import Ledger
from sim.agents.row import Writes, mean
from sim.agents.village import Village
from sim.columns.cadres import COMMUNITY_WORKER
from sim.columns.ledgers import ACCOUNTS
from sim.phases.steps import PHASES
from sim.reading import read
from sim.scenario import Region
from sim.world import Kind, found_world
from tests.agreement.lives import (
    CASES,
    MONTHS,
    MONTHS_UNDER_A_STRATEGY,
    SWIFT,
    Disagreement,
    life_of,
    life_under,
    live_twice,
)
from tests.worlds import STRATEGIES, WORLDS, scenario

BOUNDED: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("households", ("fairness", "trust", "support", "expectation", "grievance", "satisfaction", "gain", "peers_trust")),
    ("cadres", ("skill", "knowledge", "concern", "part_time")),
    ("groups", ("activity",)),
    ("villages", ("service", "facilities", "reach", "knowledge", "attendance")),
)
"""States that move between bounds for everybody; shares of a few people are 0 by nature."""
CANNOT_CHANGE = {
    ("households", "respond", "case_age"),  # a case that opens is as old as none: 0
    ("ledgers", "book", "community"),  # a community spends in the month what it gets
}
"""What a step writes and leaves as it was, by its nature."""


@pytest.mark.parametrize("name", CASES)
def test_agents_asked_in_any_order_live_the_life_of_the_engine(name: str) -> None:
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


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_agents_live_the_life_of_the_engine_under_every_strategy(strategy: str) -> None:
    life = life_under(strategy)
    assert life.world.month == MONTHS_UNDER_A_STRATEGY
    assert (life.passed > 0) == (strategy != "status_quo")


def test_every_step_changes_all_it_may_change_somewhere() -> None:
    may = {(step.kind, step.name, column) for _, steps in PHASES for step in steps for column in step.writes}
    lives = [*map(life_of, CASES), *map(life_under, STRATEGIES)]
    assert may - set().union(*(life.changed for life in lives)) == CANNOT_CHANGE


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


def test_all_that_can_follow_the_plate_happens() -> None:
    lives = [life_of("merger"), life_of("merger without hand-over")]
    cadres, villages = lives[0].world.cadres, lives[0].world.villages
    former, worker = cadres.role != COMMUNITY_WORKER, cadres.role == COMMUNITY_WORKER
    handed = villages.handed[cadres.village] > 0.0
    assert set(cadres.serving[former & handed]) == {0.0, 1.0}
    assert np.all(cadres.serving[worker & handed] == 1.0)
    assert np.all(worker[lives[0].world.in_charge[villages.handed > 0.0]])
    assert not np.any(lives[1].world.villages.handed)
    assert all(np.any(life.world.villages.community != np.arange(len(life.world.villages))) for life in lives)
    assert all(("villages", "declare", "relapsed") in life.changed for life in lives)


def test_every_ledger_balances_to_the_fen() -> None:
    for name in CASES:
        books = life_of(name).world.ledgers.rows()
        assert np.all(sum((books[account] for account in ACCOUNTS), np.zeros(len(books["lost"]))) == 0.0)
        assert np.all(books["government"] < 0.0)


def test_the_order_in_which_agents_are_asked_is_of_no_consequence() -> None:
    where, policy = CASES["harsh deadline"]
    for order in (1, 2):
        live_twice(where, (policy,), 8, order=order)


def test_a_village_without_groups_or_with_a_single_household_agrees_too() -> None:
    lonely = Region(villages_per_county=2, households_per_village=1, groups=0, cadres=1)
    live_twice(scenario(regions={"here": lonely}, numbers=SWIFT), (CASES["deadline"][1],), 12)


def test_villages_whose_rows_stand_for_unlike_numbers_of_households_agree_too() -> None:
    case = read("longquan")
    assert len(np.unique(found_world(case.scenario, 1, 0).households.weight)) > 1
    live_twice(case.scenario, case.policies, 4)


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
        error = village.government.term("survey") * village.survey_error("survey")
        report["reported_satisfaction"] = content + 20.0 * error
    return report


def _serves_alone(village: Village) -> Any:
    return [village]


def _counts_the_former(village: Village) -> Writes:
    return {"handed": village.handed, "in_charge": village.cadres[0].row}


def _loses_the_leak(ledger: Ledger) -> Writes:
    return dict(RIGHT_BOOK(ledger)) | {"lost": ledger.lost}


def _comes_back_unasked(household: Household) -> Writes:
    return {"away": 0.0, "elsewhere": dict(RIGHT_MIGRATE(household))["elsewhere"]}


def _forgets_the_urge(household: Household, urge: float = 0.0) -> bool:
    return RIGHT_COME(household)


RIGHT_LISTEN, RIGHT_COME, RIGHT_REPORT = Household.listen, Household.would_come, Village.report
RIGHT_BOOK, RIGHT_MIGRATE = Ledger.book, Household.migrate
WRONG: tuple[tuple[type[Any], str, Any, str, str], ...] = (
    (Household, "listen", _hears_the_first_neighbour_twice, "deadline", "peers_trust"),
    (Household, "would_come", _forgets_the_urge, "deadline", "ballot"),
    (Household, "migrate", _comes_back_unasked, "deadline", "away"),
    (Village, "report", _asks_from_the_last_house_on, "deadline", "reported_satisfaction"),
    (Village, "take_over", _counts_the_former, "merger", "in_charge"),
    (Village, "partners", property(_serves_alone), "merger", "service"),
    (Ledger, "book", _loses_the_leak, "merger", "lost"),
)


@pytest.mark.parametrize(("kind", "method", "wrong", "case", "column"), WRONG)
def test_an_agent_that_decides_by_another_rule_is_found_out(
    kind: type[Any], method: str, wrong: Any, case: str, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, method, wrong)
    where, policy = CASES[case]
    with pytest.raises(Disagreement, match=column):
        live_twice(where, (policy,), MONTHS)


@pytest.mark.slow
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", WORLDS)
def test_agents_and_columns_agree_for_five_years_under_every_strategy(name: str, strategy: str) -> None:
    live_twice(WORLDS[name], (STRATEGIES[strategy],), 60, seed=11, order=5)
