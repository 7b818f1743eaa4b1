"""Mesa's own tools on a model: batches, collectors, agents that are removed, seeds of any kind, models let go."""

from __future__ import annotations

import gc
import warnings
import weakref
from typing import Any

import mesa
import numpy as np
import pytest

import sim
from sim.model import ConversionModel, Engine
from sim.phases.step import Step
from tests.small import hamlet
from tests.worlds import differing, state

CASE = hamlet()
MESA_TAKES_RNG = int(mesa.__version__.split(".")[1]) >= 5
"""Mesa 3.5 sets the seeds of a batch itself, as ``rng``; before, they are a parameter like any other."""


def satisfaction(model: ConversionModel) -> float:
    return float(model.world.households.satisfaction.mean())


def collecting(**more: Any) -> mesa.DataCollector:
    return mesa.DataCollector({"satisfaction": satisfaction}, **more)


def batch(parameters: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The `iterations` keyword", DeprecationWarning)
        options = {"number_processes": 1, "display_progress": False, "max_steps": 3} | options
        rows: list[dict[str, Any]] = mesa.batch_run(ConversionModel, {"case": [CASE], **parameters}, **options)
    return rows


def after(steps: int, **luck: Any) -> float:
    model = ConversionModel(CASE, **luck)
    for _ in range(steps):
        model.step()
    return satisfaction(model)


def told(rows: list[dict[str, Any]], **luck: Any) -> bool:
    """Return whether each row tells what a lone run comes to after as many steps as it says."""
    return all(row["satisfaction"] == after(int(row["Step"]), **luck) for row in rows)


# ---- batches


def test_the_iterations_of_a_batch_are_the_replications_of_the_case() -> None:
    rows = batch({"datacollector": [collecting()]}, iterations=3)
    assert len({row["satisfaction"] for row in rows}) == 3
    for row in rows:
        assert told([row], replicate=row["iteration"])


def test_parameters_of_a_batch_meet_the_same_luck() -> None:
    rows = batch({"datacollector": [collecting()], "engine": ["columns", "agents"]}, iterations=2)
    assert all(told([row], replicate=row["iteration"], engine=row["engine"]) for row in rows)
    assert len({row["satisfaction"] for row in rows}) == 2


@pytest.mark.slow
def test_iterations_are_other_runs_in_other_processes_too() -> None:
    options = {"iterations": 3, "number_processes": 2}
    rows = batch({"datacollector": [collecting()]}, **options)
    assert all(told([row], replicate=row["iteration"]) for row in rows)


@pytest.mark.parametrize("given", [{"replicate": [1, 2]}, {"seed": [1, 2]}])
def test_a_row_of_a_batch_tells_the_run_it_names(given: dict[str, list[int]]) -> None:
    ((name, values),) = given.items()
    options = {"rng": values} if name == "seed" and MESA_TAKES_RNG else {}
    rows = batch({"datacollector": [collecting()], **({} if options else given)}, **options)
    assert [row[name] for row in rows] == values
    assert all(told([row], **{name: row[name]}) for row in rows)
    assert len({row["satisfaction"] for row in rows}) == 2


def test_a_batch_shows_the_founding_and_every_month() -> None:
    rows = batch({"datacollector": [collecting()]}, data_collection_period=1)
    assert [row["Step"] for row in rows][:4] == [0, 1, 2, 3]
    assert told(rows)


def test_a_batch_without_a_collector_hears_mesas_own_words() -> None:
    with pytest.raises(AttributeError, match="Please add a DataCollector to your model"):
        batch({})


# ---- collectors


def test_models_that_are_given_one_collector_collect_apart() -> None:
    given = collecting(agent_reporters={"who": repr}, tables={"notes": ["text"]})
    one, other = ConversionModel(CASE, seed=1, datacollector=given), ConversionModel(CASE, seed=2, datacollector=given)
    one.step()
    one.datacollector.add_table_row("notes", {"text": "a note"})
    kept = [len(each.get_model_vars_dataframe()) for each in (given, one.datacollector, other.datacollector)]
    assert kept == [0, 2, 1]
    assert [len(each.tables["notes"]["text"]) for each in (given, one.datacollector, other.datacollector)] == [0, 1, 0]
    again = ConversionModel(CASE, seed=1, datacollector=one.datacollector)
    assert len(again.datacollector.get_model_vars_dataframe()) == 1, "what another model collected stays behind"
    assert len(again.datacollector.get_agent_vars_dataframe()) == len(again.agents)


def test_a_collector_may_also_be_set_later() -> None:
    model = ConversionModel(CASE, seed=1)
    model.datacollector = collecting()
    model.step()
    assert len(model.datacollector.get_model_vars_dataframe()) == 1


# ---- agents


@pytest.mark.parametrize("engine", ["columns", "agents"])
def test_an_agent_cannot_leave_the_world(engine: Engine) -> None:
    model, untouched = (ConversionModel(CASE, seed=1, engine=engine) for _ in range(2))
    household = model.agents_by_type[sim.Household][0]
    for leave in (household.remove, lambda: model.deregister_agent(household), model.remove_all_agents):
        with pytest.raises(ValueError, match="cannot leave the world"):
            leave()
    for agents in (model.agents, model.agents_by_type[sim.Household]):
        agents.remove(household)  # a view of one's own: the world does not ask it
    while model.running:
        model.step()
        untouched.step()
    assert not differing(state(model.world), state(untouched.world))


def test_every_agent_has_a_number_of_its_own_and_an_agent_of_ones_own_may_join_and_leave() -> None:
    model = ConversionModel(CASE, seed=1)
    number = len(model.agents)
    observer = mesa.Agent(model)
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents) == number + 1
    observer.remove()
    assert len(model.agents) == number


