from __future__ import annotations

import numpy as np
import pytest

from benchmarks import common_luck, memory, speed, studies
from sim.designs.points import number_of


def test_the_speed_benchmark_prints_every_ratio_beside_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    speed.main(["--quick"])
    printed = capsys.readouterr().out
    for words in ("plain Mesa / engine, ", "at least 150", "at least 120", "at most 1.5"):
        assert words in printed


def test_the_memory_benchmark_prints_its_target(capsys: pytest.CaptureFixture[str]) -> None:
    memory.main(["--quick"])
    assert "at most 2000" in capsys.readouterr().out


def test_common_luck_saves_pairs_where_policies_share_their_luck_and_none_where_they_do_not() -> None:
    luck = np.random.default_rng(1)
    shared, own, other = luck.normal(size=(3, 400))
    assert common_luck.saved(shared + 0.1 * own, shared + 0.1 * other) == pytest.approx(101.0, rel=0.3)
    assert common_luck.saved(own, other) == pytest.approx(1.0, rel=0.2)
    assert common_luck.saved(own, own + 1.0) > 1e6


@pytest.mark.slow
def test_two_close_policies_need_at_least_three_times_fewer_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    common_luck.main(["--quick"])
    printed = capsys.readouterr().out
    assert "target: at least 3" in printed
    assert "reached" in printed


def test_the_studies_that_are_timed_are_as_large_as_they_say() -> None:
    morris, sobol = studies.studies().values()
    assert len({factor.together for factor in morris.factors}) == len(morris.factors) > 150
    assert number_of(sobol) * sobol.replications * len(sobol.cases) == 512 * (12 + 1 + 2) * 4, "28,672 and the dummy's"
    assert "1,800 runs, 0.50 runs/s a core, 1.0 h on one" in str(studies.Line("x", 12, 1800, 0.5))
