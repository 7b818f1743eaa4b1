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
    frames, runs, stages, villages, example = [], [], [], [], []
    for scenario, effect in effects.items():
        for pair in range(pairs):
            own = noise * generator.normal(size=shape) if effect else 0.0
            frames.append(_long(scenario, pair, path + common[pair] + effect + own))
            runs.append({"run_id": f"{scenario}{pair}", "scenario": scenario, "replication": pair, "status": "done"})
            stages.append(_stages(scenario, pair))
            villages.append(_villages(scenario, pair))
            example.append(_example(scenario, pair))
    long = pd.concat(frames, ignore_index=True)
    told = pd.concat(stages), pd.concat(example), _network()
    return Tables(pd.DataFrame(runs), long, pd.concat(villages), pd.DataFrame(), *told)


def _long(scenario: str, pair: int, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> pd.DataFrame:
    index = pd.MultiIndex.from_product((MONTHS, REGIONS, MEASURES), names=("month", "region", "outcome"))
    frame = pd.DataFrame({"value": values.ravel()}, index=index).reset_index()
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair, group="all")


def _stages(scenario: str, pair: int) -> pd.DataFrame:
    """Return two villages: one, after a failed vote, is declared in name only and repaired, the other never begins."""
    rows = [
        (0, "2019-12", "rural", "", 0),
        (0, "2020-03", "preparing", "", 0),
        (0, "2020-04", "preparing", "", 1),
        (0, "2020-06", "declared", "nameplate", 1),
        (0, "2020-09", "declared", "stalled", 1),
        (0, "2021-01", "declared", "stalled+relapsed", 1),
        (1, "2019-12", "rural", "", 0),
    ]
    frame = pd.DataFrame(rows, columns=["village", "month", "stage", "flag", "votes_failed"])
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair)


def _villages(scenario: str, pair: int) -> pd.DataFrame:
    frame = pd.DataFrame({"village": [0, 1], "month": MONTHS[-1], "region": ["west", "east"], "households": 600.0})
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair)


def _example(scenario: str, pair: int) -> pd.DataFrame:
    """Return three households of village 1: two in dispute, one of them a council member."""
    columns = {"village": 1, "region": "east", "household": [4, 5, 6], "persons": [1.0, 3.0, 6.0]}
    told = {"group": ["others", "migrants", "others"], "member_of": ["notables' council", "", ""]}
    frame = pd.DataFrame(columns | told | {"support": [0.4, 0.6, 0.8], "contested": [1.0, 1.0, 0.0]})
    return frame.assign(run_id=f"{scenario}{pair}", scenario=scenario, replication=pair)


def _network() -> pd.DataFrame:
    rows = [
        ("households", 4, 4, 1.0, 0.0, 0.0),
        ("households", 5, 5, 1.0, 1.0, 0.0),
        ("households", 6, 6, 1.0, 0.5, 1.0),
        ("kinship", 4, 5, 1.0, 0.0, 0.0),
        ("neighbours", 4, 5, 1.0, 0.0, 0.0),
        ("neighbours", 5, 6, 1.0, 1.0, 0.0),
    ]
    return pd.DataFrame(rows, columns=["layer", "a", "b", "weight", "x", "y"])
