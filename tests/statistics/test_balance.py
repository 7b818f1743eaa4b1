from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.designs.replications import replications
from sim.experiment import execute
from sim.statistics.balance import balance, balance_table, gini
from sim.statistics.cube import Cube
from sim.statistics.cube import cube as block_of
from sim.store import collect
from tests.small import hamlet

OUTCOMES = ("service_level", "money_per_head")


def made(east: float, centre: float, west: float) -> tuple[Cube, pd.DataFrame]:
    """Return one run of three regions with 1, 1 and 3 equal villages."""
    values = np.array([0.0, east, centre, west])[None, None, None, :, None] * np.ones((1, 1, 1, 4, 2))
    rows = [
        ("a", 0, "2030-12", region, 100.0, value)
        for region, value in (("east", east), ("central", centre), ("west", west), ("west", west), ("west", west))
    ]
    villages = pd.DataFrame(rows, columns=["scenario", "replication", "month", "region", "households", "service"])
    return Cube(values, ("a",), (0,), ("2030-12",), ("all", "east", "central", "west"), OUTCOMES), villages


def test_the_east_is_held_against_all_others_by_their_households() -> None:
    found = balance(*made(0.8, 0.8, 0.4))
    assert found["services_east_to_rest"][0, 0] == pytest.approx(0.8 / (0.25 * 0.8 + 0.75 * 0.4))
    assert found["money_east_to_rest"][0, 0] == pytest.approx(1.6)
    assert found["gini_services"][0, 0] == pytest.approx(gini(np.array([0.8, 0.8, 0.4, 0.4, 0.4]), np.ones(5)))


def test_gini_weighs_a_large_village_like_many_small_ones() -> None:
    many = gini(np.array([0.2, 0.2, 0.2, 0.9]), np.ones(4))
    assert gini(np.array([0.9, 0.2]), np.array([1.0, 3.0])) == pytest.approx(many)
    assert gini(np.array([0.3, 0.3]), np.array([1.0, 9.0])) == pytest.approx(0.0)


def test_a_world_without_an_east_has_no_ratio_but_a_gini() -> None:
    cells = replications([hamlet(), hamlet("drift", "runs.seed=20240101")])
    tables = collect(cells[::2], map(execute, cells[::2]))
    block = block_of(tables.timeseries)
    table = balance_table(balance(block, tables.villages), block.scenarios, block.scenarios[0]).set_index("outcome")
    assert table.loc["services_east_to_rest", "n"] == 0
    assert table.loc["gini_services", "n"] == 2
    assert 0.0 < float(str(table.loc["gini_services", "mean"])) < 1.0
    assert table.loc["gini_services", "mean_difference"] == 0.0
