"""``gaiju ablate``: the same runs without one mechanism at a time."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table

from sim.analyses.ablation import Ablation, Effect, ablation, ablation_table, carried, carried_table
from sim.analyses.ablation_page import page as page_of
from sim.analyses.asking import names_apart
from sim.analyses.cube import ALL, Ends, cube, ends
from sim.analyses.finding import DOUBT
from sim.analyses.outcomes import outcomes
from sim.analyses.summary import summary_table
from sim.analyses.words import change
from sim.cli.experiments import Manner, closing, read_all
from sim.cli.options import (
    Engine,
    Executor,
    Force,
    Jobs,
    Json,
    Months,
    NoProgress,
    Output,
    Quiet,
    Replications,
    Scenarios,
    Seed,
    Sets,
    Verbose,
    all_sets,
)
from sim.cli.problems import SOME_FAILED, Refused
from sim.cli.screen import print_json, progress, screen, table
from sim.designs.ablation import Off, ablations
from sim.designs.replications import differences, replications
from sim.document import did_you_mean
from sim.experiment import make
from sim.files import write_text
from sim.reading import Case
from sim.rules.parameters import OFF
from sim.store import Directory

SHOWN = 3
"""Outcomes shown of each mechanism; all that move with ``-v``."""
Without = Annotated[
    str | None,
    typer.Option(
        "--without", help="Mechanisms to switch off in turn, as a,b,c; all when not given.", show_default=False
    ),
]
Page = Annotated[
    Path | None,
    typer.Option(
        "--page", help="Write the findings as a Markdown page, such as docs/mechanisms.md.", show_default=False
    ),
]


def ablate(
    scenarios: Scenarios,
    without: Without = None,
    page: Page = None,
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
    force: Force = False,
) -> None:
    """Switch off one mechanism at a time and say what changes.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner(output, jobs, executor, not (no_progress or quiet or json))
    mechanisms = _mechanisms(without)
    cases = _alike(read_all(scenarios, all_sets(sets, seed, replications, months, engine)), force)
    offs = _offs(cases, mechanisms)
    directory, made = _experiment(cases, offs, manner)
    if page is not None:
        write_text(page, page_of(made, shlex.join(["gaiju", *sys.argv[1:]])))
    if json:
        print_json(_as_json(directory, made))
    elif quiet:
        print(directory.path)
    else:
        _print(directory, made, page, verbose)
    if directory.failed:
        raise typer.Exit(SOME_FAILED)


def _mechanisms(words: str | None) -> tuple[str, ...]:
    """Return the mechanisms asked for, each once; all when none are named.

    Raises
    ------
    Refused
        If one of them does not exist.
    """
    names = tuple(OFF) if words is None else tuple(dict.fromkeys(word.strip() for word in words.split(",")))
    wrong = [name for name in names if name not in OFF]
    if wrong:
        said = [f"--without: no mechanism is called `{name}`{did_you_mean(name, OFF)}" for name in wrong]
        raise Refused(*said, f"there are {', '.join(OFF)}")
    return names


def _alike(cases: Sequence[Case], force: bool) -> list[Case]:
    """Return the cases under names of their own, if they can be compared.

    Raises
    ------
    Refused
        If they differ in more than policy.
    """
    apart = names_apart(cases)
    unlike = [] if force else list(differences(apart))[:10]
    if unlike:
        raise Refused(*unlike, "only policies may differ; --force goes on anyway")
    return apart


def _offs(cases: Sequence[Case], mechanisms: Sequence[str]) -> tuple[Off, ...]:
    """Return what is to be run beside the cases.

    Raises
    ------
    Refused
        If every mechanism is off already.
    """
    offs = ablations(cases, mechanisms)
    if not offs:
        raise Refused(f"nothing to switch off: the scenario already says `without` {', '.join(mechanisms)}")
    return offs


def _experiment(cases: Sequence[Case], offs: Sequence[Off], manner: Manner) -> tuple[Directory, list[Ablation]]:
    """Make and keep all runs, and what follows from them.

    Raises
    ------
    Refused
        If no run gave any tables.
    """
    cells = replications([*cases, *(off.case for off in offs)])
    name = f"ablate-{cases[0].scenario.name}" + (f"-and-{len(cases) - 1}" if len(cases) > 1 else "")
    directory = Directory(manner.output, name, cells, ["gaiju", *sys.argv[1:]])
    with closing(directory):
        with progress(len(cells), manner.bar) as told:
            for result in make(cells, 1 if manner.executor == "local" else manner.jobs, told):
                directory.add(result)
        directory.join()
        if not directory.finished:
            raise Refused("all runs failed", f"see {directory.path / 'log.jsonl'}", code=1)
        made = _conclude(directory, cases, offs)
    return directory, made


