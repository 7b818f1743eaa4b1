import dataclasses
import hashlib
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.api.asking import with_counterfactual
from sim.designs.ablation import ablations
from sim.designs.names import names_apart
from sim.designs.replications import replications
from sim.experiment import make
from sim.parts import Damaged, apart, arrow, joined
from sim.reading import digest, read, resolved
from sim.reopening import found, reopened
from sim.running import TABLES, Failure, Result, Run
from sim.store import Directory, RunsFailed, Tables, collect, load, run_ids
from tests.small import hamlet, renamed

CASES = (hamlet(), renamed(hamlet("drift"), "drift"))
CELLS = replications(CASES, 2)
IDS = run_ids(CELLS)
ASKED: dict[str, object] = {"verb": "compare", "figures": [], "baseline": None}


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return list(make(CELLS))


def kept(root: Path, results: list[Result]) -> Directory:
    directory = found(root, "test", CASES, ["gaiju", "test"], ASKED)
    for result in results:
        directory.add(result)
    directory.join()
    directory.close("complete")
    return directory


def equal(one: Tables, two: Tables) -> None:
    for name in ("runs", *TABLES):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_categorical=False)


def test_what_is_written_is_what_was_made(tmp_path: Path, results: list[Result]) -> None:
    equal(load(kept(tmp_path, results).path), collect(CELLS, results))


def test_more_runs_than_a_byte_counts_are_joined(results: list[Result]) -> None:
    """pandas codes the one run_id of a run in a byte; 130 of them need more."""
    first = next(one for one in results if isinstance(one, Run))
    short = first.timeseries.head(3)
    series = (short.assign(run_id=short["run_id"].cat.rename_categories([f"{number:016x}"])) for number in range(130))
    many = [dataclasses.replace(first, timeseries=each) for each in series]
    found = joined("timeseries", many, {}).to_pandas()
    assert found["run_id"].nunique() == 130
    assert len(found) == 130 * 3


