"""What verbs that make runs share: read, make the runs, keep them, conclude, tell."""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

import typer
from pandas import DataFrame

import sim.figures  # noqa: F401  # results are drawn
from sim.api.doubts import doubts_in
from sim.api.stored import concluded
from sim.cli.closing import DASK, closing, helpers
from sim.cli.options import Flags, Going
from sim.cli.problems import SOME_FAILED, Refused, code_of, printed
from sim.cli.screen import print_json, progress
from sim.designs.points import Points
from sim.document import DocumentError, Problem
from sim.experiment import Cluster
from sim.experiment import as_finished as make
from sim.manifest import VERBS, Unusable
from sim.reading import Case, inherits_title, read, untitled_in
from sim.reopening import found
from sim.statistics.balance import balance, balance_table
from sim.statistics.finding import Finding, finding
from sim.statistics.naive import counterfactual, naive_table
from sim.statistics.precision import BATCH, settled_all
from sim.store import Directory, RunsFailed, load

REPORT = ("en", "zh")
"""Languages of the report that a comparison writes."""
LANGUAGES = {"en": "English", "zh": "Chinese"}
EXECUTORS = ("local", "processes")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an experiment is made and told."""

    output: Path
    jobs: int
    executor: str
    bar: bool
    quiet: bool = False
    verbose: bool = False
    json: bool = False

    def __post_init__(self) -> None:
        if self.executor not in EXECUTORS and not re.fullmatch(r"dask://[^:/]+:[0-9]+", self.executor):
            allowed = f"{' and '.join(EXECUTORS)}, or {DASK}host:port"
            raise Refused(f"--executor: `{self.executor}` is not known, allowed are {allowed}")

    @property
    def cluster(self) -> bool:
        """Whether a cluster makes the runs."""
        return self.executor.startswith(DASK)

    @classmethod
    def of(cls, flags: Flags | Going, output: Path = Path()) -> Manner:
        """Return what flags say."""
        bar = not (flags.no_progress or flags.quiet or flags.json)
        return cls(output, flags.jobs, flags.executor, bar, flags.quiet, flags.verbose, flags.json)


class Kept(Protocol):
    """An experiment that has been made, kept and concluded."""

    @property
    def directory(self) -> Directory:
        """Where it is kept."""
        ...


M = TypeVar("M", bound=Kept)


@dataclass(frozen=True, slots=True)
class Concluding(Generic[M]):
    """What a verb makes of finished runs: the same after a crash, an extension, or in one go.

    Attributes
    ----------
    conclude
        Writes tables and figures from a directory alone.
    as_json
        What ``--json`` prints of it.
    show
        Prints it for people; every outcome where the second argument says so.
    page
        Writes the Markdown page to where an option of this very command says; missing where a verb has none.
    """

    conclude: Callable[[Directory], M]
    as_json: Callable[[M], Mapping[str, object]]
    show: Callable[[M, bool], None]
    page: Callable[[M, Path], M] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An experiment that has been made and kept."""

    directory: Directory
    finding: Finding
    pictures: tuple[Path, ...]
    report: Path | None = None


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


def notes(files: Sequence[Path], cases: Sequence[Case]) -> list[str]:
    """Return what is allowed and yet misleads: titles inherited or said in one language alone, doubts."""
    inherited = [
        f"note: {file}: title is inherited, `{case.scenario.title['en']}`, though the policy is another: "
        "give it one of its own, title: {en: ..., zh: ...}"
        for file, case in zip(files, cases, strict=True)
        if inherits_title(file)
    ]
    halves = [
        f"note: {file}: title is not said in {LANGUAGES[missing]}: there it is `{case.scenario.title[missing]}`; "
        f"add {missing}: title: {{en: ..., zh: ...}}"
        for file, case in zip(files, cases, strict=True)
        if (missing := untitled_in(file))
    ]
    return inherited + halves + remarks(cases) + [f"note: {line}" for line in doubts_in(cases)]


def remarks(cases: Sequence[Case]) -> list[str]:
    """Return what files may say and yet may not mean, each once."""
    return [f"note: {each}" for each in dict.fromkeys(each for case in cases for each in case.remarks)]


def experiment(
    cases: Sequence[Case], name: str, manner: Manner, figures: Sequence[str], baseline: str | None = None
) -> Made:
    """Make and keep the runs of some cases, and what follows from them.

    Raises
    ------
    Refused
        If no run gave any tables.
    """
    return begun(cases, name, manner, asked("compare", figures, baseline), conclude)


def asked(verb: str, figures: Sequence[str], baseline: str | None = None) -> dict[str, Any]:
    """Return what is asked of runs, as the directory keeps it."""
    report = {"report": list(REPORT)} if verb == "compare" else {}
    return {"verb": verb, "figures": list(figures), "baseline": baseline, **report}


