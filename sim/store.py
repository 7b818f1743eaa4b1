"""The only writer of ``results/``: one directory an experiment, never overwritten, every file with its hash.

A finished run is on the disk at once, in a folder under ``parts/`` that bears the name of its identity; at the end all
are joined, in the order of the design, into one table each. A killed command loses the runs in flight, and the
directory holds from its beginning what is needed to go on: the design, what was asked, and every scenario, resolved.
No table holds a time or a host: those go to ``log.jsonl`` and ``manifest.json``, so that any number of workers, and any
number of interruptions, gives equal tables.

What counts is the parts until the manifest says ``joined``, and then the tables: the parts go when it has said so, and
come back, taken from the tables, before anything is added.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import BaseFileLock

from sim.designs.points import Points, designed, once
from sim.designs.replications import Cell
from sim.files import append_line, replacing, write_text
from sim.founding.survey import village_names
from sim.manifest import RUNNING, commit, scenario_file, seal, unchanged, unlock
from sim.parts import DONE, FAILED, Damaged, Parts, apart, arrow, changed, joined, sha256, tables_kept, write_parquet
from sim.reading import Case, digest, read, resolved
from sim.running import MODEL_VERSION, TABLES, Failure, Result, Run, blas, example_village, identity_by, simd, versions

LOG = "log.jsonl"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tables:
    """The tables of an experiment, as the files of its directory hold them."""

    runs: pd.DataFrame
    timeseries: pd.DataFrame
    villages: pd.DataFrame
    groups: pd.DataFrame
    stages: pd.DataFrame
    example: pd.DataFrame = field(default_factory=pd.DataFrame)
    network: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __repr__(self) -> str:
        """Return what the tables are called and how long they are."""
        return "Tables, rows: " + ", ".join(f"{one.name} {len(getattr(self, one.name)):,}" for one in fields(self))


def collect(cells: Sequence[Cell], results: Iterable[Result]) -> Tables:
    """Return the tables of finished runs without writing anything; equal to what a directory would give."""
    made = list(zip(cells, results, strict=True))
    rows = [_row(cell, one.run_id, one.error if isinstance(one, Failure) else "") for cell, one in made]
    runs = [one for _, one in made if isinstance(one, Run)]
    if not runs:
        raise RunsFailed(rows[0]["error"])
    called = village_names(cell.case.scenario for cell in cells)
    frames = {name: joined(name, runs, called).to_pandas() for name in TABLES}
    return Tables(pd.DataFrame(rows), **frames, network=example_village(cells[0].case, cells[0].seed))


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
    return Tables(runs, **{name: pd.read_parquet(folder / f"{name}.parquet") for name in (*TABLES, "network")})


class RunsFailed(Exception):
    """No run of an experiment gave tables; says what went wrong in the first."""


def _row(cell: Cell, name: str, error: str) -> dict[str, Any]:
    """Return a run's row in the table of runs; a run without an error is done."""
    return {
        "run_id": name,
        "scenario": cell.case.scenario.name,
        "policy": cell.case.scenario.rollout.strategy,
        "point_id": cell.point,
        "replication": cell.replicate,
        "pair_id": cell.pair_id,
        "seed": cell.seed,
        "status": FAILED if error else DONE,
        "error": error,
    }


def run_ids(cells: Sequence[Cell]) -> list[str]:
    """Return the identities of the runs that cells ask for."""
    cases = {id(cell.case): cell.case for cell in cells}
    digests = {key: digest(case) for key, case in cases.items()}
    return [identity_by(digests[id(cell.case)], cell.seed, cell.replicate) for cell in cells]


