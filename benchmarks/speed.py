"""Time the engine and plain Mesa through the same months, and print every ratio with its target.

Each repeat times all of them in turn, in processor time, and the median over repeats is printed: a busy machine then
slows all alike. Run it as ``python -m benchmarks.speed``; ``--quick`` only shows that it works.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from benchmarks.plain_mesa import PlainModel
from benchmarks.worlds import POLICY, lively_world, twin
from sim.measures.catalogue import MEASURES
from sim.measures.observe import by_village
from sim.month import advance
from sim.world import World

SIZES: Mapping[int, float] = {2400: 150.0, 24000: 150.0, 96000: 120.0}
"""Household rows of a world -> how many times as fast as plain Mesa the engine is to be."""
ROW_MONTHS = 120_000
"""Household rows x months that plain Mesa lives through in one repeat; the engine lives through ten times as many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; without a target it only informs."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    def __str__(self) -> str:
        """Return the line with its verdict."""
        text = f"{self.name:46}{self.value:10,.2f} {self.unit:22}"
        if self.target is None:
            return text.rstrip()
        meets = self.value >= self.target if self.at_least else self.value <= self.target
        return f"{text}{'at least' if self.at_least else 'at most'} {self.target:g}: {'meets' if meets else 'misses'}"


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def live(world: World, months: int) -> None:
    """Live through some months by the engine."""
    for _ in range(months):
        advance(world, (POLICY,))


def watch(world: World, months: int) -> None:
    """Look at every outcome as often as a run of so many months does."""
    for _ in range(months):
        by_village(world, tuple(MEASURES.values()))


def plain(world: World, months: int) -> float:
    """Return the time of the plain Mesa model for some months."""
    with closing(PlainModel(world, POLICY)) as model:
        return seconds(partial(model.run_for, months))


def measure(sizes: Mapping[int, float], row_months: int, repeats: int) -> Iterator[Line]:
    """Yield all lines of one run."""
    engine: dict[int, float] = {}
    for size, target in sizes.items():
        world = lively_world(size)
        rows, months = len(world.households), max(row_months // size, 1)
        live(twin(world), 1)
        costs: dict[str, list[float]] = {"engine": [], "watch": [], "plain Mesa": []}
        for _ in range(repeats):
            costs["engine"].append(seconds(partial(live, twin(world), 10 * months)) / 10)
            costs["watch"].append(seconds(partial(watch, world, months)))
            costs["plain Mesa"].append(plain(world, months))
        cost = {name: 1e9 * statistics.median(all_of) / months / rows for name, all_of in costs.items()}
        engine[size] = cost["engine"]
        for name in ("plain Mesa", "engine"):
            yield Line(f"{name}, {rows:,} rows", cost[name], "ns a household-month")
        yield Line(f"plain Mesa / engine, {rows:,} rows", cost["plain Mesa"] / cost["engine"], "times", target, True)
        yield Line(f"looking at all outcomes / living, {rows:,} rows", cost["watch"] / cost["engine"], "times")
    least, most = min(engine), max(engine)
    yield Line(f"engine, {least:,} rows / {most:,} rows", engine[least] / engine[most], "times", 1.5)


def main(arguments: Sequence[str] | None = None) -> None:
    """Time everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="interleaved repeats")
    parser.add_argument("--quick", action="store_true", help="tiny worlds, one month, one repeat")
    chosen = parser.parse_args(arguments)
    lines = measure({200: 150.0, 400: 120.0}, 400, 1) if chosen.quick else measure(SIZES, ROW_MONTHS, chosen.repeats)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
