from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli import ablate_patterns, app, plan_search
from sim.cli import validate as validate_verb
from sim.evidence.targets import Target, targets
from sim.evidence.worlds import AskedWorld
from sim.files import write_text
from sim.judging import calibration
from sim.judging.ensembles import stale, write_ensemble
from sim.reading.ensembles import read_ensemble
from sim.workers import DIED
from tests.small import SCENARIO

Gaiju = Callable[..., Result]
QUIET = ("clock.months=12", "policy.rollout={strategy: status_quo}")
WORLD = AskedWorld("year", "a village for a year", "teaching/one-village", QUIET)
FEW = ("attendance", "active", "trust_level")
STUDY = """schema: 1
study: calibration
name: tiny
samples: 24
waves: 1
accept: 12
factors:
  attendance.intercept: {}
  attendance.speak: {}
"""


def few() -> Mapping[str, Target]:
    return {id: dataclasses.replace(targets()[id], world=WORLD, month="2021-12", since="") for id in FEW}


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(validate_verb, "targets", few)
    fitted = tuple(one for one in few().values() if one.use == "calibrate")
    monkeypatch.setattr(calibration, "searched", lambda: fitted)
    for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
        text = SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1)
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "tiny.yaml").write_text(STUDY)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_a_scorecard_is_printed_kept_and_drawn(gaiju: Gaiju) -> None:
    said = gaiju("validate", "-n", "3", "-j", "1", "--record", "--page", "docs/validation.md")
    assert said.exit_code == 0, said.stderr
    assert "score, held out" in said.stdout
    folder = Path("results/validation")
    card = pd.read_csv(folder / "last.csv")
    assert list(card["pattern"]) == list(FEW)
    (kept,) = folder.glob("2*.csv")
    assert kept.read_text() == (folder / "last.csv").read_text()
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".png", ".svg"}
    page = Path("docs/validation.md").read_text()
    assert page.startswith("# The model against the evidence")
    assert "## Scores so far" in page
    assert Path("docs/figures/validation.png").is_file()


