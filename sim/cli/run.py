"""``gaiju run``: the replications of one scenario."""

from __future__ import annotations

from pathlib import Path

import typer

from sim.analyses.finding import Finding
from sim.analyses.words import plain, span
from sim.cli.experiments import Made, Manner, experiment, read_all
from sim.cli.options import (
    Engine,
    Executor,
    Jobs,
    Json,
    Months,
    NoProgress,
    Output,
    Quiet,
    Replications,
    Scenario,
    Seed,
    Sets,
    Verbose,
    all_sets,
)
from sim.cli.problems import SOME_FAILED
from sim.cli.screen import named, print_json, screen, table

FIGURES = ("fan", "regions", "stages")


def run(
    scenario: Scenario,
    output: Output = Path("results"),
    seed: Seed = None,
    replications: Replications = None,
    jobs: Jobs = 0,
    executor: Executor = "processes",
    sets: Sets = None,
    months: Months = None,
    engine: Engine = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    json: Json = False,
    no_progress: NoProgress = False,
) -> None:
    """Run the replications of one scenario: tables, figures, summary.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner(output, jobs, executor, not (no_progress or quiet or json))
    cases = read_all([scenario], all_sets(sets, seed, replications, months, engine))
    made = experiment(cases, cases[0].scenario.name, manner, FIGURES)
    if json:
        print_json(_as_json(made))
    elif quiet:
        print(made.directory.path)
    else:
        _print(made, verbose)
    if made.directory.failed:
        raise typer.Exit(SOME_FAILED)


def _as_json(made: Made) -> dict[str, object]:
    return {
        "directory": str(made.directory.path),
        "failed": made.directory.failed,
        "summary": made.finding.summary.to_dict("records"),
    }


def _print(made: Made, verbose: bool) -> None:
    console, found = screen(), made.finding
    console.print(_summary(found, verbose))
    if made.directory.failed:
        console.print(f"{made.directory.failed} runs failed: see {made.directory.path / 'log.jsonl'}", soft_wrap=True)
    for path in (*made.pictures, made.directory.path / "summary.csv", made.directory.path):
        console.print(str(path), soft_wrap=True)


def _summary(found: Finding, verbose: bool) -> object:
    """Return the table of means, their intervals, and the spread of single runs."""
    runs = len(found.cube.replications)
    title = f"{found.title(found.baseline)}: {runs} run{'s' if runs > 1 else ''}, last month and whole run"
    made = table("outcome", "mean", "95 % interval", "80 % of runs", title=title)
    rows = {row["outcome"]: row for row in found.summary.to_dict("records")}
    for name in found.ends.outcomes if verbose else found.key:
        row, outcome = rows[name], found.declared[name]
        spans = (span(row[low], row[high], outcome.unit) for low, high in (("ci_low", "ci_high"), ("p10", "p90")))
        made.add_row(named(outcome), plain(row["mean"], outcome.unit), *spans)
    return made
