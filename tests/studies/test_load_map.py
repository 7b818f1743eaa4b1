from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.figures.load_map import draw, title
from sim.studies import load_map
from sim.world import found_world
from tests.small import hamlet


def table() -> pd.DataFrame:
    rows = [
        (waves, -(-load_map.VILLAGES // waves), staff, name, value, value, value, 4)
        for waves in load_map.SPEEDS
        for staff in load_map.STAFF
        for name, value in (("nameplate_share", 0.5 / waves / (1.0 + staff)), ("satisfaction", 50.0 + waves + staff))
    ]
    return pd.DataFrame(rows, columns=list(load_map.COLUMNS))


def test_every_point_takes_the_whole_county_in_equal_waves_each_with_the_same_time() -> None:
    points = list(load_map.cases(hamlet().scenario))
    assert len(points) == len(load_map.SPEEDS) * len(load_map.STAFF)
    assert len({case.scenario.name for _, _, case in points}) == len(points)
    for waves, staff, case in points:
        dates = [target.by for target in case.policies[0].targets]  # type: ignore[attr-defined]
        assert np.diff([1, *dates]).tolist() == [load_map.WAVE] * waves
        assert dates[-1] < case.scenario.clock.months
        assert case.scenario.terms["outside_staff"] == staff
    assert len(found_world(points[0][2].scenario, 1, 0).villages) == load_map.VILLAGES


def test_a_small_map_is_made_of_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SPEEDS", (1,)), ("STAFF", (0.6,)), ("WAVE", 8), ("VILLAGES", 3), ("ROWS", 3), ("AFTER", 2)):
        monkeypatch.setattr(load_map, name, value)
    found = load_map.load_map(hamlet().scenario, 2)
    assert found["outcome"].tolist() == list(load_map.OUTCOMES)
    assert 30.0 < float(found["mean"].iloc[1]) < 80.0
    assert found["n"].iloc[1] == 2


def test_the_figure_says_the_numbers_of_its_corners() -> None:
    assert "all 20 villages at once 43 %, 31 %, 15 %; 4 at a time 9 %, 6 %, 3 %" in title(table())
    draw(table())
