import hashlib
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.designs.replications import Cell, replications
from sim.experiment import make
from sim.reading import read
from sim.running import TABLES, Failure, Result
from sim.store import Directory, RunsFailed, Tables, collect, load
from tests.small import hamlet, renamed

CELLS = replications((hamlet(), renamed(hamlet("drift"), "drift")), 2)


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return list(make(CELLS))


def kept(root: Path, results: list[Result], cells: tuple[Cell, ...] = CELLS) -> Directory:
    directory = Directory(root, "test", cells, ["gaiju", "test"])
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


def test_every_file_stands_in_the_manifest_with_its_hash(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    manifest = json.loads((folder / "manifest.json").read_text())
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
    assert set(manifest["files"]) == there
    assert {f"{name}.parquet" for name in ("runs", "network", *TABLES)} | {"log.jsonl"} < there
    assert {"scenario.resolved.hamlet.yaml", "scenario.resolved.drift.yaml"} < there
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert manifest["status"] == "complete"
    assert manifest["command"] == ["gaiju", "test"]


def test_the_resolved_scenario_can_be_read_again(tmp_path: Path, results: list[Result]) -> None:
    folder = kept(tmp_path, results).path
    again = read(folder / "scenario.resolved.drift.yaml").scenario
    assert again.rollout.strategy == "drift"
    assert again.regions == CELLS[0].case.scenario.regions


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
    mixed = [results[0], Failure("ab", "ValueError: no", "Traceback: all of it"), *results[2:]]
    directory = kept(tmp_path, mixed)
    tables = load(directory.path)
    assert (directory.failed, directory.finished) == (1, 3)
    assert tables.runs["status"].tolist() == ["done", "failed", "done", "done"]
    assert tables.runs["error"].tolist() == ["", "ValueError: no", "", ""]
    assert tables.timeseries[["scenario", "replication"]].drop_duplicates().shape[0] == 3
    log = [json.loads(line) for line in (directory.path / "log.jsonl").read_text().splitlines()]
    assert [line["trace"] for line in log if "trace" in line] == ["Traceback: all of it"]


def test_where_all_runs_failed_the_first_error_is_told(tmp_path: Path) -> None:
    failures: list[Result] = [Failure("ab", "ValueError: no", "")] * len(CELLS)
    with pytest.raises(RunsFailed, match="ValueError: no"):
        load(kept(tmp_path, failures).path)
    with pytest.raises(RunsFailed, match="ValueError: no"):
        collect(CELLS, failures)


def test_a_killed_command_leaves_the_finished_runs_on_the_disk(tmp_path: Path, results: list[Result]) -> None:
    directory = Directory(tmp_path, "test", CELLS, [])
    directory.add(results[0])
    assert json.loads((directory.path / "manifest.json").read_text())["status"] == "running"
    parts = sorted(path.name for path in (directory.path / "parts").rglob("*.parquet"))
    assert parts == sorted(f"{name}.parquet" for name in TABLES)


def test_words_are_kept_once_and_numbers_as_they_are(tmp_path: Path, results: list[Result]) -> None:
    file = pq.ParquetFile(kept(tmp_path, results).path / "timeseries.parquet")
    columns = [file.metadata.row_group(0).column(i) for i in range(file.metadata.num_columns)]
    encodings = {column.path_in_schema: column.encodings for column in columns}
    assert "RLE_DICTIONARY" in encodings["outcome"]
    assert "RLE_DICTIONARY" not in encodings["value"]
