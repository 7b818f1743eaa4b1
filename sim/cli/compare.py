"""``gaiju compare``: scenarios that meet the same luck, and what can be said of their differences."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from sim.api.asking import goals_of, with_counterfactual
from sim.cli.compare_screen import few, show, unlike_lines
from sim.cli.experiments import Concluding, Made, Manner, asked, begun, conclude, read_all, tell
from sim.cli.options import Flags, Force, Scenarios, flagged, written
from sim.cli.problems import Refused
from sim.designs.names import names_apart
from sim.designs.replications import differences
from sim.measures.goals import faults_of
from sim.planning.time_given import given_apart_in
from sim.reading import Case
from sim.scalars import did_you_mean
from sim.statistics.answer import answer
from sim.statistics.outcomes import outcomes
from sim.statistics.precision import BATCH, FIRST
from sim.statistics.recommendation import as_json as recommendation_as_json

FIGURES = ("horizons", "fan", "regions", "stages", "timeline", "network", "forest")
LONGEST_NAME = 60
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
        raise Refused(*few(unlike), ONLY_POLICIES)
    if len(starts := dict.fromkeys(case.scenario.clock.start for case in apart)) > 1:
        raise Refused(f"--force compares other horizons, but not other beginnings: clock.start is {', '.join(starts)}")
    return apart


def _name(cases: Sequence[Case]) -> str:
    names = [case.scenario.name for case in cases]
    together = "-vs-".join(names)
    return together if len(together) <= LONGEST_NAME else f"{names[0]}-vs-{len(names) - 1}-others"


def _as_json(made: Made) -> dict[str, object]:
    return {
        "directory": str(made.directory.path),
        "failed": made.directory.failed,
        "notes": list(unlike_lines(made)),
        **recommendation_as_json(made.finding.recommendation),
        "answer": {language: dict(answer(made.finding, language).lines(language)) for language in ("en", "zh")},
        "compare": made.finding.table.astype(object).where(made.finding.table.notna(), None).to_dict("records"),
        "summary": made.finding.summary.to_dict("records"),
    }


CONCLUDING = Concluding(conclude, _as_json, show)
