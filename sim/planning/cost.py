"""What a command will take: minutes and megabytes, from a timed run of a few months."""

from __future__ import annotations

import dataclasses
import io
import os
import time
from dataclasses import dataclass

from sim.reading import Case
from sim.running import Run, run

SHORT, LONG = 12, 24
"""Months of the two timed runs: their difference is what a year costs, in time and in tables."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the runs of one case take.

    Attributes
    ----------
    seconds
        Of one run in one process.
    megabytes
        Of the tables of one run, as they are kept.
    """

    seconds: float
    megabytes: float
    runs: int

    def minutes(self, cores: int) -> float:
        """Return about how many minutes all runs take on some cores."""
        return self.seconds * self.runs / min(cores, max(self.runs, 1)) / 60.0


def cost(case: Case) -> Cost:
    """Return what the runs of a case take, by living through its first months."""
    months = case.scenario.clock.months
    run(_shorten_case(case, 1))  # what is done once a process is no part of a run
    few, many = (_time_run(case, min(number, months)) for number in (SHORT, LONG))
    years = max(months - LONG, 0) / (LONG - SHORT)
    seconds, size = (much + years * max(much - little, 0.0) for little, much in zip(few, many, strict=True))
    return Cost(seconds, size / 1e6, case.scenario.runs.replications)


def cores() -> int:
    """Return the cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _time_run(case: Case, months: int) -> tuple[float, float]:
    """Return seconds and bytes of a run of some months."""
    short = _shorten_case(case, months)
    begun = time.perf_counter()
    made = run(short)
    return time.perf_counter() - begun, float(_measure_bytes(made))


def _shorten_case(case: Case, months: int) -> Case:
    scenario = case.scenario
    clock = dataclasses.replace(scenario.clock, months=months)
    return dataclasses.replace(case, scenario=dataclasses.replace(scenario, clock=clock))


def _measure_bytes(made: Run) -> int:
    """Return the size of a run's tables, written to memory alone."""
    size = 0
    for table in made.tables().values():
        with io.BytesIO() as kept:
            table.to_parquet(kept, compression="zstd", index=False)
            size += len(kept.getbuffer())
    return size
