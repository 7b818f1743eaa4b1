import dataclasses
import sys
from pathlib import Path

import pandas as pd
import pytest

import sim.experiment
from sim.designs.replications import replications
from sim.experiment import make
from sim.reading import Case
from sim.running import TABLES, Failure, Run, run
from sim.workers import DIED
from tests.small import hamlet

CASES = (hamlet(), hamlet("drift"))


def test_two_workers_give_what_one_gives_in_the_same_order() -> None:
    cells = replications(CASES, 2)
    alone, pooled = list(make(cells)), list(make(cells, jobs=2, worth=0.0))
    for one, two in zip(alone, pooled, strict=True):
        assert isinstance(one, Run)
        assert isinstance(two, Run)
        assert one.run_id == two.run_id
        for name in TABLES:
            pd.testing.assert_frame_equal(one.tables()[name], two.tables()[name])


def test_a_failing_run_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_once(case: Case, seed: int, replicate: int) -> Run:
        if replicate == 0:
            raise ZeroDivisionError("in the village hall\nat night")
        return run(case, seed, replicate)

    monkeypatch.setattr(sim.experiment, "run", fail_once)
    failed, done = make(replications(CASES[:1], 2))
    assert isinstance(failed, Failure)
    assert failed.error == "ZeroDivisionError: in the village hall"
    assert "Traceback" in failed.trace
    assert isinstance(done, Run)


def test_progress_is_told_after_each_run() -> None:
    told: list[tuple[int, int]] = []
    list(make(replications(CASES[:1], 2), progress=lambda done, total: told.append((done, total))))
    assert told == [(1, 2), (2, 2)]


def test_no_cells_give_no_results() -> None:
    assert list(make([], jobs=2)) == []


KILLER = """
import os
from dataclasses import dataclass
from typing import ClassVar

@dataclass(frozen=True)
class Killer:
    name: ClassVar[str] = "killer"
    home: int = 0

    def amend(self, terms, seen, month):
        if os.getpid() != self.home and seen.chance.replicate == 2:
            os._exit(1)
        return terms
"""


@pytest.mark.slow
def test_a_killed_worker_costs_its_own_run_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "killer.py").write_text(KILLER)
    monkeypatch.syspath_prepend(str(tmp_path))
    import killer  # type: ignore[import-not-found]

    case = dataclasses.replace(CASES[0], policies=(killer.Killer(),))
    results = list(make(replications([case], 5), jobs=2, worth=0.0))
    assert [isinstance(result, Run) for result in results] == [True, True, False, True, True]
    assert isinstance(results[2], Failure)
    assert results[2].error == DIED
    sys.modules.pop("killer")
