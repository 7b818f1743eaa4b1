"""What ``gaiju compare --ensemble`` makes: policies in the worlds of all accepted parameter sets."""

from __future__ import annotations

import dataclasses
import math
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import typer
from rich.table import Table

from sim.analyses.cube import ALL, cube, ends
from sim.analyses.ensemble_gap import gap_table
from sim.analyses.ensembles import Ensemble, read_ensemble
from sim.analyses.outcomes import Outcome, outcomes
from sim.analyses.robustness import robustness_table
from sim.analyses.words import MISSING, change, span
from sim.cli.experiments import Manner
from sim.cli.problems import SOME_FAILED
from sim.cli.screen import print_json, progress, screen, table
from sim.designs.replications import Cell
from sim.experiment import as_finished
from sim.files import write_text
from sim.parts import Parts, named
from sim.reading import Case
from sim.rules.parameters import amended
from sim.running import Failure, identity

LUCKS = 2
"""Runs of each parameter set, so that luck can be told from parameters."""
SHARES = ("better_in_sets", "parameter_share")
SHOWN = ("satisfaction_over_time", "substantive_coverage", "nameplate_share", "disputes", "petitions", "cost")


def compare_ensemble(
    cases: Sequence[Case], name: str, number: int | None, baseline: str | None, manner: Manner
) -> None:
    """Run all cases with each parameter set of an ensemble, write what stands whatever the parameters, and print it.

    Parameters
    ----------
    number
        Parameter sets to use, the first of them; all when not given.

    Raises
    ------
    Exit
        If some runs failed; the others are kept.
    """
    chosen = read_ensemble(name)
    for said in chosen.stale():
        typer.echo(f"the ensemble `{chosen.name}` may not fit: {said}", err=True)
    cells = ensemble_cells(cases, chosen, min(number or len(chosen.points), len(chosen.points)))
    home = manner.output / f"ensemble-{'-'.join(case.scenario.name for case in cases)}"[:80]
    parts = Parts(home / "runs")
    _make(cells, parts, manner)
    errors = {run: error for run, error in parts.errors().items() if error}
    wrong = sorted({cell.replicate for cell in cells if _id(cell) in errors})
    good = [cell for cell in cells if cell.replicate // LUCKS not in {replicate // LUCKS for replicate in wrong}]
    if good:
        _conclude(good, parts, baseline or cases[0].scenario.name, outcomes(cases[0].scenario.outcomes), home, manner)
    if wrong:
        typer.echo(f"{len(errors)} runs failed, the first: {next(iter(errors.values()))}", err=True)
        raise typer.Exit(SOME_FAILED)


def ensemble_cells(cases: Sequence[Case], chosen: Ensemble, sets: int) -> list[Cell]:
    """Return the runs: set by set, luck by luck, all cases with the same set and luck."""
    cells = []
    for place in range(sets):
        own = [_with(case, chosen, place) for case in cases]
        for luck in range(LUCKS):
            cells += [Cell(case, case.scenario.runs.seed, place * LUCKS + luck, place) for case in own]
    return cells


def _with(case: Case, chosen: Ensemble, place: int) -> Case:
    parameters = amended(case.scenario.parameters, chosen.point(place))
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, parameters=parameters))


def _id(cell: Cell) -> str:
    return identity(cell.case, cell.seed, cell.replicate)


def _make(cells: Sequence[Cell], parts: Parts, manner: Manner) -> None:
    """Make the runs that are not kept yet, and keep each as soon as it is there."""
    missing = [cell for cell in cells if not (parts.folder / _id(cell)).exists()]
    with progress(len(missing), manner.bar) as told:
        for result in as_finished(missing, manner.jobs if manner.executor == "processes" else 1, told):
            parts.add(result)
            if isinstance(result, Failure) and manner.verbose:
                typer.echo(result.trace, err=True)


def _series(cells: Sequence[Cell], parts: Parts) -> pd.DataFrame:
    tables = [named(parts.table(_id(cell), "timeseries"), cell.case.scenario.name) for cell in cells]
    frame: pd.DataFrame = pa.concat_tables(tables).unify_dictionaries().to_pandas()
    return frame[(frame["region"] == ALL) & (frame["group"] == ALL)]


def _conclude(
    cells: Sequence[Cell], parts: Parts, baseline: str, declared: Mapping[str, Outcome], home: Path, manner: Manner
) -> None:
    found = ends(cube(_series(cells, parts)), declared)
    robust, gap = robustness_table(found, declared, baseline), gap_table(found, declared, baseline, LUCKS)
    folder = home / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    for name, frame in (("robustness", robust), ("ensemble", gap)):
        write_text(folder / f"{name}.csv", frame.to_csv(index=False))
    if manner.json:
        print_json({"directory": str(folder), "gap": gap.to_dict("records"), "robustness": robust.to_dict("records")})
        return
    if not manner.quiet:
        _print(robust, gap, declared, len(found.replications) // LUCKS, manner.verbose)
    screen().print(str(folder), soft_wrap=True)


def _print(robust: pd.DataFrame, gap: pd.DataFrame, declared: Mapping[str, Outcome], sets: int, verbose: bool) -> None:
    console = screen()
    shown = list(declared) if verbose else [name for name in SHOWN if name in declared]
    heads = ("outcome", "scenario", "difference", "90 % of sets", "better in", "due to parameters")
    made = table(*heads, title=f"Against the baseline, in {sets} parameter sets with {LUCKS} lucks each")
    for row in _rows(gap, shown):
        between = span(row["p5"], row["p95"], row["unit"], sign=True)
        shares = [MISSING if math.isnan(row[key]) else f"{100 * row[key]:.0f} %" for key in SHARES]
        title = declared[row["outcome"]].title["en"]
        made.add_row(title, row["scenario"], change(row["mean_difference"], row["unit"]), between, *shares)
    console.print(made)
    console.print()
    console.print(_ranks(robust, declared, shown))
    console.print(
        "\nDifference: mean over sets and lucks. Better in: sets in which the mean over lucks is on the good side. "
        "Due to parameters: share of the variance of the difference; the rest is luck. Rank 1: share of worlds in "
        "which the policy is best (ties shared).\n"
    )


def _ranks(robust: pd.DataFrame, declared: Mapping[str, Outcome], shown: Sequence[str]) -> Table:
    made = table("outcome", "scenario", "rank 1", "largest regret", title="Whatever the parameters")
    for row in _rows(robust, shown):
        regret = change(row["max_regret"], row["unit"]).lstrip("+")
        made.add_row(declared[row["outcome"]].title["en"], row["scenario"], f"{100 * row['rank_1']:.0f} %", regret)
    return made


def _rows(frame: pd.DataFrame, shown: Sequence[str]) -> list[dict[str, Any]]:
    chosen = frame[frame["outcome"].isin(shown)].to_dict("records")
    return [{str(key): part for key, part in row.items()} for row in chosen]
