"""The only writer of ``results/``: one directory an experiment, never overwritten, every file with its hash.

A finished run is on the disk at once, as part files under ``parts/``; at the end they are joined, in the order of the
design, into one table each. A killed command loses the runs in flight. No table holds a time or a host: those go to
``log.jsonl`` and ``manifest.json``, so that any number of workers gives equal tables.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.designs.replications import Cell
from sim.experiment import Failure, Result
from sim.files import append_line, replacing, write_text
from sim.reading import digest, resolved
from sim.running import MODEL_VERSION, TABLES, Run, example_village, identity, simd, versions

MANIFEST = "manifest.json"
LOG = "log.jsonl"
LATEST = "latest"
PARTS = "parts"
KEPT_OUT = (MANIFEST, PARTS)
"""What the manifest gives no hash for: itself, and what is joined and removed."""


class Picture(Protocol):
    """What can be saved as a figure."""

    def savefig(self, fname: Path, /) -> None:
        """Save it in the format the suffix names."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables of an experiment, as the files of its directory hold them."""

    runs: pd.DataFrame
    timeseries: pd.DataFrame
    villages: pd.DataFrame
    groups: pd.DataFrame
    stages: pd.DataFrame


def collect(cells: Sequence[Cell], results: Sequence[Result]) -> Tables:
    """Return the tables of finished runs without writing anything."""
    done = [result for result in results if isinstance(result, Run)]
    joined = {name: _joined([run.tables()[name] for run in done]) for name in TABLES}
    return Tables(runs=runs_table(cells, results), **{name: table.to_pandas() for name, table in joined.items()})


def load(folder: Path) -> Tables:
    """Return the tables of a run directory."""
    return Tables(**{name: pd.read_parquet(folder / f"{name}.parquet") for name in ("runs", *TABLES)})


def runs_table(cells: Sequence[Cell], results: Sequence[Result]) -> pd.DataFrame:
    """Return one row a run, failed ones included."""
    return pd.DataFrame([_row(cell, result) for cell, result in zip(cells, results, strict=True)])


def _row(cell: Cell, result: Result) -> dict[str, Any]:
    failed = isinstance(result, Failure)
    return {
        "run_id": result.run_id,
        "scenario": cell.case.scenario.name,
        "policy": cell.case.scenario.rollout.strategy,
        "point_id": cell.point,
        "replication": cell.replicate,
        "pair_id": cell.pair_id,
        "seed": cell.seed,
        "status": "failed" if failed else "done",
        "error": result.error if failed else "",
    }


class Directory:
    """The directory of one experiment, from its founding to its manifest."""

    def __init__(self, root: Path, name: str, cells: Sequence[Cell], command: Sequence[str]) -> None:
        self.cells = cells
        self.begun = datetime.now(UTC)
        self.results: list[Result] = []
        self.command = list(command)
        self.path = _founded(root / name, self.begun, cells)
        cases = list({id(cell.case): cell.case for cell in cells}.values())
        self.digests = {case.scenario.name: digest(case) for case in cases}
        for case in cases:
            middle = "" if len(cases) == 1 else f".{case.scenario.name}"
            write_text(self.path / f"scenario.resolved{middle}.yaml", resolved(case))
        self._manifest("running")
        write_text(root / name / LATEST, self.path.name + "\n")

    def add(self, result: Result) -> None:
        """Keep the next result of the design."""
        self.results.append(result)
        self.log("run", run_id=result.run_id, status="failed" if isinstance(result, Failure) else "done")
        if isinstance(result, Failure):
            self.log("failure", run_id=result.run_id, error=result.error, trace=result.trace)
            return
        for name, frame in result.tables().items():
            _write_parquet(self._part(result, name), [_arrow(frame)])

    def join(self) -> Tables:
        """Join the part files to one table each, and return the tables."""
        done = [result for result in self.results if isinstance(result, Run)]
        cells = self.cells[: len(self.results)]
        _write_parquet(self.path / "runs.parquet", [_arrow(runs_table(cells, self.results))])
        if done:
            for name in TABLES:
                parts = (self._part(run, name) for run in done)
                _write_parquet(self.path / f"{name}.parquet", (pq.read_table(part) for part in parts))
            first = self.cells[0]
            _write_parquet(self.path / "network.parquet", [_arrow(example_village(first.case, first.seed))])
        shutil.rmtree(self.path / PARTS, ignore_errors=True)
        return load(self.path)

    def _part(self, run: Run, table: str) -> Path:
        return self.path / PARTS / run.run_id / f"{table}.parquet"