def test_a_held_out_pattern_that_fell_is_said_by_the_exit_code(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gaiju("validate", "-n", "4", "-j", "1", "--record", "-q").exit_code == 0
    last = Path("results/validation/last.csv")
    card = pd.read_csv(last)
    assert card.set_index("pattern").loc["trust_level", "verdict"] == "holds"
    before = last.read_text()
    other = {id: dataclasses.replace(one, low=0.95, high=0.99) for id, one in few().items()}
    monkeypatch.setattr(validate_verb, "targets", lambda: other)
    said = gaiju("validate", "-n", "4", "-j", "1", "--record")
    assert said.exit_code == 3
    assert "`trust_level` held in the recorded scorecard and fails now" in said.stdout
    assert "`attendance` held" not in said.stdout, "a fitted pattern is no proof, and its loss no alarm"
    assert last.read_text() == before, "what was recorded stays until a scorecard passes"


def test_fewer_runs_than_recorded_sound_no_alarm_that_luck_explains(gaiju: Gaiju) -> None:
    assert gaiju("validate", "-n", "3", "-j", "1", "--record", "-q").exit_code == 0
    last = Path("results/validation/last.csv")
    card = pd.read_csv(last)
    card["n"] = 12
    card.to_csv(last, index=False)
    low = 1.1 * float(card.set_index("pattern")["sim_high"]["trust_level"])
    near = {id: dataclasses.replace(one, low=low, high=0.99) for id, one in few().items()}
    with pytest.MonkeyPatch.context() as other:
        other.setattr(validate_verb, "targets", lambda: near)
        said = gaiju("validate", "-n", "2", "-j", "1", "--record")
        told = json.loads(gaiju("validate", "-n", "2", "-j", "1", "--json").stdout)
        enough = gaiju("validate", "-n", "12", "-j", "1", "-q")
    assert said.exit_code == 0
    assert "not judged against the record: `trust_level` held there and does not here, but of 2 runs" in said.stdout
    assert "not recorded: the scorecard recorded before stays" in said.stdout
    assert "2 runs say little" in said.stdout
    assert (told["fallen"], told["not_judged"]) == ([], ["trust_level"])
    assert pd.read_csv(last)["n"].eq(12).all()
    assert enough.exit_code == 3, "as many runs as recorded are no excuse"


def test_a_damaged_record_is_refused_in_a_line(gaiju: Gaiju) -> None:
    Path("results/validation").mkdir(parents=True)
    Path("results/validation/last.csv").write_text("a,b\n1,2\n")
    said = gaiju("validate", "-n", "2", "-j", "1")
    assert said.exit_code == 2
    assert "is no scorecard" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.slow
def test_a_calibration_leaves_an_ensemble_that_others_use(gaiju: Gaiju) -> None:
    said = gaiju("calibrate", "tiny.yaml", "-j", "1", "--page", "docs/calibration.md", "--to", "kept/tiny.parquet")
    assert said.exit_code == 0, said.stderr
    assert "wave 1: 24 sets from 100 % of the ranges" in said.stdout
    ensemble = read_ensemble("kept/tiny.parquet")
    assert len(ensemble.points) == 12
    assert stale(ensemble) == []
    assert Path("docs/calibration.md").read_text().startswith("# Calibration")
    assert Path("docs/figures/calibration.marginals.png").is_file()
    lives = sorted(Path("results/calibration-tiny/lives").iterdir())
    written = {life: life.read_bytes() for life in lives}
    lives[0].write_bytes(written[lives[0]][:20])
    lives[1].write_text("[0.5]")  # as version 0.2.0 wrote them
    lives[2].write_text(written[lives[2]].decode().replace("[", "[1", 1))
    again = gaiju("calibrate", "tiny.yaml", "-j", "1")
    assert "note: stored lives without a valid hash, made again: 3" in again.stdout
    assert {life: life.read_bytes() for life in lives} == written
    told = json.loads(gaiju("calibrate", "tiny.yaml", "-j", "1", "--json").stdout)
    assert told["accepted"] == len(ensemble.points)
    assert gaiju("validate", "--ensemble", "kept/tiny.parquet", "-n", "4", "-j", "1", "--json").exit_code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_calibration_keeps_its_lives_and_says_how_it_goes_on(
    number: signal.Signals, gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives = Path("results/calibration-tiny/lives")

    def interrupted(file: Path, text: str) -> None:
        write_text(file, text)
        if len(list(lives.iterdir())) == 3:
            os.kill(os.getpid(), number)

    monkeypatch.setattr("sim.judging.calibration.write_text", interrupted)
    monkeypatch.setattr(sys, "argv", ["gaiju", "calibrate", "tiny.yaml"])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background are deaf to Ctrl-C
    try:
        said = gaiju("calibrate", "tiny.yaml", "-j", "1", "-q")
    finally:
        signal.signal(signal.SIGINT, before)
    assert said.exit_code == 130
    assert said.stderr == "interrupted; this goes on: gaiju calibrate tiny.yaml\n"
    assert len(list(lives.iterdir())) == 3


def test_a_life_that_ends_its_process_ends_the_calibration_in_one_line(
    gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(*_: object) -> Iterator[tuple[int, list[float]]]:
        raise BrokenProcessPool(DIED)

    monkeypatch.setattr(calibration, "lives", died)
    monkeypatch.setattr(sys, "argv", ["gaiju", "calibrate", "tiny.yaml"])
    said = gaiju("calibrate", "tiny.yaml", "-j", "1", "-q")
    assert said.exit_code == 1
    assert said.stderr == f"a life could not be lived: {DIED}; this goes on: gaiju calibrate tiny.yaml\n"


def test_a_plan_of_a_calibration_says_its_runs_and_makes_none(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_search, "searched", lambda: tuple(one for one in few().values()))
    said = gaiju("plan", "tiny.yaml", "-j", "1")
    assert said.exit_code == 0, said.stderr
    assert "2 parameters, 3 fitted patterns in 1 worlds" in said.stdout
    assert "24 runs in 1 wave, at most 60 of accepted sets, 120 to check" in said.stdout
    assert "at most 204 runs" in said.stdout
    (told,) = json.loads(gaiju("plan", "tiny.yaml", "-j", "1", "--json").stdout)
    assert told["runs"] == 24 + 5 * 12 + 120
    assert not Path("results").exists()


def test_policies_are_compared_over_an_ensemble(gaiju: Gaiju) -> None:
    points = [{"trust.gain": gain, "work.mean": 40.0 + 400.0 * gain} for gain in (0.02, 0.03, 0.05)]
    write_ensemble(Path("mine.parquet"), points, {"study": "mine"})
    said = gaiju("compare", "deadline.yaml", "drift.yaml", "--ensemble", "mine.parquet", "-j", "1")
    assert said.exit_code == 0, said.stderr
    assert "may not fit: the targets have changed since" in said.stderr
    assert "in 3 sets of parameter values, 2 random seeds each" in said.stdout
    (folder,) = Path("results/ensemble-deadline-drift").glob("2*")
    gap = pd.read_csv(folder / "ensemble.csv")
    assert set(gap["n_sets"]) <= {0, 1, 2, 3}
    assert gap["parameter_share"].dropna().between(0.0, 1.0).all()
    assert gap["assumed_share"].isna().all(), "nothing was drawn"
    robust = pd.read_csv(folder / "robustness.csv")
    ranks = robust[["rank_1", "rank_2"]].sum(axis=1)
    assert ranks[robust["n_worlds"] > 0].round(9).eq(1.0).all()
    runs = pd.read_parquet(folder / "runs.parquet")
    assert len(runs) == 12
    assert runs.groupby("point_id")["replication"].unique().map(sorted).tolist() == [[0, 3], [1, 4], [2, 5]]


def test_a_comparison_over_an_ensemble_is_kept_like_any_other(gaiju: Gaiju) -> None:
    points = [{"trust.gain": gain} for gain in (0.02, 0.03, 0.05)]
    write_ensemble(Path("mine.parquet"), points, {"study": "mine"})
    short = ("--ensemble", "mine.parquet", "-j", "1", "--months", "13", "-q")
    assert gaiju("compare", "deadline.yaml", "drift.yaml", *short).exit_code == 0
    (folder,) = Path("results/ensemble-deadline-drift").glob("2*")
    assert gaiju("verify", str(folder), "--rerun", "2").exit_code == 0
    assert gaiju("extend", str(folder), "-n", "3", "-j", "1", "-q").exit_code == 0
    assert len(pd.read_parquet(folder / "runs.parquet")) == 18
    runs = pd.read_parquet(folder / "runs.parquet")
    assert runs["replication"].nunique() == 9, "no two sets meet the same luck"


def test_what_nobody_estimated_can_be_drawn_beside_an_ensemble(gaiju: Gaiju) -> None:
    points = [{"trust.gain": gain} for gain in (0.02, 0.03, 0.05)]
    write_ensemble(Path("mine.parquet"), points, {"study": "mine"})
    short = ("--ensemble", "mine.parquet", "--assumed", "-j", "1", "--months", "13")
    said = gaiju("compare", "deadline.yaml", "drift.yaml", *short, "-v")
    assert said.exit_code == 0, said.stderr
    assert "A hamlet (drift) against A hamlet (deadline)" in said.stdout, "they share a title"
    assert "to assumed" in said.stdout.replace("\n", " ")
    (folder,) = Path("results/ensemble-deadline-drift").glob("2*")
    drawn = json.loads((folder / "manifest.json").read_text())["asked"]["drawn"]
    assert len(drawn) > 100
    assert "trust.gain" not in drawn
    gap = pd.read_csv(folder / "ensemble.csv")
    assert gap["assumed_share"].dropna().between(0.0, 1.0).all()
    assert len(pd.read_parquet(folder / "runs.parquet")) == 3 * 2 * 2 * 2


def test_patterns_are_run_without_one_mechanism_at_a_time(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ablate_patterns, "targets", few)
    words = ("ablate", "drift.yaml", "--patterns", "--without", "attendance,hiding", "-n", "3", "-j", "1")
    said = gaiju(*words, "--page", "docs/patterns.md")
    assert said.exit_code == 0, said.stderr
    table = pd.read_csv("results/patterns/patterns.csv").set_index(["pattern", "mechanism"])
    assert abs(table["change"]["attendance", "attendance"]) > 0.05
    assert table["kind"]["attendance", "hiding"] == "nothing"
    assert "| `attendance` | " in Path("docs/patterns.md").read_text()
    assert Path("docs/figures/patterns.png").is_file()
    lives = sorted(Path("results/patterns/lives").iterdir())
    assert len(lives) == 9
    again = gaiju(*words, "--json")
    assert json.loads(again.stdout)["patterns"]["attendance"]["nothing"] == ["hiding"]
    assert sorted(Path("results/patterns/lives").iterdir()) == lives


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("validate", "--ensemble", "nobody"), "no ensemble is called `nobody`"),
        (("calibrate", "nothing"), "no shipped scenario is called `nothing`"),
        (("calibrate", "deadline.yaml"), "`study` is missing; this command reads `study: calibration`"),
        (("compare", "deadline.yaml", "drift.yaml", "--ensemble", "deadline.parquet"), "no ensemble is called"),
        (("ablate", "deadline.yaml", "drift.yaml", "--patterns"), "--patterns takes one scenario"),
        (("ablate", "drift.yaml", "--patterns", "--without", "hidin"), "no mechanism is called `hidin`"),
        (("ablate", "drift.yaml", "--ensemble", "national"), "give --patterns, too"),
        (("compare", "deadline.yaml", "drift.yaml", "--assumed"), "give --ensemble, too"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(gaiju: Gaiju, words: tuple[str, ...], said: str) -> None:
    told = gaiju(*words)
    assert told.exit_code == 2
    assert said in told.stderr
    assert not Path("results").exists()
