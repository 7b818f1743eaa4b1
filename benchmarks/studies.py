"""Runs a second of the two studies that sensitivity has to bear, and what they would take in all.

A Morris screening that moves every assumed number alone, and Sobol indices of twelve of them (512 base points, four
replications, no second order). A few runs of each, spread over its design, are made in one process and timed by
processor time: a busy machine then tells the same. Run it as ``python -m benchmarks.studies``.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.designs.points import cells, points_of
from sim.experiment import execute
from sim.reading.study import Study
from sim.reading.study_file import read_study
from sim.studies.responses import kept

SHIPPED = "what-decides"
SOBOL_FACTORS, BASE_POINTS, REPLICATIONS = 12, 512, 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes
    ----------
    runs
        In all, the dummy's points included.
    second
        Runs a second of one process.
    """

    name: str
    factors: int
    runs: int
    second: float

    def __str__(self) -> str:
        """Return the line as it is printed."""
        alone, cores = self.runs / self.second / 3600.0, os.cpu_count() or 1
        times = f"{self.second:.2f} runs/s a core, {alone:.1f} h on one, {alone / cores:.1f} h on {cores}"
        return f"{self.name}: {self.factors} factors, {self.runs:,} runs, {times}"


def studies() -> dict[str, Study]:
    """Return both studies: of the difference between two policies, and of one of them."""
    shipped = read_study(SHIPPED)
    alone = tuple(dataclasses.replace(one, group="") for one in shipped.factors)
    few = alone[:: len(alone) // SOBOL_FACTORS][:SOBOL_FACTORS]
    level = tuple(dataclasses.replace(one, of=shipped.names[0]) for one in shipped.outcomes)
    sobol = dataclasses.replace(
        shipped, cases=shipped.cases[:1], method="sobol", samples=BASE_POINTS, replications=REPLICATIONS, factors=few,
        outcomes=level, second_order=False,
    )  # fmt: skip
    return {"Morris, every assumed number": dataclasses.replace(shipped, factors=alone), "Sobol": sobol}


def timed(name: str, study: Study, sample: int) -> Line:
    """Return runs a second of some runs spread over a study."""
    points = points_of(study, kept(study.outcomes))
    chosen = np.linspace(0, len(points.rows) - 1, sample).round().astype(int).tolist()
    few = dataclasses.replace(
        points, rows=tuple(points.rows[row] for row in chosen), luck=tuple(points.luck[row] for row in chosen)
    )
    some = cells(study.cases, few, 1, study.seed)
    execute(some[0])  # what is made once a process is not counted
    begun = time.process_time()
    for cell in some:
        execute(cell)
    spent = time.process_time() - begun
    runs = len(points.rows) * study.replications * len(study.cases)
    return Line(name, len(study.factors), runs, len(some) / spent)


def main(words: Sequence[str] | None = None) -> None:
    """Print both lines."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--sample", type=int, default=12, help="points of each study that are run")
    sample = asked.parse_args(words).sample
    for name, study in studies().items():
        print(timed(name, study, sample))


if __name__ == "__main__":
    main()
