"""A scenario that names a calibrated ensemble: each replication takes its next parameter set."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.designs.points import Points, cells
from sim.document import DocumentError
from sim.reading import digest, read_text, resolved
from sim.reading.amending import with_values
from sim.reading.ensembles import read_ensemble
from sim.running import run

TEXT = """schema: 1
name: hamlet
clock: {start: 2021-01, months: 3}
world: {regions: {anywhere: {villages_per_county: 2, households_per_village: 10}}}
ENSEMBLE
"""
NAMED = TEXT.replace("ENSEMBLE", "ensemble: national")


def test_each_replication_takes_the_next_set() -> None:
    case, sets = read_text(NAMED), read_ensemble("national").points
    assert len(case.scenario.sets) == len(sets) >= 100
    for replicate in (0, 1, len(sets)):
        held = case.scenario.effective(replicate)
        assert held.work.mean == sets[replicate % len(sets)]["work.mean"]
        assert held.trust.gain == 0.03, "what the ensemble does not give stays as it is"
    assert case.scenario.effective(0) != case.scenario.effective(1)


def test_runs_have_the_parameters_of_their_replication() -> None:
    case, sets = read_text(NAMED), read_ensemble("national").points
    for replicate in (0, 1):
        alone = read_text(TEXT.replace("ENSEMBLE", f"uncertainties: {dict(sets[replicate])}".replace("'", "")))
        made, wanted = run(case, replicate=replicate), run(alone, replicate=replicate)
        assert made.timeseries["value"].equals(wanted.timeseries["value"])
    plain = run(read_text(TEXT.replace("ENSEMBLE", "")), replicate=1)
    assert not run(case, replicate=1).timeseries["value"].equals(plain.timeseries["value"])
    assert sim.run(case, replications=2).summary["n"].max() == 2


def test_what_was_resolved_names_the_ensemble_and_reads_the_same() -> None:
    case = read_text(NAMED)
    again = read_text(resolved(case))
    assert again.scenario.ensemble == "national"
    assert digest(again) == digest(case)
    assert digest(case) != digest(read_text(TEXT.replace("ENSEMBLE", "")))


def test_mechanisms_switched_off_and_values_of_a_design_win_over_the_ensemble() -> None:
    off = read_text(NAMED + "without: [pressure]\n").scenario
    assert off.effective(1).pressure.strength == 0.0
    moved = with_values(read_text(NAMED), {"uncertainties.work.mean": 77.0}).scenario
    assert moved.effective(1).work.mean == 77.0
    assert moved.effective(1).vote.early == read_ensemble("national").points[1]["vote.early"]
    rows = Points(("uncertainties.work.mean",), ((40.0,), (80.0,)), (0, 0), ())
    held = [cell.case.scenario.effective(cell.replicate).work.mean for cell in cells([read_text(NAMED)], rows, 2)]
    assert held == [40.0, 80.0, 40.0, 80.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("ENSEMBLE", "ensemble: nationl"), "ensemble: "),
        (NAMED + "uncertainties: {work.mean: 50}\n", "`ensemble: national` gives it, too"),
    ],
)
def test_what_cannot_be_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read_text(text)
    assert any(said in str(problem) for problem in caught.value.problems)
