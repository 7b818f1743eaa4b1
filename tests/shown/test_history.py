"""Do both numbers that the sources give for 2019 to 2023 hold under their two definitions?"""

from __future__ import annotations

import numpy as np
import pytest

from sim.arrays import Rows
from sim.book import ALL
from sim.reading import read
from sim.running import run
from tests.shown.pairs import SCENARIOS

RUNS = 16


def ends(outcome: str, month: str) -> Rows:
    case = read(SCENARIOS / "baseline/history.yaml")
    found = []
    for replicate in range(RUNS):
        series = run(case, replicate=replicate).timeseries
        here = (series["region"] == ALL) & (series["outcome"] == outcome) & (series["month"] == month)
        found.append(float(series.loc[here, "value"].iloc[0]))
    return np.array(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("outcome", "month", "source", "room"),
    [("landing", "2019-01", 0.12, 0.03), ("landing", "2023-12", 0.35, 0.05), ("converted", "2023-12", 0.064, 0.02)],
)
def test_history_comes_near_what_the_sources_say(outcome: str, month: str, source: float, room: float) -> None:
    found = ends(outcome, month)
    print(f"{outcome} {month}: {np.mean(found):.3f}, runs {np.min(found):.3f} to {np.max(found):.3f}; source {source}")
    assert abs(np.mean(found) - source) < room
