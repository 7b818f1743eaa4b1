"""The only writer of ``results/``: one directory an experiment, never overwritten, every file with its hash.

A finished run is on the disk at once, as part files under ``parts/``; at the end they are joined, in the order of the
design, into one table each. A killed command loses the runs in flight. No table holds a time or a host: those go to
``log.jsonl`` and ``manifest.json``, so that any number of workers gives equal tables.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.designs.replications import Cell
from sim.files import append_line, replacing, write_text
from sim.reading import digest, resolved
from sim.running import MODEL_VERSION, TABLES, Failure, Result, Run, example_village, identity, simd, versions

MANIFEST = "manifest.json"
LOG = "log.jsonl"
LATEST = "latest"
PARTS = "parts"
DONE, FAILED = "done", "failed"


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


def collect(cells: Sequence[Cell], results: Iterable[Result]) -> Tables:
    """Return the tables of finished runs without writing anything; equal to what a directory would give."""
    rows, runs = [], []
    for cell, result in zip(cells, results, strict=True):
        rows.append(_row(cell, result))
        if isinstance(result, Run):
            runs.append(result)
    if not runs:
        raise RunsFailed(rows[0]["error"])
    joined = {name: pa.concat_tables(_arrow(run.tables()[name]) for run in runs) for name in TABLES}
    frames = {name: table.unify_dictionaries().to_pandas() for name, table in joined.items()}
    return Tables(pd.DataFrame(rows), **frames)


def load(folder: Path) -> Tables:
    """Return the tables of a run directory.

    Raises
    ------
    RunsFailed
        If none of its runs gave any.
    """
    runs = pd.read_parquet(folder / "runs.parquet")
    if not (runs["status"] == DONE).any():
        raise RunsFailed(runs["error"].iloc[0])
    return Tables(runs, **{name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES})


class RunsFailed(Exception):
    """No run of an experiment gave tables; says what went wrong in the first."""


def _row(cell: Cell, result: Result) -> dict[str, Any]:
    """Return a run's row in the table of runs."""
    error = result.error if isinstance(result, Failure) else ""
    return {
        "run_id": result.run_id,
        "scenario": cell.case.scenario.name,
        "policy": cell.case.scenario.rollout.strategy,
        "point_id": cell.point,
        "replication": cell.replicate,
        "pair_id": cell.pair_id,
        "seed": cell.seed,
        "status": FAILED if isinstance(result, Failure) else DONE,
        "error": error,
    }


