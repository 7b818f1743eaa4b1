"""What a user computed is never lost: killed, interrupted, enlarged, and checked."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

import sim.experiment
import sim.running
from sim.cli import app
from sim.judging.ensembles import write_ensemble
from sim.manifest import seal
from sim.parts import sha256, write_parquet
from sim.reading import Case
from sim.running import Run
from tests.small import SCENARIO

Gaiju = Callable[..., Result]
DRIVER = Path(__file__).parents[1] / "interrupted.py"
TABLES = ("runs", "timeseries", "villages", "groups", "stages", "network")


@pytest.fixture
def gaiju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gaiju:
    monkeypatch.chdir(tmp_path)
    for verb in ("run", "compare"):
        monkeypatch.setattr(f"sim.cli.{verb}.FIGURES", ())
    monkeypatch.setattr("sim.cli.experiments.REPORT", ())
    for name, strategy in (("deadline", "uniform_deadline, due: 2022-09"), ("drift", "drift")):
        text = SCENARIO.replace("STRATEGY", strategy).replace("hamlet", name, 1)
        (tmp_path / f"{name}.yaml").write_text(text)
    return lambda *words: CliRunner().invoke(app, list(words))


def directory(said: Result) -> Path:
    assert said.exit_code == 0, said.output
    return Path(said.stdout.strip())


def only(root: str) -> Path:
    (folder,) = (path for path in Path(root).glob("*/*") if path.is_dir())
    return folder


def manifest(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "manifest.json").read_text()))


def same(one: Path, other: Path, *others: str) -> None:
    for name in (*(f"{table}.parquet" for table in TABLES), "summary.csv", *others):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def process(replacements: int, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(DRIVER), str(replacements), *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def killed(replacements: int, *words: str) -> None:
    child = process(replacements, *words, "-q", "-j", "1")
    child.communicate(timeout=120)
    assert child.returncode == -signal.SIGKILL


def test_a_command_killed_while_running_and_joining_is_finished_with_the_same_bytes(gaiju: Gaiju) -> None:
    whole = directory(gaiju("run", "deadline.yaml", "-n", "4", "-o", "whole", "-q"))
    killed(6, "run", "deadline.yaml", "-n", "4", "-o", "broken")
    broken = only("broken")
    Path("deadline.yaml").unlink()
    assert len(list((broken / "parts").glob("[!.]*"))) == 1
    killed(5, "resume", str(broken))
    assert len(list((broken / "parts").glob("[!.]*"))) == 2
    killed(11, "resume", str(broken))
    assert len(list((broken / "parts").glob("[!.]*"))) == 4
    assert (broken / "runs.parquet").exists()
    assert not (broken / "stages.parquet").exists()
    assert directory(gaiju("resume", str(broken), "-q")) == broken
    same(whole, broken, "scenario.resolved.yaml")
    assert manifest(broken)["status"] == "complete"
    assert [path for path in broken.rglob("*") if path.name.startswith(".") or path.name == "parts"] == []
    assert gaiju("verify", str(broken)).exit_code == 0


@pytest.mark.slow
def test_a_command_killed_at_thirty_random_moments_is_finished_with_the_same_bytes(gaiju: Gaiju) -> None:
    whole = directory(gaiju("run", "deadline.yaml", "-n", "12", "-o", "whole", "-q"))
    for broken in killed_at_random(30, "run", "deadline.yaml", "-n", "12"):
        assert gaiju("resume", str(broken), "-q", "-j", "1").exit_code == 0
        same(whole, broken)


DISCOVERY = """
schema: 1
study: discovery
name: trial
title: {en: Trial, zh: 试}
scenarios: [deadline.yaml, drift.yaml]
method: lhs
samples: 8
replications: 1
factors:
  uncertainties.attendance.intercept: {}
  uncertainties.support.fairness: {}