def _conclude(directory: Directory, cases: Sequence[Case], offs: Sequence[Off]) -> list[Ablation]:
    """Write tables and figures; of many runs only the nation is read back."""
    from sim.figures.ablation import draw

    series = pd.read_parquet(
        directory.path / "timeseries.parquet", filters=[("region", "==", ALL), ("group", "==", ALL)]
    )
    declared = outcomes(cases[0].scenario.outcomes)
    found = ends(cube(series), declared)
    directory.write_table("summary", summary_table(found, declared))
    own = [ablation(found, declared, case.scenario.name, case.scenario.title["en"], offs) for case in cases]
    directory.write_table("ablation", ablation_table(own))
    for one in own:
        directory.write_figure("ablation" if len(own) == 1 else f"ablation.{one.name}", draw(one))
    return own + [_between(directory, found, cases[0], case, offs) for case in cases[1:]]


def _between(directory: Directory, found: Ends, base: Case, other: Case, offs: Sequence[Off]) -> Ablation:
    """Return what carries the difference between two scenarios, and write its table and figure."""
    from sim.figures.ablation import draw

    names = (base.scenario.name, other.scenario.name)
    title = f"{other.scenario.title['en']} minus {base.scenario.title['en'].lower()}"
    made = carried(found, outcomes(base.scenario.outcomes), names, title, offs)
    directory.write_table(f"carried.{names[1]}", carried_table(made, names))
    directory.write_figure(f"carried.{names[1]}", draw(made))
    return made


def _as_json(directory: Directory, made: Sequence[Ablation]) -> dict[str, object]:
    found = {
        f"{one.name}: {one.title}": {name: [_effect(each) for each in one.moved(name)] for name in one.mechanisms}
        for one in made
    }
    return {"directory": str(directory.path), "failed": directory.failed, "moved": found}


def _effect(each: Effect) -> dict[str, object]:
    keys = ("margins", "margins_low", "margins_high")
    return {
        "outcome": each.outcome.name,
        "mean_difference": each.found.mean,
        **dict(zip(keys, each.margins, strict=True)),
    }


def _print(directory: Directory, made: Sequence[Ablation], page: Path | None, verbose: bool) -> None:
    console = screen()
    for one in made:
        console.print(_carriers(one) if one.whole else _table(one, verbose))
        console.print()
    console.print(_reading(made[0], verbose) + "\n")
    if directory.failed:
        console.print(f"{directory.failed} runs failed: see {directory.path / 'log.jsonl'}", soft_wrap=True)
    pictures = sorted((directory.path / "figures").glob("*.png"))
    tables = sorted(directory.path.glob("*.csv"))
    for path in (*([page] if page else []), *pictures, *tables, directory.path):
        console.print(str(path), soft_wrap=True)


def _reading(one: Ablation, verbose: bool) -> str:
    """Return how to read the numbers."""
    return (
        f"{one.pairs} pairs of runs with the same luck. Margins: mean change when the mechanism is switched off, in "
        f"multiples of the margin that matters for the outcome. Moved: beyond noise (95 %) and margin; {DOUBT}: would "
        f"not hold with all {len(one.effects)} effects taken together (Holm)."
        + ("" if verbose else f" Shown: the {SHOWN} largest; -v shows all.")
    )


def _table(one: Ablation, verbose: bool) -> Table:
    """Return what each mechanism moves, the busiest first."""
    made = table("without", "moved", "largest changes", "margins", "(95 % interval)", title=one.title)
    total = len(one.outcomes)
    for name in one.mechanisms:
        moved = one.moved(name)
        shown = moved if verbose else moved[:SHOWN]
        cells = [_cells(each) for each in shown] or [("nothing beyond noise", "", "")]
        for number, cell in enumerate(cells):
            made.add_row(*((name, f"{len(moved)} of {total}") if number == 0 else ("", "")), *cell)
    made.columns[3].justify = "right"
    return made


def _cells(each: Effect) -> tuple[str, str, str]:
    mean, low, high = each.margins
    return each.outcome.title["en"], f"{mean:+.1f}{DOUBT * each.doubtful}", f"({low:+.1f} to {high:+.1f})"


def _carriers(one: Ablation) -> Table:
    """Return, for the outcomes of the question in which two scenarios differ, what the difference rests on."""
    made = table("outcome", "difference", "without", "becomes", "carried", title=f"What carries: {one.title}")
    for outcome in one.outcomes[:10]:
        whole, unit = one.whole[outcome.name], outcome.unit
        if whole.n < 2 or whole.low <= 0.0 <= whole.high:
            continue
        mine = [each for each in one.effects if each.outcome.name == outcome.name and each.moved]
        largest = sorted(mine, key=lambda each: each.found.mean / whole.mean)[:SHOWN]
        for number, each in enumerate(largest):
            first = (outcome.title["en"], change(whole.mean, unit)) if number == 0 else ("", "")
            left = change(whole.mean + each.found.mean, unit)
            made.add_row(*first, each.mechanism, left, f"{-100.0 * each.found.mean / whole.mean:.0f} %")
    return made
