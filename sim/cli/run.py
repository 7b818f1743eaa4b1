"""``gaiju run``: the replications of one scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.cli.experiments import Concluding, Made, Manner, asked, begun, conclude, read_all, tell
from sim.cli.options import Flags, Scenario, flagged
from sim.cli.screen import failures, level, named, screen, seldom, table
from sim.statistics.finding import Finding
from sim.words.amounts import span

FIGURES = ("fan", "regions", "stages", "timeline", "network")
FEW = 5
"""Runs below which the reader is warned: with four, the t quantile is 3.2 where many runs have 2.0."""


@flagged
def run(scenario: Scenario, flags: Flags) -> None:
    """Run the replications of one scenario: tables, figures, summary.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    cases = read_all([scenario], flags.amendments)
    tell(begun(cases, cases[0].scenario.name, manner, asked("run", FIGURES), conclude), manner, CONCLUDING)


def _as_json(made: Made) -> dict[str, object]:
    return {
        "directory": str(made.directory.path),
        "failed": made.directory.failed,
        "summary": made.finding.summary.to_dict("records"),
    }


def _print(made: Made, verbose: bool) -> None:
    console, found = screen(), made.finding
    console.print(_summary(found, verbose))
    for line in _notes(found, verbose):
        console.print(line, soft_wrap=True)
    if made.directory.failed:
        console.print(failures(made.directory.failed, made.directory.path), soft_wrap=True)
    for path in (*made.pictures, made.directory.path / "summary.csv", made.directory.path):
        console.print(str(path), soft_wrap=True)


def _notes(found: Finding, verbose: bool) -> Iterator[str]:
    """Yield what to keep in mind with the intervals shown."""
    runs = len(found.cube.replications)
    shown = found.ends.outcomes if verbose else found.key
    rows = [row for row in found.summary.to_dict("records") if row["outcome"] in shown and row["sd"] > 0.0]
    if any(_is_cut(row, found.declared[row["outcome"]].bounds) for row in rows):
        yield "Intervals are truncated at the limits of the outcome: no share below 0 or above 100 %, no count below 0."
    yield from seldom(found, shown)
    if 1 < runs < FEW:
        yield f"{runs} replications are few: the intervals assume a normal distribution; -n 16 gives better ones."


def _is_cut(row: Mapping[Any, Any], bounds: tuple[float, float]) -> bool:
    return bool(row["ci_low"] == bounds[0] or row["ci_high"] == bounds[1])


def _summary(found: Finding, verbose: bool) -> object:
    """Return the table of means, their intervals, and the spread of single runs."""
    runs = len(found.cube.replications)
    title = f"{found.title(found.baseline)}: {runs} run{'s' if runs > 1 else ''}, last month and whole run"
    made = table("outcome", "mean", "95 % interval", "80 % of runs", title=title)
    rows = {row["outcome"]: row for row in found.summary.to_dict("records")}
    for name in found.ends.outcomes if verbose else found.key:
        row, outcome = rows[name], found.declared[name]
        spans = (span(row[low], row[high], outcome.unit) for low, high in (("ci_low", "ci_high"), ("p10", "p90")))
        interval, spread = ("all runs alike", "") if row["sd"] == 0.0 else spans
        made.add_row(named(outcome), level(found, found.baseline, name), interval, spread)
    return made


CONCLUDING = Concluding(conclude, _as_json, _print)