def test_every_file_stands_in_the_manifest_with_its_hash(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    manifest = json.loads((folder / "manifest.json").read_text())
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
    assert set(manifest["files"]) == there
    assert {f"{name}.parquet" for name in ("runs", "network", *TABLES)} | {"log.jsonl"} < there
    assert {"scenario.resolved.hamlet.yaml", "scenario.resolved.drift.yaml"} < there
    for name, written in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == written
    assert manifest["status"] == "complete"
    assert manifest["command"] == ["gaiju", "test"]


def test_the_resolved_scenario_can_be_read_again(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    again = read(folder / "scenario.resolved.drift.yaml").scenario
    assert again.rollout.strategy == "drift"
    assert again.regions == CELLS[0].case.scenario.regions


SCENARIOS = Path(__file__).parents[1] / "scenarios"
YAML = {path: path.read_text("utf-8").splitlines() for path in SCENARIOS.rglob("*.yaml")}
SHIPPED = sorted(path for path, lines in YAML.items() if "schema: 1" in lines and path.parent.name != "studies")
SETS = ["runs.seed=7", "runs.replications=3", "uncertainties.attendance.intercept=0.9"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda path: path.stem)
def test_a_directory_alone_gives_every_shipped_scenario_back(file: Path, tmp_path: Path) -> None:
    """With levers and villages that stand in files of their own, and with what flags and designs change."""
    cases = names_apart(with_counterfactual([read(file, SETS)] * 2))
    cases += [off.case for off in ablations(cases[:1], ["pressure"])]
    directory = found(tmp_path, "test", cases, [], ASKED)
    directory.release()
    again = reopened(directory.path, [])
    again.release()
    assert [digest(case) for case in again.cases] == [digest(case) for case in cases]
    assert run_ids(again.cells) == run_ids(directory.cells)
    assert [resolved(case) for case in again.cases] == [resolved(case) for case in cases]


def test_scenarios_of_one_name_get_names_that_no_other_has() -> None:
    long = renamed(hamlet(), 64 * "a")
    cases = names_apart([CASES[0], CASES[0], renamed(hamlet(), "hamlet-2"), CASES[0], long, long])
    names = [case.scenario.name for case in cases]
    assert names == ["hamlet", "hamlet-3", "hamlet-2", "hamlet-4", 64 * "a", 62 * "a" + "-2"]


def test_runs_that_take_several_row_groups_are_taken_apart_whole(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    parts = [run.tables()["groups"] for run in results if isinstance(run, Run)]
    with pq.ParquetWriter(folder / "groups.parquet", pq.read_schema(folder / "groups.parquet")) as writer:
        for part in parts:
            writer.write_table(arrow(part).cast(writer.schema), row_group_size=100)
    found_again = [tables["groups"] for _, tables in apart(folder, IDS)]
    assert [table.num_rows for table in found_again] == [len(part) for part in parts]


def test_tables_that_lack_a_run_are_not_taken_apart(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    with pytest.raises(Damaged, match=r"lacks the run"):
        list(apart(folder, ["0123", *IDS]))


def test_no_directory_is_overwritten_and_its_tables_have_the_same_bytes_each_time(
    tmp_path: Path, results: list[Result]
) -> None:
    first, second = (kept(tmp_path, results).path for _ in range(2))
    assert first != second
    assert (tmp_path / "test" / "latest").read_text() == second.name
    assert (first / "manifest.json").exists()
    for name in ("runs", "network", *TABLES):
        assert (first / f"{name}.parquet").read_bytes() == (second / f"{name}.parquet").read_bytes()


def test_a_failed_run_is_a_row_and_its_traceback_stands_in_the_log(tmp_path: Path, results: list[Result]) -> None:
    mixed = [results[0], Failure(IDS[1], "ValueError: no", "Traceback: all of it"), *results[2:]]
    directory = kept(tmp_path, mixed)
    tables = load(directory.path)
    assert (directory.failed, directory.finished) == (1, 3)
    assert tables.runs["status"].tolist() == ["done", "failed", "done", "done"]
    assert tables.runs["error"].tolist() == ["", "ValueError: no", "", ""]
    assert tables.timeseries[["scenario", "replication"]].drop_duplicates().shape[0] == 3
    log = [json.loads(line) for line in (directory.path / "log.jsonl").read_text().splitlines()]
    assert [line["trace"] for line in log if "trace" in line] == ["Traceback: all of it"]


def test_where_all_runs_failed_the_first_error_is_told(tmp_path: Path) -> None:
    failures: list[Result] = [Failure(name, "ValueError: no", "") for name in IDS]
    with pytest.raises(RunsFailed, match="ValueError: no"):
        load(kept(tmp_path, failures).path)
    with pytest.raises(RunsFailed, match="ValueError: no"):
        collect(CELLS, failures)


def test_a_killed_command_leaves_the_finished_runs_on_the_disk(tmp_path: Path, results: list[Result]) -> None:
    directory = found(tmp_path, "test", CASES, [], ASKED)
    directory.add(results[0])
    assert json.loads((directory.path / "manifest.json").read_text())["status"] == "running"
    (part,) = (directory.path / "parts").iterdir()
    assert part.name == results[0].run_id
    assert {path.name for path in part.iterdir()} == {"run.json", *(f"{name}.parquet" for name in TABLES)}


def test_words_are_kept_once_and_numbers_as_they_are(tmp_path: Path, results: list[Result]) -> None:
    file = pq.ParquetFile(kept(tmp_path, results).path / "timeseries.parquet")
    columns = [file.metadata.row_group(0).column(i) for i in range(file.metadata.num_columns)]
    encodings = {column.path_in_schema: column.encodings for column in columns}
    assert "RLE_DICTIONARY" in encodings["outcome"]
    assert "RLE_DICTIONARY" not in encodings["value"]
