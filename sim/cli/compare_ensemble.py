"""What ``gaiju compare --ensemble`` makes: policies in the worlds of all accepted parameter sets."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from sim.api.asking import titles
from sim.cli.compare_ensemble_page import own_page, write_page
from sim.cli.experiments import Concluding, Manner, begun, tell
from sim.cli.problems import Refused
from sim.cli.screen import failures, screen, table
from sim.designs.ensemble import ensemble_points, overruled, unestimated
from sim.designs.replications import beside_policy, differences
from sim.judging.ensembles import doubts
from sim.pages.ranking import moves, wins
from sim.reading import Case
from sim.reading.ensembles import read_ensemble
from sim.reading.study import Asked
from sim.statistics.cube import cube, ends
from sim.statistics.ensemble_gap import gap_table
from sim.statistics.outcomes import Outcome, outcomes
from sim.statistics.over_sets import record, write_record
from sim.statistics.ranking import Ranking, rankings, shown
from sim.statistics.robustness import robustness_table
from sim.store import Directory, RunsFailed
from sim.studies.responses import kept
from sim.words.amounts import MISSING, change, span

LUCKS = 2
"""Runs of each parameter set, so that luck can be told from parameters."""
WINS = ("better_beyond", "worse_beyond")
GROUPS = ("estimated_share", "assumed_share")
SHOWN = ("satisfaction_over_time", "substantive_coverage", "nameplate_share", "disputes", "petitions", "cost")


@dataclass(frozen=True, slots=True)
class Compared:
    """Policies compared over an ensemble, made and kept, and the page that says what it comes to."""

    directory: Directory
    found: tuple[Ranking, ...]
    robust: pd.DataFrame
    gap: pd.DataFrame
    pictures: tuple[Path, ...]
    page: Path
    record: Mapping[str, Any]


def compare_ensemble(
    cases: Sequence[Case], name: str, number: int | None, baseline: str | None, manner: Manner, drawn: bool = False,
    page: Path | None = None,
) -> None:  # fmt: skip
    """Run all cases with each parameter set of an ensemble, write what stands whatever the parameters, and print it.

    Parameters
    ----------
    number
        Parameter sets to use, the first of them; all when not given.
    drawn
        Whether the numbers that nobody estimated are drawn over their ranges, too.
    page
        Where the Markdown page is wanted, with its figures beside it.

    Raises
    ------
    Refused
        If the scenarios differ in what the ensemble, or what is drawn beside it, gives all of them alike.
    Exit
        If some runs failed; the others are kept.
    """
    chosen = read_ensemble(name)
    sets = chosen.points[:number]
    ranges = unestimated(cases, tuple(sets[0])) if drawn else {}
    _refuse_overruled(cases, sets[0], ranges)
    for line in (*_unlike(cases), *doubts(chosen)):
        typer.echo(f"note: {line}", err=True)
    asked = {
        "verb": "compare_ensemble",
        "baseline": baseline or cases[0].scenario.name,
        "ensemble": {"name": chosen.name, "sets": len(sets), **chosen.made_by},
        "drawn": sorted(ranges),
        "page": page and str(page),
    }
    declared = outcomes(cases[0].scenario.outcomes)
    points = ensemble_points(sets, ranges, kept([Asked(name) for name in declared]))
    alike = [_often(case) for case in cases]
    tell(begun(alike, _name(cases), manner, asked, conclude, points), manner, CONCLUDING, page)


def _refuse_overruled(cases: Sequence[Case], given: Collection[str], drawn: Collection[str]) -> None:
    """Refuse scenarios whose contrast in parameters would be overwritten.

    Raises
    ------
    Refused
        With the paths, and what would overwrite them.
    """
    lost = [f"{path} (moved by --ensemble)" for path in overruled(cases, given)]
    lost += [f"{path} (moved by --assumed)" for path in overruled(cases, drawn)]
    if lost:
        raise Refused(
            f"these scenarios differ in {', '.join(lost)}, and all would get the same values there: give them one "
            "value, or compare without what moves it"
        )


def _unlike(cases: Sequence[Case]) -> Iterator[str]:
    """Yield in what the scenarios differ beside policy."""
    for line in differences(cases):
        yield f"forced, though {line}"
    for line in beside_policy(cases):
        yield f"{line}; the differences found are due to this as well"


def _name(cases: Sequence[Case]) -> str:
    return f"ensemble-{'-'.join(case.scenario.name for case in cases)}"[:80]


def _often(case: Case) -> Case:
    """Return a case with as many runs as each set gets, without an ensemble of its own."""
    runs = replace(case.scenario.runs, replications=LUCKS)
    return replace(case, scenario=replace(case.scenario, runs=runs, ensemble="", sets=()))


def conclude(directory: Directory) -> Compared:
    """Write tables, figures and the directory's own page, from a directory alone.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    from sim.figures.ranking import draw

    if not directory.finished or directory.points is None:
        raise RunsFailed(next(iter(directory.errors.values()), "no runs"))
    what, declared = directory.asked, outcomes(directory.cases[0].scenario.outcomes)
    series = pd.read_parquet(directory.path / "timeseries.parquet")
    all_ends = ends(cube(series), declared)
    robust = robustness_table(all_ends, declared, what["baseline"])
    gap = gap_table(all_ends, declared, what["baseline"], len(directory.points.rows), bool(what["drawn"]))
    directory.write_table("robustness", robust)
    directory.write_table("ensemble", gap)
    names = shown(declared, directory.cases[0].scenario.outcomes)
    named = {name: title["en"] for name, title in titles(directory.cases).items()}
    made = rankings(gap, robust, declared, named, names, len(what["drawn"]))
    pictures = tuple(
        directory.write_figure("ensemble" if len(made) == 1 else f"ensemble.{one.scenario}", draw(one)) for one in made
    )
    said = record(cube(series), directory.cases, len(directory.points.rows), what)
    page = own_page(directory, made, pictures)
    write_record(directory.wrote(page.name), said)
    directory.wrote(page.with_suffix(".json").name)
    return Compared(directory, tuple(made), robust, gap, pictures, page, said)


