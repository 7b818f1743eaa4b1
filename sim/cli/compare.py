"""``gaiju compare``: scenarios that meet the same luck, and what can be said of their differences."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.api.asking import goals_of, with_counterfactual
from sim.cli.experiments import Concluding, Made, Manner, asked, begun, conclude, read_all, tell
from sim.cli.options import Flags, Force, Scenarios, flagged, written
from sim.cli.problems import Refused
from sim.cli.screen import NARROW, failures, level, named, screen, seldom, table
from sim.designs.names import names_apart
from sim.designs.replications import beside_policy, differences
from sim.document import did_you_mean
from sim.measures.families import FAMILIES
from sim.measures.goals import faults_of
from sim.planning.time_given import given_apart_in
from sim.reading import Case
from sim.statistics.answer import answer
from sim.statistics.compare import Difference
from sim.statistics.finding import DOUBT, Finding
from sim.statistics.outcomes import outcomes
from sim.statistics.precision import BATCH, FIRST, reached
from sim.statistics.recommendation import as_json as recommendation_as_json
from sim.statistics.tails import ENOUGH
from sim.words.amounts import change, interval, plain

FIGURES = ("horizons", "fan", "regions", "stages", "timeline", "network", "forest")
COLOURS = {"better": "blue", "worse": "dark_orange3", "open": "dim", "missing": "dim"}
LONGEST_NAME = 60
NARROW_COLUMN = 11
LEAST_NAME, LEAST_VERDICT, GAPS = 12, 15, 8
"""Signs of a column of names at least, of a verdict's longest word, and between five columns."""
MOST_SAID = 10
SIGNS = {"led": "-", "lost": "+", "same": "=", "undecided": "?", "absent": ""}
LEGEND = "+ better than, - worse than, = same as, ? too close to call against"
ONLY_POLICIES = (
    "world, months and seed must be the same, or the difference would not be the policies'; --force compares anyway"
)
Goals = Annotated[
    list[str] | None,
    typer.Option(
        "--goal",
        help="Weight of an outcome, or of a family of outcomes, in the recommendation, as outcome=weight; repeatable. "
        "Replaces the families with one vote each, and the goals of the scenarios.",
        show_default=False,
    ),
]
Naive = Annotated[
    bool, typer.Option("--naive", help="Add runs without conversion, and what naive estimates would have found.")
]
Precision = Annotated[
    list[str] | None,
    typer.Option(
        "--precision",
        help="Add pairs until the 95 % interval of this outcome's difference reaches at most so far to either side, as "
        f"outcome=half-width; repeatable. Begins with {FIRST} pairs and looks twice: {FIRST + BATCH} at least.",
        show_default=False,
    ),
]
Most = Annotated[int, typer.Option("--most", help="Pairs at which --precision gives up.")]
EnsembleName = Annotated[
    str | None,
    typer.Option(
        "--ensemble",
        help="Compare over the parameter sets of a calibrated ensemble: a shipped name or a .parquet; -n: how many.",
        show_default=False,
    ),
]
Assumed = Annotated[
    bool,
    typer.Option(
        "--assumed", help="With --ensemble: draw the numbers that are mere assumptions over their ranges, too."
    ),
]
Page = Annotated[
    Path | None,
    written("--page", "With --ensemble: write what stands whatever the parameters as a Markdown page with figures."),
]
Baseline = Annotated[
    str | None, typer.Option("--baseline", help="Name of the scenario to compare with; the first if not given.")
]


