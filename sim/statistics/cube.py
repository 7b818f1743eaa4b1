"""The long table of time series as one block of numbers, and what each run comes to in the end."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.measures.summaries import SUMMARIES
from sim.statistics.outcomes import Outcome

Block = npt.NDArray[np.float64]
ALL = "all"
TIMES = "months_to_"
"""How the names of times begin until something is reached."""


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """Values by scenario x replication x month x region x outcome; missing where a run failed or nobody counted."""

    values: Block
    scenarios: tuple[str, ...]
    replications: tuple[int, ...]
    months: tuple[str, ...]
    regions: tuple[str, ...]
    outcomes: tuple[str, ...]

    def series(self, scenario: str, region: str, outcome: str) -> Block:
        """Return replications x months of one outcome."""
        place = (self.scenarios.index(scenario), self.regions.index(region), self.outcomes.index(outcome))
        return self.values[place[0], :, :, place[1], place[2]]


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """What each run comes to: scenario x replication x region x outcome.

    A measure counts with its value in the last month, a summary with what it makes of the whole run.

    Attributes
    ----------
    reached
        (scenario, region, outcome) -> share of the runs that got there, of times until something is reached: the mean
        of such a time counts the others with the last month.
    """

    values: Block
    scenarios: tuple[str, ...]
    replications: tuple[int, ...]
    regions: tuple[str, ...]
    outcomes: tuple[str, ...]
    reached: Mapping[tuple[str, str, str], float] = field(default_factory=dict)

    def of(self, scenario: str, outcome: str, region: str = ALL) -> Block:
        """Return one outcome's value in each replication."""
        return self.values[self.scenarios.index(scenario), :, self.regions.index(region), self.outcomes.index(outcome)]


def cube(timeseries: pd.DataFrame) -> Cube:
    """Return the time series of the whole population (group ``all``) as a block."""
    table = timeseries[timeseries["group"] == ALL]
    axes = {name: _index_axis(table[name], name) for name in ("scenario", "replication", "month", "region", "outcome")}
    block = np.full([len(words) for _, words in axes.values()], np.nan)
    block[tuple(codes for codes, _ in axes.values())] = table["value"].to_numpy()
    return Cube(block, *(words for _, words in axes.values()))


def _index_axis(column: pd.Series[Any], name: str) -> tuple[npt.NDArray[np.intp], tuple[Any, ...]]:
    """Return the place of each row on an axis, and the names along it: in order of appearance, time in its own."""
    codes, words = pd.factorize(column, sort=name in ("month", "replication"))
    return codes, tuple(words.tolist())


def ends(block: Cube, declared: Mapping[str, Outcome]) -> Ends:
    """Return what each run comes to in each declared outcome, in the order of the declarations."""
    names = tuple(name for name in declared if name in block.outcomes or name in SUMMARIES)
    shape = (len(block.scenarios), len(block.replications), len(block.regions), len(names))
    values, there = np.full(shape, np.nan), np.full(shape, np.nan)
    times = [column for column, name in enumerate(names) if name.startswith(TIMES)]
    for place in np.ndindex(*shape[:3]):
        run = block.values[place[0], place[1], :, place[2], :]
        if not np.isnan(run).all():
            series = {name: run[:, column] for column, name in enumerate(block.outcomes)}
            values[place] = [SUMMARIES[name].of(series) if name in SUMMARIES else series[name][-1] for name in names]
            longer = {name: np.append(each, each[-1]) for name, each in series.items()} if times else {}
            for column in times:  # one more month like the last moves the time of a run that never got there
                there[(*place, column)] = float(SUMMARIES[names[column]].of(longer) == values[(*place, column)])
    reached = _share_of_reached(block, names, times, there)
    return Ends(values, block.scenarios, block.replications, block.regions, names, reached)


def _share_of_reached(
    block: Cube, names: Sequence[str], times: Sequence[int], there: Block
) -> dict[tuple[str, str, str], float]:
    """Return the share of the runs that got where a time waits for; missing where all failed."""
    found = {}
    for (one, scenario), (two, region) in itertools.product(enumerate(block.scenarios), enumerate(block.regions)):
        for column in times:
            runs = there[one, :, two, column]
            known = runs[~np.isnan(runs)]
            found[scenario, region, names[column]] = float(np.mean(known)) if known.size else np.nan
    return found
