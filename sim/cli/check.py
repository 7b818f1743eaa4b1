"""``gaiju check``: read strictly, run nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from sim.api.doubts import doubts_in
from sim.cli.experiments import notes, read_all
from sim.cli.options import Json, Quiet, Scenarios, Sets
from sim.cli.problems import BAD_INPUT, Refused
from sim.cli.screen import counted, print_json
from sim.document import DocumentError, Problem, dotted
from sim.reading import Case
from sim.reading.calibration_study import CalibrationStudy, read_calibration
from sim.reading.shipped import opened
from sim.reading.study import Study, is_study
from sim.reading.study_file import read_study


def check(files: Scenarios, sets: Sets = None, quiet: Quiet = False, json: Json = False) -> None:
    """Read scenarios and studies strictly and say everything that is wrong with them.

    Raises
    ------
    DocumentError
        If anything is wrong.
    Refused
        If a study is to be amended.
    Exit
        As for a DocumentError with ``--json``, after the problems.
    """
    studies, scenarios = apart(files)
    if studies and sets:
        raise Refused("--set amends a scenario: say it in the study, as `set: {path: value}`")
    try:
        found, cases = _read(studies, scenarios, sets or ())
    except DocumentError as error:
        if not json:
            raise
        print_json({"problems": [_told(problem) for problem in error.problems]})
        raise typer.Exit(BAD_INPUT) from None
    if json:
        told = {file: {"file": str(file), "name": one.name} for file, one in found.items()}
        told |= {file: {"file": case.file, "name": case.scenario.name} for file, case in cases.items()}
        print_json([told[file] for file in files])
    elif not quiet:
        for file in files:
            print(f"{file}: {_study(found[file])}" if file in found else f"{file}: {_scenario(cases[file])}")
        for note in (*_of_studies(found.values()), *notes(list(cases), list(cases.values()))):
            print(note)


def _of_studies(found: Iterable[Study | CalibrationStudy]) -> list[str]:
    """Return what is doubtful about the scenarios of studies."""
    cases = [case for study in found if isinstance(study, Study) for case in study.cases]
    return [f"note: {line}" for line in doubts_in(cases)]


def _told(problem: Problem) -> dict[str, object]:
    """Return a problem as values; what stands in no file has neither line nor column."""
    where = {"line": problem.line or None, "column": problem.column or None}
    return {"file": problem.file, **where, "path": dotted(problem.path), "message": problem.message}


def _read(
    studies: Sequence[Path], scenarios: Sequence[Path], sets: Sequence[str]
) -> tuple[dict[Path, Study | CalibrationStudy], dict[Path, Case]]:
    """Return studies and scenarios by file.

    Raises
    ------
    DocumentError
        With the problems of all.
    """
    problems: dict[Problem, None] = {}
    found: dict[Path, Study | CalibrationStudy] = {}
    cases: dict[Path, Case] = {}
    for file in studies:
        try:
            found[file] = _study_of(file)
        except DocumentError as error:
            problems |= dict.fromkeys(error.problems)
    try:
        cases = dict(zip(scenarios, read_all(scenarios, sets), strict=True))
    except DocumentError as error:
        problems |= dict.fromkeys(error.problems)
    if problems:
        raise DocumentError(problems)
    return found, cases


def _study_of(file: Path) -> Study | CalibrationStudy:
    return read_calibration(file) if is_calibration(file) else read_study(file)


def is_calibration(file: Path) -> bool:
    """Return whether a study means to be a calibration."""
    tree = opened(file).tree
    return isinstance(tree, dict) and tree.get("study") == "calibration"


def apart(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return studies and scenarios; what cannot be read at all is left to the reader of scenarios."""
    studies = [file for file in files if _means_study(file)]
    return studies, [file for file in files if file not in studies]


def _means_study(file: Path) -> bool:
    try:
        return is_study(opened(file))
    except DocumentError:
        return False


def _scenario(case: Case) -> str:
    scenario = case.scenario
    months, runs = counted(scenario.clock.months, "month"), counted(scenario.runs.replications, "run")
    return f"{scenario.name} is in order, {months}, {runs}"


def _study(study: Study | CalibrationStudy) -> str:
    from sim.designs.points import number_of

    if isinstance(study, CalibrationStudy):
        sets = f"at most {study.samples * study.waves + study.accept * study.rounds} parameter sets"
        return f"{study.name} is in order, {counted(len(study.factors), 'parameter')}, {sets}"
    points = number_of(study)
    runs = points * study.replications * len(study.cases)
    told = (counted(len(study.factors), "factor"), counted(points, "point"), counted(runs, "run"))
    return f"{study.name} is in order, {', '.join(told)}"
