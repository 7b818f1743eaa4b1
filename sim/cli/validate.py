"""``gaiju validate``: the model beside what the sources observed, fitted and held-out patterns apart."""

from __future__ import annotations

import dataclasses
import os
import secrets
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table

from sim.cli.options import Json, NoProgress, Output, Quiet, Sets, Verbose, written
from sim.cli.problems import UNVERIFIED
from sim.cli.screen import print_json, progress, screen, table
from sim.document import DocumentError, Problem
from sim.evidence.targets import Target, targets
from sim.experiment import Progress
from sim.files import replacing, write_text
from sim.judging.case_study import Block
from sim.judging.counterparts import Life, Point, block, gathered, parameters_of
from sim.judging.ensembles import doubts
from sim.judging.validation import FEW, Line, agrees, card_table, fallen, groups, lines, runs_of, said, scores, title
from sim.pages.stamp import stamped
from sim.pages.validation import RANGE, simulated
from sim.pages.validation import page as page_of
from sim.reading import read
from sim.reading.ensembles import Ensemble, read_ensemble

LAST = "last.csv"
SHIPPED = "national"
"""Ensemble whose calibration is meant where none is used."""
NUMBER = 8
"""Replications; an ensemble is run once a set when not told otherwise."""
Parameterised = Annotated[
    Path | None,
    typer.Argument(help="Scenario whose parameters are tried; the defaults when not given.", show_default=False),
]
Number = Annotated[
    int | None,
    typer.Option(
        "--replications",
        "-n",
        min=2,
        help=f"Runs of every world; {NUMBER}, or one a parameter set.",
        show_default=False,
    ),
]
EnsembleName = Annotated[
    str | None,
    typer.Option("--ensemble", help="Take parameter sets from a calibrated ensemble, one a run.", show_default=False),
]
Page = Annotated[Path | None, written("--page", "Write a Markdown page, such as docs/validation.md.")]
Record = Annotated[bool, typer.Option("--record", help="Make this the scorecard that later ones are held against.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: one a core.")]


def validate(
    scenario: Parameterised = None,
    replications: Number = None,
    ensemble: EnsembleName = None,
    page: Page = None,
    record: Record = False,
    output: Output = Path("results"),
    sets: Sets = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
    verbose: Verbose = False,
    json: Json = False,
    no_progress: NoProgress = False,
) -> None:
    """Hold the model against the evidence.

    Raises
    ------
    Exit
        With 3 if a held-out pattern that held in the recorded scorecard fails now.
    """
    case = None if scenario is None else read(scenario, sets or ())
    named = ensemble or (case.scenario.ensemble if case else "")
    chosen, point = read_ensemble(named) if named else None, parameters_of(case) if case else {}
    for line in doubts(chosen) if chosen else ():
        typer.echo(f"note: {line}", err=True)
    card = lines(
        list(targets().values()), _values(point, chosen, replications, jobs, not (no_progress or quiet or json))
    )
    before = _recorded(output / "validation" / LAST)
    lost, unsure = ([], []) if before is None else fallen(before, card)
    who = chosen.name if chosen else "" if scenario is None else scenario.stem
    files = _write(card, output / "validation", who, record and not (lost or unsure))
    if page is not None:
        files += _pages(page, card, output / "validation", chosen)
    if json:
        kept = {"fallen": lost, "not_judged": unsure, "files": list(map(str, files))}
        print_json({"score": _as_json(card), "score_by_mean": _as_json(card, by_mean=True), **kept})
    else:
        _print(card, files, quiet, verbose)
        _held_against(card, before, lost, unsure, record)
    if lost:
        raise typer.Exit(UNVERIFIED)


def _values(point: Point, chosen: Ensemble | None, number: int | None, jobs: int, bar: bool) -> Sequence[Block]:
    """Return of each target the counterpart in each run."""
    aims = list(targets().values())
    jobs = jobs or os.cpu_count() or 1
    if chosen is None:
        number = number or NUMBER
        with progress(number, bar) as told:
            return list(block(aims, [point], number, jobs, told)[0].T)
    number = number or len(chosen.points)
    with progress(number, bar) as told:
        return list(_each_its_own(aims, chosen, number, point, jobs, told).T)


def _each_its_own(
    aims: Sequence[Target], chosen: Ensemble, number: int, point: Point, jobs: int, told: Progress | None
) -> Block:
    """Return runs x targets, each run with a parameter set and luck of its own."""
    wanted = [Life(tuple(sorted({**chosen.point(run), **point}.items())), tuple(aims), run) for run in range(number)]
    return gathered(wanted, jobs, told)


def _recorded(path: Path) -> pd.DataFrame | None:
    """Return the scorecard that was recorded, if any.

    Raises
    ------
    DocumentError
        If the file is none.
    """
    if not path.is_file():
        return None
    found = pd.read_csv(path)
    if not {"pattern", "use", "verdict"} <= set(found.columns):
        raise DocumentError([Problem(str(path), 1, 1, (), "is no scorecard: it lacks pattern, use or verdict")])
    return found