@flagged
def compare(
    scenarios: Scenarios,
    baseline: Baseline = None,
    naive: Naive = False,
    precision: Precision = None,
    most: Most = 256,
    ensemble: EnsembleName = None,
    assumed: Assumed = False,
    page: Page = None,
    goal: Goals = None,
    force: Force = False,
    *,
    flags: Flags,
) -> None:
    """Compare scenarios that meet the same luck: tables, figures, verdicts.

    Raises
    ------
    Refused
        If flags are given that have no place beside each other.
    Exit
        If some runs failed.
    """
    manner = Manner.of(flags, flags.output)
    wished, goals = _wished(precision or (), most), _goals(goal or ())
    _refuse_out_of_place(ensemble, wished, assumed, page)
    if wished:
        if (flags.replications or FIRST) < FIRST:
            begins = f"--precision begins with {FIRST} pairs and needs two looks, {FIRST + BATCH} pairs at least"
            print(f"note: {begins}; -n {flags.replications} is not kept", file=sys.stderr)
        flags = dataclasses.replace(flags, replications=max(flags.replications or FIRST, FIRST))
    cases = _comparable(read_all(scenarios, flags.amendments), baseline, force)
    if not goals:
        _refuse_other_goals(cases)
    for line in given_apart_in(cases):
        print(f"note: {line}", file=sys.stderr)
    cases = with_counterfactual(cases) if naive else cases
    if ensemble is not None:
        from sim.cli.compare_ensemble import compare_ensemble

        compare_ensemble(cases, ensemble, flags.replications, baseline, manner, assumed, page)
        return
    what = asked("compare", FIGURES, baseline) | ({"precision": wished, "most": most} if wished else {})
    what |= {"goals": goals} if goals else {}
    tell(begun(cases, _name(cases), manner, what, conclude), manner, CONCLUDING)


def _refuse_out_of_place(ensemble: str | None, wished: Mapping[str, float], assumed: bool, page: Path | None) -> None:
    """Refuse flags that have no place beside each other, before anything is run.

    Raises
    ------
    Refused
        In one line.
    """
    if ensemble is not None and wished:
        raise Refused("--precision adds pairs of runs, --ensemble has as many as it has sets (-n): give one of the two")
    if ensemble is None and assumed:
        raise Refused("--assumed says what is drawn beside an ensemble: give --ensemble, too")
    if ensemble is None and page is not None:
        raise Refused("--page writes what stands over an ensemble: give --ensemble, too (else see report.html)")


def _goals(said: Sequence[str]) -> dict[str, float]:
    """Return family or outcome -> weight of what ``--goal`` says.

    Raises
    ------
    Refused
        If a word is no such thing.
    """
    goals: dict[str, float] = {}
    for word in said:
        name, _, weight = word.partition("=")
        with contextlib.suppress(ValueError):
            goals[name] = float(weight)
            continue
        raise Refused(f"--goal {word}: give a weight, such as {name}=1")
    if wrong := faults_of(goals):
        raise Refused(*(f"--goal {name}: {words}" for name, words in wrong.items()))
    return goals


def _refuse_other_goals(cases: Sequence[Case]) -> None:
    """Refuse scenarios that state different goals.

    Raises
    ------
    Refused
        With the goals of both.
    """
    try:
        goals_of(cases)
    except ValueError as error:
        raise Refused(f"{error}; --goal outcome=weight replaces them") from None


def _wished(said: Sequence[str], most: int) -> dict[str, float]:
    """Return outcome -> half-width of what ``--precision`` says.

    Raises
    ------
    Refused
        If a word is no such thing, or the batches could not even begin.
    """
    wished, wrong = {}, []
    for word in said:
        name, _, width = word.partition("=")
        try:
            wished[name] = float(width)
        except ValueError:
            wished[name] = math.nan
        if name not in outcomes():
            wrong.append(f"--precision {word}: no outcome is called `{name}`{did_you_mean(name, outcomes())}")
        elif not 0.0 < wished[name] < math.inf:
            unit = outcomes()[name].unit
            wrong.append(f"--precision {word}: give the half-width that is wanted, such as {name}=0.5, in {unit}")
    if wished and most < FIRST + BATCH:
        wrong.append(f"--most {most}: the stopping rule looks at {FIRST} pairs first and once more after {BATCH}")
    if wrong:
        raise Refused(*wrong)
    return wished


def _comparable(cases: Sequence[Case], baseline: str | None, force: bool) -> list[Case]:
    """Return the cases under names of their own, if comparing them means something.

    Raises
    ------
    Refused
        If there is only one, the baseline is none of them, or they differ in more than policy.
    """
    apart = names_apart(cases)
    names = [case.scenario.name for case in apart]
    if len(apart) < 2:
        raise Refused("compare needs two scenarios or more; `gaiju run` runs one")
    if baseline is not None and baseline not in names:
        raise Refused(f"--baseline: no scenario is called `{baseline}`: there are {', '.join(names)}")
    unlike = list(differences(apart))
    if unlike and not force:
        raise Refused(*_few(unlike), ONLY_POLICIES)
    if len(starts := dict.fromkeys(case.scenario.clock.start for case in apart)) > 1:
        raise Refused(f"--force compares other horizons, but not other beginnings: clock.start is {', '.join(starts)}")
    return apart


