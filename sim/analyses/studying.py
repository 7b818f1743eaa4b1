"""Make a study from Python, without writing anything; and hand the model to whoever samples it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.analyses.discovery import Discovery, discoveries
from sim.analyses.responses import Responses, kept, responses
from sim.analyses.sensitivity.finding import SensitivityFinding, finding
from sim.analyses.sweeping import Swept, swept
from sim.bar import in_notebook, shown
from sim.designs.points import Points, cells, points_of
from sim.document import did_you_mean
from sim.experiment import Progress, make
from sim.reading import Case
from sim.reading.amending import concrete
from sim.reading.study import Asked, Study, read_study
from sim.running import Failure
from sim.store import RunsFailed


def sensitivity(study: Study | str | Path, *, jobs: int = 1, progress: Progress | None = None) -> SensitivityFinding:
    """Make a sensitivity study; ``table`` of what comes back is what ``indices.csv`` holds.

    Parameters
    ----------
    study
        A study, its file, or the name of a shipped one.
    jobs
        Processes to use, 0 for one a core.
    progress
        Told (runs finished, runs in all) after each run; when not given, notebooks show a bar.

    Raises
    ------
    ValueError
        If it is a study of another kind, or too many runs failed.
    """
    return finding(*_made(study, "sensitivity", jobs, progress))


def sweep(study: Study | str | Path, *, jobs: int = 1, progress: Progress | None = None) -> Swept:
    """Make a sweep; ``table`` of what comes back is what ``sweep.csv`` holds.

    Raises
    ------
    ValueError
        If it is a study of another kind.
    """
    return swept(*_made(study, "sweep", jobs, progress))


def discover(study: Study | str | Path, *, jobs: int = 1, progress: Progress | None = None) -> tuple[Discovery, ...]:
    """Make a discovery, and return what it found for each outcome.

    Raises
    ------
    ValueError
        If it is a study of another kind.
    """
    return discoveries(*_made(study, "discovery", jobs, progress))


def connector(
    cases: Case | Sequence[Case], names: Mapping[str, str], outcomes: Sequence[Asked | str], replications: int = 4
) -> Callable[..., dict[str, float]]:
    """Return the model as a function of uncertainties and levers, for EMA Workbench; every call meets the same luck.

    Parameters
    ----------
    cases
        One scenario, or two whose difference is the outcome.
    names
        Name of an argument -> path of the value it stands for.
    outcomes
        Outcomes, each the mean over the replications; keys of what comes back.

    Raises
    ------
    ValueError
        If no scenario has a place for a path; when called, if an argument has no name here.

    >>> import sim
    >>> case = sim.read("small-county", ["clock.months=2", "policy.rollout={strategy: drift}"])
    >>> function = connector(case, {"base": "uncertainties.attendance.intercept"}, ["trust"], 1)
    >>> sorted(function(base=0.9))
    ['trust']
    """
    told = (cases,) if isinstance(cases, Case) else tuple(cases)
    for name, path in names.items():
        if not any(concrete(case, path) for case in told):
            raise ValueError(f"`{name}`: no scenario has a place for `{path}`")
    of = "difference" if len(told) == 2 else told[0].scenario.name
    asked = tuple(Asked(one, of=of) if isinstance(one, str) else one for one in outcomes)
    seed = told[0].scenario.runs.seed

    def function(**values: Any) -> dict[str, float]:
        for key in set(values) - set(names):
            raise ValueError(f"`{key}` stands for nothing{did_you_mean(key, tuple(names))}")
        points = Points(tuple(names[key] for key in values), (tuple(values.values()),), (0,), kept(asked))
        study = Study("sweep", "function", {}, {}, told, "listed", 1, replications, seed, (), asked, "")
        found = _ran(study, points, 1, _quietly)
        return {one: float(np.mean(found.of(each))) for one, each in zip(map(_key, outcomes), asked, strict=True)}

    return function


def _quietly(_: int, __: int) -> None:
    """Show no bar: whoever samples the model calls the function hundreds of times."""


def _key(outcome: Asked | str) -> str:
    return outcome if isinstance(outcome, str) else outcome.key


def _made(
    study: Study | str | Path, kind: str, jobs: int, progress: Progress | None
) -> tuple[Study, Points, Responses]:
    """Return a study with its design and results.

    Raises
    ------
    ValueError
        If it is of another kind.
    """
    read = study if isinstance(study, Study) else read_study(study)
    if read.kind != kind:
        raise ValueError(f"`{read.name}` is a study of kind {read.kind}, not {kind}")
    points = points_of(read, kept(read.outcomes))
    return read, points, _ran(read, points, jobs, progress)


def _ran(study: Study, points: Points, jobs: int, progress: Progress | None) -> Responses:
    """Return the results of all runs; equal ones are made once."""
    runs = cells(study.cases, points, study.replications, study.seed)
    rows, series, seen = [], [], set()
    first_error = ""
    with shown(len(runs), progress is None and in_notebook()) as told:
        for cell, made in zip(runs, make(runs, jobs, progress or told), strict=True):
            which = {"scenario": cell.case.scenario.name, "point_id": cell.point, "replication": cell.replicate}
            rows.append({"run_id": made.run_id, **which})
            if isinstance(made, Failure):
                first_error = first_error or made.error
            elif made.run_id not in seen:
                seen.add(made.run_id)
                series.append(made.timeseries)
    if not series:
        raise RunsFailed(first_error)
    whole = pd.concat([one.astype({"outcome": str, "scenario": str}) for one in series], ignore_index=True)
    return responses(pd.DataFrame(rows), whole, study, points)
