"""Time the three ways through the same months, and print every ratio with its target.

Each repeat times all of them in turn, in processor time, and the median over repeats is printed: a busy machine then
slows all alike. Run it as ``python -m benchmarks.speed``; ``--quick`` only shows that it works.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from benchmarks.plain_mesa import PlainModel
from benchmarks.reference import Reference
from benchmarks.worlds import POLICY, lively_world, twin
from sim.measures.catalogue import MEASURES
from sim.measures.observe import by_village
from sim.month import advance
from sim.world import World


@dataclass(frozen=True, slots=True)
class Plan:
    """What is timed: sizes of the two worlds, months, repeats."""

    households: int = 6000
    large: int = 150000
    months: int = 24
    repeats: int = 5


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
    """Live through some months by columns."""
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


def measure(plan: Plan) -> tuple[list[Line], str]:
    """Return all lines of one run, and what the reference consists of."""
    small, large = lively_world(plan.households), lively_world(plan.large)
    reference = Reference(small, plan.months)
    times: dict[str, list[float]] = {name: [] for name in ("plain", "column", "reference", "large", "watch")}
    for _ in range(plan.repeats):
        times["column"].append(seconds(partial(live, twin(small), plan.months)))
        times["large"].append(seconds(partial(live, twin(large), plan.months)))
        times["reference"].append(seconds(reference.run))
        times["watch"].append(seconds(partial(watch, small, plan.months)))
        times["plain"].append(plain(small, plan.months))
    rows = {"large": len(large.households)}
    cost = {
        name: 1e9 * statistics.median(all_of) / plan.months / rows.get(name, len(small.households))
        for name, all_of in times.items()
    }
    unit = "ns a household-month"
    n, big = f"{len(small.households):,}", f"{len(large.households):,}"
    lines = [
        Line(f"plain Mesa, {n} households", cost["plain"], unit),
        Line(f"columns, {n} households", cost["column"], unit),
        Line(f"reference, {n} households", cost["reference"], unit),
        Line(f"columns, {big} households", cost["large"], unit),
        Line("plain Mesa / columns", cost["plain"] / cost["column"], "times", 50.0, at_least=True),
        Line("columns / reference", cost["column"] / cost["reference"], "times", 2.5),
        Line(f"columns, {big} / {n}", cost["large"] / cost["column"], "times", 1.5),
        Line("looking at all outcomes / living", cost["watch"] / cost["column"], "times"),
    ]
    return lines, reference.describe(len(small.households))


def main(arguments: Sequence[str] | None = None) -> None:
    """Time everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    usual = Plan()
    parser.add_argument("--households", type=int, default=usual.households, help="rows of the small world")
    parser.add_argument("--large", type=int, default=usual.large, help="rows of the large world")
    parser.add_argument("--months", type=int, default=usual.months, help="months that are timed")
    parser.add_argument("--repeats", type=int, default=usual.repeats, help="interleaved repeats")
    parser.add_argument("--quick", action="store_true", help="tiny worlds, two months, one repeat")
    chosen = parser.parse_args(arguments)
    plan = Plan(chosen.households, chosen.large, chosen.months, chosen.repeats)
    lines, counts = measure(Plan(200, 400, 2, 1) if chosen.quick else plan)
    print("\n".join(str(line) for line in lines))
    print(f"reference: {counts}")


if __name__ == "__main__":
    main()
