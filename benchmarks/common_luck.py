"""How many runs common random numbers save: ``python -m benchmarks.common_luck``.

Two policies that meet the same people, network and luck differ less by chance than two that meet their own. What that
is worth is a ratio of variances: of the difference of independent runs, (sd of one)^2 + (sd of the other)^2, to that of
paired ones. As many times fewer pairs are needed for the same interval (Law 2015, Simulation Modeling and Analysis,
section 11.2). Both are read off the same runs, so the machine and its load play no part.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.arrays import Rows
from sim.reading import read
from tests.shown.pairs import lived

ROLLOUT = Path(__file__).parents[1] / "scenarios" / "rollout"
PAIRS = 16
WIDTH = 0.1
"""Half-width of the 95 % interval, in points, for which pairs are counted."""
OUTCOME = "satisfaction_over_time"
POLICIES = {
    "uniform deadline": ("uniform-deadline.yaml", ()),
    "pilots in 4 villages": ("phased-pilots.yaml", ("policy.rollout.pilots=4",)),
    "pilots in 5 villages": ("phased-pilots.yaml", ("policy.rollout.pilots=5",)),
}
TARGET = 3.0
"""Times fewer pairs that two close policies should need."""
COUPLES = (("uniform deadline", "pilots in 4 villages"), ("pilots in 4 villages", "pilots in 5 villages"))


def saved(one: Rows, other: Rows) -> float:
    """Return how many times fewer pairs are needed with common luck; infinite if the pairs never differ.

    >>> round(saved(np.array([1.0, 2.0, 3.0]), np.array([1.1, 2.0, 3.1])), 1)
    601.0
    """
    paired = float(np.var(other - one, ddof=1))
    alone = float(np.var(one, ddof=1) + np.var(other, ddof=1))
    return alone / paired if paired > 0.0 else math.inf


def needed(variance: float) -> int:
    """Return the pairs for which the 95 % interval of a mean difference reaches ``WIDTH`` to either side."""
    return max(math.ceil(variance * (1.96 / WIDTH) ** 2), 2)


def main(words: Sequence[str] = ()) -> None:
    """Print, for two far and two close policies, the pairs needed with and without common luck."""
    pairs = 4 if "--quick" in words else PAIRS
    ends = {}
    for name, (file, sets) in POLICIES.items():
        case = read(ROLLOUT / file, sets)
        ends[name] = np.array([lived(case, replicate)[OUTCOME] for replicate in range(pairs)])
    print(f"{OUTCOME}, {pairs} replications of the shipped scenarios, pairs needed for +-{WIDTH} points:")
    for one, other in COUPLES:
        a, b = ends[one], ends[other]
        with_luck = float(np.var(b - a, ddof=1))
        without = float(np.var(a, ddof=1) + np.var(b, ddof=1))
        print(
            f"  {other} against {one}: {needed(with_luck)} with common luck, {needed(without)} without: "
            f"{saved(a, b):.0f} times fewer"
        )
    close = saved(*(ends[name] for name in COUPLES[-1]))
    print(f"target: at least {TARGET:.0f} times fewer for the close pair: {'reached' if close >= TARGET else 'missed'}")


if __name__ == "__main__":
    main(sys.argv[1:])
