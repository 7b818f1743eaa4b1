import dataclasses
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from sim.book import FLAGS
from sim.measures.catalogue import MEASURES, group_codes
from sim.month import advance
from sim.policies.policy import Policy
from sim.running import TABLES, Run, example_village, identity, run
from sim.world import World, found_world
from tests.small import hamlet, renamed

CASE = hamlet()


@pytest.fixture(scope="module")
def made() -> Run:
    return run(CASE, seed=3)


def test_the_same_cell_gives_the_same_tables(made: Run) -> None:
    again = run(CASE, seed=3)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(made, name), getattr(again, name))
    assert made.run_id == again.run_id


def test_another_replication_meets_other_luck(made: Run) -> None:
    other = run(CASE, seed=3, replicate=1)
    assert other.run_id != made.run_id
    assert not np.array_equal(other.timeseries["value"], made.timeseries["value"], equal_nan=True)


def test_every_month_region_and_outcome_has_one_row(made: Run) -> None:
    table = made.timeseries
    assert len(table) == 14 * 3 * len(MEASURES)
    assert not table.duplicated(["month", "region", "group", "outcome"]).any()
    assert list(table["region"].unique()) == ["all", "hill", "plain"]
    assert (table["group"] == "all").all()
    assert table["month"].iloc[[0, -1]].tolist() == ["2021-11", "2022-12"]


def test_what_is_noted_in_the_last_month_is_what_the_measures_say() -> None:
    world, made = found_world(CASE.scenario, 3, 0), run(CASE, seed=3)
    for _ in range(14):
        advance(world, CASE.policies)
    series = made.timeseries[(made.timeseries["month"] == "2022-12") & (made.timeseries["region"] == "all")]
    groups = made.groups[(made.groups["month"] == "2022-12") & (made.groups["dimension"] == "household group")]
    members, households, _ = group_codes(world)["household group"]
    for name, measure in MEASURES.items():
        rows = len(world.households if measure.level == "household" else world.villages)
        noted = series.loc[series["outcome"] == name, "value"].to_numpy()
        np.testing.assert_allclose(noted, measure.by(world, np.zeros(rows, dtype=np.int64), 1), rtol=1e-12)
        by_member = groups[groups["outcome"] == name].set_index("member").loc[list(members), "value"]
        if measure.level == "household":
            np.testing.assert_allclose(by_member, measure.by(world, households, len(members)), rtol=1e-12)
        else:
            assert by_member.isna().all()


def test_villages_are_noted_every_twelve_months_and_at_the_end(made: Run) -> None:
    assert made.villages.groupby("month", observed=True).size().to_dict() == {"2022-10": 4, "2022-12": 4}
    assert set(made.villages["region"]) == {"hill", "plain"}


def test_stages_begin_before_the_first_month_and_tell_every_change(made: Run) -> None:
    first = made.stages.drop_duplicates("village")
    assert (first["month"] == "2021-10").all()
    assert (first["stage"] == "rural").all()
    assert made.stages["village"].value_counts().max() > 2
    told = made.stages.drop_duplicates("village", keep="last").set_index("village")
    noted = made.villages[made.villages["month"] == "2022-12"].set_index("village")
    assert told.sort_index()["stage"].astype(str).tolist() == noted["stage"].astype(str).tolist()
    assert told.sort_index()["flag"].astype(str).tolist() == noted["flags"].astype(str).tolist()


def test_flags_are_told_in_words() -> None:
    def spoil(world: World, policies: Sequence[Policy]) -> None:
        world.month += 1
        for flag in FLAGS[: world.month]:
            world.villages.replace_column(flag, np.ones(4))

    flags = run(CASE, advance=spoil).stages.query("village == 0")["flag"].astype(str).tolist()
    assert flags == ["", "stalled", "stalled+nameplate", "stalled+nameplate+relapsed"]


def test_failed_votes_are_told_in_the_month_they_failed() -> None:
    def fail(world: World, policies: Sequence[Policy]) -> None:
        world.month += 1
        if world.month in (3, 5):
            world.villages.replace_column("votes_failed", world.villages.votes_failed + np.array([1.0, 0, 0, 0]))

    told = run(CASE, advance=fail).stages.query("village == 0")
    assert list(zip(told["month"].astype(str), told["votes_failed"], strict=True)) == [
        ("2021-10", 0),
        ("2022-01", 1),
        ("2022-03", 2),
    ]
    assert set(told["stage"]) == {"rural"}
    assert set(told["flag"]) == {""}


def test_the_example_households_are_those_of_the_network_as_they_stand_at_the_end(made: Run) -> None:
    world = found_world(CASE.scenario, 3, 0)
    for _ in range(14):
        advance(world, CASE.policies)
    ties = example_village(CASE, 3)
    table = made.example.set_index("household")
    assert set(table.index) == set(ties.loc[ties["layer"] == "households", "a"])
    assert (table["month"] == "2022-12").all()
    assert table["village"].nunique() == 1
    for column, values in (("support", world.households.support), ("contested", world.households.contested)):
        np.testing.assert_array_equal(table[column], values[table.index])
    for household, kinds in zip(table.index.tolist(), table["member_of"], strict=True):
        assert len(kinds.split("+")) == max(len(world.networks.membership.neighbours(household)), 1)


def test_the_agents_engine_gives_the_tables_of_the_columns() -> None:
    by_agents = run(hamlet("uniform_deadline, due: 2022-09", "runs.engine=agents", "clock.months=11"))
    by_columns = run(hamlet("uniform_deadline, due: 2022-09", "clock.months=11"))
    assert by_agents.run_id == by_columns.run_id
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(by_agents, name), getattr(by_columns, name))


def test_a_run_is_named_by_what_decides_it_alone() -> None:
    names = {
        identity(case, seed, replicate) for case in (CASE, hamlet("drift")) for seed in (1, 2) for replicate in (0, 1)
    }
    assert len(names) == 8
    more = dataclasses.replace(CASE.scenario.runs, replications=99)
    often = dataclasses.replace(CASE, scenario=dataclasses.replace(CASE.scenario, runs=more))
    assert identity(renamed(CASE, "other"), 1, 0) == identity(often, 1, 0) == identity(CASE, 1, 0)


def test_the_example_village_can_be_drawn_from_its_table() -> None:
    table = example_village(CASE, 3)
    people = table[table["layer"] == "households"].set_index("a")
    ties = table[table["layer"] != "households"]
    assert (ties["a"] < ties["b"]).all()
    assert set(ties["a"]) | set(ties["b"]) <= set(people.index)
    assert not table[["x", "y"]].isna().any().any()
    pd.testing.assert_frame_equal(table, example_village(CASE, 3))


def test_running_imports_no_mesa_and_the_front_door_nothing_at_all() -> None:
    code = "import sys, sim; door = set(sys.modules); import sim.running; print('numpy' in door, 'mesa' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