# ---- arguments


@pytest.mark.parametrize("name", ["seed", "replicate"])
@pytest.mark.parametrize("value", [3, np.int64(3), np.uint32(3), np.int8(3)])
def test_whole_numbers_of_numpy_are_those_of_python(name: str, value: Any) -> None:
    luck: dict[str, Any] = {name: 3}
    model, usual = ConversionModel(CASE, **(luck | {name: value})), ConversionModel(CASE, **luck)
    assert not differing(state(model.world), state(usual.world))
    assert type(getattr(model.world.luck, name)) is int


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name in ("seed", "replicate") for value in (-1, "7", 1.0, True, np.bool_(True), np.float64(1.0))]
    + [("seed", 2**63), ("seed", [1, 2]), ("replicate", 2**32), ("engine", "colums"), ("engine", 1)],
)
def test_a_wrong_argument_is_named(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"`{name}`: .*allowed is"):
        ConversionModel(CASE, **{name: value})


def test_a_name_is_no_case() -> None:
    with pytest.raises(TypeError, match="read it first"):
        ConversionModel("one-village")  # type: ignore[arg-type]


# ---- the end


@pytest.mark.parametrize("engine", ["columns", "agents"])
def test_a_step_past_the_end_is_refused_as_often_as_it_is_asked(engine: Engine) -> None:
    model = ConversionModel(CASE, seed=1, engine=engine, datacollector=collecting())
    model.run_model()
    lived = state(model.world)
    for _ in range(2):
        with pytest.raises(ValueError, match="ends after 14 months"):
            model.step()
    assert model.steps == model.world.month == 14
    assert not model.running
    assert len(model.datacollector.get_model_vars_dataframe()) == 15
    assert not differing(state(model.world), lived)


# ---- letting go


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("engine", ["columns", "agents"])
def test_a_model_that_nobody_holds_is_released(engine: Engine, closed: bool) -> None:
    model = ConversionModel(CASE, seed=1, engine=engine, datacollector=collecting(agent_reporters={"who": repr}))
    ghosts = [weakref.ref(each) for each in (model, model.agents[0])]
    model.step()
    if closed:
        model.close()
    del model
    gc.collect()
    assert [ghost() for ghost in ghosts] == [None, None]


def test_the_models_of_a_batch_are_released() -> None:
    def alive() -> int:
        gc.collect()
        return sum(isinstance(each, ConversionModel) for each in gc.get_objects())

    before = alive()
    batch({"datacollector": [collecting(agent_reporters={"who": repr})]}, iterations=4)
    assert alive() == before


def test_a_step_that_agents_take_asks_all_of_them_once() -> None:
    model, asked = ConversionModel(CASE, seed=1), []

    class Counting(sim.Household):
        def probe(self) -> dict[str, Any]:
            asked.append(self.row)
            return {}

    model.own["households"] = Counting
    model.one_by_one(Step("probe", "households", ()))
    assert sorted(asked) == list(range(len(model.world.households)))
    assert asked != sorted(asked), "in random order"
