"""Tables as a run would give them, with differences that are known because they were put in."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.measures.catalogue import MEASURES
from sim.store import Tables

MONTHS = tuple(f"20{20 + m // 12}-{m % 12 + 1:02d}" for m in range(24))
REGIONS = ("all", "east", "west")


def tables(effects: Mapping[str, float], pairs: int = 8, noise: float = 0.1, luck: int = 1) -> Tables:
    """Return tables of scenarios whose outcomes are a common path, common luck, and an effect of the scenario's own."""
    generator = np.random.default_rng(luck)
    shape = (len(MONTHS), len(REGIONS), len(MEASURES))
    path = np.broadcast_to(np.linspace(0.0, 1.0, len(MONTHS))[:, None, None], shape)
    common = generator.normal(size=(pairs, *shape))
    frames, runs, stages = [], [], []
    for scenario, effect in effects.items():
        for pair in range(pairs):
            own = noise * generator.normal(size=shape) if effect else 0.0
            frames.append(_long(scenario, pair, path + common[pair] + effect + own))
            runs.append({"run_id": f"{scenario}{pair}", "scenario": scenario, "replication": pair, "status": "done"})
            stages.append(_stages(scenario, pair))
    empty = pd.DataFrame()
    return Tables(pd.DataFrame(runs), pd.concat(frames, ignore_index=True), empty, empty, pd.concat(stages))


def _long(scenario: str, pair: int, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> pd.DataFrame:
    index = pd.MultiIndex.from_product((MONTHS, REGIONS, MEASURES), names=("month", "region", "outcome"))
    frame = pd.DataFrame({"value": values.ravel()}, index=index).reset_index()
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair, group="all")


def _stages(scenario: str, pair: int) -> pd.DataFrame:
    """Return two villages: one is declared in name only and repaired, the other never begins."""
    rows = [
        (0, "2019-12", "rural", ""),
        (0, "2020-03", "preparing", ""),
        (0, "2020-06", "declared", "nameplate"),
        (0, "2020-09", "declared", "stalled"),
        (1, "2019-12", "rural", ""),
    ]
    frame = pd.DataFrame(rows, columns=["village", "month", "stage", "flag"])
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair)
