"""The Mesa door: what a Mesa user expects of a model works, and a run that nobody inspects pays nothing for it."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from typing import Any

import mesa
import numpy as np
import pytest

from sim.agents.everybody import Everybody
from sim.agents.household import Household
from sim.agents.village import Village
from sim.model import ConversionModel, Edit, Engine, advance
from sim.month import advance as advance_columns
from sim.policies.uniform_deadline import UniformDeadline
from sim.reading import Case
from sim.running import provenance, provenance_of
from sim.world import found_world
from tests.agreement.lives import SMALL, SWIFT
from tests.worlds import differing, scenario, state

CASE = Case(scenario(regions=SMALL, numbers=SWIFT, months=4), (UniformDeadline(due=12),), "test")


@pytest.fixture
def model() -> Iterator[ConversionModel]:
    model = ConversionModel(CASE, seed=1)
    yield model
    model.close()


def test_a_model_counts_its_steps_and_stops_running_at_the_horizon(model: ConversionModel) -> None:
    while model.running:
        model.step()
    assert model.steps == model.world.month == 4


def test_mesa_can_run_it_to_the_end(model: ConversionModel) -> None:
    model.run_model()
    assert model.world.month == 4


def test_seed_and_engine_are_the_scenarios_own_unless_given() -> None:
    model = ConversionModel(CASE)
    assert model.world.luck.seed == CASE.scenario.runs.seed
    assert model.engine == "columns"
    assert ConversionModel(CASE, seed=0, replicate=2).world.luck.replicate == 2
    assert ConversionModel(CASE, seed=0).world.luck.seed == 0


@pytest.mark.parametrize("engine", ["columns", "agents"])
def test_both_engines_live_the_same_life(engine: Engine) -> None:
    model, world = ConversionModel(CASE, seed=1, replicate=1, engine=engine), found_world(CASE.scenario, 1, 1)
    for _ in range(4):
        model.step()
        advance_columns(world, CASE.policies)
    assert not differing(state(model.world), state(world))
    model.close()


def test_no_agent_is_made_in_a_run_that_nobody_inspects(
    model: ConversionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("an agent was made")

    monkeypatch.setattr(Everybody, "__init__", refuse)
    model.run_model()
    with pytest.raises(AssertionError, match="an agent was made"):
        _ = model.agents


def test_looking_changes_nothing(model: ConversionModel) -> None:
    unseen = ConversionModel(CASE, seed=1)
    for _ in range(4):
        model.agents_by_type[Household].agg("trust", np.mean)
        model.step()
        unseen.step()
    assert not differing(state(model.world), state(unseen.world))


def test_agents_are_one_row_each(model: ConversionModel) -> None:
    world = model.world
    assert len(model.agents) == sum(
        len(columns)
        for columns in (
            world.households, world.cadres, world.cooperatives, world.groups, world.villages, world.counties,
            world.ledgers,
        )
    )  # fmt: skip
    assert {kind.__name__ for kind in model.agents_by_type} == {
        "Household", "Cadre", "Cooperative", "SocialGroup", "Village", "Government", "Ledger",
    }  # fmt: skip
    assert set(model.agent_types) == set(model.agents_by_type)
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)


def test_agents_are_the_same_from_look_to_look_and_read_the_present(model: ConversionModel) -> None:
    (household,) = model.agents_by_type[Household].select(at_most=1)
    for _ in range(3):
        model.step()
    assert household in model.agents
    assert household.trust == model.world.households.trust[household.row]
    assert household.month == 3


def test_agents_are_selected_grouped_and_aggregated_as_agentsets(model: ConversionModel) -> None:
    households = model.agents_by_type[Household]
    trusting = households.select(lambda household: household.trust > 0.6)
    assert 0 < len(trusting) == np.sum(model.world.households.trust > 0.6) < len(households)
    assert households.agg("trust", np.mean) == pytest.approx(model.world.households.trust.mean())
    assert model.agents.select(agent_type=Village).agg("real_households", [min, max])[0] > 0
    by_village = households.groupby("village").agg("size", np.sum)
    assert {village.stage_name for village in by_village} == {"rural"}
    assert sum(by_village.values()) == pytest.approx(model.world.households.size.sum())


def test_agents_can_be_asked_to_do_something_in_any_order(model: ConversionModel) -> None:
    asked: list[int] = []
    model.step()
    model.agents_by_type[Household].shuffle_do(lambda household: asked.append(household.row))
    model.agents_by_type[Household].do("attend")
    assert sorted(asked) == list(range(len(model.world.households)))
    assert asked != sorted(asked)


def test_the_datacollector_collects_models_and_agents() -> None:
    collector = mesa.DataCollector(
        model_reporters={"satisfaction": lambda model: float(model.world.households.satisfaction.mean())},
        agent_reporters={"who": repr},
        agenttype_reporters={Household: {"trust": "trust"}, Village: {"stage": "stage_name"}},
    )
    model = ConversionModel(CASE, seed=1, datacollector=collector)
    model.run_model()
    own = model.datacollector
    assert len(own.get_model_vars_dataframe()) == 5, "the founding is step 0"
    assert len(own.get_agent_vars_dataframe()) == 5 * len(model.agents)
    trust = own.get_agenttype_vars_dataframe(Household)["trust"]
    assert np.array_equal(trust.loc[4], model.world.households.trust)
    assert np.array_equal(trust.loc[0], found_world(CASE.scenario, 1, 0).households.trust)
    assert "preparing" in set(own.get_agenttype_vars_dataframe(Village)["stage"])
    model.close()


def test_no_decision_uses_mesas_random_numbers(model: ConversionModel) -> None:
    before = model.random.getstate(), model.rng.bit_generator.state
    model.run_model()
    assert before == (model.random.getstate(), model.rng.bit_generator.state)
    lives = []
    for order in (1, 2):
        asked = ConversionModel(CASE, seed=1, engine="agents")
        asked.random.seed(order)
        asked.run_model()
        lives.append(state(asked.world))
        asked.close()
    assert not differing(*lives)


# ---- editing


def test_a_value_is_set_between_months_and_noted_down(model: ConversionModel) -> None:
    model.step()
    household = model.everybody.households[3]
    before = float(household.trust)
    with model.edit():
        household.trust = 0.9
        assert household.trust == 0.9
    assert model.world.households.trust[3] == 0.9
    assert model.edits == [Edit(1, "households", 3, "trust", before, 0.9)]


def test_what_was_set_by_hand_is_part_of_the_provenance(model: ConversionModel) -> None:
    untouched = provenance_of(model)
    assert untouched["edits"] == []
    assert untouched == {**provenance(CASE, 1, 0), "months": 0}
    model.step()
    with model.edit():
        model.everybody.households[3].trust = 0.9
    said = provenance_of(model)
    (edit,) = said["edits"]
    assert (said["months"], edit["month"], edit["kind"], edit["row"], edit["after"]) == (1, 1, "households", 3, 0.9)
    assert json.loads(json.dumps(said)) == said


def test_an_edit_has_consequences(model: ConversionModel) -> None:
    with model.edit():
        for household in model.everybody.villages[0].households:
            household.trust = 0.0
    untouched = ConversionModel(CASE, seed=1)
    model.step()
    untouched.step()
    home = model.world.households.village == 0
    assert np.all(model.world.households.trust[home] < untouched.world.households.trust[home])


def test_a_value_cannot_be_set_outside_an_edit(model: ConversionModel) -> None:
    with pytest.raises(AttributeError, match=r"Household 0: trust can be set .* only, inside `with model.edit\(\):`"):
        model.everybody.households[0].trust = 0.9
    with model.edit():
        pass
    with pytest.raises(AttributeError, match="inside"):
        model.everybody.households[0].trust = 0.9
    assert not model.edits


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_a_value_outside_its_bounds_is_refused(model: ConversionModel, value: float) -> None:
    with model.edit(), pytest.raises(ValueError, match=r"trust = .* lies outside 0 to 1"):
        model.everybody.households[0].trust = value


def test_what_founding_fixed_stays(model: ConversionModel) -> None:
    with model.edit(), pytest.raises(AttributeError, match="size is fixed at founding"):
        model.everybody.households[0].size = 2.0


def test_columns_stay_read_only_after_an_edit(model: ConversionModel) -> None:
    with model.edit():
        model.agents_by_type[Household].set("trust", 0.5)
    with pytest.raises(ValueError, match="read-only"):
        model.world.households.trust[0] = 0.0


# ---- letting go


@pytest.mark.parametrize("engine", ["columns", "agents"])
def test_a_closed_model_does_not_stay_alive(engine: Engine) -> None:
    model = ConversionModel(CASE, seed=1, engine=engine)
    _ = model.agents
    model.step()
    model.close()
    ghost = weakref.ref(model)
    del model
    gc.collect()
    assert ghost() is None


def test_a_closed_model_can_be_looked_at_again(model: ConversionModel) -> None:
    number = len(model.agents)
    model.close()
    model.step()
    assert len(model.agents) == number
    assert model.agents_by_type[Village].agg("month", max) == 1


def test_a_month_told_by_agents_is_the_month_of_the_columns_and_leaves_nothing_behind() -> None:
    slow, fast = found_world(CASE.scenario, 1, 0), found_world(CASE.scenario, 1, 0)
    kept = len(getattr(mesa.Agent, "_ids", {}))
    for _ in range(3):
        advance(slow, CASE.policies)
        advance_columns(fast, CASE.policies)
    assert not differing(state(slow), state(fast))
    assert len(getattr(mesa.Agent, "_ids", {})) == kept
