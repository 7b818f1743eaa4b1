"""What one more household costs in memory: the difference between two worlds of different size, after some months.

Counted is what Python and numpy have allocated (``tracemalloc``), which other programs cannot blur: at the end of the
months, and at their peak, which includes the scratch of the heaviest step. Run it as ``python -m benchmarks.memory``.
"""

from __future__ import annotations

import argparse
import gc
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.speed import Line, live
from benchmarks.worlds import lively_world

TARGET = 2000.0


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a world of so many household rows held: at the end, and at most."""

    households: int
    end: int
    peak: int


def held(households: int, months: int) -> Bytes:
    """Return what a world holds after being founded and living through some months."""
    gc.collect()
    tracemalloc.start()
    world = lively_world(households, 1)
    tracemalloc.reset_peak()
    live(world, months)
    end, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Bytes(len(world.households), end, peak)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--households", type=int, default=6000, help="rows of the small world")
    parser.add_argument("--large", type=int, default=150000, help="rows of the large world")
    parser.add_argument("--months", type=int, default=12, help="months lived through")
    parser.add_argument("--quick", action="store_true", help="tiny worlds, two months")
    chosen = parser.parse_args(arguments)
    sizes, months = ((200, 400), 2) if chosen.quick else ((chosen.households, chosen.large), chosen.months)
    live(lively_world(200), 1)  # so that what is loaded once counts for neither
    small, large = (held(size, months) for size in sizes)
    more = large.households - small.households
    between = f"from {small.households:,} to {large.households:,}"
    print(Line(f"a household more, {between}", (large.end - small.end) / more, "bytes", TARGET))
    print(Line("the same at the peak of a month", (large.peak - small.peak) / more, "bytes", TARGET))


if __name__ == "__main__":
    main()