def _write(card: Sequence[Line], folder: Path, who: str, record: bool) -> list[Path]:
    """Write the scorecard under the time of the day, and as the recorded one if that is asked for."""
    from sim.figures.scorecard import draw

    text = card_table(card).to_csv(index=False, float_format="%.6g")
    stem = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}{f'-{who}' if who else ''}"
    files = [folder / f"{stem}.csv", *([folder / LAST] if record else [])]
    for file in files:
        write_text(file, text)
    sheet = draw(card, title(card))
    for suffix in ("png", "svg"):
        files.append(folder / f"{stem}.{suffix}")
        with replacing(files[-1]) as beside:
            sheet.savefig(beside)
    return files


def _pages(path: Path, card: Sequence[Line], folder: Path, chosen: Ensemble | None) -> list[Path]:
    """Write the page and its figure."""
    from sim.figures.scorecard import draw

    command = shlex.join(["gaiju", *sys.argv[1:]])
    made_by = None if chosen is None else chosen.made_by
    write_text(path, stamped(page_of(card, command, _history(folder), made_by, path.stem, _told(chosen))))
    files = [path]
    sheet = draw(card, title(card))
    for suffix in ("png", "svg"):
        files.append(path.parent / "figures" / f"{path.stem}.{suffix}")
        with replacing(files[-1]) as beside:
            sheet.savefig(beside, dpi=100)
    return files


def _told(chosen: Ensemble | None) -> Mapping[str, bool]:
    """Return of each parameter that the ensemble's calibration searched whether it learned anything of it."""
    known = chosen or read_ensemble(SHIPPED)
    free = known.made_by.get("free", "").split(",")
    return {path: path not in free for path in known.points[0]}


def _history(folder: Path) -> Mapping[str, pd.DataFrame]:
    """Return the scorecards that are kept, by the names of their files."""
    return {path.stem: pd.read_csv(path) for path in sorted(folder.glob("2*.csv"))}


def _as_json(card: Sequence[Line], by_mean: bool = False) -> object:
    return {
        use: dataclasses.asdict(score) | {"share": score.share if score.n else None}
        for use, score in scores(card, by_mean).items()
    }


def _print(card: Sequence[Line], files: Sequence[Path], quiet: bool, verbose: bool) -> None:
    console = screen()
    if not quiet:
        for heading, mine in groups(card).items():
            console.print(_table(heading, mine, verbose))
            console.print()
        by_mean = scores(card, by_mean=True)
        for use, score in scores(card).items():
            name, other = {"calibrate": "fitted", "validate": "held out", "all": "all"}[use], by_mean[use]
            console.print(
                f"score, {name}: {score.held:g} of {score.of:g}, weighted by trust ({score.n} patterns); "
                f"of {other.n} patterns judged by their mean {other.held:g} of {other.of:g}",
                soft_wrap=True,
            )
        console.print("put in: the model was given the number or a part of it; shown, not scored")
        console.print(f"{_brackets(card)}\n", soft_wrap=True)
    for path in files:
        console.print(str(path), soft_wrap=True)


def _brackets(card: Sequence[Line]) -> str:
    """Return what stands in brackets, and how little few runs say."""
    runs = max((one.n for one in card), default=0)
    few = f"; {runs} runs say little: ranges of fewer than {FEW} are not judged to fail" if runs < FEW else ""
    return (
        f"in brackets: 95 % interval of the mean; {RANGE}: of what one place saw, the range of 80 % of {runs} runs{few}"
    )


def _held_against(
    card: Sequence[Line], before: pd.DataFrame | None, lost: Sequence[str], unsure: Sequence[str], record: bool
) -> None:
    """Say what no longer holds of what the recorded scorecard says holds."""
    console = screen()
    for pattern in lost:
        console.print(f"`{pattern}` held in the recorded scorecard and fails now", soft_wrap=True)
    if before is not None and unsure:
        runs, had = max(one.n for one in card), runs_of(before)
        names = ", ".join(f"`{pattern}`" for pattern in unsure)
        console.print(
            f"not judged against the record: {names} held there and {'do' if len(unsure) > 1 else 'does'} not here, "
            f"but of {runs} runs, it has {had}, which may be why; -n {had} would tell",
            soft_wrap=True,
        )
    if record and (lost or unsure):
        console.print("not recorded: the scorecard recorded before stays", soft_wrap=True)


def _table(heading: str, mine: Sequence[Line], verbose: bool) -> Table:
    columns = ("pattern", "observed", "agrees", "simulated", "verdict")
    made = table(*columns, *(("n", "source") if verbose else ()), title=heading)
    for one in mine:
        target = one.target
        rest = (str(one.n), f"{target.evidence} ({target.trust})") if verbose else ()
        seen = simulated(one, between="\n")
        made.add_row(target.id, said(target.observed, target), agrees(target), seen, one.verdict, *rest)
    return made
