"""Every case the same number of times, each replication of every case with the same luck."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sim.reading import Case
from sim.reading.differing import differing
from sim.scenario import Scenario

BESIDE = ("uncertainties", "ensemble", "without", "world.terms")
NONE = "the usual"
EVENED = {"runs.seed", "clock.months"}
"""What scenarios should share and a comparison makes equal where they do not."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One run to make.

    Attributes
    ----------
    point
        Row of the design, 0 when a design has only one.
    kept
        Outcomes that are kept of the run, month by month for the nation; empty for all tables.
    """

    case: Case
    seed: int
    replicate: int
    point: int = 0
    kept: tuple[str, ...] = ()

    @property
    def pair_id(self) -> str:
        """What runs share that differ in policy alone: design row, seed and replication."""
        return f"{self.point}-{self.seed}-{self.replicate}"


def replications(cases: Sequence[Case], number: int | None = None, seed: int | None = None) -> tuple[Cell, ...]:
    """Return the runs of all cases, replication by replication, so that what is finished first is comparable.

    Parameters
    ----------
    number, seed
        How often each case is run and from which seed; as the first case says when not given.
    """
    runs = cases[0].scenario.runs
    number = runs.replications if number is None else number
    seed = runs.seed if seed is None else seed
    return tuple(Cell(case, seed, replicate) for replicate in range(number) for case in cases)


def differences(cases: Sequence[Case]) -> Iterator[str]:
    """Yield, in words, what keeps cases from being compared: other worlds, other months, other luck.

    Policies, parameters and mechanisms switched off may differ (:func:`beside_policy` names the latter): that is what a
    comparison is for.
    """
    first = cases[0].scenario
    for other in (case.scenario for case in cases[1:]):
        one, two = _list_common(first), _list_common(other)
        for path in (path for path in one if path in two and one[path] != two[path]):
            yield f"`{first.name}` and `{other.name}` differ in {path}: {one[path]} against {two[path]}"


def beside_policy(cases: Sequence[Case]) -> Iterator[str]:
    """Yield, in the same words, what cases differ in that is neither policy nor keeps them from being compared.

    Parameters of the mechanisms, the ensemble they come from, mechanisms switched off, terms that everybody faces: a
    difference is then due to these too.
    """
    for other in cases[1:]:
        for each in differing(cases[0], other):
            if each.path.startswith(BESIDE):
                values = (NONE if said is None else said.value for said in (each.one, each.other))
                named = f"`{cases[0].scenario.name}` and `{other.scenario.name}`"
                yield "{} differ in {}: {} against {}".format(named, each.path, *values)


def policy_alone(cases: Sequence[Case]) -> bool:
    """Return whether cases differ in policy and in nothing else that a difference between them could be due to.

    Seeds and last months may differ: all cases are run from the seed of the first, and compared over the months that
    all have.
    """
    return all(_list_differences(cases[0], other) <= EVENED for other in cases[1:]) and not any(beside_policy(cases))


def _list_differences(first: Case, other: Case) -> set[str]:
    """Return the paths of what two cases should share and do not."""
    one, two = _list_common(first.scenario), _list_common(other.scenario)
    return {path for path in one if path in two and one[path] != two[path]}


def _list_common(scenario: Scenario) -> dict[str, Any]:
    """Return what scenarios must share to be compared, by path."""
    world = {
        f"world.regions.{region}.{path}": value
        for region, record in scenario.regions.items()
        for path, value in dataclasses.asdict(record).items()
    }
    villages = {
        f"world.regions.{region}.villages[{number}].{key}": value
        for region, rows in scenario.villages.items()
        for number, row in enumerate(rows)
        for key, value in row.items()
    }
    listed = {f"world.regions.{region}.villages": len(scenario.villages.get(region, ())) for region in scenario.regions}
    network = {f"world.network.{path}": value for path, value in dataclasses.asdict(scenario.network).items()}
    clock = {f"clock.{path}": value for path, value in dataclasses.asdict(scenario.clock).items()}
    told = {"runs.seed": scenario.runs.seed, "world.regions": ", ".join(scenario.regions)}
    return told | clock | network | world | listed | villages
