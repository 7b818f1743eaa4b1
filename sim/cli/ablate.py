"""``gaiju ablate``: the same runs without one mechanism at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table

from sim.cli.experiments import Concluding, Manner, begun, read_all, tell
from sim.cli.options import Flags, Force, Scenarios, flagged, written
from sim.cli.problems import Refused
from sim.cli.screen import failures, screen, table
from sim.designs.ablation import Off, ablations
from sim.designs.names import names_apart
from sim.designs.replications import differences
from sim.files import write_text
from sim.judging.counterparts import parameters_of
from sim.pages.ablation import page as page_of
from sim.pages.stamp import stamped
from sim.reading import Case
from sim.rules.parameters import OFF
from sim.scalars import did_you_mean
from sim.statistics.cube import ALL, Ends, cube, ends
from sim.statistics.finding import DOUBT
from sim.statistics.outcomes import outcomes
from sim.statistics.summary import summary_table
from sim.store import Directory, RunsFailed
from sim.studies.ablation import Ablation, Effect, ablation, ablation_table, carried, carried_table
from sim.words.amounts import change

SHOWN = 3
"""Outcomes shown of each mechanism; all that move with ``-v``."""
Without = Annotated[
    str | None,
    typer.Option(
        "--without", help="Mechanisms to switch off in turn, as a,b,c; all when not given.", show_default=False
    ),
]
Page = Annotated[Path | None, written("--page", "Write the findings as a Markdown page, such as docs/mechanisms.md.")]


Patterns = Annotated[
    bool,
    typer.Option("--patterns", help="Say instead which mechanism each pattern of the evidence needs."),
]
EnsembleName = Annotated[
    str | None,
    typer.Option(
        "--ensemble", help="With --patterns: take parameter sets from an ensemble, one a run.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Ablated:
    """An ablation that has been made and kept, and the page where one was asked for."""

    directory: Directory
    found: list[Ablation]
    page: Path | None


@flagged
def ablate(
    scenarios: Scenarios,
    without: Without = None,
    page: Page = None,
    patterns: Patterns = False,
    ensemble: EnsembleName = None,
    force: Force = False,
    *,
    flags: Flags,
) -> None:
    """Switch off one mechanism at a time and say what changes.

    Raises
    ------
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    mechanisms = _mechanisms(without)
    if patterns:
        _of_patterns(scenarios, mechanisms, page, ensemble, flags, manner)
        return
    if ensemble is not None:
        raise Refused("--ensemble says whose parameters the patterns get: give --patterns, too")
    cases = _alike(read_all(scenarios, flags.amendments), force)
    offs = _offs(cases, mechanisms)
    what = {
        "verb": "ablate",
        "scenarios": [case.scenario.name for case in cases],
        "without": mechanisms,
        "page": page and str(page),
    }
    made = begun([*cases, *(off.case for off in offs)], _name(cases), manner, what, conclude)
    tell(made, manner, CONCLUDING, page)


def _of_patterns(
    scenarios: Sequence[Path],
    mechanisms: Sequence[str],
    page: Path | None,
    ensemble: str | None,
    flags: Flags,
    manner: Manner,
) -> None:
    """Say which mechanism each pattern needs, with the parameters of one scenario.

    Raises
    ------
    Refused
        If there are several scenarios, every mechanism asked for is off already, or there are flags that the worlds of
        the patterns have no place for.
    """
    from sim.cli.ablate_patterns import ablate_patterns

    if len(scenarios) != 1:
        raise Refused(
            "--patterns takes one scenario, whose parameters are tried: the patterns have worlds of their own"
        )
    if flags.months or flags.engine or flags.seed is not None:
        raise Refused("--patterns: months, engine and seed are those of the patterns' own worlds")
    (case,) = read_all(scenarios, list(flags.sets or ()))
    ensemble = ensemble or case.scenario.ensemble or None
    left = [off.mechanism for off in _offs([case], mechanisms)]
    ablate_patterns(parameters_of(case), left, flags.replications, ensemble, page, manner)