def _few(lines: Sequence[str]) -> list[str]:
    """Return the first lines, and how many more there are."""
    more = [f"and {len(lines) - MOST_SAID} more"] if len(lines) > MOST_SAID else []
    return [*lines[:MOST_SAID], *more]


def _name(cases: Sequence[Case]) -> str:
    names = [case.scenario.name for case in cases]
    together = "-vs-".join(names)
    return together if len(together) <= LONGEST_NAME else f"{names[0]}-vs-{len(names) - 1}-others"


def _as_json(made: Made) -> dict[str, object]:
    return {
        "directory": str(made.directory.path),
        "failed": made.directory.failed,
        "notes": list(_unlike(made)),
        **recommendation_as_json(made.finding.recommendation),
        "answer": {language: dict(answer(made.finding, language).lines(language)) for language in ("en", "zh")},
        "compare": made.finding.table.astype(object).where(made.finding.table.notna(), None).to_dict("records"),
        "summary": made.finding.summary.to_dict("records"),
    }


def _print(made: Made, verbose: bool) -> None:
    console, found = screen(), made.finding
    for line in _unlike(made):
        console.print(f"note: {line}", soft_wrap=True)
    _print_answer(console, found)
    if len(found.scenarios) > 2:
        console.print(_levels(found))
        console.print()
    if verbose:
        for scenario in found.scenarios[1:]:
            console.print(_verdicts(found, scenario, console.width))
            console.print()
        _print_reading(console, found)
        _print_tails(console, made)
    _print_precision(console, made)
    if made.directory.failed:
        console.print(failures(made.directory.failed, made.directory.path), soft_wrap=True)
    tables = (made.directory.path / name for name in ("summary.csv", "compare.csv"))
    reports = (made.report,) if made.report else ()
    for path in (*made.pictures, *tables, *reports) if verbose else reports:
        console.print(str(path), soft_wrap=True)
    console.print(f"{made.directory.path}{'' if verbose else '  (-v prints all outcomes and files)'}", soft_wrap=True)


def _print_answer(console: Console, found: Finding) -> None:
    """Print the headline, and below it each part with its sentences as a list."""
    told = answer(found)
    console.print(Text(told.headline, style="bold"))
    console.print()
    for heading, said in told.parts:
        if len(said) == 1:
            console.print(Text.assemble((f"{heading}: ", "bold"), said[0]))
        else:
            console.print(Text(f"{heading}:", style="bold"))
            for one in said:
                console.print(Padding(Text(f"- {one}"), (0, 0, 0, 2)))
    console.print()


def _levels(found: Finding) -> Table:
    """Return all scenarios by their main outcomes, each with what it is against the one that is spoken of."""
    told = found.recommendation
    names = [name for name in told.families if name not in told.absent]
    heads = [FAMILIES[name].title["en"] if name in FAMILIES else name for name in names]
    title = f"Over {told.months / 12:.3g} years, discounted; {LEGEND} {found.title(told.one)}"
    made = table("scenario", *heads, title=title)
    for scenario in (told.one, *(name for name in found.scenarios if name != told.one)):
        rival = told.rival if scenario == told.one else scenario
        of = {each.outcome: each for each in told.against(told.one, rival)}
        cells = [
            plain(of[name].here, of[name].unit)
            if scenario == told.one
            else f"{plain(of[name].there, of[name].unit)} {SIGNS[of[name].verdict]}".rstrip()
            for name in names
        ]
        made.add_row(found.title(scenario), *cells)
    return made


def _unlike(made: Made) -> Iterator[str]:
    """Yield in what the scenarios differ beside policy, and what was compared where months were forced together."""
    cases, months = made.directory.cases, made.finding.cube.months
    if forced := list(differences(cases)):
        yield "these scenarios differ in more than policy; the comparison was forced"
        yield from _few(forced)
        if any("clock." in line for line in forced):
            yield f"compared over the months that all have, {months[0]} to {months[-1]}"
        if any("runs.seed" in line for line in forced):
            yield "all were run from the first one's seed"
    if beside := list(beside_policy(cases)):
        yield "these scenarios differ in parameters too, and the differences are due to these as well"
        yield from _few(beside)


