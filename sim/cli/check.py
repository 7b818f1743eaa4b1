"""``gaiju check``: read strictly, run nothing."""

from __future__ import annotations

from sim.cli.experiments import read_all
from sim.cli.options import Json, Quiet, Scenarios, Sets
from sim.cli.screen import print_json


def check(files: Scenarios, sets: Sets = None, quiet: Quiet = False, json: Json = False) -> None:
    """Read scenarios strictly and say everything that is wrong with them."""
    cases = read_all(files, sets or ())
    if json:
        print_json([{"file": case.file, "name": case.scenario.name} for case in cases])
    elif not quiet:
        for file, case in zip(files, cases, strict=True):
            name, months, runs = case.scenario.name, case.scenario.clock.months, case.scenario.runs.replications
            print(f"{file}: {name} is in order, {months} months, {runs} runs")
