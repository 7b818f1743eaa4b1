"""What ``gaiju strategies --page`` makes: the runs of all shipped rollouts, and the page that says what they show."""

from __future__ import annotations

import dataclasses
import inspect
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import sim
from sim.api.asking import titles
from sim.cli.experiments import Made, Manner, experiment, read_all
from sim.cli.screen import progress
from sim.designs.replications import replications
from sim.experiment import make
from sim.figures.load_map import draw
from sim.files import replacing, write_text
from sim.pages.stamp import stamped
from sim.pages.strategies import CURVE, Material, page
from sim.policies.catalogue import strategy
from sim.reading import Case, read
from sim.statistics.balance import balance, balance_table
from sim.statistics.finding import Finding, finding
from sim.store import collect
from sim.studies.load_map import SPEEDS, STAFF, load_map

BASELINE = "uniform-deadline"
FIGURES = ("stages",)
QUORUMS = (0.4, 0.45, 0.5, 0.55, 0.6)


def write_page(path: Path, number: int, manner: Manner) -> Made:
    """Make all runs and write the page and its figures; return the comparison, which is kept in results.

    Parameters
    ----------
    number
        Replications.
    """
    files = sorted((shipped() / "rollout").glob("*.yaml"))
    cases = read_all(files, [f"runs.replications={number}"])
    made = experiment(cases, "strategies", manner, FIGURES, BASELINE)
    quorums = _by_quorum(number, manner)
    base = read(shipped() / "baseline" / "national.yaml").scenario
    with progress(len(SPEEDS) * len(STAFF) * number, manner.bar) as told:
        load = load_map(base, number, manner.jobs, told)
    found = made.finding
    material = Material(
        found=found,
        does={case.scenario.name: _does(case) for case in cases},
        balance=balance_table(balance(found.cube, found.tables.villages), found.cube.scenarios, found.baseline),
        curve=quorums,
        load=load,
        command=shlex.join(["gaiju", *sys.argv[1:]]),
    )
    write_text(path, stamped(page(material)))
    for suffix in ("svg", "png"):
        with replacing(path.parent / "figures" / f"load_map.{suffix}") as beside:
            draw(load).savefig(beside)
    return made


def shipped() -> Path:
    """Return where the shipped scenarios stand: in a wheel, or in a checkout."""
    home = Path(sim.__file__).parent
    inside = home / "_scenarios"
    return inside if inside.is_dir() else home.parent / "scenarios"


def _does(case: Case) -> str:
    """Return what a strategy does, in the words of its own first line."""
    return (inspect.getdoc(strategy(case.scenario.rollout.strategy)) or "").splitlines()[0]


def _by_quorum(number: int, manner: Manner) -> tuple[Finding, dict[str, float]]:
    """Return what voluntary application comes to at each quorum."""
    cases: list[Case] = []
    for quorum in QUORUMS:
        case = read(shipped() / "rollout" / "voluntary.yaml", [f"policy.rollout.quorum={quorum}"])
        scenario = dataclasses.replace(case.scenario, name=f"quorum-{100 * quorum:.0f}", outcomes=CURVE)
        cases.append(dataclasses.replace(case, scenario=scenario))
    found = _asked(cases, number, manner)
    return found, {case.scenario.name: quorum for case, quorum in zip(cases, QUORUMS, strict=True)}


def _asked(cases: Sequence[Case], number: int, manner: Manner) -> Finding:
    cells = replications(cases, number)
    with progress(len(cells), manner.bar) as told:
        tables = collect(cells, make(cells, manner.jobs, told))
    return finding(tables, titles(cases), None, CURVE)