class Directory:
    """The directory of one experiment; made by :func:`found` and :func:`reopened`, held by one process at a time.

    Attributes
    ----------
    path
        Where it stands.
    cases
        Its cases, the first of which says seed and number of replications.
    asked
        What follows from the runs: the verb and what it was told, as JSON knows it.
    points
        The rows of the design of a study; of its runs the nation's series alone are kept.
    cells
        The runs it is to hold, in order.
    files
        Hash of each file that was written here, by this command or an earlier one: no other file is vouched for.
    """

    def __init__(
        self, path: Path, cases: Sequence[Case], asked: Mapping[str, Any], lock: BaseFileLock,
        points: Points | None = None,
    ) -> None:  # fmt: skip
        self.path, self.cases, self.asked, self.points = path, tuple(cases), dict(asked), points
        self.cells = designed(cases, points)
        self.command: list[str] = []
        self.continued: list[dict[str, Any]] = []
        self.versions, self.simd, self.commit = dict(versions()), simd(), commit()
        self.begun = self._opened = datetime.now(UTC)
        self.spent = 0.0
        self.joined = False
        self.errors: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self._wrote: set[str] = set()
        self._foreign_log = False
        self.parts = Parts.of(path)
        self._ids = run_ids(self.cells)
        self._lock = lock

    @property
    def failed(self) -> int:
        """Number of runs that failed."""
        return sum(bool(self.errors.get(name)) for name in self._ids)

    @property
    def finished(self) -> int:
        """Number of runs that gave tables."""
        return sum(self.errors.get(name) == "" for name in self._ids)

    @property
    def commands(self) -> str:
        """The commands by which it was made and gone on with, as a shell takes them."""
        return "; ".join(shlex.join(words) for words in (self.command, *(one["command"] for one in self.continued)))

    @property
    def missing(self) -> list[Cell]:
        """The runs still to be made, in order, each once: cells that differ in name alone share one."""
        cells = dict(zip(self._ids[::-1], self.cells[::-1], strict=True))
        return [cells[name] for name in dict.fromkeys(self._ids) if name not in self.errors]

    def add(self, result: Result) -> None:
        """Keep a result, in whatever order they come."""
        error = result.error if isinstance(result, Failure) else ""
        told = {"error": error, "trace": result.trace} if isinstance(result, Failure) else {}
        self.parts.add(result)
        self.log("run", run_id=result.run_id, status=FAILED if error else DONE, **told)
        self.errors[result.run_id] = error

    def join(self) -> None:
        """Join the parts to one table each, unless that has been done.

        Raises
        ------
        Damaged
            If a part is not as it was written.
        """
        if self.joined:
            return
        rows = [_row(cell, name, self.errors[name]) for name, cell in zip(self._ids, self.cells, strict=True)]
        write_parquet(self.wrote("runs.parquet"), [arrow(pd.DataFrame(rows))])
        if self.finished:
            for name in tables_kept(self.points):
                write_parquet(self.wrote(f"{name}.parquet"), self._all(name))
            if self.points is None:
                first = self.cells[0]
                write_parquet(self.wrote("network.parquet"), [arrow(example_village(first.case, first.seed))])
        self.joined = True

    def _all(self, name: str) -> Iterator[Any]:
        """Yield a table of every run that gave one, in order."""
        called = village_names(cell.case.scenario for cell in self.cells)
        for run, scenario in once(self._ids, self.cells):
            if not self.errors[run]:
                yield self.parts.table(run, name, scenario, called.get(scenario))

    def look(self, repair: bool = False) -> None:
        """Find out which runs the files hold; with ``repair``, those that are not as they were written hold none.

        Raises
        ------
        Damaged
            If a part, a joined table or the manifest is not as it was written.
        """
        self._foreign_log = any(changed(self.path, self.files, [LOG]))
        tables = [f"{name}.parquet" for name in ("runs", *tables_kept(self.points), "network")]
        if not repair and self.joined:
            unchanged(self.path, self.files, tables)
        if not self.joined or any(changed(self.path, self.files, tables)):
            self.joined = False
            self.errors = self.parts.errors(repair)
            return
        runs = pd.read_parquet(self.path / "runs.parquet")
        self.errors = dict(zip(runs["run_id"], runs["error"], strict=True))
        if set(self.errors) != set(self._ids):
            raise Damaged(f"{self.path}: its manifest and its runs.parquet tell of different runs")

    def take_apart(self) -> None:
        """Make the parts again from the joined tables, so that runs can be added or made anew.

        Raises
        ------
        Damaged
            If the tables lack a run.
        """
        if self.joined:
            done = [name for name, _ in once(self._ids, self.cells) if self.errors.get(name) == ""]
            for name, tables in apart(self.path, done, tables_kept(self.points)) if done else ():
                self.parts.keep(name, tables)
            for name, error in self.errors.items():
                if error:
                    self.parts.keep(name, {}, error)
            self.joined = False
            self._write_manifest(RUNNING)

    def enlarge(self, number: int) -> None:
        """Hold so many replications from now on.

        Raises
        ------
        Damaged
            If the tables lack a run.
        """
        more = [f"runs.replications={number}"]
        self.cases = tuple(read(self.path / scenario_file(case, len(self.cases)), more) for case in self.cases)
        self.cells = designed(self.cases, self.points)
        self._ids = run_ids(self.cells)
        self.take_apart()
        self._write_manifest(RUNNING)  # first: from now on scenarios of fewer runs do not count as changed
        self.start()
        self.log("enlarged", replications=number)

    def retry_failed(self) -> None:
        """Forget the runs that failed, so that they are made again."""
        failed = [name for name, error in self.errors.items() if error]
        if failed:
            self.take_apart()
        for name in failed:
            self.parts.forget(name)
            del self.errors[name]

    def wrote(self, name: str) -> Path:
        """Return where a file of a name stands that this command writes and therefore vouches for."""
        self._wrote.add(name)
        return self.path / name

    def write_table(self, name: str, table: pd.DataFrame) -> Path:
        """Write a table of conclusions as ``name``.csv and return where it stands."""
        write_text(self.wrote(f"{name}.csv"), table.to_csv(index=False, lineterminator="\n"))
        return self.path / f"{name}.csv"

    def write_figure(self, name: str, figure: Any) -> Path:
        """Save a figure of matplotlib as SVG and PNG and return where the PNG stands."""
        for suffix in ("svg", "png"):
            with replacing(self.wrote(f"figures/{name}.{suffix}")) as beside:
                figure.savefig(beside)
        return self.path / "figures" / f"{name}.png"

    def log(self, event: str, **said: Any) -> None:
        """Add a line to the log."""
        said = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **said}
        append_line(self.path / LOG if self._foreign_log else self.wrote(LOG), json.dumps(said, ensure_ascii=False))

    def start(self) -> None:
        """Write down, before any run is made, all that is needed to make them."""
        for case in self.cases:
            write_text(self.wrote(scenario_file(case, len(self.cases))), resolved(case))
        self._write_manifest(RUNNING)

    def close(self, status: str) -> None:
        """Write the manifest: what was made, by what, and the hash of every file."""
        self.log("end", status=status)
        self._write_manifest(status)
        if self.joined:
            self.parts.clear()
        self.release()

    def release(self) -> None:
        """Let others work on the directory."""
        unlock(self.path, self._lock)

    def manifest(self) -> dict[str, Any]:
        """Return what the manifest says of what was made, and by what."""
        number = len(self.cases)
        scenarios = {c.scenario.name: {"digest": digest(c), "file": scenario_file(c, number)} for c in self.cases}
        design = {"replications": self.cases[0].scenario.runs.replications}
        return {
            "command": self.command,
            "continued": self.continued,
            "asked": self.asked,
            "model_version": MODEL_VERSION,
            "versions": self.versions,
            "simd": self.simd,
            "blas": blas(),
            "git_commit": self.commit,
            "seed": self.cells[0].seed,
            "scenarios": scenarios,
            "design": design | (self.points.said() if self.points else {}),
            "runs": {"planned": len(self.cells), "done": self.finished, "failed": self.failed},
            "joined": self.joined,
            "begun": self.begun.isoformat(timespec="seconds"),
            "files": self.hashed(),
        }

    def hashed(self) -> dict[str, str]:
        """Return the hashes of the files that were written here, of those of other commands as these told them."""
        self.files |= {name: sha256(self.path / name) for name in self._wrote if (self.path / name).is_file()}
        self._wrote.clear()
        return dict(sorted(self.files.items()))

    def _write_manifest(self, status: str) -> None:
        spent = self.spent + (datetime.now(UTC) - self._opened).total_seconds()
        said = {"status": status, **self.manifest(), "duration_seconds": round(spent, 3)}
        if status == RUNNING:  # files come and go, apart from the tables that the runs now stand in
            said["files"] = {name: each for name, each in self.files.items() if self.joined and ".parquet" in name}
        seal(self.path, said)


