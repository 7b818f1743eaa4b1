"""``gaiju plan``: what a command would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from sim.api.doubts import doubts_in
from sim.cli.bill import bill_as_json, bill_said
from sim.cli.check import apart, is_calibration
from sim.cli.compare import Assumed, EnsembleName
from sim.cli.compare_ensemble import LUCKS
from sim.cli.experiments import notes, read_all
from sim.cli.levers_in_use import levers_as_json, levers_said
from sim.cli.options import Engine, Jobs, Json, Months, Replications, Scenarios, Seed, Sets, all_sets
from sim.cli.plan_search import plan_search
from sim.cli.problems import Refused
from sim.cli.screen import counted, print_json, screen
from sim.designs.points import number_of
from sim.files import replacing
from sim.planning.bill import Bills, bills_of
from sim.planning.calendar import Batch, Calendar, Milestone, calendar
from sim.planning.cost import Cost, cores, cost
from sim.planning.time_given import given_apart, given_said
from sim.reading import Case
from sim.reading.calibration_study import read_calibration
from sim.reading.ensembles import read_ensemble
from sim.reading.study import Study
from sim.reading.study_file import read_study

Folder = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Draw the calendar there, as plan.svg and plan.png.", show_default=False),
]


def plan(
    files: Scenarios,
    output: Folder = None,
    seed: Seed = None,
    replications: Replications = None,
    jobs: Jobs = 0,
    sets: Sets = None,
    months: Months = None,
    engine: Engine = None,
    ensemble: EnsembleName = None,
    assumed: Assumed = False,
    json: Json = False,
) -> None:
    """Say what a command would do: calendar of the rollout, levers, runs, minutes, disk; nothing of it is done."""
    studies, files = apart(files)
    _refuse_for_studies(studies, ensemble, assumed)
    searches = [file for file in studies if is_calibration(file)]
    for file in searches:
        plan_search(read_calibration(file), jobs or cores(), json)
    studies = [file for file in studies if file not in searches]
    if studies:
        _plan_studies([read_study(file, {"replications": replications, "seed": seed}) for file in studies], jobs, json)
    if not files:
        return
    cases = read_all(files, all_sets(sets, seed, replications, months, engine))
    calendars, costs = [calendar(case) for case in cases], _cost_of(cases, ensemble, assumed, replications)
    bills = [bills_of(case) for case in cases]
    processes = jobs or cores()
    pictures = [] if output is None else _drawn(calendars, output)
    if json:
        print_json(_as_json(calendars, bills, costs, processes, pictures))
        return
    console = screen()
    for each, bill in zip(calendars, bills, strict=True):
        for line in _said(each, bill):
            console.print(line, soft_wrap=True)
        console.print()
    apart_in_time = [f"note: {line}" for line in given_apart(calendars)]
    for line in (*_costs(costs, processes), *apart_in_time, *notes(files, cases), *map(str, pictures)):
        console.print(line, soft_wrap=True)


def _refuse_for_studies(studies: Sequence[Path], ensemble: str | None, assumed: bool) -> None:
    """Refuse flags that say nothing of studies.

    Raises
    ------
    Refused
        If there are studies and such flags.
    """
    if studies and (ensemble is not None or assumed):
        raise Refused(f"--ensemble and --assumed are for scenarios; {studies[0]} is a study with numbers of its own")


def _cost_of(cases: Sequence[Case], ensemble: str | None, assumed: bool, number: int | None) -> list[Cost]:
    """Return what each case takes, over the parameter sets of an ensemble where one is named.

    Raises
    ------
    Refused
        If numbers are to be drawn beside no ensemble.
    """
    costs = [cost(case) for case in cases]
    if ensemble is None:
        if assumed:
            raise Refused("--assumed says what is drawn beside an ensemble: give --ensemble, too")
        return costs
    runs = len(read_ensemble(ensemble).points[:number]) * LUCKS * (2 if assumed else 1)
    return [replace(one, runs=runs) for one in costs]


def _plan_studies(studies: Sequence[Study], jobs: int, json: bool) -> None:
    """Say how many runs studies are, and how long they take."""
    said = []
    for study in studies:
        points = number_of(study)
        costs = [replace(cost(case), runs=points * study.replications) for case in study.cases]
        said.append((study, points, costs))
    if json:
        print_json([_study_as_json(*each, jobs or cores()) for each in said])
        return
    for study, points, costs in said:
        print(f"{study.name}: {study.title['en']} ({study.kind}, {study.method})")
        sizes = {"factor": len(study.factors), "point": points, "replication": study.replications}
        sizes["scenario"] = len(study.cases)
        print(f"  {', '.join(counted(number, one) for one, number in sizes.items())}")
        times = next(iter(_costs(costs, jobs or cores())))
        print(f"  {times}")
        for line in doubts_in(study.cases):
            print(f"note: {line}")


def _study_as_json(study: Study, points: int, costs: Sequence[Cost], processes: int) -> dict[str, object]:
    return {
        "study": study.name,
        "factors": [factor.path for factor in study.factors],
        "points": points,
        "runs": sum(each.runs for each in costs),
        "cores": processes,
        "minutes": sum(each.minutes(processes) for each in costs),
    }


def _drawn(calendars: Sequence[Calendar], folder: Path) -> list[Path]:
    from sim.figures.plan import draw

    figure, paths = draw(calendars), [folder / f"plan.{suffix}" for suffix in ("svg", "png")]
    for path in paths:
        with replacing(path) as beside:
            figure.savefig(beside)
    return paths


def _said(about: Calendar, bills: Bills) -> Iterator[str]:
    """Yield a calendar in words."""
    scenario, last = about.case.scenario, about.months[-1]
    yield f"{scenario.name}: {scenario.title['en']} ({scenario.rollout.strategy})"
    counties = sum(len(scenario.counties_of(region)) for region in about.regions)
    where = f"{counted(len(about.regions), 'region')} and {counted(counties, 'county', 'counties')}"
    rows, months = counted(about.rows, "household row"), counted(len(about.months), "month")
    yield f"  {counted(about.villages, 'village')} in {where}, {rows}; {about.months[0]} to {last}, {months}"
    yield from (f"  {line}" for line in (*levers_said(about.case), *bill_said(bills)))
    if about.begun is not None:
        yield "  Starts depend on what happens; a few quick runs of the whole horizon:"
        yield from (f"  {_milestone(each)}" for each in about.milestones)
        return
    if about.before:
        yield f"  {counted(about.before, 'village')} had begun or converted before {about.months[0]}."
    for (start, wave, due), batches in groupby(about.batches, key=lambda batch: (batch.start, batch.wave, batch.due)):
        yield f"  {start}: {_batch(list(batches), wave, due, last)}"
    if about.given:
        yield f"  From start to due date villages have {given_said(about)}."
    if about.batches:
        number, month = about.busiest
        yield f"  At most {number} villages are at work at once, from {month}, if all keep to their dates."
    if about.never:
        yield f"  {counted(about.never, 'village')} never begin." if about.batches else "  No village begins."


def _batch(batches: Sequence[Batch], wave: str, due: str, last: str) -> str:
    number = sum(batch.villages for batch in batches)
    where = ", ".join(f"{batch.region} {batch.villages}" for batch in batches)
    until = "no due date" if not due else f"due {due}" + (", after the horizon" if due > last else "")
    return f"{wave}, {counted(number, 'village')} ({where}), {until}"


def _milestone(each: Milestone) -> str:
    reached = f"reached in {each.reached} of {each.of} quick runs"
    if each.when is None:
        return f"{each.what}: {reached}"
    middle, first, last = each.when
    spread = f" ({first} to {last})" if first != last else ""
    return f"{each.what}: {reached}, in {middle}{spread}"


def _costs(costs: Sequence[Cost], processes: int) -> Iterator[str]:
    runs, megabytes = sum(each.runs for each in costs), sum(each.runs * each.megabytes for each in costs)
    minutes = sum(each.minutes(processes) for each in costs)
    seconds = counted(max(round(60.0 * minutes), 1), "second")
    time = f"about {minutes:.1f} minutes" if minutes >= 1.0 else f"about {seconds}"
    single = sum(each.runs * each.seconds for each in costs) / runs
    each_run = f"{single:.2f} seconds a run, from timed months"
    yield f"{counted(runs, 'run')}: {time} on {counted(processes, 'core')} ({each_run})"
    yield f"Tables: about {megabytes:.1f} MB on the disk."


def _as_json(
    calendars: Sequence[Calendar],
    bills: Sequence[Bills],
    costs: Sequence[Cost],
    processes: int,
    pictures: Sequence[Path],
) -> dict[str, object]:
    return {
        "scenarios": [
            {
                "name": about.case.scenario.name,
                "strategy": about.case.scenario.rollout.strategy,
                "villages": about.villages,
                "household_rows": about.rows,
                "months": len(about.months),
                "batches": [asdict(batch) for batch in about.batches],
                "never_begin": about.never,
                "begun_before": about.before,
                "milestones": [asdict(each) for each in about.milestones],
                "levers": levers_as_json(about.case),
                "bill": bill_as_json(bill),
                **asdict(each),
            }
            for about, bill, each in zip(calendars, bills, costs, strict=True)
        ],
        "runs": sum(each.runs for each in costs),
        "cores": processes,
        "minutes": sum(each.minutes(processes) for each in costs),
        "megabytes": sum(each.runs * each.megabytes for each in costs),
        "figures": [str(path) for path in pictures],
    }
