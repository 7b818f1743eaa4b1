"""Ask the model the causal claims of the sources: the same runs with and without what is claimed to cause something.

A claim holds if the 99 % interval of the mean paired difference lies on the claimed side of nothing, and would also
with all claims taken together: the p values are adjusted by Holm, at one in twenty for the whole list. Everything but
the contrast, luck included, is the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from sim.arrays import Rows
from sim.designs.replications import Cell
from sim.evidence.signs import Contrast, Sign
from sim.experiment import Progress, make
from sim.measures.summaries import SUMMARIES
from sim.paired import Paired, between, holm
from sim.reading import Case, read
from sim.running import Failure, Run
from sim.statistics.cube import ALL, cube
from sim.statistics.outcomes import Outcome, outcomes

CERTAIN = 0.99
"""Level of the intervals."""
WHOLE = 0.05
"""Chance of any false word in the whole list."""
PAIRS = 10
SEED = 20240101
Said = Literal["as claimed", "the opposite", "nothing that matters", "not told from noise"]
Arm = tuple[str, tuple[str, ...]]
"""A shipped file and what is put into it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the runs say of one claim.

    Attributes
    ----------
    found
        With minus without; the interval is that of :data:`CERTAIN`.
    p
        Of no difference, adjusted for the whole list.
    """

    sign: Sign
    contrast: Contrast
    outcome: Outcome
    found: Paired
    p: float

    @property
    def said(self) -> Said:
        """Whether the difference is there, and which way; if not, whether one that matters is ruled out."""
        found, margin = self.found, self.outcome.margin
        if not (self.p < WHOLE and found.told):
            return "nothing that matters" if found.inside(margin) else "not told from noise"
        return "as claimed" if found.mean * self.contrast.sign > 0.0 else "the opposite"

    @property
    def small(self) -> bool:
        """Whether the mean difference is inside the margin that does not matter."""
        return abs(self.found.mean) <= self.outcome.margin


def look(
    asked: Iterable[Sign], home: Path, pairs: int = PAIRS, jobs: int = 1, progress: Progress | None = None
) -> list[Look]:
    """Make all runs and return what they say of each claim that can be asked.

    Parameters
    ----------
    home
        Folder of the shipped scenarios.
    progress
        Told (runs finished, runs in all) after each run.

    Raises
    ------
    RuntimeError
        If a run fails.
    """
    able = [(sign, sign.contrast) for sign in asked if sign.contrast is not None]
    wanted: dict[Arm, list[Contrast]] = {}
    for _, contrast in able:
        for arm in arms(contrast):
            wanted.setdefault(arm, []).append(contrast)
    seen = _compute_values(wanted, home, pairs, jobs, progress)
    found = []
    for _, contrast in able:
        on, off = (np.array([run[_key_of(contrast)] for run in seen[arm]]) for arm in arms(contrast))
        found.append(between(on, off, level=CERTAIN))
    adjusted = holm(np.array([each.p for each in found]))
    known = outcomes()
    return [
        Look(sign, contrast, known[contrast.outcome], each, float(p))
        for (sign, contrast), each, p in zip(able, found, adjusted, strict=True)
    ]


def arms(contrast: Contrast) -> tuple[Arm, Arm]:
    """Return the scenarios with and without what is switched."""
    world = contrast.world
    return (world.file, (*world.sets, *contrast.on)), (world.file, (*world.sets, *contrast.off))


_Key = tuple[str, bool, tuple[str, ...]]


def _key_of(contrast: Contrast) -> _Key:
    return contrast.outcome, contrast.mean, contrast.minus


def _compute_values(
    wanted: Mapping[Arm, Sequence[Contrast]], home: Path, pairs: int, jobs: int, progress: Progress | None
) -> dict[Arm, list[dict[_Key, float]]]:
    """Return what every run of every scenario comes to in the outcomes asked of it."""
    cases = {arm: _read_arm(arm, number, home) for number, arm in enumerate(wanted)}
    cells = [(arm, Cell(case, SEED, replicate)) for arm, case in cases.items() for replicate in range(pairs)]
    seen: dict[Arm, list[dict[_Key, float]]] = {arm: [] for arm in wanted}
    for (arm, _), result in zip(cells, make([cell for _, cell in cells], jobs, progress), strict=True):
        if isinstance(result, Failure):
            raise RuntimeError(f"{arm[0]} with {', '.join(arm[1])}: {result.error}")
        seen[arm].append(_look_at_run(result, wanted[arm]))
    return seen


def _read_arm(arm: Arm, number: int, home: Path) -> Case:
    case = read(home / arm[0], arm[1])
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, name=f"arm-{number}"))


def _look_at_run(run: Run, asked: Sequence[Contrast]) -> dict[_Key, float]:
    """Return what one run comes to in each outcome asked."""
    block = cube(run.timeseries)

    def read_series(region: str) -> Mapping[str, Rows]:
        return {name: block.series(run.scenario, region, name)[0] for name in block.outcomes}

    values: dict[_Key, float] = {}
    for contrast in asked:
        regions = contrast.minus or (ALL,)
        first, *second = (_compute_level(read_series(region), contrast) for region in regions)
        values[_key_of(contrast)] = first - sum(second)
    return values


def _compute_level(series: Mapping[str, Rows], contrast: Contrast) -> float:
    if contrast.outcome in SUMMARIES:
        return float(SUMMARIES[contrast.outcome].of(series))
    path = series[contrast.outcome]
    if not contrast.mean:
        return float(path[-1])
    known = path[~np.isnan(path)]
    return float(known.mean()) if known.size else float("nan")