class Directory:
    """The directory of one experiment, from its founding to its manifest.

    Parameters
    ----------
    root, name
        Where results stand, and under which name.
    cells
        The runs to come, in order.
    command
        By which command.
    """

    def __init__(self, root: Path, name: str, cells: Sequence[Cell], command: Sequence[str]) -> None:
        self._cells = cells
        self._rows: list[dict[str, Any]] = []
        self._begun = datetime.now(UTC)
        self._cases = {cell.case.scenario.name: cell.case for cell in cells}
        self.path = _founded(root / name, self._begun, cells)
        for scenario, case in self._cases.items():
            middle = "" if len(self._cases) == 1 else f".{scenario}"
            write_text(self.path / f"scenario.resolved{middle}.yaml", resolved(case))
        self._command = list(command)
        self._write_manifest("running")

    @property
    def failed(self) -> int:
        """Number of runs that failed."""
        return sum(row["status"] == FAILED for row in self._rows)

    @property
    def finished(self) -> int:
        """Number of runs that gave tables."""
        return len(self._rows) - self.failed

    def add(self, result: Result) -> None:
        """Keep the next result of the design."""
        part, row = self._part(len(self._rows)), _row(self._cells[len(self._rows)], result)
        self._rows.append(row)
        self.log("run", **row, **({"trace": result.trace} if isinstance(result, Failure) else {}))
        if isinstance(result, Run):
            for name, frame in result.tables().items():
                _write_parquet(part / f"{name}.parquet", [_arrow(frame)])

    def join(self) -> None:
        """Join the part files to one table each."""
        _write_parquet(self.path / "runs.parquet", [_arrow(pd.DataFrame(self._rows))])
        parts = [self._part(number) for number, row in enumerate(self._rows) if row["status"] == DONE]
        if parts:
            for file in (f"{name}.parquet" for name in TABLES):
                _write_parquet(self.path / file, (pq.read_table(part / file) for part in parts))
            first = self._cells[0]
            _write_parquet(self.path / "network.parquet", [_arrow(example_village(first.case, first.seed))])
        shutil.rmtree(self.path / PARTS, ignore_errors=True)

    def _part(self, number: int) -> Path:
        return self.path / PARTS / f"{number:06d}"

    def write_table(self, name: str, table: pd.DataFrame) -> Path:
        """Write a table of conclusions as ``name``.csv and return where it stands."""
        write_text(self.path / f"{name}.csv", table.to_csv(index=False, lineterminator="\n"))
        return self.path / f"{name}.csv"

    def write_figure(self, name: str, figure: Picture) -> Path:
        """Save a figure as SVG and PNG and return where the PNG stands."""
        for suffix in ("svg", "png"):
            with replacing(self.path / "figures" / f"{name}.{suffix}") as beside:
                figure.savefig(beside)
        return self.path / "figures" / f"{name}.png"

    def log(self, event: str, **said: Any) -> None:
        """Add a line to the log."""
        append_line(self.path / LOG, json.dumps({"time": _now(), "event": event, **said}, ensure_ascii=False))

    def close(self, status: str) -> None:
        """Write the manifest: what was made, by what, and the hash of every file."""
        self.log("end", status=status)
        self._write_manifest(status)
        write_text(self.path.parent / LATEST, self.path.name)

    def _write_manifest(self, status: str) -> None:
        manifest = {
            "status": status,
            "command": self._command,
            "model_version": MODEL_VERSION,
            "versions": versions(),
            "simd": simd(),
            "git_commit": _git_commit(),
            "seed": self._cells[0].seed,
            "scenarios": {name: {"digest": digest(case)} for name, case in self._cases.items()},
            "runs": {"planned": len(self._cells), "done": self.finished, "failed": self.failed},
            "begun": self._begun.isoformat(timespec="seconds"),
            "duration_seconds": round((datetime.now(UTC) - self._begun).total_seconds(), 3),
            "files": {str(path.relative_to(self.path)): _sha256(path) for path in _files(self.path)},
        }
        write_text(self.path / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def _founded(place: Path, begun: datetime, cells: Sequence[Cell]) -> Path:
    """Make a directory that did not exist and return it."""
    ids = " ".join(identity(cell.case, cell.seed, cell.replicate) for cell in cells)
    stem = f"{begun:%Y%m%dT%H%M%SZ}-{hashlib.blake2b(ids.encode(), digest_size=3).hexdigest()}"
    for number in itertools.count(1):
        path = place / (stem if number == 1 else f"{stem}-{number}")
        with contextlib.suppress(FileExistsError):
            path.mkdir(parents=True)
            return path
    raise AssertionError("unreachable: the count has no end")


def _arrow(frame: pd.DataFrame) -> Any:
    return pa.Table.from_pandas(frame, preserve_index=False)


def _write_parquet(path: Path, tables: Iterable[Any]) -> None:
    """Write tables of one shape below each other; dictionaries on words only, as floats hardly ever repeat."""
    parts = iter(tables)
    first = next(parts)
    words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
    with (
        replacing(path) as beside,
        pq.ParquetWriter(beside, first.schema, use_dictionary=words, compression="zstd") as writer,
    ):
        for table in itertools.chain([first], parts):
            writer.write_table(table)


def _files(folder: Path) -> list[Path]:
    """Return the files of a run directory, the manifest and part files left out, in order."""
    everything = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in everything if path.relative_to(folder).parts[0] not in (MANIFEST, PARTS))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _git_commit() -> str | None:
    """Return the commit this package stands at, with ``+`` for changes on top of it; nothing outside a checkout."""
    home = Path(__file__).parent.parent
    if not (home / ".git").exists():
        return None
    try:
        commit, changes = (_git(home, *words) for words in (("rev-parse", "HEAD"), ("status", "--porcelain", "sim")))
    except (OSError, subprocess.CalledProcessError):
        return None
    return commit + ("+" if changes else "")


def _git(home: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(home), *words], capture_output=True, text=True, check=True).stdout.strip()
