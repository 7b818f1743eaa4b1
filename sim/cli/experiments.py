"""What ``run`` and ``compare`` share: read, make the runs, keep them, conclude."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pandas import DataFrame

from sim.analyses.asking import titles
from sim.analyses.balance import balance, balance_table
from sim.analyses.finding import Finding, finding
from sim.analyses.naive import counterfactual, naive_table
from sim.cli.problems import Refused
from sim.cli.screen import progress
from sim.designs.replications import replications
from sim.document import DocumentError, Problem
from sim.experiment import make
from sim.reading import Case, read
from sim.store import Directory, RunsFailed, load

EXECUTORS = ("local", "processes")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an experiment is made and told."""

    output: Path
    jobs: int
    executor: str
    bar: bool

    def __post_init__(self) -> None:
        if self.executor not in EXECUTORS:
            raise Refused(f"--executor: `{self.executor}` is not known, allowed are {' and '.join(EXECUTORS)}")


@dataclass(frozen=True, slots=True)
class Made:
    """An experiment that has been made and kept."""

    directory: Directory
    finding: Finding
    pictures: tuple[Path, ...]


def read_all(files: Sequence[Path], sets: Sequence[str]) -> list[Case]:
    """Return the cases of some files.

    Raises
    ------
    DocumentError
        If anything is wrong with any of them, with the problems of all.
    """
    cases: list[Case] = []
    problems: dict[Problem, None] = {}
    for file in files:
        try:
            cases.append(read(file, sets))
        except DocumentError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise DocumentError(problems)
    return cases


def experiment(
    cases: Sequence[Case], name: str, manner: Manner, figures: Sequence[str], baseline: str | None = None
) -> Made:
    """Make and keep the runs of some cases, and what follows from them.

    Raises
    ------
    Refused
        If no run gave any tables.
    """
    cells = replications(cases)
    directory = Directory(manner.output, name, cells, ["gaiju", *sys.argv[1:]])
    with closing(directory):
        with progress(len(cells), manner.bar) as told:
            for result in make(cells, 1 if manner.executor == "local" else manner.jobs, told):
                directory.add(result)
        directory.join()
        try:
            found = finding(load(directory.path), titles(cases), baseline, cases[0].scenario.outcomes)
        except RunsFailed as error:
            raise Refused(f"all runs failed: {error}", f"see {directory.path / 'log.jsonl'}", code=1) from None
        directory.write_table("summary", found.summary)
        if len(cases) > 1:
            directory.write_table("compare", found.table)
        beside = _beside(found) if len(cases) > 1 else {}
        for table, frame in beside.items():
            directory.write_table(table, frame)
        wanted = [figure for figure in figures if figure != "regions" or len(found.cube.regions) > 2]
        wanted += [figure for figure in ("naive",) if figure in beside]
        pictures = tuple(directory.write_figure(figure, found.figure(figure)) for figure in wanted)
    return Made(directory, found, pictures)


def _beside(found: Finding) -> dict[str, DataFrame]:
    """Return what else follows from a comparison: balance, and the naive lens where somebody converts nothing."""
    tables = {
        "balance": balance_table(balance(found.cube, found.tables.villages), found.cube.scenarios, found.baseline)
    }
    return tables | ({"naive": naive_table(found.tables)} if counterfactual(found.tables) else {})


@contextmanager
def closing(directory: Directory) -> Iterator[None]:
    """Write the manifest however the work ends, and say where an interrupted one is kept."""
    try:
        yield
    except KeyboardInterrupt:
        directory.close("interrupted")
        print(f"{directory.finished} finished runs are kept in {directory.path}", file=sys.stderr)
        raise
    except BaseException:
        directory.close("failed")
        raise
    directory.close("some runs failed" if directory.failed else "complete")
