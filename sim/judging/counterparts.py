"""The counterparts of targets: what runs give where the sources observed something.

One *point* is a set of parameter values; one *life* of a point is its runs in every world that the asked targets need,
all with the same luck, so that the arms of a contrast differ in nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.evidence.targets import Target
from sim.experiment import Progress
from sim.judging.case_study import Block
from sim.judging.looks import chosen, seen
from sim.month import advance
from sim.reading import Case, read
from sim.reading.calibration_study import searchable
from sim.rules.parameters import Parameters, amended
from sim.workers import done_elsewhere
from sim.world import World, found_world

Arm = tuple[str, tuple[str, ...]]
"""A shipped scenario and what is put into it."""
Point = Mapping[str, float]
"""Values of parameters, by path; what is not named keeps the scenario's value."""
SEED = 20240101


@dataclass(frozen=True, slots=True)
class Ask:
    """What is looked at in one month of one arm."""

    arm: Arm
    outcome: str
    stage: str
    region: tuple[str, ...]
    month: str


@dataclass(frozen=True, slots=True)
class Life:
    """One replication of one point in the worlds of some targets."""

    point: tuple[tuple[str, float], ...]
    targets: tuple[Target, ...]
    replicate: int


def parameters_of(case: Case) -> Point:
    """Return the parameters of a scenario that are not the defaults, mechanisms switched off included.

    Those that its ensemble gives are not among them: they differ from run to run.
    """
    own, usual = dataclasses.replace(case.scenario, sets=()).effective(), Parameters()
    return {
        path: _read_parameter(own, path)
        for path in searchable()
        if _read_parameter(own, path) != _read_parameter(usual, path)
    }


def _read_parameter(parameters: Parameters, path: str) -> float:
    group, _, name = path.partition(".")
    return float(getattr(getattr(parameters, group), name))


def asks(target: Target) -> tuple[Ask, ...]:
    """Return what has to be looked at for a target, in the order in which :func:`value` takes it."""
    own: Arm = (target.world.file, target.world.sets)
    arms = [own] if target.versus is None else [own, (own[0], (*own[1], *target.versus))]
    stages = ("declared", "undeclared") if target.kind == "cross-section" else (target.stage,)
    months = (target.month, target.since) if target.since else (target.month,)
    return tuple(
        Ask(arm, target.outcome, stage, target.region, month) for arm in arms for stage in stages for month in months
    )


def value(target: Target, numbers: Sequence[float]) -> float:
    """Return what the numbers seen come to, in the unit of the target; nan where something was missing.

    Parameters
    ----------
    numbers
        What was seen for each of :func:`asks`.
    """
    if target.kind == "contrast":
        half = len(numbers) // 2
        with_it, without = (_compute_change(part) for part in (numbers[:half], numbers[half:]))
        return _divide_by_base(with_it - without, without) if target.relative else with_it - without
    change = _compute_change(numbers)
    return _divide_by_base(change, numbers[1]) if target.relative else change


def _compute_change(numbers: Sequence[float]) -> float:
    return numbers[0] - numbers[1] if len(numbers) == 2 else numbers[0]


def _divide_by_base(change: float, base: float) -> float:
    return change / base if base else float("nan")


def live(life: Life) -> list[float]:
    """Make the runs of one life and return the counterpart of each of its targets."""
    wanted = {ask: float("nan") for target in life.targets for ask in asks(target)}
    for arm in dict.fromkeys(ask.arm for ask in wanted):
        mine = [ask for ask in wanted if ask.arm == arm]
        wanted |= _look_at_arm(_amend_case(_read_arm(arm), dict(life.point)), mine, life.replicate)
    return [value(target, [wanted[ask] for ask in asks(target)]) for target in life.targets]


def lives(wanted: Sequence[Life], jobs: int = 1, progress: Progress | None = None) -> Iterator[tuple[int, list[float]]]:
    """Make lives and yield (number, counterparts) of each as soon as it is there.

    Parameters
    ----------
    jobs
        Processes to use; 1 stays in this one.
    progress
        Told (lives finished, lives in all) after each.
    """
    found = _live_here(wanted) if jobs == 1 or len(wanted) < 2 else _live_elsewhere(wanted, jobs)
    with contextlib.closing(found):
        for done, result in enumerate(found, start=1):
            if progress is not None:
                progress(done, len(wanted))
            yield result


def block(
    targets: Sequence[Target], points: Sequence[Point], number: int, jobs: int, progress: Progress | None
) -> Block:
    """Return the counterparts of targets: points x replications x targets, each point with the same luck."""
    wanted = [
        Life(tuple(sorted(point.items())), tuple(targets), replicate) for point in points for replicate in range(number)
    ]
    return gathered(wanted, jobs, progress).reshape(len(points), number, len(targets))


def gathered(wanted: Sequence[Life], jobs: int = 1, progress: Progress | None = None) -> Block:
    """Return the counterparts of lives that have the same targets: lives x targets."""
    made = np.full((len(wanted), len(wanted[0].targets)), np.nan)
    for number, values in lives(wanted, jobs, progress):
        made[number] = values
    return made


def _live_here(wanted: Sequence[Life]) -> Generator[tuple[int, list[float]], None, None]:
    yield from ((number, live(life)) for number, life in enumerate(wanted))


def _live_elsewhere(wanted: Sequence[Life], jobs: int) -> Generator[tuple[int, list[float]], None, None]:
    with contextlib.closing(done_elsewhere(live, list(enumerate(wanted)), jobs)) as done:
        yield from ((number, made.result()) for number, made in done)


@lru_cache(maxsize=64)
def _read_arm(arm: Arm) -> Case:
    return read(*arm)


def _amend_case(case: Case, point: Point) -> Case:
    scenario = dataclasses.replace(case.scenario, parameters=amended(case.scenario.parameters, point))
    return dataclasses.replace(case, scenario=scenario)


def _look_at_arm(case: Case, mine: Sequence[Ask], replicate: int) -> dict[Ask, float]:
    """Run one arm as far as it is looked at."""
    clock = case.scenario.clock
    months = {clock.month(ask.month) for ask in mine}
    world = found_world(case.scenario, SEED, replicate)
    found: dict[Ask, float] = {}
    for month in range(1, max(months) + 1):
        advance(world, case.policies)
        if month in months:
            found |= {ask: _look_once(world, ask) for ask in mine if clock.month(ask.month) == month}
    return found


def _look_once(world: World, ask: Ask) -> float:
    return seen(world, ask.outcome, chosen(world, ask.stage, ask.region))