def begun(
    cases: Sequence[Case], name: str, manner: Manner, what: Mapping[str, Any], follows: Callable[[Directory], M],
    points: Points | None = None,
) -> M:  # fmt: skip
    """Found the directory of an experiment, make its runs, and what follows from them.

    Raises
    ------
    Refused
        If nothing can be written there, or no run gave any tables.
    """
    for line in remarks(cases):
        print(line, file=sys.stderr)
    for line in doubts_in(cases):
        print(f"note: {line}", file=sys.stderr)
    with helpers(manner) as workers:
        try:
            directory = found(manner.output, name, cases, ["gaiju", *sys.argv[1:]], what, points)
        except (FileExistsError, NotADirectoryError):
            raise Refused(f"--output {manner.output}: a file stands in the way; name a folder") from None
        except OSError as error:
            raise Refused(f"--output {manner.output}: cannot be written: {error.strerror or error}") from None
        return finished(directory, manner, workers, follows)


def finished(directory: Directory, manner: Manner, workers: Cluster | None, follows: Callable[[Directory], M]) -> M:
    """Make the runs that a directory lacks, and what follows from all of them.

    Raises
    ------
    Refused
        If no run gave any tables.
    """
    with closing(directory):
        _filled(directory, manner, workers)
        try:
            while more := _wanted(directory):
                directory.enlarge(more)
                _filled(directory, manner, workers)
            return follows(directory)
        except RunsFailed as error:
            raise Refused(f"all runs failed: {error}", f"see {directory.path / 'log.jsonl'}", code=1) from None


def _filled(directory: Directory, manner: Manner, workers: Cluster | None) -> None:
    """Make the runs that a directory lacks, and join them."""
    missing, jobs = directory.missing, 1 if manner.executor == "local" else manner.jobs
    with progress(len(missing), manner.bar) as told, contextlib.closing(make(missing, jobs, told, workers)) as runs:
        for result in runs:
            directory.add(result)
    directory.join()


def _wanted(directory: Directory) -> int:
    """Return how many replications a directory is to hold for the precision that was asked for; 0 if it has it.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    wished: Mapping[str, float] = directory.asked.get("precision", {})
    number = directory.cells[-1].replicate + 1
    if not wished or number >= directory.asked["most"]:
        return 0
    made = finding(load(directory.path), {}, directory.asked["baseline"], tuple(wished))
    return 0 if settled_all(made.ends, made.baseline, wished) else min(number + BATCH, int(directory.asked["most"]))


def tell(made: M, manner: Manner, verb: Concluding[M], page: Path | None = None) -> None:
    """Write the page, if one is asked for, and print what was made, as the flags say.

    Raises
    ------
    Exit
        If some runs failed.
    Refused
        If the page cannot be written, or nothing can be printed.
    """
    if page is not None and verb.page is not None:
        try:
            made = verb.page(made, page)
        except OSError as error:
            said = f"--page {page}: cannot be written: {error.strerror}; all results are in {made.directory.path}"
            raise Refused(said, code=code_of(error)) from None
    with printed(made.directory.path):
        if manner.json:
            print_json(verb.as_json(made))
        elif manner.quiet:
            print(made.directory.path)
        else:
            verb.show(made, manner.verbose)
    if made.directory.failed:
        raise typer.Exit(SOME_FAILED)


def concluding(path: Path, verb: str) -> Concluding[Any]:
    """Return what the verb that founded a directory makes of its runs.

    Raises
    ------
    Unusable
        If no such verb is known here.
    """
    if verb not in VERBS:
        raise Unusable(f"{path}: was made by `gaiju {verb}`, which this version does not know")
    return cast(Concluding[Any], importlib.import_module(f"sim.cli.{verb}").CONCLUDING)


def conclude(directory: Directory) -> Made:
    """Write what follows from the runs of ``run`` and ``compare``, from the tables of their directory alone.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    cases, what = directory.cases, directory.asked
    made = concluded(directory.path, cases, what)
    directory.write_table("summary", made.summary)
    if len(cases) > 1:
        directory.write_table("compare", made.table)
    beside = _beside(made) if len(cases) > 1 else {}
    for table, frame in beside.items():
        directory.write_table(table, frame)
    wanted = [figure for figure in what["figures"] if figure != "regions" or len(made.cube.regions) > 2]
    wanted += [figure for figure in ("naive",) if figure in beside]
    pictures = tuple(directory.write_figure(figure, made.figure(figure)) for figure in wanted)
    report = _report(directory, made) if what.get("report") else None
    return Made(directory, made, pictures, report)


def _report(directory: Directory, made: Finding) -> Path:
    """Write the report of a comparison and return where it stands."""
    from sim.report.writing import write

    return write(directory, made, directory.asked["report"])


def _beside(found: Finding) -> dict[str, DataFrame]:
    """Return what else follows from a comparison: balance, for whom, how bad, at what price; and the naive lens."""
    tables = {
        "balance": balance_table(balance(found.cube, found.tables.villages), found.cube.scenarios, found.baseline)
    }
    tables |= found.beside
    return tables | ({"naive": naive_table(found.tables)} if counterfactual(found.tables) else {})