def _verdicts(found: Finding, scenario: str, width: int = NARROW) -> Table:
    """Return what one scenario changes against the baseline, a line an outcome, with nothing cut off.

    Widths are given, as columns that are squeezed lose letters of words that are longer than what is left.
    """
    one, other = found.title(scenario), found.title(found.baseline)
    heads = [textwrap.fill(title, NARROW_COLUMN) for title in (other, one)]
    shown = [each for each in found.differences if each.scenario == scenario]
    levels = [[level(found, of, each.outcome.name) for each in shown] for of in (found.baseline, scenario)]
    names, verdicts = [named(each.outcome) for each in shown], [each.verdict + DOUBT * each.doubtful for each in shown]
    widths = [_widest([head, *said]) for head, said in zip(heads, levels, strict=True)]
    room = width - sum(widths) - GAPS - LEAST_NAME - LEAST_VERDICT
    head, changes = "difference\n(95 % interval)", [_interval(each) for each in shown]
    if _widest([head, *changes]) > room:
        changes = [said.replace(" to ", " to\n") for said in changes]
    widest = _widest([head, *changes])
    spare = max(room - widest, 0)
    first = min(LEAST_NAME + spare // 2, max(_widest([name.plain for name in names]), LEAST_NAME))
    last = min(LEAST_NAME + LEAST_VERDICT + spare - first, max(_widest(verdicts), LEAST_VERDICT))
    made = table("outcome", *heads, head, "verdict", title=f"{one} against {other}")
    for column, signs in zip(made.columns, (first, *widths, widest, last), strict=True):
        column.width = signs
    for each, name, *said in zip(shown, names, *levels, changes, verdicts, strict=True):
        made.add_row(name, *said, style=COLOURS.get(each.kind))
    return made


def _widest(texts: Sequence[str]) -> int:
    """Return the signs of the longest line."""
    return max(len(line) for text in texts for line in text.splitlines())


def _interval(each: Difference) -> str:
    mean = plain(each.found.mean, each.outcome.unit, sign=True)
    return f"{mean}\n({interval(each.found, each.outcome.unit)})"


def _print_precision(console: Console, made: Made) -> None:
    """Say how precise the differences are that were to be so."""
    wished, pairs = made.directory.asked.get("precision", {}), len(made.finding.cube.replications)
    for name, width in reached(made.finding.ends, made.finding.baseline, wished).items():
        if math.isnan(width):
            why = f"the difference did not vary in {pairs} pairs (or those with a value)"
            console.print(f"{name}: not known how precisely, as {why}; --most allows more", soft_wrap=True)
            continue
        unit = made.finding.declared[name].unit
        wide, asked_for = (change(each, unit).removeprefix("+") for each in (width, wished[name]))
        enough = "as asked" if width <= wished[name] else f"not {asked_for} as asked; --most allows more"
        console.print(f"{name}: known to {wide} either way with {pairs} pairs, {enough}", soft_wrap=True)


def _print_tails(console: Console, made: Made) -> None:
    """Say why the worst tenth of the runs has no interval, and what gives it one."""
    runs = len(made.finding.cube.replications)
    if runs < ENOUGH:
        few = f"Worst tenth of the runs (tails.csv): no intervals from {runs} runs; {ENOUGH} give some"
        console.print(f"{few}: gaiju extend RUN_DIR --replications {ENOUGH}\n")


def _print_reading(console: Console, found: Finding) -> None:
    """Say how to read the verdicts, once."""
    pairs = len(found.cube.replications)
    console.print(
        f"{pairs} pairs of runs with the same luck; numbers are of the last month, or of the whole run where it says "
        f"so; pp: percentage points; {DOUBT}: would not hold at 95 % with all {found.family} comparisons "
        f"taken together (Holm).\n"
    )
    for line in seldom(found, found.ends.outcomes):
        console.print(f"{line}\n")


CONCLUDING = Concluding(conclude, _as_json, _print)