outcomes: [satisfaction]
"""
STUDIES = {
    "discover": ("discover", "trial.yaml"),
    "ablate": ("ablate", "deadline.yaml", "--without", "pressure,vote", "-n", "3"),
    "ensemble": ("compare", "deadline.yaml", "drift.yaml", "--ensemble", "first.parquet", "-n", "3"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(STUDIES))
def test_a_study_killed_at_thirty_random_moments_is_finished_with_the_same_bytes(kind: str, gaiju: Gaiju) -> None:
    Path("trial.yaml").write_text(DISCOVERY)
    points = [{"attendance.intercept": 0.1 * number} for number in range(1, 4)]
    write_ensemble(Path("first.parquet"), points, {"study": "first"})
    words = STUDIES[kind]
    whole = directory(gaiju(*words, "-o", "whole", "-q"))
    tables = [path.name for suffix in ("csv", "parquet") for path in whole.glob(f"*.{suffix}")]
    for broken in killed_at_random(30, *words):
        assert gaiju("resume", str(broken), "-q", "-j", "1").exit_code == 0
        for name in tables:
            assert (whole / name).read_bytes() == (broken / name).read_bytes(), name
        assert gaiju("verify", str(broken)).exit_code == 0


CALIBRATION = """
schema: 1
study: calibration
name: tiny
title: {en: Tiny calibration, zh: 小校准}
method: history_matching
samples: 16
waves: 1
replications: 1
accept: 4
rounds: 1
agree: 1
checks: 1
lucks: 2
seed: 1
factors:
  attendance.intercept: {}
