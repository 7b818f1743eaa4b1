"""Make a study from Python, without writing anything; and hand the model to whoever samples it otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.bar import in_notebook, shown
from sim.designs.points import Points, cells, points_of
from sim.experiment import Progress, make
from sim.quantity import Quantity
from sim.reading import Case
from sim.reading.amending import concrete
from sim.reading.factors import FIXED
from sim.reading.numbers import checked
from sim.reading.shapes import quantity_at
from sim.reading.study import Asked, Study
from sim.reading.study_file import read_study
from sim.running import Failure
from sim.scalars import did_you_mean
from sim.statistics.outcomes import outcomes as known_outcomes
from sim.store import RunsFailed
from sim.studies.discovery import Discovery, discoveries
from sim.studies.responses import Responses, kept, responses
from sim.studies.sensitivity.finding import SensitivityFinding, finding
from sim.studies.sweeping import Swept, swept


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

    The function can be pickled. Its arguments are what a scenario says at their path, numbers of NumPy among them: a
    number, a word, a date such as ``"2024-06"`` (or the number of its month).

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
        If no scenario has a place for a path, an outcome is unknown, or no run is asked for; when called, if an
        argument has no name here or is not allowed.

    >>> import sim
    >>> case = sim.read("small-county", ["clock.months=2", "policy.rollout={strategy: drift}"])
    >>> function = connector(case, {"base": "uncertainties.attendance.intercept"}, ["trust"], 1)
    >>> sorted(function(base=0.9))
    ['trust']
    """
    told = (cases,) if isinstance(cases, Case) else tuple(cases)
    for name, path in names.items():
        if _declared(told, path) is None:
            raise ValueError(f"`{name}`: no scenario has a place for `{path}` ({' and '.join(FIXED)} do not vary)")
    of = "difference" if len(told) == 2 else told[0].scenario.name
    asked = tuple(Asked(one, of=of) if isinstance(one, str) else one for one in outcomes)
    known = tuple(known_outcomes())
    for one in asked:
        if one.outcome not in known:
            raise ValueError(f"no outcome is called `{one.outcome}`{did_you_mean(one.outcome, known)}")
    if replications < 1:
        raise ValueError(f"replications={replications}: at least 1 run is needed")
    seed = told[0].scenario.runs.seed
    study = Study("sweep", "function", {}, {}, told, "listed", 1, replications, seed, (), asked, "")
    return partial(_called, study, dict(names), tuple(map(_key, outcomes)))


def _called(study: Study, names: Mapping[str, str], keys: Sequence[str], /, **values: Any) -> dict[str, float]:
    """Return the outcomes of a study's cases at one point."""
    for key in set(values) - set(names):
        raise ValueError(f"`{key}` stands for nothing{did_you_mean(key, tuple(names))}")
    row = tuple(_as_read(study.cases, key, names[key], value) for key, value in values.items())
    points = Points(tuple(names[key] for key in values), (row,), (0,), kept(study.outcomes))
    found = _ran(study, points, 1, _quietly)
    return {key: float(np.mean(found.of(one))) for key, one in zip(keys, study.outcomes, strict=True)}


def _declared(cases: Sequence[Case], path: str) -> Quantity | None:
    """Return what is declared about a path in the first case that has it; months, seed and the like do not vary."""
    for case in cases if path.split(".")[0] not in FIXED else ():
        for steps in concrete(case, path)[:1]:
            pattern = (*steps[:2], "*", *steps[3:]) if steps[:2] == ("policy", "levers") else steps
            if found := quantity_at(pattern, case.scenario.rollout.strategy):
                return found
    return None


def _as_read(cases: Sequence[Case], name: str, path: str, value: Any) -> Any:
    """Return an argument as a scenario's reader would; tools that sample hand over whole numbers as floats."""
    quantity, clock = _declared(cases, path), cases[0].scenario.clock
    assert quantity is not None, "the connector has looked it up"
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
        value = int(value)
    if quantity.unit == "date" and isinstance(value, int):
        value = clock.label(value)
    try:
        return checked(quantity, value, clock)
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}") from None


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
