"""What verbs that make studies share: read, found a directory with the design, conclude, write the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import pandas as pd
import typer

from sim.analyses.responses import Responses, kept, responses
from sim.cli.experiments import Kept, Manner, finished, helpers
from sim.cli.options import Flags
from sim.cli.problems import Refused
from sim.designs.points import Points, points_of
from sim.document import DocumentError, Problem
from sim.reading import Case
from sim.reading.kinds import VERBS
from sim.reading.study import Study, read_study
from sim.store import Directory, RunsFailed, found

StudyFile = Annotated[
    Path, typer.Argument(help="Study file, or the name of a shipped one (gaiju new --list).", show_default=False)
]
Page = Annotated[
    Path | None,
    typer.Option("--page", help="Write the findings as a Markdown page, with figures beside it.", show_default=False),
]
Samples = Annotated[
    int | None, typer.Option("--samples", min=1, help="Samples instead of the study's.", show_default=False)
]
M = TypeVar("M", bound=Kept)


def study_at(path: Path, kind: str, flags: Flags, samples: int | None = None) -> Study:
    """Return a study of the kind that a verb makes, as the flags amend it.

    Raises
    ------
    DocumentError
        If it is of another kind, or anything is wrong with it.
    Refused
        If a flag belongs to scenarios.
    """
    if flags.sets or flags.months or flags.engine:
        raise Refused("--set, --months and --engine amend a scenario: say them in the study, as `set: {path: value}`")
    study = read_study(path, {"samples": samples, "replications": flags.replications, "seed": flags.seed})
    if study.kind != kind:
        message = f"this is a study of kind `{study.kind}`: gaiju {VERBS[study.kind]} {path}"
        raise DocumentError([Problem(str(path), 1, 1, ("study",), message)])
    return study


def cases_of(study: Study) -> list[Case]:
    """Return the scenarios of a study with its seed and number of replications."""
    return [_told(case, study) for case in study.cases]


def _told(case: Case, study: Study) -> Case:
    runs = dataclasses.replace(case.scenario.runs, replications=study.replications, seed=study.seed)
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, runs=runs))


def studied(
    study: Study, manner: Manner, page: Path | None, argv: Sequence[str], follows: Callable[[Directory], M]
) -> M:
    """Found the directory of a study, make its runs, and what follows from them.

    Raises
    ------
    Refused
        If no run gave any tables.
    """
    points = points_of(study, kept(study.outcomes))
    asked = {
        "verb": VERBS[study.kind],
        "study": study.plain(),
        "page": None if page is None else str(page.resolve()),
    }
    with helpers(manner) as workers:
        directory = found(
            manner.output, f"{VERBS[study.kind]}-{study.name}", cases_of(study), list(argv), asked, points
        )
        return finished(directory, manner, workers, follows)


def results(directory: Directory) -> tuple[Study, Points, Responses]:
    """Return study, design and results of a directory.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    if not directory.finished or directory.points is None:
        raise RunsFailed(next(iter(directory.errors.values()), "no runs"))
    study = Study.of(directory.asked["study"], tuple(directory.cases))
    runs = pd.read_parquet(directory.path / "runs.parquet")
    series = pd.read_parquet(directory.path / "timeseries.parquet")
    return study, directory.points, responses(runs, series, study, directory.points)


def paged(
    directory: Directory, text: Callable[[Any, str, str], str], made: Any, figures: Sequence[Path]
) -> Path | None:
    """Write the page that was asked for, its figures beside it in a folder of its name; return where it stands."""
    from sim.files import write_bytes, write_text

    said = directory.asked["page"]
    if said is None:
        return None
    page = Path(said)
    folder = page.with_suffix("")
    for figure in figures:
        write_bytes(folder / figure.name, figure.read_bytes())
    write_text(page, text(made, folder.name, command(directory, page)))
    return page


def command(directory: Directory, page: Path) -> str:
    """Return the command by which a page is made again, without the paths of the machine that made it."""
    study = directory.asked["study"]
    return f"gaiju {directory.asked['verb']} {study['name']} --page {'/'.join(page.parts[-3:])}"