def _name(cases: Sequence[Case]) -> str:
    return f"ablate-{cases[0].scenario.name}" + (f"-and-{len(cases) - 1}" if len(cases) > 1 else "")


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


def conclude(directory: Directory) -> Ablated:
    """Write tables and figures, from a directory alone; of many runs only the nation is read back.

    Raises
    ------
    RunsFailed
        If no run gave any tables.
    """
    from sim.figures.ablation import draw

    if not directory.finished:
        raise RunsFailed(next(iter(directory.errors.values())))
    what = directory.asked
    cases = directory.cases[: len(what["scenarios"])]
    offs = ablations(cases, what["without"])
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
    made = own + [_between(directory, found, cases[0], case, offs) for case in cases[1:]]
    return Ablated(directory, made, None)


def _paged(made: Ablated, page: Path) -> Ablated:
    write_text(page, stamped(page_of(made.found, made.directory.commands), made.directory.begun))
    return replace(made, page=page)


def _between(directory: Directory, found: Ends, base: Case, other: Case, offs: Sequence[Off]) -> Ablation:
    """Return what carries the difference between two scenarios, and write its table and figure."""
    from sim.figures.ablation import draw

    names = (base.scenario.name, other.scenario.name)
    title = f"{other.scenario.title['en']} minus {base.scenario.title['en'].lower()}"
    made = carried(found, outcomes(base.scenario.outcomes), names, title, offs)
    directory.write_table(f"carried.{names[1]}", carried_table(made, names))
    directory.write_figure(f"carried.{names[1]}", draw(made))
    return made


def _as_json(made: Ablated) -> dict[str, object]:
    found = {
        f"{one.name}: {one.title}": {name: [_effect(each) for each in one.moved(name)] for name in one.mechanisms}
        for one in made.found
    }
    return {"directory": str(made.directory.path), "failed": made.directory.failed, "moved": found}


def _effect(each: Effect) -> dict[str, object]:
    keys = ("margins", "margins_low", "margins_high")
    return {
        "outcome": each.outcome.name,
        "mean_difference": each.found.mean,
        **dict(zip(keys, each.margins, strict=True)),
    }


def _print(made: Ablated, verbose: bool) -> None:
    console, directory = screen(), made.directory
    for one in made.found:
        console.print(_carriers(one) if one.whole else _table(one, verbose))
        console.print()
    console.print(_reading(made.found[0], verbose) + "\n")
    if directory.failed:
        console.print(failures(directory.failed, directory.path), soft_wrap=True)
    pictures = sorted((directory.path / "figures").glob("*.png"))
    tables = sorted(directory.path.glob("*.csv"))
    for path in (*([made.page] if made.page else []), *pictures, *tables, directory.path):
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
    ends = f"alike in all {each.found.n} pairs" if each.found.alike else f"{low:+.1f} to {high:+.1f}"
    return each.outcome.title["en"], f"{mean:+.1f}{DOUBT * each.doubtful}", f"({ends})"


def _carriers(one: Ablation) -> Table:
    """Return, for the outcomes of the question in which two scenarios differ, what the difference rests on."""
    made = table("outcome", "difference", "without", "becomes", "carried", title=f"What carries: {one.title}")
    for outcome in one.outcomes[:10]:
        whole, unit = one.whole[outcome.name], outcome.unit
        if not whole.told:
            continue
        mine = [each for each in one.effects if each.outcome.name == outcome.name and each.moved]
        largest = sorted(mine, key=lambda each: each.found.mean / whole.mean)[:SHOWN]
        for number, each in enumerate(largest):
            first = (outcome.title["en"], change(whole.mean, unit)) if number == 0 else ("", "")
            left = change(whole.mean + each.found.mean, unit)
            made.add_row(*first, each.mechanism, left, f"{-100.0 * each.found.mean / whole.mean:.0f} %")
    return made


CONCLUDING = Concluding(conclude, _as_json, _print, _paged)