def _paged(made: Compared, page: Path) -> Compared:
    write_page(made.directory, made.found, made.pictures, page)
    write_record(page, made.record)
    return replace(made, page=page)


def _as_json(made: Compared) -> Mapping[str, object]:
    gap, robust = (frame.astype(object).where(frame.notna(), None) for frame in (made.gap, made.robust))
    return {
        "directory": str(made.directory.path),
        "failed": made.directory.failed,
        "gap": gap.to_dict("records"),
        "robustness": robust.to_dict("records"),
    }


def _print(made: Compared, verbose: bool) -> None:
    directory = made.directory
    declared, what = outcomes(directory.cases[0].scenario.outcomes), directory.asked
    console = screen()
    for one in made.found:
        _answer(console, one)
    few = list(declared) if verbose else [name for name in SHOWN if name in declared]
    several = len(directory.cases) > 2
    shares = {"due to parameters": "parameter_share"} if verbose else {}
    shares |= {"to estimated": GROUPS[0], "to assumed": GROUPS[1]} if verbose and what["drawn"] else {}
    lucks = directory.cases[0].scenario.runs.replications
    sets = what["ensemble"]["sets"] * (2 if what["drawn"] else 1)
    title = f"Against the baseline, in {sets} sets of parameter values, {lucks} random seeds each"
    scenario = ("scenario",) * several
    table_of = table("outcome", *scenario, "difference", "90 % of sets", "better / worse in", *shares, title=title)
    for row in _rows(made.gap, few):
        between = span(row["p5"], row["p95"], row["unit"], sign=True)
        wins = MISSING if math.isnan(row[WINS[0]]) else " / ".join(f"{100 * row[key]:.0f}" for key in WINS) + " %"
        cells = [MISSING if math.isnan(row[key]) else f"{100 * row[key]:.0f} %" for key in shares.values()]
        name = declared[row["outcome"]].title["en"]
        named = (row["scenario"],) * several
        table_of.add_row(name, *named, change(row["mean_difference"], row["unit"]), between, wins, *cells)
    console.print(table_of)
    console.print()
    console.print(_ranks(made.robust, declared, few))
    console.print("\n" + _reading(len(what["drawn"]), verbose) + "\n")
    if directory.failed:
        console.print(failures(directory.failed, directory.path), soft_wrap=True)
    tables = (directory.path / name for name in ("ensemble.csv", "robustness.csv"))
    for path in (made.page, *made.pictures, *tables, directory.path):
        console.print(str(path), soft_wrap=True)


def _answer(console: Console, one: Ranking) -> None:
    """Print in words what the page of the ranking says of winners, and first of what moves the gap."""
    console.print(f"{one.title} against {one.baseline}", style="bold")
    for line in (*wins(one), "", *moves(one)[:1]):
        console.print(line.replace("**", ""))
    console.print()


def _reading(drawn: int, verbose: bool) -> str:
    """Return how to read the numbers; shares of variance are shown only to who asks for everything."""
    groups = (
        f" To estimated, to assumed: what of it the calibrated sets alone cause, and the {drawn} numbers alone that "
        "nobody estimated, drawn over their whole ranges; the rest is both together."
    )
    return (
        "Difference: mean over sets and seeds. Better / worse in: sets in which the mean over seeds is on the good / "
        "bad side by more than the margin that matters."
        + " Due to parameters: share of the variance of the difference; the rest is luck." * verbose
        + groups * (verbose and drawn > 0)
        + " Rank 1: share of worlds in which the policy is best (ties shared)."
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


CONCLUDING = Concluding(conclude, _as_json, _print, _paged)
"""What ``compare --ensemble`` makes of finished runs."""