"""


@pytest.mark.slow
def test_a_calibration_killed_at_thirty_random_moments_goes_on_to_the_same_lives(gaiju: Gaiju) -> None:
    Path("tiny.yaml").write_text(CALIBRATION)
    gaiju("calibrate", "tiny.yaml", "-o", "whole", "-q")
    whole = {path.name: path.read_bytes() for path in Path("whole").rglob("lives/*.json")}
    assert whole
    for moment in range(30):
        child = process(0, "calibrate", "tiny.yaml", "-o", "broken", "-q", "-j", "1")
        until(Path("broken").exists)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.communicate(timeout=random.Random(moment).uniform(0.0, 6.0))
        child.kill()
        child.communicate(timeout=60)
        if moment % 5 == 4:
            shutil.rmtree("broken")
    gaiju("calibrate", "tiny.yaml", "-o", "broken", "-q")
    assert {path.name: path.read_bytes() for path in Path("broken").rglob("lives/*.json")} == whole


def killed_at_random(times: int, *words: str) -> Iterator[Path]:
    """Yield directories whose commands were killed, each at another moment of its work."""
    chance = random.Random(3)
    for moment in range(times):
        child = process(0, *words, "-j", "2", "-o", f"broken{moment}", "-q")
        until(lambda folder=f"broken{moment}": list(Path(folder).glob("*/*/manifest.json")))  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 4.0))
        child.kill()
        child.communicate(timeout=60)
        yield only(f"broken{moment}")


def until(there: Callable[[], object]) -> None:
    """Wait until something is there."""
    for _ in range(6000):
        if there():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


@pytest.mark.parametrize(
    "number", [signal.SIGINT, *(pytest.param(each, marks=pytest.mark.slow) for each in (signal.SIGTERM, signal.SIGHUP))]
)
def test_an_interrupted_command_says_how_to_go_on_and_its_workers_leave(number: signal.Signals, gaiju: Gaiju) -> None:
    child = process(0, "run", "drift.yaml", "-n", "2000", "-j", "2")
    until(lambda: len(list(Path("results").glob("*/*/parts/[!.]*"))) > 2)
    os.kill(child.pid, number)
    _, said = child.communicate(timeout=60)  # ends when the last worker that holds the pipe has left
    folder = only("results")
    assert child.returncode == 130
    assert said.splitlines()[-1] == "interrupted"
    assert said.splitlines()[-2].endswith(f"runs are finished and kept; to go on: gaiju resume {folder}")
    assert "Traceback" not in said
    assert manifest(folder)["status"] == "interrupted"
    assert gaiju("verify", str(folder)).exit_code == 0


@pytest.mark.slow
def test_workers_leave_when_whoever_started_them_is_killed(gaiju: Gaiju) -> None:
    child = process(0, "run", "drift.yaml", "-n", "2000", "-j", "2")
    until(lambda: len(list(Path("results").glob("*/*/parts/[!.]*"))) > 2)
    child.kill()
    child.communicate(timeout=60)


def test_an_extended_comparison_equals_one_made_so_large_from_the_start(gaiju: Gaiju) -> None:
    files = ("deadline.yaml", "drift.yaml", "drift.yaml")  # the third shares its runs with the second
    whole = directory(gaiju("compare", *files, "-n", "5", "-o", "whole", "-q"))
    small = directory(gaiju("compare", *files, "-n", "3", "-o", "small", "-q"))
    assert directory(gaiju("extend", str(small), "--replications", "5", "-q")) == small
    names = ("deadline", "drift", "drift-2")
    same(whole, small, "compare.csv", "balance.csv", *(f"scenario.resolved.{name}.yaml" for name in names))
    assert pd.read_parquet(small / "runs.parquet")["run_id"].nunique() == 10
    made = [json.loads(line) for line in (small / "log.jsonl").read_text().splitlines()]
    assert [line["event"] for line in made].count("run") == 10
    assert gaiju("verify", str(small), "--rerun", "2").exit_code == 0


@pytest.mark.slow
def test_an_extension_killed_on_its_way_goes_on_to_the_same_number(gaiju: Gaiju) -> None:
    whole = directory(gaiju("run", "deadline.yaml", "-n", "4", "-o", "whole", "-q"))
    small = directory(gaiju("run", "deadline.yaml", "-n", "2", "-o", "small", "-q"))
    killed(10, "extend", str(small), "-n", "4")
    assert manifest(small)["joined"] is False
    assert directory(gaiju("resume", str(small), "-q")) == small
    same(whole, small, "scenario.resolved.yaml")


def test_a_finished_directory_is_concluded_again_without_a_run(gaiju: Gaiju) -> None:
    folder = directory(gaiju("run", "drift.yaml", "-q"))
    (folder / "summary.csv").unlink()
    before = (folder / "timeseries.parquet").stat().st_mtime_ns
    said = gaiju("resume", str(folder))
    assert "A hamlet: 2 runs" in said.stdout
    assert (folder / "summary.csv").exists()
    assert (folder / "timeseries.parquet").stat().st_mtime_ns == before


@pytest.mark.slow
def test_an_ablation_is_gone_on_with_like_any_other(gaiju: Gaiju) -> None:
    words = ("ablate", "deadline.yaml", "drift.yaml", "--without", "pressure", "--page", "page.md", "-q")
    whole = directory(gaiju(*words, "-n", "3", "-o", "whole"))
    small = directory(gaiju(*words, "-n", "2", "-o", "small"))
    Path("page.md").unlink()
    assert directory(gaiju("extend", str(small), "-n", "3", "-q", "--page", "page.md")) == small
    same(whole, small, "ablation.csv", "carried.drift.csv")
    assert "3 pairs" in Path("page.md").read_text()


def fail_twice(monkeypatch: pytest.MonkeyPatch, again: bool) -> None:
    def fail(case: Case, seed: int, replicate: int) -> Run:
        if again and replicate in (0, 2):
            raise ValueError("a flood")
        return sim.running.run(case, seed, replicate)

    monkeypatch.setattr(sim.experiment, "run", fail)


def test_failed_runs_stay_failed_until_they_are_to_be_made_again(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = directory(gaiju("run", "drift.yaml", "-n", "3", "-o", "whole", "-q"))
    fail_twice(monkeypatch, True)
    said = gaiju("run", "drift.yaml", "-n", "3", "-o", "failed", "-q")
    folder = Path(said.stdout.strip())
    assert said.exit_code == 1
    assert pd.read_parquet(folder / "runs.parquet")["status"].tolist() == ["failed", "done", "failed"]
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    assert sum("ValueError: a flood" in line.get("trace", "") for line in log) == 2
    fail_twice(monkeypatch, False)
    assert gaiju("resume", str(folder), "-q").exit_code == 1
    assert gaiju("resume", str(folder), "-q", "--retry-failed").exit_code == 0
    same(whole, folder)


def test_two_commands_never_work_on_one_directory(gaiju: Gaiju) -> None:
    folder = directory(gaiju("run", "drift.yaml", "-q"))
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with FileLock(folder / ".lock"):
        said = gaiju("resume", str(folder))
    assert said.exit_code == 2
    assert said.stderr == f"{folder}: another command is at work here; wait for it or stop it first\n"
    (folder / ".lock").unlink(missing_ok=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.fixture
def made(gaiju: Gaiju) -> Path:
    return directory(gaiju("run", "drift.yaml", "-n", "2", "-q"))


def refused(said: Result, words: str, code: int = 2) -> None:
    assert said.exit_code == code
    assert words in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("verb", [("resume",), ("extend", "-n", "3"), ("verify",)])
def test_what_is_no_run_directory_is_refused_in_a_line(verb: tuple[str, ...], gaiju: Gaiju, made: Path) -> None:
    refused(gaiju(*verb, "nowhere"), "nowhere: is no run directory")
    for text in ("{", "[]", '{"status": "complete"}'):
        (made / "manifest.json").write_text(text)
        refused(gaiju(*verb, str(made)), "manifest.json: is damaged")


def test_another_version_of_the_model_is_refused(gaiju: Gaiju, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seal(made, {**manifest(made), "model_version": "9." + sim.running.MODEL_VERSION})
    for words in (("resume",), ("extend", "-n", "3"), ("verify", "--rerun", "1")):
        refused(gaiju(*words, str(made)), "was made by version 9.")


def test_an_experiment_does_not_shrink(gaiju: Gaiju, made: Path) -> None:
    refused(gaiju("extend", str(made), "-n", "1"), "has 2 replications already; --replications takes 2 or more")


def test_what_was_changed_by_hand_never_enters_a_result(gaiju: Gaiju, made: Path) -> None:
    scenario, series = made / "scenario.resolved.yaml", made / "timeseries.parquet"
    text = scenario.read_text()
    scenario.write_text(text.replace("months: {value: 14", "months: {value: 13"))
    refused(gaiju("extend", str(made), "-n", "3"), "scenario.resolved.yaml: has changed", 3)
    scenario.write_text(text)
    flip(series)
    refused(gaiju("extend", str(made), "-n", "3"), "timeseries.parquet: has changed", 3)
    assert manifest(made)["status"] == "complete"


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_part_that_was_changed_is_named_and_can_be_made_again(gaiju: Gaiju) -> None:
    killed(10, "run", "drift.yaml", "-n", "3")
    folder = only("results")
    part = next((folder / "parts").glob("[!.]*"))
    flip(part / "groups.parquet")
    said = gaiju("verify", str(folder))
    assert said.exit_code == 3
    assert f"{part / 'groups.parquet'}: has changed" in said.stdout
    said = gaiju("resume", str(folder))
    assert said.exit_code == 3
    assert said.stderr.splitlines()[-1].endswith("`gaiju resume --repair` makes the run again")
    assert gaiju("resume", str(folder), "--repair").exit_code == 0
    assert gaiju("verify", str(folder)).exit_code == 0


def test_verify_names_every_file_that_changed_is_missing_or_additional(gaiju: Gaiju, made: Path) -> None:
    said = gaiju("verify", str(made))
    assert (said.exit_code, said.stdout) == (0, "all files as written\n")
    flip(made / "villages.parquet")
    (made / "summary.csv").unlink()
    (made / "notes.txt").write_text("mine")
    said = gaiju("verify", str(made), "--rerun", "2")
    assert said.exit_code == 3
    assert said.stdout.splitlines() == [
        f"{made / 'notes.txt'}: is additional, nothing of that name was written",
        f"{made / 'summary.csv'}: is missing",
        f"{made / 'villages.parquet'}: has changed since it was written",
        "FAILED: 3 files not as written, no run was made again",
    ]


def test_verify_makes_runs_again_and_names_the_likely_reason(
    gaiju: Gaiju, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = gaiju("verify", str(made), "--rerun", "9")
    assert said.exit_code == 0
    assert said.stdout.splitlines()[-1] == "all files as written, 2 runs came out the same"
    forge(made)
    said = gaiju("verify", str(made), "--rerun", "9")
    assert said.exit_code == 3
    assert "the same, every bit" in said.stdout
    assert "timeseries.parquet: row 3: value is 0.125 in the file" in said.stdout
    assert "likely reason" not in said.stdout
    versions = {**sim.running.versions(), "numpy": "1.0"}
    monkeypatch.setattr("sim.manifest.versions", lambda: versions)
    said = gaiju("verify", str(made), "--rerun", "9")
    assert "likely reason: it was made elsewhere; numpy: " in said.stdout


def forge(folder: Path) -> None:
    """Change a value and the hash with it, as another machine would."""
    file = folder / "timeseries.parquet"
    groups = [pq.ParquetFile(file).read_row_group(number) for number in range(2)]
    values = groups[1].column("value").to_pylist()
    values[2] = 0.125
    place = groups[1].schema.get_field_index("value")
    groups[1] = groups[1].set_column(place, "value", [values])
    write_parquet(file, groups)
    told = json.loads((folder / "manifest.json").read_text())
    told["files"]["timeseries.parquet"] = sha256(file)
    seal(folder, told)


def test_a_cluster_needs_its_extra(gaiju: Gaiju, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    refused(gaiju("run", "drift.yaml", "--executor", "dask://localhost:1"), "needs the extra `cluster`")
    assert not Path("results").exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_bytes(gaiju: Gaiju) -> None:
    distributed = pytest.importorskip("distributed")
    whole = directory(gaiju("run", "drift.yaml", "-n", "4", "-o", "whole", "-q"))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://")
        words = ("run", "drift.yaml", "-n", "4", "-o", "there", "-q", "--executor", f"dask://{address}")
        same(whole, directory(gaiju(*words)))
